"""One invented company, drawn once for the tests that only look at it."""

import numpy as np
import pandas as pd
import pytest

from features.simulate.draws import Draws
from features.simulate.market import Window
from features.simulate.tables import Block
from features.simulate.words import RUSSIAN


@pytest.fixture(scope="session")
def block() -> Block:
    return Block.of(Draws(11), Window.of(36), RUSSIAN, np.arange(1, 4001))


@pytest.fixture(scope="session")
def tables(block: Block) -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in block.tables().items()}
