"""What could be done for each client, by whom and when."""
