"""How laws of the feature table are tried: on so many invented companies, and to the last bit."""

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, Phase
from hypothesis import settings as law


def examples(number: int) -> law:
    # There is nothing to shrink but a seed; `differences` names the client and the feature at once.
    return law(
        max_examples=number,
        phases=[Phase.generate],
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )


def differences(one: pa.Table, other: pa.Table) -> list[str]:
    """Where two tables differ in a bit: floats are compared as their bytes, missing as missing."""
    if one.schema != other.schema or one.num_rows != other.num_rows:
        return [f"{one.num_rows} rows {one.column_names}, {other.num_rows} rows {other.column_names}"]
    return [
        f"row {row} {one.column(0)[row]}: {name} is {first} and {second}"
        for name in one.column_names
        for row, (first, second) in enumerate(
            zip(one[name].to_pylist(), other[name].to_pylist(), strict=True)
        )
        if bits(first) != bits(second)
    ]


def bits(value: object) -> object:
    return np.float64(value).tobytes() if isinstance(value, float) else value
