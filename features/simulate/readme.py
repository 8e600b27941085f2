"""What the files beside the tables say: that the company is invented, and how its clients live and leave."""

from importlib.resources import files

from features.simulate import company, lives, market, orders, voices
from features.simulate.market import Window
from features.simulate.truth import Horizon
from features.simulate.words import Language

#: First line of a folder's README by which we know it again as ours, in any language.
MARK = "<!-- winback simulate: INVENTED -->"


def company_readme(window: Window, *, clients: int, seed: int, language: Language) -> str:
    """Write the README of the folder: that all of it is invented, and what lies where."""
    return _text("company", language).format(
        mark=MARK, clients=clients, seed=seed, first=window.first_day, last=window.last_day
    )


def truth_readme(horizon: Horizon, *, language: Language) -> str:
    """Write the README of `truth/`: the mechanism, with the very numbers that the simulation uses.

    Examples
    --------
    >>> truth_readme(Horizon(24, 0.15), language="en").splitlines()[0]
    '# The truth about the INVENTED company'
    """
    shares = {
        "rate": horizon.annual_discount_rate,
        "rise": market.PRICE_RISE,
        "new": company.NEWCOMERS_A_YEAR,
        "complaints": company.COMPLAINTS_PER_ORDER,
        "slow": company.SLOW_SHARE,
        "kept": lives.UNHAPPINESS_KEPT,
        "unhappy": lives.UNHAPPY_LEAVE,
        "price": lives.PRICE_DRIFT_A_YEAR,
        "rival": lives.COMPETITOR_DRIFT_A_YEAR,
        "leave": lives.DRIFT_LEAVE,
        "outside": lives.OUTSIDE_A_YEAR,
        "cancelled": orders.CANCEL_SHARE,
        "returned": orders.RETURN_SHARE,
        "answers": voices.ANSWER_SHARE,
    }
    numbers = {
        "months": horizon.months,
        "cycle": company.MEDIAN_CYCLE_DAYS,
        "shortest": company.SHORTEST_CYCLE_DAYS,
        "longest": company.LONGEST_CYCLE_DAYS,
        "fast": voices.LONGEST_FAST_DAYS,
        "least_hurt": voices.SLOW_HURT + voices.SEVERITY_HURT,
        "most_hurt": voices.SLOW_HURT + 5 * voices.SEVERITY_HURT,
        "fresh": lives.FRESH_RISE_FACTOR,
        "felt": market.RISE_IS_FELT_DAYS,
        "shortest_drift": lives.SHORTEST_DRIFT,
        "longest_drift": lives.LONGEST_DRIFT,
        "gap": lives.DRIFT_GAP,
        "check": lives.DRIFT_CHECK,
        "content": voices.CONTENT_SCORE,
        "unhappy_score": voices.UNHAPPY_SCORE,
        "drift_score": voices.DRIFT_SCORE,
    }
    written = {name: _written(100 * share, language) + " %" for name, share in shares.items()}
    written |= {name: _written(number, language) for name, number in numbers.items()}
    return _text("truth", language).format(**written)


def _written(number: float, language: Language) -> str:
    text = f"{number:.4g}"
    return text.replace(".", ",") if language == "ru" else text


def _text(name: str, language: Language) -> str:
    return files("features.simulate").joinpath("texts", f"{name}.{language}.md").read_text(encoding="utf-8")
