"""How the service is started: what is published is proved first, then BentoML's server takes over."""

import errno
import os
import socket
import sys
from pathlib import Path

from features.errors import BusyError, SettingsError
from features.settings import Settings, read_settings
from serving.environment import CONFIG, quiet_environment
from serving.telling.webhooks import receivers_of

#: Where `bentoml` finds the service.
SERVICE = "serving.service:Winback"


def serve(settings_path: Path) -> None:
    """Check what is published, then become BentoML's HTTP server; returns only by an error.

    Under BentoML's supervisor a worker that cannot load its model, or open its ledger, would be started again
    for ever, so an unsound publication and a ledger that cannot be used are refused here.

    Parameters
    ----------
    settings_path : Path
        `winback.toml`; `[serving]` says where to listen.

    Raises
    ------
    BusyError
        If the address cannot be listened on, as where another process does, or the ledger cannot be used
        (exit code 5).
    NotFoundError
        If nothing is published (exit code 5).
    DamagedError
        If what is published is not what its manifest says (exit code 3).
    SettingsError
        If the settings cannot be read, a webhook has no secret, or a newer winback has changed the ledger.
    """
    settings = read_settings(settings_path)
    receivers_of(settings)
    command = server_command(settings)
    check_published(settings)
    check_ledger(settings)
    check_address(settings.serving.host, settings.serving.port)
    quiet_environment()
    os.environ[CONFIG] = str(settings_path.resolve())
    # BentoML keeps notes of its own, else in the home folder: a service may have none that it can write to.
    os.environ.setdefault("BENTOML_HOME", str(settings.storage.data_dir.resolve() / "bentoml"))
    check_writable(Path(os.environ["BENTOML_HOME"]))
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  # our own interpreter, no shell


def check_address(host: str, port: int) -> None:
    """Refuse an address that another process listens on, or that this machine or user may not take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise BusyError(
                f"{host}, port {port} cannot be listened on: {fault.strerror}. Stop what listens there, "
                "or set another host or port in [serving]."
            ) from fault


def check_writable(folder: Path) -> None:
    """Make the folder of BentoML's notes, or refuse to serve: without it the server ends in a traceback."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as fault:
        raise BusyError(
            f"{folder} cannot be written to: {fault.strerror}. The service needs to write to the data folder:"
            " make room, mend its rights or choose another `data_dir`."
        ) from fault


def check_published(settings: Settings) -> None:
    """Load what is published once, as a worker will."""
    from serving.answers.loaded import load
    from serving.store import open_published

    load(open_published(settings.storage.data_dir), settings)


def check_ledger(settings: Settings) -> None:
    """Open the ledger once, as a worker will; an older one is brought to today's form."""
    from serving.ledger import Ledger

    Ledger(settings.ledger_url, zone=settings.zone).close()


def server_command(settings: Settings) -> list[str]:
    """Give the command that serves.

    Examples
    --------
    >>> server_command(Settings())[-4:]
    ['--host', '127.0.0.1', '--port', '3000']
    """
    host = settings.serving.host
    address = {"localhost": "127.0.0.1"}.get(host, host)
    if not address.replace(".", "").replace(":", "").isalnum():
        raise SettingsError(f"[serving] host is {host!r}; BentoML takes an IP address. Write 127.0.0.1.")
    root = Path(__file__).resolve().parents[1]
    options = ["--working-dir", str(root), "--host", address, "--port", str(settings.serving.port)]
    return [sys.executable, "-m", "bentoml", "serve", SERVICE, *options]
