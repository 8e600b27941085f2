"""Where a worker's backend stands."""

from features.errors import BusyError
from serving.answers.backend import Backend


class House:
    """Where a worker's backend stands once it is loaded; empty while the service is only imported."""

    def __init__(self, backend: Backend | None = None) -> None:
        self._backend = backend

    def move_in(self, backend: Backend) -> None:
        """Set the backend, at the start of a worker."""
        self._backend = backend

    @property
    def backend(self) -> Backend:
        """The backend; BusyError before the worker has started."""
        if self._backend is None:
            raise BusyError("The service is starting. Ask again in a few seconds.")
        return self._backend
