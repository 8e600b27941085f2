"""Why a client may leave, in a seller's words."""
