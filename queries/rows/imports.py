"""Rows about editions, and rows that only an imported map has."""

from __future__ import annotations

from typing import NamedTuple


class EditionHeld(NamedTuple):
    """An edition of a store, and how much it holds."""

    edition: str
    """Its name."""
    id: str
    title: str
    published: str | None
    follows: str | None
    """The name of the edition that it follows."""
    licence: str | None
    attribution: str | None
    url: str | None
    level_name: str | None
    """What its levels are called; None where they are those of qualifications in England."""
    routes: int
    occupations: int
    progressions: int


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
