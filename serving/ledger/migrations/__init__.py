"""The forms that the ledger had, one module each, and the way from each to the next."""
