"""Why each client is on its list, and what to say to it: reasons, signs and talk in both languages."""

from datetime import date

import pandas as pd

from features.engines import Engine
from features.figures import Language
from features.settings import Settings
from features.signs.evidence import RAREST_CONTACT_DAYS
from features.signs.found import signs_text
from features.table import FeatureTable
from training.bundle import Bundle
from training.reasons.before_silence import due_days
from training.reasons.causes import reasons, with_silence
from training.reasons.sentences import reason_texts
from training.reasons.stated import stated_reasons, with_stated
from training.reasons.talk import talks

LANGUAGES: tuple[Language, ...] = ("ru", "en")
REASONS = ("reason_1", "reason_2", "reason_3")


def before_silence(table: FeatureTable, engine: Engine, rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Give silent clients' features on the day on which their next order was due.

    Parameters
    ----------
    table : FeatureTable
    engine : Engine
        Where it is computed.
    rows : DataFrame
        Every client's features on `as_of`.
    as_of : date

    Returns
    -------
    DataFrame
        The columns of `rows`, one row a client that is silent and was there on its day.
    """
    due = due_days(rows, as_of).dropna()
    read_on = rows.loc[due.index, "client_id"].groupby(due)
    clients = {day: ids.tolist() for day, ids in read_on}
    found = [rows[rows["client_id"].isin(clients.pop(as_of, ()))]]
    if clients:
        found += [features.to_pandas() for features in table.rows_of(engine, clients)]
    return pd.concat(found, ignore_index=True)


def explained(
    rows: pd.DataFrame, silent: pd.DataFrame, departures: pd.DataFrame, bundle: Bundle, settings: Settings
) -> pd.DataFrame:
    """Give each client's reasons, signs and the talk that fits them, in both languages.

    Parameters
    ----------
    rows : DataFrame
        Today's features of the clients to explain.
    silent : DataFrame
        What `before_silence` gave, of these clients or more.
    departures : DataFrame
        What `features.departures.standing_departures` gave: what a client said itself stands first.
    bundle : Bundle
    settings : Settings

    Returns
    -------
    DataFrame
        ``client_id``, ``reason_1..3``, and in ``ru`` and ``en`` each: texts of the reasons, ``script``,
        ``questions``, ``offer`` and ``signs``; ``offer`` in the company's language. One row a client.
    """
    rows, silent = (_with_contacts_due(told, settings) for told in (rows, silent))
    found = with_silence(reasons(bundle.contributions(rows), rows, bundle.status_means), rows)
    words = _worded(found, rows)
    today = rows["as_of"].max()
    if bundle.before_silence is not None:
        of_these = silent[silent["client_id"].isin(rows["client_id"])]
        # Who is not silent is read today where the model names no cause: a rule reads the silence alone.
        unnamed = found["reason_1"].isna().to_numpy() & ~rows["client_id"].isin(of_these["client_id"])
        read = pd.concat([of_these, rows[unnamed]], ignore_index=True)
        then = bundle.before_silence.reasons(read)
        then = then[then["reason_1"].notna()]
        # Where no cause stands out, the silence itself is what there is to say.
        of_today = words[~words["client_id"].isin(then["client_id"])]
        words = pd.concat([of_today, _worded(then, read, today)])
        words = words.set_index("client_id").loc[rows["client_id"]].reset_index()
    words = with_stated(words, stated_reasons(departures))
    for language in LANGUAGES:
        spoken = talks(words[["client_id", *REASONS]], language)
        words = words.assign(
            **{f"{name}_{language}": spoken[name] for name in ("script", "questions", "offer")}
        )
        words[f"signs_{language}"] = signs_text(rows, settings.signs, language)
    return words.assign(offer=words[f"offer_{settings.company.language}"])


def _with_contacts_due(rows: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Put beside features how often the company wants even the least important client to hear from it."""
    return rows.assign(**{RAREST_CONTACT_DAYS: float(settings.segments.contact_every_days[-1])})


def _worded(found: pd.DataFrame, rows: pd.DataFrame, today: date | None = None) -> pd.DataFrame:
    words = found[["client_id", *REASONS]]
    for language in LANGUAGES:
        told = reason_texts(found, rows, language, today=today)
        words = words.assign(**{f"{name}_{language}": told[f"{name}_text"] for name in REASONS})
    return words.reset_index(drop=True)
