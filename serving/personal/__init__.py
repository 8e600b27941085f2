"""What a person may ask for: to be shown, left in peace, or erased."""
