"""`python -m serving.crm CRM DIR`: send a folder from a machine that reaches the CRM."""

import argparse
import sys
from pathlib import Path

from features.errors import WinbackError
from serving.crm.sending import CRMS, send_folder


def main() -> int:
    """Send, print the counts, and give the exit code: 3 where the CRM refused rows."""
    asked = argparse.ArgumentParser(prog="python -m serving.crm", description=__doc__)
    asked.add_argument("crm", choices=CRMS)
    asked.add_argument("folder", type=Path, help="written by winback hand-over")
    asked.add_argument("--map", type=Path, default=Path("crm.toml"), help="fields and executors")
    given = asked.parse_args()
    try:
        sent = send_folder(given.crm, given.folder, given.map)
    except WinbackError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_code
    for name, count in sent.told().items():
        sys.stdout.write(f"{name}: {count}\n")
    return 3 if sent.refused else 0


if __name__ == "__main__":
    sys.exit(main())
