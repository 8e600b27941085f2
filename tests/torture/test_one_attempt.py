"""Twenty takers at once, in processes, in threads and over HTTP: one of them gets a client's attempt."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from serving.ledger import Ledger
from tests.serving.conftest import Server
from tests.serving.ledger.conftest import empty
from tests.serving.ledger.conftest import postgresql_url as postgresql_url
from tests.serving.ledger.takers import wins
from tests.serving.tiny import client_ids

pytestmark = pytest.mark.torture
CLIENTS = [f"C{number:03d}" for number in range(100)]


@pytest.mark.parametrize(("processes", "takers"), [(20, 1), (4, 5)])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_twenty_takers_of_a_hundred_clients_have_a_hundred_winners(
    request: pytest.FixtureRequest, tmp_path: Path, database: str, processes: int, takers: int
) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    if database == "postgresql":
        url = str(request.getfixturevalue("postgresql_url"))
        empty(url)
    with closing(Ledger(url)):  # brought to form once, before all begin
        pass
    found = wins(url, CLIENTS, processes=processes, takers=takers)
    assert found == dict.fromkeys(CLIENTS, 1)


def test_twenty_takers_over_a_real_server_have_one_winner_a_client(server: Server) -> None:
    headers = {"Authorization": f"Bearer {server.keys['crm']}"}
    ids = client_ids()[:40]

    def take(client_id: str) -> int:
        body = {"client_id": client_id, "list": "at-risk", "action": "Звонок"}
        with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
            return client.post("/v1/attempts", json=body).status_code

    with ThreadPoolExecutor(20) as pool:
        for client_id in ids:
            statuses = sorted(pool.map(take, [client_id] * 20))
            assert statuses in ([201] + [409] * 19, [409] * 20), client_id  # all: held out
    with ThreadPoolExecutor(1) as pool:
        assert set(pool.map(take, ids)) == {409}
