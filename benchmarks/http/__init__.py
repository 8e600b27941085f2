"""Scores over HTTP from real servers, beside what others would take."""
