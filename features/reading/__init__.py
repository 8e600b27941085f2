"""Where a company's event tables come from, and how each kind of source is read."""
