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


class Became(NamedTuple):
    """What an occupation became in a later edition, or was in an earlier one."""

    edition: str
    later: bool
    """Whether it became this; else it was."""
    change: str
    """`same`, `renamed`, `re-levelled`, `moved`, `split` or `merged` (loader/editions/changes.py)."""
    evidence: str
    """`code`, `number`, `title` or `curated`."""
    reason: str | None
    """Why a curated change says so."""
    level_change: int | None
    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    code: str | None


class StatedLater(NamedTuple):
    """A progression that a later edition states, from or to what an occupation became there."""

    edition: str
    of_id: str
    """What the occupation became, and so the next three."""
    of_title: str
    of_level: int | None
    of_code: str | None
    id: str
    """The other end there, and so the next six."""
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    code: str | None
    level_gap: int | None
    file: str
    line: int
    former_id: str | None
    """What of the edition that is asked became that end, and so the next three; None where nothing did for certain."""
    former_title: str | None
    former_level: int | None
    former_route_name: str | None


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
