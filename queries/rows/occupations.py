"""Rows that are occupations: in all that they say, or as a search finds them."""

from __future__ import annotations

from typing import NamedTuple


class Occupation(NamedTuple):
    """An occupation, in a cluster or in a route."""

    id: str
    title: str
    level: int | None
    """As stated, in a document 2 to 7; None where it is not stated."""
    column: str | None
    """One of "technical", "higher_technical", "professional"; None where an imported map states none."""
    degree: bool
    """Whether it comes with a degree."""
    specialisms: tuple[str, ...]
    route: str
    """Its id."""
    route_name: str


class SearchHit(NamedTuple):
    """An occupation that a search found."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    found_in: str
    """`title` or `specialism`."""
    found: tuple[str, ...]
