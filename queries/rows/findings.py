"""Rows that a look over the whole map finds."""

from __future__ import annotations

from typing import NamedTuple


class Shared(NamedTuple):
    """The same occupation in two routes."""

    id: str
    title: str
    level: int | None
    route: str
    route_name: str
    other_id: str
    other_title: str
    other_level: int | None
    other_route: str
    other_route_name: str
    match: str
    score: int


class DeadEnd(NamedTuple):
    """An occupation without a next step."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    goes_on_in: tuple[str, ...]
    """The names of the other routes where the same occupation has one."""
