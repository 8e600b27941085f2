"""A BentoML service that does nothing, with the settings of ours: what a request costs before any work."""

from serving.environment import quiet_environment

quiet_environment()  # before BentoML is imported, which reads it then

import bentoml  # noqa: E402


@bentoml.service(
    name="empty",
    workers=1,
    threads=4,
    metrics={"enabled": False},
    logging={"access": {"enabled": False}},
    http={"cors": {"enabled": False}},
)
class Empty:
    """Nothing."""

    @bentoml.api(route="/nothing")  # type: ignore[untyped-decorator]  # BentoML has no types
    async def nothing(self) -> dict[str, str]:
        """Give an empty answer."""
        return {}
