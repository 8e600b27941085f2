"""The `winback` commands, each thin over what its layer offers."""
