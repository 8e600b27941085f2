"""Who is due a contact with news, who has waited too long, and how each manager keeps the cadence (M35)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from features.engines.computing import computing
from features.errors import NotFoundError
from features.events import Events
from features.settings import Segments, Settings

#: Statuses of those we look after; the lost are the win-back list's.
IN_CARE = ("new", "active", "overdue")
CLASSES = ("A", "B", "C")
#: Columns of the feature table that the cadence is read off.
READ = ("client_id", "status", "abc", "tenure_days", "days_since_informative_contact", "cadence_kept_share")
#: What is published of each client; who it is joins at the edge.
PUBLISHED = (
    *("client_id", "status", "abc", "target_days", "days_since_contact", "due_on", "days_behind"),
    *("behind", "kept_share_12_weeks"),
)
#: A client's row for people.
OF_CLIENT = ("client_id", "name", "branch", "manager", *PUBLISHED[1:])
#: A manager's figures, and a class's.
FIGURES = ("clients", "kept", "behind", "never", "kept_share", "kept_share_12_weeks", "most_days_behind")
OF_MANAGER = ("manager", *FIGURES, *(f"behind_{letter.lower()}" for letter in CLASSES))
OF_CLASS = ("abc", "target_days", *FIGURES)


class NoCadenceError(NotFoundError):
    """Nothing tells which contacts brought something."""

    code = "no_cadence"


@dataclass(frozen=True)
class Cadence:
    """The contact cadence on a day.

    Attributes
    ----------
    as_of : date
        The day before which everything is known.
    targets : mapping of str to int
        Days within which a client of class A, B, C is due a contact with news.
    clients : DataFrame
        `OF_CLIENT`, those who wait longest beyond their class's days first, class by class.
    managers, classes : DataFrame
        `OF_MANAGER`, the worst kept first; `OF_CLASS`, A first.
    """

    as_of: date
    targets: Mapping[str, int]
    clients: pd.DataFrame
    managers: pd.DataFrame
    classes: pd.DataFrame

    @property
    def behind(self) -> pd.DataFrame:
        """The clients who are behind."""
        return self.clients[self.clients["behind"]].reset_index(drop=True)


def cadence_rows(events: Events, settings: Settings, *, as_of: date) -> pd.DataFrame:
    """Give what the cadence is read off: `READ`, one row a client.

    Raises
    ------
    NoCadenceError
        If there are no contacts, or none with an outcome: a contact counts only if it brought something.
    """
    if not tells_cadence(events):
        raise NoCadenceError(
            "The cadence needs the table `contacts` with the column `outcome`: a contact counts only if it "
            "brought an order or information. Add it to [source]; `winback check` lists what is there."
        )
    with computing(events, settings) as place:
        rows, _ = place.table(settings, families=("contacts",)).at(place.engine, as_of)
    found: pd.DataFrame = rows.select(list(READ)).to_pandas()
    return found


def tells_cadence(events: Events) -> bool:
    """Tell whether the company's contacts say what they brought."""
    return events.has("contacts") and "contacts.outcome" not in events.empty_columns


def client_cadence(
    rows: pd.DataFrame, people: pd.DataFrame, segments: Segments, *, as_of: date
) -> pd.DataFrame:
    """Set each client's last contact that brought something against what its class is due.

    Parameters
    ----------
    rows : DataFrame
        `READ`, of the feature table.
    people : DataFrame
        ``client_id, do_not_contact, excluded``; who must not be contacted is due nothing.
    segments : Segments
        ``contact_every_days``.
    as_of : date

    Returns
    -------
    DataFrame
        `PUBLISHED`, sorted by client; only clients in `IN_CARE`. ``days_since_contact`` is null where no
        contact has brought anything: such a client has waited since its first order. ``due_on`` is the last
        day that keeps the cadence.

    References
    ----------
    mission.md, M35.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     {"client_id": ["a", "b", "c"], "status": "active", "abc": ["A", "C", "C"], "tenure_days": 90.0,
    ...      "days_since_informative_contact": [8.0, 14.0, None], "cadence_kept_share": [0.5, 1.0, 0.0]}
    ... )
    >>> people = pd.DataFrame({"client_id": ["a", "b", "c"], "do_not_contact": False, "excluded": None})
    >>> told = client_cadence(rows, people, Segments(), as_of=date(2026, 3, 1))
    >>> told[["client_id", "target_days", "days_behind", "behind"]].to_dict("records")
    [{'client_id': 'a', 'target_days': 7, 'days_behind': 1, 'behind': True},
     {'client_id': 'b', 'target_days': 14, 'days_behind': 0, 'behind': False},
     {'client_id': 'c', 'target_days': 14, 'days_behind': 76, 'behind': True}]
    """
    left_alone = people.loc[people["do_not_contact"].eq(True) | people["excluded"].notna(), "client_id"]
    found = rows[rows["status"].isin(IN_CARE) & ~rows["client_id"].isin(left_alone)]
    target = found["abc"].map(targets_of(segments)).fillna(segments.contact_every_days[-1]).astype("int64")
    since = found["days_since_informative_contact"]
    waited = since.fillna(found["tenure_days"]).astype("int64")
    due = pd.Timestamp(as_of) + pd.to_timedelta(target - waited, unit="D")
    table = pd.DataFrame(
        {
            "client_id": found["client_id"],
            "status": found["status"],
            "abc": found["abc"],
            "target_days": target,
            "days_since_contact": since.astype("Int64"),
            "due_on": due.dt.date.astype("object"),
            "days_behind": (waited - target).clip(lower=0),
            "behind": waited > target,
            "kept_share_12_weeks": found["cadence_kept_share"].astype("float64"),
        }
    )
    return table.sort_values("client_id", ignore_index=True)


def targets_of(segments: Segments) -> dict[str, int]:
    """Give the days that each class is due."""
    return dict(zip(CLASSES, segments.contact_every_days, strict=True))


def report_of(told: pd.DataFrame, people: pd.DataFrame, segments: Segments, *, as_of: date) -> Cadence:
    """Add who the clients are, and sum up by manager and class.

    Parameters
    ----------
    told : DataFrame
        `PUBLISHED`.
    people : DataFrame
        ``client_id, name, branch, manager``.
    segments : Segments
    as_of : date
    """
    known = people[["client_id", "name", "branch", "manager"]]
    clients = told.merge(known, on="client_id", how="left")[list(OF_CLIENT)]
    clients = clients.sort_values(
        ["behind", "abc", "days_behind", "client_id"], ascending=[False, True, False, True], ignore_index=True
    )
    targets = targets_of(segments)
    classes = _summed(clients, "abc").sort_values("abc", ignore_index=True)
    classes.insert(1, "target_days", classes["abc"].map(targets))
    managers = _summed(clients, "manager").sort_values(
        ["kept_share", "behind", "manager"],
        ascending=[True, False, True],
        na_position="last",
        ignore_index=True,
    )
    return Cadence(as_of, targets, clients, managers[list(OF_MANAGER)], classes[list(OF_CLASS)])


def _summed(clients: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sum up: the share of clients kept within target is a manager's KPI, today and over twelve weeks."""
    behind = clients["behind"].astype(bool)
    counted = clients.assign(kept=~behind, never=clients["days_since_contact"].isna())
    of_classes = {f"behind_{letter.lower()}": behind & (clients["abc"] == letter) for letter in CLASSES}
    summed = (
        counted.assign(**of_classes)
        .groupby(by, dropna=False, sort=True)
        .agg(
            clients=("client_id", "size"),
            kept=("kept", "sum"),
            behind=("behind", "sum"),
            never=("never", "sum"),
            kept_share=("kept", "mean"),
            kept_share_12_weeks=("kept_share_12_weeks", "mean"),
            most_days_behind=("days_behind", "max"),
            **{name: (name, "sum") for name in of_classes},
        )
        .reset_index()
    )
    named: pd.DataFrame = summed.assign(**{by: summed[by].astype("object").where(summed[by].notna(), None)})
    return named


def narrowed(told: pd.DataFrame, people: pd.DataFrame, filters: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Keep the clients that have one of the values in each column: ``branch``, ``manager`` or ``abc``.

    Examples
    --------
    >>> told = pd.DataFrame({"client_id": ["a", "b"], "abc": ["A", "B"]})
    >>> people = pd.DataFrame({"client_id": ["a", "b"], "branch": ["N", "S"], "manager": ["x", "x"]})
    >>> narrowed(told, people, {"branch": ["S"], "manager": ["x"]})["client_id"].tolist()
    ['b']
    """
    for column, values in filters.items():
        if column in told:
            told = told[told[column].isin(list(values))]
        else:
            told = told[told["client_id"].isin(people.loc[people[column].isin(list(values)), "client_id"])]
    return told
