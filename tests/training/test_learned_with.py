"""Which settings of a model's training are others now."""

from features.settings import settings_from
from training.learned_with import LEARNED, Changed, changed_since, learned_with


def test_only_what_is_learned_with_and_differs_is_told() -> None:
    then = settings_from({"churn": {"cycles": 2}, "segments": {"abc": [0.7, 0.9]}})
    card = {"learned_with": learned_with(then)}
    assert changed_since(card, then) == []
    now = settings_from({"churn": {"cycles": 3, "acceptable_rate": [0.0, 0.1]}})
    assert changed_since(card, now) == [
        Changed("[churn] cycles", 3.0, 2.0),
        Changed("[segments] abc", [0.8, 0.95], [0.7, 0.9]),
    ]


def test_a_card_of_before_tells_nothing() -> None:
    assert changed_since({}, settings_from({})) == []


def test_every_setting_that_is_named_is_there() -> None:
    found = learned_with(settings_from({}))
    assert {section: tuple(names) for section, names in found.items()} == dict(LEARNED)
