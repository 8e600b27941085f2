"""One invented company, drawn once for the tests that only look at it."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from features.simulate.block import Block
from features.simulate.causes import CAUSES
from features.simulate.draws import Draws
from features.simulate.market import Market
from features.simulate.tables import tables_of
from features.simulate.window import NEVER, Window
from features.simulate.words import RUSSIAN

CLIENTS, MONTHS, SEED = 3000, 36, 11


def block_of(numbers: np.ndarray, *, months: int = MONTHS, seed: int = SEED) -> Block:
    """Draw the clients with these numbers."""
    draws = Draws(seed)
    return Block.of(draws, Market.of(draws, Window.of(months)), RUSSIAN, numbers)


@pytest.fixture(scope="session")
def block() -> Block:
    return block_of(np.arange(1, CLIENTS + 1))


@pytest.fixture(scope="session")
def tables(block: Block) -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in tables_of(block).items()}


@pytest.fixture(scope="session")
def before_leaving(block: Block) -> Callable[..., np.ndarray]:
    """Tell which orders were the last before a client left for one of these causes."""

    def told(*causes: str) -> np.ndarray:
        wanted = np.isin(block.visits.cause, [CAUSES.index(cause) for cause in causes])
        return wanted & (block.visits.left_day != NEVER)

    return told
