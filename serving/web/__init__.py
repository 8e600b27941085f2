"""The marketer's pages: sign in, see who is leaving or can be won back, take the list along."""
