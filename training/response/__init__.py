"""What an action brings of each client, measured on trials against those left alone.

`evidence` puts trials beside what was known of the clients; `chances` says with which probability each got
what it got; `doubly_robust` makes unbiased scores of that; `learners` and `choosing` find who answers to
what, `measured` is what serves; `qini` and `policy_value` judge it on rows it has not seen; `learning` is
the whole of it.
"""
