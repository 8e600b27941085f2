"""What every test needs before anything heavy is imported: no telemetry, no spinning threads."""

from serving.environment import quiet_environment

quiet_environment()
