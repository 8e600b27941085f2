"""What every test needs before anything heavy is imported: no telemetry, spinning threads or deadlines."""

import hypothesis

from serving.environment import quiet_environment

quiet_environment()
# How long an example takes says more of the machine's other work than of ours.
hypothesis.settings.register_profile("winback", deadline=None)
hypothesis.settings.load_profile("winback")
