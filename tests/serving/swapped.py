"""What a server does while one publication after another is put before it."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.serving.conftest import Server
from tests.serving.damaged import DAMAGES, publish_damaged, publish_whole
from tests.serving.steady import Steady
from tests.serving.tiny import client_ids

#: Seconds within which a worker has looked at what is new.
SOON = 60.0


def swap_under_load(server: Server, aside: Path, plan: Sequence[str | None], *, rate: float) -> Steady:
    """Publish by a plan while requests go on; what becomes of each is asserted.

    Parameters
    ----------
    server : Server
    aside : Path
        Where damaged ones are made.
    plan : sequence of str or None
        A name of `DAMAGES`, or None for a whole one.
    rate : float
        Requests a second.

    Returns
    -------
    Steady
        How the requests ended.
    """
    serves = model(server)["model_version"]
    allowed = {serves}
    with Steady(server.url, server.keys["crm"], client_ids(), rate) as load:
        for number, how in enumerate(plan):
            version = f"{'whole' if how is None else 'damaged'}-{number}-{time.time_ns() % 10**6}"
            if how is None:
                publish_whole(server.data_dir, version)
                wait_for(server, lambda told, version=version: told["model_version"] == version)
                assert model(server)["degraded"] is None
                serves = version
                allowed.add(version)
            else:
                publish_damaged(server.data_dir, aside, version, how)
                told = wait_for(server, lambda told: told["degraded"] is not None)
                assert DAMAGES[how][1] in told["degraded"], told
                assert told["model_version"] == serves
            time.sleep(1)
    assert set(load.ended) == {200}, load.ended
    assert load.torn == []
    assert set(load.versions) <= allowed
    assert allowed - set(load.versions) == set(), "each whole one has answered somebody"
    return load


def model(server: Server) -> dict[str, Any]:
    """Ask what serves, and why nothing newer does."""
    headers = {"Authorization": f"Bearer {server.keys['crm']}"}
    told: dict[str, Any] = httpx.get(f"{server.url}/v1/model", headers=headers, timeout=30).json()
    return told


def wait_for(server: Server, seen: Any) -> dict[str, Any]:
    """Wait until the server tells what is awaited."""
    ends = time.monotonic() + SOON
    while time.monotonic() < ends:
        told = model(server)
        if seen(told):
            return told
        time.sleep(0.2)
    raise AssertionError(f"not seen within {SOON:.0f} s: {model(server)}")
