"""Takers in processes of their own, who all begin at once: ``python -m tests.serving.ledger.takers URL IDS TAKERS``."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from serving.ledger import Ledger, SpentError
from tests.serving.ledger.conftest import NOW

ROOT = Path(__file__).parents[3]


def wins(url: str, client_ids: Sequence[str], *, processes: int, takers: int) -> Counter[str]:
    """Have that many takers in each of some processes take every client's attempt; count who got it."""
    command = [sys.executable, "-m", "tests.serving.ledger.takers", url, ",".join(client_ids), str(takers)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(processes)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate(timeout=600)[0] for one in running]
    assert [one.returncode for one in running] == [0] * processes
    return Counter(client_id for said in told for client_id in json.loads(said))


def main(url: str, ids: str, takers: int) -> None:
    """Wait for a word, then take."""
    with closing(Ledger(url, wait_seconds=120)) as ledger:
        begin, taken = threading.Barrier(takers), list[str]()

        def take(taker: int) -> None:
            begin.wait()
            for client_id in ids.split(","):
                try:
                    ledger.take_attempt(client_id, "at_risk", "call", f"seller {taker}", NOW)
                except SpentError:
                    continue
                taken.append(client_id)

        threads = [threading.Thread(target=take, args=(taker,)) for taker in range(takers)]
        print("ready", flush=True)
        sys.stdin.readline()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    print(json.dumps(taken))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
