"""One attempt of a call, over the standard library."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from .errors import AccessDenied, BadInput, Refused, ScripError, UnexpectedAnswer


@dataclass(eq=False)
class Transient(Exception):
    """An attempt failed, and a retry may succeed."""

    code: str
    message: str
    status: int | None = None
    retry_after: float = 0.0
    request_id: str | None = None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would turn a command into a read, and could send the key to another server."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def attempt(request: urllib.request.Request, timeout: float) -> dict[str, Any]:
    """Sends a request once. Raises Transient, or the ScripError that no retry helps."""
    try:
        with _opener.open(request, timeout=timeout) as response:
            return _answer(response.status, response.read())
    except urllib.error.HTTPError as error:
        with error:
            raise _failure(error.code, error.headers.get("retry-after"), _read(error)) from None
    except TimeoutError:
        raise Transient("timed_out", f"Scrip gave no answer within {timeout:g} s.") from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", error)
        code = "timed_out" if isinstance(reason, TimeoutError) else "unreachable"
        raise Transient(code, f"Scrip could not be reached: {type(reason).__name__}.") from None


def request_of(
    base: str, method: str, path: str, fields: dict[str, Any], headers: dict[str, str]
) -> urllib.request.Request:
    """Makes the request of a call: a read has its fields in the query, any other call in a JSON body."""
    if method == "GET":
        pairs = [(name, _text(item)) for name, value in fields.items() for item in _listed(value)]
        query = f"?{urllib.parse.urlencode(pairs)}" if pairs else ""
        return urllib.request.Request(f"{base}{path}{query}", headers=headers, method="GET")
    body = json.dumps(fields, allow_nan=False).encode()
    return urllib.request.Request(
        f"{base}{path}", data=body, headers={**headers, "content-type": "application/json"}, method="POST"
    )


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _read(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read()
    except (OSError, http.client.HTTPException):
        return b""


def _answer(status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return answer
    raise _unexpected(status)


def _failure(status: int, retry_after: str | None, body: bytes) -> Exception:
    try:
        error = json.loads(body)["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        return _of_proxy(status, retry_after)
    request_id = error.get("requestId")
    if status == 429 or status >= 500:
        wait = max(_seconds(retry_after), (error.get("retryAfterMs") or 0) / 1000)
        return Transient(code, message, status, wait, request_id)
    facts = {"data": error.get("data"), "field": error.get("field"), "status": status, "request_id": request_id}
    return _class_of(status)(code, message, **facts)


def _class_of(status: int) -> type[ScripError]:
    if status in (401, 403):
        return AccessDenied
    return BadInput if status in (400, 405, 408, 413, 415, 431) else Refused


def _of_proxy(status: int, retry_after: str | None) -> Exception:
    """An answer that is not Scrip's: a proxy says that the API is down for now, or the address is wrong."""
    if status == 429 or status >= 500:
        return Transient("unavailable", f"Scrip is not available: HTTP {status}.", status, _seconds(retry_after))
    return _unexpected(status)


def _unexpected(status: int) -> UnexpectedAnswer:
    message = f"The answer did not come from Scrip's API (HTTP {status}). Check the address."
    return UnexpectedAnswer("unexpected_answer", message, status=status)


def _seconds(text: str | None) -> float:
    return float(text) if text is not None and text.isdecimal() else 0.0
