"""What an action brings of each client, measured on trials against those left alone.

`assumed` is what holds until there are any, `acceptance` what they tell of an action on all clients.
`unseen` foretells what would have come without it, `evidence` puts trials beside what was known of the
clients; `chances` says with which probability each got what it got; `doubly_robust` makes unbiased scores of
that; `learners` and `choosing` find who answers to what, `measured` is what serves; `qini` and
`policy_value` judge it on rows it has not seen; `learning` is the whole of it.
"""
