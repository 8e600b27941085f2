"""What a client, an action and a delay are worth in money."""
