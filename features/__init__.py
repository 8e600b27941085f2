"""What is known about a client as of a day: tables in, features out; no model and no clock."""
