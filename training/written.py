"""How a model stands in a bundle: plain values, and the trees in LightGBM's own text."""

from collections.abc import Mapping
from typing import Any, cast

from training.models.baselines import Rule
from training.models.blend import Blend
from training.models.boosting import Boosted, booster_of
from training.models.buy_till_you_die import ExpectedOrders
from training.models.by_status import ByStatus, Part
from training.models.candidates import Model
from training.models.inputs import Inputs
from training.models.levels import Levels
from training.models.logistic import Logistic


def write(model: Rule | Model, name: str, files: dict[str, bytes]) -> dict[str, Any]:
    """Add a model's trees to the files and give the rest as plain values.

    Parameters
    ----------
    model : Rule, Logistic, Boosted, ByStatus or Blend
    name : str
        What its files are called by.
    files : dict of str to bytes
        Takes ``NAME.txt`` of each LightGBM model.
    """
    if isinstance(model, Rule):
        return {"kind": "rule", "rule": model.to_dict()}
    if isinstance(model, Logistic):
        return {"kind": "logistic", "logistic": model.to_dict()}
    if isinstance(model, Blend):
        return {
            "kind": "blend",
            "logistic": write(model.logistic, name, files),
            "lightgbm": write(model.boosted, name, files),
        }
    if isinstance(model, ByStatus):
        models = {status: write(part, f"{name}-{status}", files) for status, part in model.models.items()}
        return {"kind": "by_status", "rest": write(model.rest, name, files), "models": models}
    inputs = model.inputs
    files[f"{name}.txt"] = model.to_text().encode()
    return {
        "kind": "lightgbm",
        "features": list(inputs.features),
        "levels": inputs.levels.to_dict(),
        "orders": None if inputs.orders is None else inputs.orders.to_dict(),
        "line": None if inputs.base is None else inputs.base.to_dict(),
        "trees": f"{name}.txt",
    }


def read(spec: Mapping[str, Any], files: Mapping[str, bytes]) -> Rule | Model:
    """Read back what `write` gave; the bytes must have been verified before.

    Raises
    ------
    DamagedError
        If trees and description name different columns.
    """
    kind = spec["kind"]
    if kind == "rule":
        return Rule.from_dict(spec["rule"])
    if kind == "logistic":
        return Logistic.from_dict(spec["logistic"])
    if kind == "blend":
        logistic, boosted = (read(spec[part], files) for part in ("logistic", "lightgbm"))
        return Blend(cast(Logistic | ByStatus, logistic), cast(Boosted | ByStatus, boosted))
    if kind == "by_status":
        models = {status: cast(Part, read(part, files)) for status, part in spec["models"].items()}
        return ByStatus(cast(Part, read(spec["rest"], files)), models)
    inputs = Inputs(
        tuple(spec["features"]),
        None if spec["line"] is None else Logistic.from_dict(spec["line"]),
        Levels.from_dict(spec["levels"]),
        None if spec["orders"] is None else ExpectedOrders.from_dict(spec["orders"]),
    )
    return Boosted(inputs, booster_of(files[spec["trees"]].decode(), inputs.columns))
