"""Rows that are occupations: in all they say, or as one cluster lists them."""

from __future__ import annotations

from typing import NamedTuple


class Occupation(NamedTuple):
    """An occupation, in a cluster or in a route."""

    id: str
    title: str
    level: int | None
    """As stated, in a document 2 to 7; None where it is not stated."""
    column: str | None
    """"technical", "higher_technical" or "professional"; None where an imported map states none."""
    degree: bool
    """Whether it comes with a degree."""
    specialisms: tuple[str, ...]
    route: str
    """Its id."""
    route_name: str


class Listing(NamedTuple):
    """An occupation as one cluster lists it."""

    id: str
    title: str
    level: int | None
    column: str | None
    degree: bool
    route: str
    route_name: str
    lines: tuple[int, ...]
    cluster: str
    cluster_name: str
    cluster_column: str | None
    row: int | None
    apprenticeship_only: bool
    pathway: str
    pathway_name: str
    specialisms: tuple[str, ...]
    """Those that this cluster lists."""
    line: int
    quote: str
    """What the document says there."""
