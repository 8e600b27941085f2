"""What serving receives: the champion of each group of clients, the value models, and proof of both.

Text and JSON only, each file with its SHA-256 in a manifest that is checked before LightGBM sees a byte. No
file holds a client: the golden rows are quantiles, not people.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import numpy as np
import pandas as pd

from features.catalog import is_category
from features.errors import DamagedError
from features.leaving import GROUPS
from training.bundle_files import MANIFEST, as_json, manifest_of, verify
from training.champions import Champion, churn_probability
from training.models.calibration import Calibrator
from training.models.levels import Levels
from training.next_order.curve import NextOrder
from training.reasons.before_silence import BeforeSilence
from training.response.acceptance import Response
from training.worth.value import ValueModel
from training.worth.value_formula import formula_ltv_of
from training.written import read, write

GOLDEN_TOLERANCE = 1e-9
SCORED = ("churn_probability", "stay_probability", "value_if_kept", "value_if_left", "expected_ltv")


@dataclass(frozen=True)
class Bundle:
    """Everything that turns feature rows into scores.

    Attributes
    ----------
    version : str
    card : mapping
        What `GET /v1/model` tells: as-of, training window, figures, features, definition of leaving.
    features : tuple of str
        The models' inputs, in order.
    tables : tuple of str
        The event tables that switch these features on.
    champions : mapping of str to Champion
        By group, `at_risk` and `recoverable`.
    value : ValueModel
    churn_by_class : mapping of str to float
        Yearly churn of each ABC class, for the formula LTV.
    status_means : DataFrame
        Mean contribution of each cause by status, against which reasons are read.
    golden : DataFrame
        Rows of `features` and `GROUPS`' statuses, with the scores that this bundle gave them.
    next_order : NextOrder
        The curve of silence.
    response : Response
        What past attempts have told of each action.
    before_silence : BeforeSilence or None
        Where the reasons of silent clients come from; None: from the champions, as all others'.
    """

    version: str
    card: Mapping[str, Any]
    features: tuple[str, ...]
    tables: tuple[str, ...]
    champions: Mapping[str, Champion]
    value: ValueModel
    churn_by_class: Mapping[str, float]
    status_means: pd.DataFrame
    golden: pd.DataFrame
    next_order: NextOrder
    response: Response
    before_silence: BeforeSilence | None = None

    @property
    def as_of(self) -> date:
        """The day up to which it was trained."""
        return date.fromisoformat(self.card["as_of"])

    def score(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Score feature rows.

        Parameters
        ----------
        rows : DataFrame
            The feature table (`features.table`).

        Returns
        -------
        DataFrame
            `SCORED` on the index of the rows; nan where the status is `insufficient_data`.
        """
        left = churn_probability(self.champions, rows)
        worth = self.value.predict(rows)
        known = left.notna()
        return pd.DataFrame(
            {
                "churn_probability": left,
                "stay_probability": 1 - left,
                "value_if_kept": worth["value_if_kept"].where(known),
                "value_if_left": worth["value_if_left"].where(known),
                "expected_ltv": ((1 - left) * worth["value_if_kept"] + left * worth["value_if_left"]).where(
                    known
                ),
            },
            index=rows.index,
        )

    def formula_ltv(self, rows: pd.DataFrame) -> np.ndarray:
        """Value clients by the articles' own formula (M8), money."""
        return formula_ltv_of(rows, self.churn_by_class, margin_share=self.value.expected.margin_share)

    def contributions(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give each feature's part of each client's raw log-odds; 0 where nobody scores the client."""
        parts = pd.DataFrame(0.0, index=rows.index, columns=list(self.features))
        for group, statuses in GROUPS.items():
            members = rows["status"].isin(statuses)
            if members.any():
                parts.loc[members] = self.champions[group].contributions(rows[members], self.features)
        return parts

    def to_files(self) -> dict[str, bytes]:
        """Give the bundle as files, the manifest among them."""
        files: dict[str, bytes] = {}
        champions = {
            group: {
                "calibrator": champion.calibrator.to_dict(),
                "model": write(champion.model, group, files),
            }
            for group, champion in self.champions.items()
        }
        files |= {f"value/{name}": content for name, content in self.value.to_files().items()}
        files |= self.before_silence.to_files() if self.before_silence else {}
        files |= {f"response/{name}": text.encode() for name, text in self.response.measured_texts().items()}
        files["golden.json"] = as_json(self.golden.to_dict(orient="list"))
        files["model.json"] = as_json(
            {
                "version": self.version,
                "card": dict(self.card),
                "features": list(self.features),
                "tables": list(self.tables),
                "champions": champions,
                "churn_by_class": dict(self.churn_by_class),
                "status_means": self.status_means.to_dict(orient="index"),
                "next_order": self.next_order.to_dict(),
                "response": self.response.to_list(),
                "measured": self.response.measured_list(),
            }
        )
        return {**files, MANIFEST: manifest_of(files, self.version)}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """Verify and read a bundle.

        Raises
        ------
        DamagedError
            If a file is missing, is not the one of the manifest, or the golden rows score differently here.
        """
        verify(files)
        head = json.loads(files["model.json"])
        value_files, response_files = (
            {name.removeprefix(folder): files[name] for name in files if name.startswith(folder)}
            for folder in ("value/", "response/")
        )
        features = tuple(head["features"])
        bundle = cls(
            head["version"],
            head["card"],
            features,
            tuple(head["tables"]),
            {
                group: Champion(read(spec["model"], files), Calibrator.from_dict(spec["calibrator"]))
                for group, spec in head["champions"].items()
            },
            ValueModel.from_files(value_files),
            head["churn_by_class"],
            pd.DataFrame.from_dict(head["status_means"], orient="index"),
            pd.DataFrame(json.loads(files["golden.json"])),
            NextOrder.from_dict(head["next_order"]),
            Response.from_list(
                head["response"],
                head.get("measured", ()),
                {name: content.decode() for name, content in response_files.items()},
            ),
            BeforeSilence.from_files(files),
        )
        bundle.check_golden()
        return bundle

    def example(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give the golden rows and their scores: what goes in and what comes out."""
        rows = _numbers(self.golden[[*self.features, "status", "abc"]], self.features)
        return rows, self.score(rows)

    def check_golden(self) -> None:
        """Refuse a bundle that scores the golden rows differently than where it was made.

        Raises
        ------
        DamagedError
            Naming the column that differs.
        """
        here = self.score(_numbers(self.golden, self.features))
        for name in SCORED:
            was = pd.to_numeric(self.golden[f"golden_{name}"]).to_numpy(dtype="float64")
            now = here[name].to_numpy()
            if not np.allclose(now, was, rtol=GOLDEN_TOLERANCE, atol=GOLDEN_TOLERANCE, equal_nan=True):
                raise DamagedError(
                    f"Model {self.version} gives another {name} for the golden rows here than where it was "
                    "trained. Check that the packages are those of requirements.lock, or train again."
                )


def golden_rows(rows: pd.DataFrame, features: tuple[str, ...]) -> pd.DataFrame:
    """Make rows of quantiles of the features, one a status and quantile: like clients, but nobody's.

    A quantile may be one client's own figure, to the kopeck: three digits of it are enough here. Of
    categories the values that many clients hold take turns; one that few hold is none of them.
    """
    numbers = [name for name in features if not is_category(name)]
    quantiles = rows[numbers].quantile([0.1, 0.3, 0.5, 0.7, 0.9]).reset_index(drop=True)
    quantiles = quantiles.map(lambda figure: float(f"{figure:.3g}"))
    categories = tuple(name for name in features if is_category(name))
    turns = {
        name: [values[place % len(values)] if values else None for place in quantiles.index]
        for name, values in Levels.of(rows, categories).known.items()
    }
    quantiles = pd.concat([quantiles, pd.DataFrame(turns, dtype="object")], axis=1)[list(features)]
    return pd.concat(
        [quantiles.assign(status=status, abc=abc) for status, abc in (("active", "B"), ("lost", "C"))],
        ignore_index=True,
    )


def with_golden_scores(bundle: Bundle) -> Bundle:
    """Give the bundle with its own scores beside its golden rows."""
    scores = bundle.score(_numbers(bundle.golden, bundle.features)).add_prefix("golden_")
    golden = pd.concat([bundle.golden, scores], axis=1).astype(object)
    changes = {**bundle.__dict__, "golden": golden.where(golden.notna(), None)}
    return Bundle(**changes)


def _numbers(golden: pd.DataFrame, features: tuple[str, ...]) -> pd.DataFrame:
    """Undo what JSON does to missing numbers."""
    numbers = [name for name in features if not is_category(name)]
    return golden.assign(**{name: pd.to_numeric(golden[name]).astype("float64") for name in numbers})
