"""A training in MLflow: runs, registry, and what each version says of itself."""
