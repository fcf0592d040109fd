"""The errors of the client."""

from __future__ import annotations

from typing import Any


class ScripError(Exception):
    """Any failure of a call. `code` is stable, the message is for people."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        data: dict[str, Any] | None = None,
        field: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        # The figures behind the code. Amounts are text of digits here.
        self.data = data or {}
        self.field = field
        # `None` if no answer arrived.
        self.status = status
        # Quote it to the operators.
        self.request_id = request_id


class BadInput(ScripError):
    """A field or a header has a wrong value. Correct the call."""

    @classmethod
    def of_field(cls, field: str, message: str) -> BadInput:
        fields = [{"path": field, "message": message}]
        return cls("bad_input", f"{field}: {message}", data={"fields": fields}, field=field)


class AccessDenied(ScripError):
    """The key is unknown, or may not do this."""


class Refused(ScripError):
    """A rule refuses the call. The same call is refused again; act on `code`."""


class Unavailable(ScripError):
    """No attempt got an answer. Repeat the call later with the same key."""

    def __init__(self, code: str, message: str, *, attempts: int, idempotency_key: str | None, **facts: Any) -> None:
        super().__init__(code, message, **facts)
        self.attempts = attempts
        # `None` for a read, which changes nothing.
        self.idempotency_key = idempotency_key


class UnexpectedAnswer(ScripError):
    """Another server answered: check the address."""
