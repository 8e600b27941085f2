"""Who competes: rules, buy-till-you-die, logistic regression, LightGBM and their blend."""
