"""Who is due a contact with news (M35)."""
