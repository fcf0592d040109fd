"""The client of Scrip's HTTP API. It needs only Python's standard library."""

from .client import VERSION, Client
from .errors import AccessDenied, BadInput, Refused, ScripError, Unavailable, UnexpectedAnswer

__all__ = [
    "VERSION",
    "AccessDenied",
    "BadInput",
    "Client",
    "Refused",
    "ScripError",
    "Unavailable",
    "UnexpectedAnswer",
]
