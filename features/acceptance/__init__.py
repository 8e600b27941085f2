"""What becomes of each row of a source: accepted, repaired or set aside, and for what reason."""
