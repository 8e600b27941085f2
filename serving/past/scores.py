"""The scores of past publications, kept small, so that they can be judged once their horizons have ended."""

import io
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.errors import DamagedError
from features.whole_files import put_file, remove_drafts
from serving.edge.event_log import tell
from serving.store.durable import writing
from serving.store.manifest import FOLDER as PUBLISHED
from serving.store.manifest import MANIFEST, SNAPSHOT_ID, parse_manifest
from training.monitoring.matured import PAST

FOLDER = "past-scores"
#: Publications of the last weeks all stay; of each older week only the first.
ALL_FOR_DAYS = 28
#: A horizon of a year, twelve judged publications and the window over which lists pay; older ones go
#: (`[privacy] past_scores_days`).
KEPT_DAYS = 800
#: Of `candidates`, beside the client: which list, and whether it is left alone.
OF_CANDIDATES = ("list", "held_out")
#: What a client's history tells, and how far back.
HISTORY = ("as_of", "model_version", "status", "churn_probability", "risk_band", "expected_ltv")
HISTORY_DAYS = 182
#: Of the scores.
KEPT = tuple(dict.fromkeys((*PAST, *HISTORY)))
#: Rows are sorted by client, so one client's lie in one group, and the others need not be read.
ROWS_OF_A_GROUP = 5_000

logger = logging.getLogger(__name__)


def keep_published(data_dir: Path, *, kept_days: int = KEPT_DAYS) -> None:
    """Keep the scores of every publication that still stands, and let go of those that are too many.

    A rerun changes nothing. One that is damaged, or was replaced meanwhile, is left out: it is not worth
    stopping for.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    kept_days : int
        Older ones than that, counted from the newest, go.

    Raises
    ------
    BusyError
        If the disk refuses.
    """
    folder = data_dir / FOLDER
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        remove_drafts(folder)
        known = {path.stem for path in folder.glob("*.parquet")}
        for snapshot in sorted((data_dir / PUBLISHED).glob("*")):
            if SNAPSHOT_ID.fullmatch(snapshot.name) and snapshot.name not in known:
                try:
                    content = _small(snapshot)
                except (FileNotFoundError, DamagedError):
                    continue
                _write(folder, snapshot.name, content)
        for path in too_many(folder.glob("*.parquet"), kept_days=kept_days):
            path.unlink(missing_ok=True)


def past_scores(data_dir: Path, *, before: date) -> pd.DataFrame:
    """Read what was kept.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    before : date
        Publications of later days are left out.

    Returns
    -------
    DataFrame
        `training.monitoring.matured.PAST`, one row a publication and client; of several publications of one
        day the one made last.
    """
    kept = _newest_of_each_day(data_dir)
    tables = [pq.read_table(path, columns=list(PAST)) for day, path in kept.items() if day <= before]
    if not tables:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in PAST})
    found: pd.DataFrame = pa.concat_tables(tables, promote_options="permissive").to_pandas()
    return found


def client_history(data_dir: Path, client_id: str, *, until: date) -> list[dict[str, Any]]:
    """Give what was published of a client before a day: the first of each week, newest first.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    client_id : str
    until : date
        The day of what is published now, which is none of them.

    Returns
    -------
    list of dict
        `HISTORY`, a row a publication of the last `HISTORY_DAYS` that knew the client. What can't be read is
        left out, and logged.
    """
    weeks: dict[tuple[int, int], Path] = {}
    for day, path in _newest_of_each_day(data_dir).items():
        if until - timedelta(days=HISTORY_DAYS) <= day < until:
            weeks.setdefault(_week(day), path)
    told = []
    for path in reversed(weeks.values()):
        try:
            found = _rows_of(path, client_id)
        except FileNotFoundError:  # thinned out meanwhile
            continue
        except (OSError, pa.ArrowInvalid) as fault:
            tell(logger, logging.WARNING, "past_scores_unread", f"{path.name} can't be read: {fault}")
            continue
        told += [{name: row.get(name) for name in HISTORY} for row in found]
    return told


def _rows_of(path: Path, client_id: str) -> list[dict[str, Any]]:
    """Read one client's rows of the group that holds them."""
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        ids, told = names.index("client_id"), [name for name in ("client_id", *HISTORY) if name in names]
        for group in range(file.num_row_groups):
            held = file.metadata.row_group(group).column(ids).statistics
            if held is None or held.min <= client_id <= held.max:
                rows = file.read_row_group(group, columns=told)
                found: list[dict[str, Any]] = rows.filter(pc.equal(rows["client_id"], client_id)).to_pylist()
                if found:
                    return found
    return []


def _newest_of_each_day(data_dir: Path) -> dict[date, Path]:
    """Give what was kept by day, earliest first; of several of one day the one made last."""
    newest: dict[date, tuple[int, Path]] = {}
    for path in (data_dir / FOLDER).glob("*.parquet"):
        with suppress(FileNotFoundError):  # thinned out meanwhile
            day, made = _day(path), path.stat().st_mtime_ns
            if made >= newest.get(day, (0, path))[0]:
                newest[day] = (made, path)
    return {day: path for day, (_, path) in sorted(newest.items())}


def forget_client(data_dir: Path, client_id: str) -> int:
    """Remove a client from everything that was kept.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    client_id : str

    Returns
    -------
    int
        Publications that held the client.
    """
    folder, found = data_dir / FOLDER, 0
    with writing(folder):
        remove_drafts(folder)
        for path in sorted(folder.glob("*.parquet")):
            table = pq.read_table(path)
            others = table.filter(pc.not_equal(table["client_id"], client_id))
            if others.num_rows < table.num_rows:
                made = path.stat().st_mtime_ns
                _write(folder, path.stem, _bytes(others))
                os.utime(path, ns=(made, made))
                found += 1
    return found


def too_many(paths: Iterable[Path], *, kept_days: int = KEPT_DAYS) -> Iterator[Path]:
    """Name the files that go: too old, or not the first of a week that is some weeks past.

    Examples
    --------
    >>> days = ["2024-01-01", "2024-01-03", "2024-01-08", "2024-06-01", "2024-06-03"]
    >>> [path.stem[:10] for path in too_many(Path(f"{day}-0123456789ab.parquet") for day in days)]
    ['2024-01-03']
    """
    ordered = sorted(paths)
    last = max(map(_day, ordered), default=date.min)
    weeks: set[tuple[int, int]] = set()
    for path in ordered:
        day = _day(path)
        week = _week(day)
        is_old = day <= last - timedelta(days=kept_days)
        if day > last - timedelta(days=ALL_FOR_DAYS) and not is_old:
            continue
        if week in weeks or is_old:
            yield path
        weeks.add(week)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _day(path: Path) -> date:
    return date.fromisoformat(path.stem[:10])


def _small(snapshot: Path) -> bytes:
    """Take the columns that monitoring and histories read, from files that prove undamaged."""
    manifest = parse_manifest((snapshot / MANIFEST).read_bytes(), snapshot / MANIFEST)
    tables = {}
    for name in ("scores.parquet", "candidates.parquet"):
        content = (snapshot / name).read_bytes()
        if name not in manifest.files or sha256(content).hexdigest() != manifest.files[name].sha256:
            raise DamagedError(f"{snapshot.name}/{name} is damaged. It was not used.")
        table = pq.read_table(io.BytesIO(content))
        ids = table["client_id"].cast(pa.large_string())
        tables[name] = table.set_column(table.column_names.index("client_id"), "client_id", ids)
    scores = tables["scores.parquet"]
    wanted = scores.select([name for name in KEPT if name in scores.column_names])
    listed = tables["candidates.parquet"].select(["client_id", *OF_CANDIDATES])
    return _bytes(wanted.join(listed, "client_id", join_type="left outer").sort_by("client_id"))


def _bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", row_group_size=ROWS_OF_A_GROUP)
    return sink.getvalue()


def _write(folder: Path, name: str, content: bytes) -> None:
    put_file(folder / f"{name}.parquet", content)
