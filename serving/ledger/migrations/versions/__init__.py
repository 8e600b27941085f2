"""The ways from one form of the ledger to the next, oldest first by name."""
