"""What was said and planned before, and how long it is kept."""
