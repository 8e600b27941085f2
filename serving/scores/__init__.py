"""Every client's score, its reasons, and how both are published."""
