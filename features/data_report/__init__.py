"""What is told of a company's data, on a terminal and as a page."""
