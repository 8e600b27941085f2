"""The best plan under budget, capacities and hours, and the list made of it."""
