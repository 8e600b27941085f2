"""Bodies that libraries would take, and we do not."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.edge.strict_json import DEEPEST, NotJsonError, read_json

REFUSED = {
    "nothing": (b" ", "empty"),
    "NaN": (b'{"a": NaN}', "NaN or Infinity"),
    "Infinity": (b'{"a": -Infinity}', "NaN or Infinity"),
    "a number beyond floats": (b'{"a": 1e999}', "beyond"),
    "400 digits": (b'{"a": ' + b"1" * 400 + b"}", "18 digits"),
    "5000 digits": (b'{"a": ' + b"1" * 5000 + b"}", "18 digits"),
    "a field twice": (b'{"a": 1, "a": 2}', "same field twice"),
    "a field twice, deeper": (b'{"b": [{"a": 1, "a": 1}]}', "same field twice"),
    "too deep": (b"[" * 17 + b"]" * 17, "nests more than 16"),
    "far too deep": (b"[" * 200_000, "nests more than 16"),
    "cut off": (b'{"a": ', "not JSON: line 1, column 7"),
    "two values": (b"{} {}", "not JSON"),
    "no UTF-8": (b"\xff\xfe{}", "not UTF-8"),
    "half a character": (b'{"a": "\\ud800"}', "half a surrogate"),
    "half a character as a name": (b'{"\\udfff": 1}', "half a surrogate"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_plain_json_is_refused_with_the_reason(name: str) -> None:
    body, reason = REFUSED[name]
    with pytest.raises(NotJsonError, match=reason):
        read_json(body)


def test_no_refusal_repeats_what_was_sent() -> None:
    for body, _ in REFUSED.values():
        with pytest.raises(NotJsonError) as refusal:
            read_json(body.replace(b'"a"', b'"secretname"'))
        assert "secretname" not in str(refusal.value)


def test_as_deep_as_allowed_is_taken() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST) is not None


plain_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain_json, st.booleans())
def test_plain_json_is_read_back_as_it_was_written(value: object, ascii_only: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_never_break(body: bytes) -> None:
    with suppress(NotJsonError):
        read_json(body)
