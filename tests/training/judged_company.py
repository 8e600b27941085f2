"""An invented training run, whole enough to draw every chart and write every part of the report."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.catalog import NAMES
from features.settings import Churn
from training.judging.paired_gain import Gain
from training.past.contamination import Contamination
from training.plot_theme import as_svg
from training.report import contestant_plots, plots
from training.report.facts import CalibrationFacts, DataFacts, OriginFacts, ReportFacts, ValueFacts

SKILL = {
    "lightgbm": 2.5,
    "blend": 2.45,
    "logistic": 2.1,
    "expected_orders": 1.8,
    "overdue_ratio": 1.3,
    "silence_rule": 1.5,
    "no_skill": 1.0,
}
DAYS = (date(2025, 1, 30), date(2025, 3, 31), date(2025, 5, 30), date(2025, 7, 29))
HEADLINES = {
    "ru": "Проверка пройдена: под угрозой ухода — LightGBM, можно вернуть — правило молчания.",
    "en": "The gate is passed: clients at risk – LightGBM, recoverable clients – silence rule.",
}
REASONS = {
    "ru": (
        "Под угрозой ухода: LightGBM достоверно лучше каждого правила по логарифмической ошибке.",
        "Можно вернуть: перевес LightGBM над ожидаемыми заказами может быть случайным.",
    ),
    "en": (
        "Clients at risk: LightGBM is surely better than every rule in log loss.",
        "Recoverable clients: the lead of LightGBM over expected orders may be chance.",
    ),
}
NOTES = {
    "ru": ("В таблице clients нет valid_from: филиал и менеджер не входят в признаки.",),
    "en": ("The table clients has no valid_from: branch and manager are no features.",),
}
VALUE_CHOICE = {
    "ru": ("Ценность считает модель: ни один другой способ не ближе.",),
    "en": ("Values are the model's: no other way is surely nearer.",),
}
FITTED = {
    "ru": "на проверочных днях до последнего",
    "en": "on the test days before the last",
}


def judged() -> pd.DataFrame:
    """Give figures by test day, group and contestant."""
    random = np.random.default_rng(7)
    rows = []
    for day in DAYS:
        for group, shift, clients in (
            ("at_risk", 0.0, 3120),
            ("recoverable", -0.25, 840),
            ("new", -0.1, 610),
            ("active", -0.3, 1850),
            ("overdue", -0.35, 660),
            ("lost", -0.25, 840),
        ):
            for contestant, skill in SKILL.items():
                merit = max(1.0, skill + (shift if skill > 1 else 0)) + (
                    random.normal(0, 0.04) if skill > 1 else 0
                )
                known = skill > 1
                rows.append(
                    {
                        "test_day": day,
                        "group": group,
                        "contestant": contestant,
                        "clients": clients,
                        "left_share": {"lost": 0.82, "recoverable": 0.82, "active": 0.12}.get(group, 0.31),
                        "auc": 1 - 0.5 / merit if known else 0.5,
                        "average_precision": 0.31 + 0.22 * (merit - 1),
                        "log_loss": 0.66 - 0.11 * (merit - 1),
                        "brier": 0.21 - 0.035 * (merit - 1),
                        "ece": 0.01 + abs(random.normal(0, 0.006)),
                        "lift_10": 1 + 1.2 * (merit - 1),
                        "recall_10": 0.1 * (1 + 1.2 * (merit - 1)),
                    }
                )
    return pd.DataFrame(rows)


def summary(figures: pd.DataFrame) -> pd.DataFrame:
    """Give mean and spread over the test days."""
    long = figures.melt(id_vars=["test_day", "group", "contestant"], var_name="figure")
    keys = ["group", "contestant", "figure"]
    return long.groupby(keys)["value"].agg(mean="mean", spread="std").reset_index()


def curve_points() -> pd.DataFrame:
    """Give one concave curve a contestant."""
    x = np.linspace(0, 1, 400)
    parts = [
        pd.DataFrame({"contestant": name, "x": x, "y": x ** (1 / skill)}) for name, skill in SKILL.items()
    ]
    return pd.concat(parts, ignore_index=True)


def gains_points() -> pd.DataFrame:
    """Give one cumulative-gains curve a contestant."""
    return curve_points().rename(columns={"x": "contacted_share", "y": "recall"}).query("contacted_share > 0")


def reliability_bins() -> pd.DataFrame:
    """Give 15 bins before and after calibration."""
    said = np.linspace(0.03, 0.95, 15)
    seen = np.clip(said + np.random.default_rng(3).normal(0, 0.02, 15), 0, 1)
    frames = [
        pd.DataFrame({"series": "raw", "churn_probability": said**1.5, "left_share": said}),
        pd.DataFrame({"series": "calibrated", "churn_probability": said, "left_share": seen}),
    ]
    bins = pd.concat(frames, ignore_index=True).assign(weight=264.0)
    return bins.assign(
        low=(bins["left_share"] - 0.05).clip(0), high=(bins["left_share"] + 0.05).clip(upper=1)
    )


def importance() -> pd.DataFrame:
    """Give a gain for every feature of the catalog."""
    return pd.DataFrame(
        {"feature": NAMES, "gain": np.random.default_rng(1).exponential(1, len(NAMES)) ** 1.5}
    )


def deciles() -> pd.DataFrame:
    """Give expected and realised money of ten tenths."""
    expected = np.exp(np.linspace(7, 12, 10))
    realised = expected * np.exp(np.random.default_rng(2).normal(0, 0.12, 10))
    return pd.DataFrame({"decile": range(1, 11), "expected": expected, "realised": realised})


def scored() -> pd.DataFrame:
    """Give scores of clients of every status, one of them without."""
    random = np.random.default_rng(4)
    shapes = {"new": (2, 3), "active": (1, 6), "overdue": (3, 3), "lost": (7, 1.2)}
    parts = [
        pd.DataFrame({"status": status, "churn_probability": random.beta(*shape, 2000)})
        for status, shape in shapes.items()
    ]
    unknown = pd.DataFrame({"status": ["insufficient_data"], "churn_probability": [np.nan]})
    return pd.concat([*parts, unknown], ignore_index=True)


def all_charts(language: str) -> dict[str, plots.Chart]:
    """Draw every chart once."""
    losses = judged().query("group == 'at_risk'")
    return {
        "gains": contestant_plots.gains_chart(gains_points(), winner="lightgbm", language=language),
        "roc": contestant_plots.roc_chart(curve_points(), winner="lightgbm", language=language),
        "precision_recall": contestant_plots.precision_recall_chart(
            curve_points().assign(y=lambda points: 1 - 0.6 * points["y"]),
            winner="lightgbm",
            language=language,
        ),
        "origins": contestant_plots.origins_chart(losses, winner="lightgbm", language=language),
        "calibration": plots.calibration_chart(reliability_bins(), language=language),
        "scores": plots.score_distribution_chart(scored(), language=language),
        "value_deciles": plots.value_deciles_chart(deciles(), currency="RUB", language=language),
        "importance": plots.importance_chart(importance(), language=language),
    }


def facts(language: str, *, charts: bool = True) -> ReportFacts:
    """Give everything a report is written from."""
    figures = judged()
    drawn = all_charts(language) if charts else {}
    baselines = ("expected_orders", "overdue_ratio", "silence_rule", "no_skill")
    gains = {
        ("at_risk", name): Gain(mean, mean - 0.011, mean + 0.012)
        for name, mean in zip(baselines, (0.021, 0.094, 0.078, 0.165), strict=True)
    }
    gains |= {
        ("recoverable", name): Gain(mean, mean - 0.014, mean + 0.013)
        for name, mean in zip(baselines, (0.006, 0.041, 0.038, 0.071), strict=True)
    }
    return ReportFacts(
        company="Упаковка и Ко" if language == "ru" else "Farm Packaging Ltd",
        language=language,
        as_of=date(2025, 12, 1),
        version="7",
        headline=HEADLINES[language],
        reasons=REASONS[language],
        outcome="partly",
        churn=Churn(),
        data=DataFacts(
            clients=4218,
            order_days=69659,
            snapshots=24,
            rows=81240,
            features=58,
            first_day=date(2023, 1, 9),
            last_day=date(2025, 11, 30),
            contamination=Contamination(81240, 412, 57, 133),
        ),
        judged=figures,
        summary=summary(figures),
        champions={"at_risk": "lightgbm", "recoverable": "silence_rule"},
        gains=gains,
        candidates={"recoverable": "lightgbm"},
        calibration=(
            CalibrationFacts("at_risk", "venn_abers", FITTED[language], 0.061, 0.012),
            CalibrationFacts("recoverable", "sigmoid", FITTED[language], None, 0.019),
        ),
        value=ValueFacts(
            pd.DataFrame(
                {
                    "method": ["model", "formula", "buy_till_you_die"],
                    "total_bias": [-0.021, 0.384, 0.093],
                    "mae": [5210.4, 11830.0, 6904.2],
                    "rank_correlation": [0.741, 0.583, float("nan")],
                }
            ),
            window_days=365,
            clients=3871,
            extrapolated_share=0.38,
            choice=VALUE_CHOICE[language],
        ),
        importance=importance(),
        origins=tuple(
            OriginFacts(
                test_day=day,
                train_from=date(2023, 5, 10),
                train_until=day - timedelta(days=90),
                ends_on=day + timedelta(days=120),
                train_rows=31000 + 6100 * place,
                test_rows=3960,
                left_share=0.31 + 0.01 * place,
            )
            for place, day in enumerate(DAYS)
        ),
        settings={"training.seed": 20261122, "training.as_of_every_days": 30, "value.value_months": 24},
        fingerprint={"data": "9f2c" * 16, "settings": "41aa" * 16},
        environment={"lightgbm": "4.6.0", "scikit-learn": "1.8.0", "pandas": "3.0.1"},
        notes=NOTES[language],
        charts={name: as_svg(chart) for name, chart in drawn.items()},
    )
