"""From what is known about clients to a published model that says who leaves and what each is worth."""
