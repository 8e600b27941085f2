"""When the next order comes, as a distribution."""
