"""Rows that are occupations as a cluster lists them."""

from __future__ import annotations

from typing import NamedTuple


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
