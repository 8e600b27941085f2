"""A way to the database that can be cut, at once or after so many bytes."""

import selectors
import socket
import threading
from types import TracebackType
from typing import Self


class CutOff:
    """Passes bytes on between a port of its own and the database.

    Parameters
    ----------
    host, port : str, int
        Where the database listens.

    Attributes
    ----------
    port : int
        Where to connect to instead.
    passed : int
        Bytes sent to the database so far.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 5432) -> None:
        self._to = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.passed = 0
        self._last: int | None = None
        self._open: dict[socket.socket, socket.socket] = {}
        self._choice = selectors.DefaultSelector()
        self._choice.register(self._listener, selectors.EVENT_READ)
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._pass_on)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._drop()
        self._listener.close()
        self._choice.close()

    def cut(self, *, after: int = 0) -> None:
        """Cut every connection once so many more bytes were sent, and take no new ones from then on."""
        with self._turn:
            self._last = self.passed + after
            if not after:
                self._drop()

    def mend(self) -> None:
        """Let everything through again."""
        with self._turn:
            self._last = None

    def _pass_on(self) -> None:
        while not self._over.is_set():
            for key, _ in self._choice.select(0.02):
                with self._turn:
                    if key.fileobj is self._listener:
                        self._accept()
                    elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._open:
                        self._forward(key.fileobj, to_database=key.data == "caller")

    def _accept(self) -> None:
        caller, _ = self._listener.accept()
        if self._is_cut():
            caller.close()
            return
        database = socket.create_connection(self._to)
        for one, other, name in ((caller, database, "caller"), (database, caller, "database")):
            self._open[one] = other
            self._choice.register(one, selectors.EVENT_READ, name)

    def _forward(self, one: socket.socket, *, to_database: bool) -> None:
        other = self._open[one]
        try:
            content = one.recv(65_536)
            if to_database and self._last is not None:
                content = content[: max(self._last - self.passed, 0)]
            other.sendall(content)
        except OSError:
            content = b""
        if to_database:
            self.passed += len(content)
        if self._is_cut():
            self._drop()
        elif not content:
            self._close(one, other)

    def _is_cut(self) -> bool:
        return self._last is not None and self.passed >= self._last

    def _drop(self) -> None:
        while self._open:
            self._close(*next(iter(self._open.items())))

    def _close(self, *ends: socket.socket) -> None:
        for end in ends:
            if self._open.pop(end, None) is not None:
                self._choice.unregister(end)
            end.close()
