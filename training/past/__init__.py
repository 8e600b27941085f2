"""Who had left by which day: stacked as-of days with their labels."""
