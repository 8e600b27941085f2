"""One family of features a module: sums over one client's rows, and what they are worth knowing for."""
