"""The HTTP edge: who may call, what a body may hold, how refusals look."""
