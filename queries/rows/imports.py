"""Rows that only an imported map has."""

from __future__ import annotations

from typing import NamedTuple


class StatedStep(NamedTuple):
    """A progression that a table states."""

    from_id: str
    from_title: str
    from_level: int | None
    id: str
    title: str
    level: int | None
    route_name: str
    level_gap: int | None
    basis: str
    file: str
    line: int
    """Its row, as a spreadsheet counts it; in JSON the number of the record."""


class Related(NamedTuple):
    """An occupation that a table states as related."""

    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    rank: int | None
    """As the table ranks it, the nearest first."""
    note: str | None
    file: str
    line: int
    """Its row, as a spreadsheet counts it; in JSON the number of the record."""
