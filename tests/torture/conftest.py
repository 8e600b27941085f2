"""What long runs share with the short ones."""

from tests.serving.conftest import fuzzed, server, walked

__all__ = ["fuzzed", "server", "walked"]
