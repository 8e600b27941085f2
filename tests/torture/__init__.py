"""Long runs of what the test run does in short: `make torture`."""
