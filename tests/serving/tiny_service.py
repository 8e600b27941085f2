"""The real BentoML service on the tiny company, to be started as a process of its own."""

from serving.service import make_service
from tests.serving.tiny import backend_of_environment

Winback = make_service(backend_of_environment)
