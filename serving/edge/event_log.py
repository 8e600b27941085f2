"""How the log is written: a line for people, or one JSON object a line; never what a caller sent."""

import json
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from features.errors import WinbackError
from features.settings import read_settings
from serving.edge.quiet_logs import silence_foreign_logs, where_it_broke
from serving.environment import CONFIG

LogFormat = Literal["text", "json"]
#: Our own loggers: they tell each request, whatever level others have.
OURS = "serving"


def tell(logger: logging.Logger, level: int, event: str, words: str, **figures: Any) -> None:
    """Write an event to the log.

    Parameters
    ----------
    logger : logging.Logger
    level : int
        Of `logging`.
    event : str
        Its name for machines, such as ``request``.
    words : str
        What people read.
    **figures
        The same by name, for machines. Neither may hold what a caller sent.
    """
    logger.log(level, words, extra={"told": {"event": event, **figures}})


def _moment(record: logging.LogRecord) -> str:
    return (
        datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


class JsonLine(logging.Formatter):
    """One JSON object a line: `time`, `level`, `event`, and what the event tells.

    Examples
    --------
    >>> record = logging.LogRecord("bentoml", logging.INFO, "", 0, "Service %s begins", ("winback",), None)
    >>> told = json.loads(JsonLine().format(record))
    >>> told["level"], told["event"], told["logger"], told["message"]
    ('info', 'message', 'bentoml', 'Service winback begins')
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; of an error its kind and place, not its text."""
        told = getattr(record, "told", None)
        if told is None:
            told = {"event": "message", "logger": record.name, "message": record.getMessage()}
        line = {"time": _moment(record), "level": record.levelname.lower(), **told}
        if record.exc_info and record.exc_info[1] is not None:
            line["where"] = where_it_broke(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLine(logging.Formatter):
    """A line for people: time, level, words; of an error its kind and place, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = f"{_moment(record)} [{record.levelname}] {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f": {where_it_broke(record.exc_info[1])}"
        return line


def write_log(log_format: LogFormat) -> None:
    """Have everything that this process logs to its standard output written in that form.

    Parameters
    ----------
    log_format : {"text", "json"}
        `[serving] log_format`.
    """
    silence_foreign_logs()
    logging.getLogger(OURS).setLevel(logging.INFO)
    for handler in _streams():
        handler.setFormatter(JsonLine() if log_format == "json" else TextLine())


def asked_format() -> LogFormat:
    """Give the form that the settings file asks for which `WINBACK_CONFIG` names; text where there is none.

    BentoML's supervisor learns it here: it holds no backend. Faults of the file are told by the worker.
    """
    named = os.environ.get(CONFIG)
    try:
        return read_settings(Path(named)).serving.log_format if named else "text"
    except WinbackError:
        return "text"


def _streams() -> Iterator[logging.Handler]:
    """Give the handlers that write to the standard output or error; those of a test's own are left alone."""
    named = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    for logger in (logging.getLogger(), *named):
        yield from (one for one in logger.handlers if type(one) is logging.StreamHandler)
