"""Paths that are made of where they stop, for drawing them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from career_pathways.queries.rows.paths import Link, Path

Stop = tuple[str, str, int | None, str, str]
"""Id, title, level, column, route."""


def path(stops: list[Stop], bases: list[str | None]) -> Path:
    """A path along these stops. A step has a basis; None is a crossing."""
    nothing: dict[str, Any] = dict.fromkeys(Link._fields)
    links = []
    for position, ((origin, destination), basis) in enumerate(zip(pairwise(stops), bases, strict=True), 1):
        ends = dict(zip(("from_id", "from_title", "from_level", "from_column", "from_route_name"), origin, strict=True))
        ends |= dict(zip(("id", "title", "level", "column", "route_name"), destination, strict=True))
        of = {"type": "PROGRESSES_TO", "cost": 1} if basis else {"type": "SHARED_ACROSS_ROUTES", "match": "close_title"}
        links.append(Link(**nothing | ends | of | {"position": position, "basis": basis}))
    return Path(tuple(links))
