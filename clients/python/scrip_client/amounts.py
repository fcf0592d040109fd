"""Amounts are `int` for the caller, and text of digits on the wire."""

from __future__ import annotations

from typing import Any

from .errors import BadInput


def to_wire(value: Any, amounts: Any, path: str = "") -> Any:
    """Writes the amounts of an input as digits.

    Raises BadInput for an amount that is not an `int` of zero or more. A `float` would lose digits.
    """
    if amounts is None or value is None:
        return value
    if amounts is True:
        return _digits(value, path)
    if isinstance(value, (list, tuple)):
        return [to_wire(item, amounts, f"{path}.{place}" if path else str(place)) for place, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    return {name: to_wire(item, _inside(amounts, name), f"{path}.{name}" if path else name) for name, item in value.items()}


def from_wire(value: Any, amounts: Any) -> Any:
    """Reads the amounts of an answer as `int`. Raises ValueError for a text that is not an amount."""
    if amounts is None or value is None:
        return value
    if amounts is True:
        if not isinstance(value, str) or not value.removeprefix("-").isdecimal():
            raise ValueError("not an amount")
        return int(value)
    if isinstance(value, list):
        return [from_wire(item, amounts) for item in value]
    return {name: from_wire(item, _inside(amounts, name)) for name, item in value.items()}


def _inside(amounts: Any, name: str) -> Any:
    return amounts.get(name, amounts.get("*"))


def _digits(value: Any, path: str) -> str:
    # `True` is an `int` in Python.
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return str(value)
    raise BadInput.of_field(path, "must be an int of micro-USD (a rate: nano-USD), zero or more")
