"""The same features for the few clients of a request: statements that are planned once."""
