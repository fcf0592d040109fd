"""The client."""

from __future__ import annotations

import random
import re
import time
import urllib.parse
import uuid
from typing import Any, Callable

from .amounts import from_wire, to_wire
from .calling import UNSET, Call
from .calls import Surface
from .errors import Unavailable, UnexpectedAnswer
from .transport import Transient, attempt, request_of

VERSION = "0.1.0"

_FIRST_WAIT = 0.1
_LONGEST_WAIT = 2.0


class Client(Surface):
    """Calls the HTTP API of Scrip.

    `url`: the address of the API, such as `https://billing.example.com`.
    `key`: a service key. Nothing prints it.
    `org`: where given, every call is about this organization.
    `timeout`: how long one attempt may take, in seconds.
    `retry_for`: how long after the first attempt a retry may begin, in seconds; 0 means one attempt.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        org: str | None = None,
        timeout: float = 10.0,
        retry_for: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        if not re.fullmatch(r"[\x21-\x7e]+", key):
            raise ValueError("key: must be a service key, printable ASCII without spaces")
        self._base = _base_of(url)
        self._headers = {"authorization": f"Bearer {key}", "user-agent": f"scrip-client-python/{VERSION}"}
        self._org = org
        self._timeout = timeout
        self._retry_for = retry_for
        self._sleep = sleep
        self._now = now
        super().__init__(self._call)

    def _call(
        self,
        call: Call,
        fields: dict[str, Any],
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        retry_for: float | None = None,
    ) -> dict[str, Any]:
        given = {name: value for name, value in fields.items() if value is not UNSET}
        if self._org is not None and "org" in fields:
            given.setdefault("org", self._org)
        headers = dict(self._headers)
        if call.is_keyed:
            # All attempts have the same key, so Scrip runs the call once.
            idempotency_key = idempotency_key or str(uuid.uuid4())
            headers["idempotency-key"] = idempotency_key
        request = request_of(self._base, call.method, call.path, to_wire(given, call.amounts_in), headers)
        limit = self._timeout if timeout is None else timeout
        within = self._retry_for if retry_for is None else retry_for
        began = self._now()
        attempts = 0
        while True:
            attempts += 1
            try:
                return _read(attempt(request, limit), call)
            except Transient as failed:
                wait = _wait(attempts, failed.retry_after)
                if self._now() - began + wait > within:
                    raise Unavailable(
                        failed.code,
                        failed.message,
                        attempts=attempts,
                        idempotency_key=idempotency_key,
                        status=failed.status,
                        request_id=failed.request_id,
                    ) from None
                self._sleep(wait)


def _read(answer: dict[str, Any], call: Call) -> dict[str, Any]:
    try:
        return from_wire(answer, call.amounts_out)
    except (ValueError, AttributeError, TypeError):
        message = f"This version of the client does not understand the answer to {call.path}."
        raise UnexpectedAnswer("unexpected_answer", message, status=200) from None


def _wait(attempts: int, retry_after: float) -> float:
    """The wait doubles each time. Jitter keeps many callers from retrying at once."""
    ceiling = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (attempts - 1))
    return max(retry_after, ceiling / 2) + random.random() * ceiling / 2


def _base_of(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("url: must be an http or https address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("url: must be without a user name and a password")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
