"""How logs stay free of what callers sent: errors by kind and place, never by their text."""

import logging
import traceback

from pydantic import ValidationError

#: Loggers whose error messages would carry a request's values.
FOREIGN_LOGGERS = (
    "bentoml._internal.server.http_app",
    "bentoml.serve",
    "bentoml.io",
    "uvicorn.error",
)


def where_it_broke(fault: BaseException) -> str:
    """Describe an error for the log by its kind and place, without its text, which may hold a client's value.

    Examples
    --------
    >>> try:
    ...     {}["client 00123"]
    ... except KeyError as fault:
    ...     "00123" in where_it_broke(fault)
    False
    """
    frames = traceback.extract_tb(fault.__traceback__)[-8:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    way = " < ".join(reversed(places))
    return f"{type(fault).__name__} at {way}"


def _is_callers(fault: BaseException) -> bool:
    """Tell whether a body did not fit: the caller is told so (422), and nothing is wrong here."""
    frames = traceback.extract_tb(fault.__traceback__)
    return isinstance(fault, ValidationError) and any(frame.name == "from_http_request" for frame in frames)


class _WithoutText(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            if _is_callers(record.exc_info[1]):
                return False
            record.msg, record.args = f"{record.name}: {where_it_broke(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return True


def silence_foreign_logs() -> None:
    """Keep what callers sent out of the logs of BentoML and uvicorn."""
    for name in FOREIGN_LOGGERS:
        foreign = logging.getLogger(name)
        if not any(isinstance(kept, _WithoutText) for kept in foreign.filters):
            foreign.addFilter(_WithoutText())
    logging.getLogger("uvicorn.access").disabled = True
