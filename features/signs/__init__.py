"""Signs that a client is leaving, found and worded without any model."""
