"""The page that tells a person how good the model is."""
