"""What moves all clients of the invented company alike: days, goods, branches and people together."""

from dataclasses import dataclass

from features.simulate.branches import Branches
from features.simulate.draws import Draws
from features.simulate.products import Products
from features.simulate.staff import Staff
from features.simulate.window import Window


@dataclass(frozen=True)
class Market:
    """What every client meets alike; drawn once, whatever the number of clients."""

    window: Window
    products: Products
    branches: Branches
    staff: Staff

    @classmethod
    def of(cls, draws: Draws, window: Window) -> "Market":
        """Draw the market of a company over a window.

        Examples
        --------
        >>> Market.of(Draws(1), Window.of(months=3)).products.index.shape
        (32, 90)
        """
        return cls(window, Products.of(draws, window), Branches.of(draws, window), Staff.of(draws, window))
