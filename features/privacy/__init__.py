"""Whose rows go, and never come back."""
