"""How many clients a company loses, told with money, tables and charts (M1–M7, M10)."""
