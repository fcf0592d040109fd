"""What a method of an area does: it turns its arguments into the input of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

# An argument that the caller left out. `None` is a value: JSON's null.
UNSET: Any = type("Unset", (), {"__repr__": lambda self: "UNSET", "__bool__": lambda self: False})()


@dataclass(frozen=True)
class Call:
    """One operation, and where its input and its answer have amounts."""

    method: str
    path: str
    is_keyed: bool
    amounts_in: Any
    amounts_out: Any


class Sender(Protocol):
    """Sends a call, with retries."""

    def __call__(
        self,
        call: Call,
        fields: dict[str, Any],
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        retry_for: float | None = None,
    ) -> dict[str, Any]: ...


class Area:
    """The calls of one area."""

    def __init__(self, send: Sender) -> None:
        self._send = send
