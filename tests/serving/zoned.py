"""The whole way from files to a live answer, in a process of its own time zone; prints digests of the results.

Run as ``python -m tests.serving.zoned FOLDER STEP…`` with `TZ` set.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

ZONES = ("UTC", "Asia/Vladivostok", "America/St_Johns", "Pacific/Apia")
#: What the clock of every command says, so that two runs can be the same.
NOW = datetime(2024, 7, 2, 20, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
#: Times of which the day depends on who reads them: offsets, hours that a zone skips or has twice, no offset.
TIMES = (
    "2024-03-10T22:30:00Z",
    "2024-03-10T23:30:00-02:30",
    "2024-03-31T02:30:00",
    "2024-05-05T00:15:00+13:00",
    "2024-05-31T23:59:59.999",
    "2024-06-01",
)


def add_orders(folder: Path) -> None:
    """Give some clients orders whose day depends on the zone in which they are read."""
    path = folder / "orders.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or []
        ids = sorted({row["client_id"] for row in reader})[:12]
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        for number, client_id in enumerate(ids):
            row = {"client_id": client_id, "order_id": f"zone-{number}", "amount": "1234.5"}
            writer.writerow(row | {"ordered_at": TIMES[number % len(TIMES)]})


def as_moments(folder: Path) -> None:
    """Write the complaints as Parquet with moments in time, one row unreadable: it is set aside with its moment."""
    path = folder / "complaints.csv"
    rows = pd.read_csv(path, dtype="str")
    rows["opened_at"] = pd.to_datetime(rows["opened_at"], utc=True)
    rows.loc[0, "severity"] = "severe"
    rows.to_parquet(path.with_suffix(".parquet"), index=False)
    path.unlink()
    settings = folder / "winback.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(path.name, f"{path.stem}.parquet"), encoding="utf-8")


def in_zones(
    company: Path, folder: Path, *steps: str, zones: Sequence[str] = ZONES
) -> dict[str, dict[str, str]]:
    """Take the steps in a process of each zone; give the digests of what each made.

    Parameters
    ----------
    company : Path
        Its files and settings; copied for each zone.
    folder : Path
        Where the copies go, one after the other at the same place, since settings and reports name it.
    *steps : str
        ``check``, ``features``, ``train``, ``score``, ``live``.
    zones : sequence of str
    """
    found = {}
    for zone in zones:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(company, folder)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.serving.zoned", str(folder), *steps],
            env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{zone}: {done.stderr}"
        found[zone] = json.loads(done.stdout.splitlines()[-1])
    return found


def differing(found: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    """Name what is not the same everywhere, and in which zones."""
    first = next(iter(found.values()))
    names = {name for made in found.values() for name in made}
    return {
        name: {zone for zone, made in found.items() if made.get(name) != first.get(name)}
        for name in sorted(names)
        if len({made.get(name) for made in found.values()}) > 1
    }


def _digest(content: bytes | str) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _live(company: Any) -> str:
    from tests.serving.conftest import stop_inside
    from tests.serving.walked import raw_events, start_walked

    inside, stack = start_walked(company)
    try:
        ids = set(raw_ids(company.folder))
        events = {name: rows for name, rows in raw_events(company.folder, ids).items() if rows}
        body = {"as_of": inside.backend.current.published.as_of.isoformat(), **events}
        answer = inside.ask("POST", "/v1/scores/live", as_="crm", json=body)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["scores"]) == len(ids), answer.text
        return str(answer.text)
    finally:
        stop_inside(inside, stack)


def raw_ids(folder: Path) -> list[str]:
    """Clients with an order whose day depends on the zone."""
    with (folder / "orders.csv").open(encoding="utf-8", newline="") as file:
        return sorted(
            {row["client_id"] for row in csv.DictReader(file) if row["order_id"].startswith("zone-")}
        )


def main(folder: Path, steps: Sequence[str]) -> None:
    """Take the steps and print digests of what they made, by name."""
    import serving.commands.shared as shared

    shared.now = lambda: NOW  # before the commands take the name from there
    from tests.serving.walked import Walked

    company, made = Walked(folder, {}), {}
    for step in steps:
        if step == "live":
            made[step] = _digest(_live(company))
            continue
        out = folder / f"{step}.{'parquet' if step == 'features' else 'csv'}"
        ran = company.run(step, "--json", *(["--out", out] if step in ("features", "score") else []))
        assert ran.code in (0, 4), ran.err
        made[f"{step} said"] = _digest(ran.out)
        if out.exists():
            made[out.name] = _digest(out.read_bytes())
    for part in ("events", "quarantine", "published"):
        for path in sorted((company.data_dir / part).rglob("*")):
            if path.is_file():
                made[path.relative_to(company.data_dir).as_posix()] = _digest(path.read_bytes())
    print(json.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
