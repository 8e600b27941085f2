"""From a published model to a list somebody acts on: scores, plan, ledger, service, command line."""
