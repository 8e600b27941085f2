"""What users and developers read; `docs.build` writes the pages that follow from the code."""
