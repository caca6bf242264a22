"""What the tables of a map state, as records: occupations, where they stand, what leads where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .groups import Layer


class Source(NamedTuple):
    """Where a table states something."""

    file: str
    row: int

    def __str__(self) -> str:
        """As an error says it."""
        return f"{self.file}, row {self.row}"


class Place(NamedTuple):
    """Where an occupation stands: the layers that are stated, from the route down, and the place in the table."""

    route: Layer | None
    pathway: Layer | None
    cluster: Layer | None
    column: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """An occupation in one place."""

    place: Place
    specialisms: tuple[str, ...]
    source: Source
    quote: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of a map."""

    code: str | None
    title: str
    level: int | None
    degree: bool
    specialisms: tuple[str, ...]
    description: str | None
    status: str | None
    listings: tuple[Listing, ...]
    """One at least."""
    sources: tuple[Source, ...]
    """All rows that state something of it, in the order in which they were read."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a table states of two occupations, given by their places in the records."""

    kind: str
    """`progression`, `related` or `same`."""
    origin: int
    destination: int
    rank: int | None
    note: str | None
    source: Source


class StatedCorrespondence(NamedTuple):
    """That an occupation, given by its place in the records, is one of another edition."""

    origin: int
    edition: str
    """The name of the other edition."""
    code: str
    """What the occupation is there."""
    source: Source


class Aside(NamedTuple):
    """What a table states well, and what is yet not used."""

    kind: str
    source: Source
    finding: str


@dataclass(frozen=True, slots=True)
class MapRecords:
    """What the tables of a map state."""

    occupations: tuple[Occupation, ...]
    relations: tuple[Relation, ...]
    folded: tuple[tuple[Source, str], ...]
    """Rows with a column whose white space was folded."""
    twice: tuple[Relation, ...]
    """Relations that were stated before."""
    correspondences: tuple[StatedCorrespondence, ...]
    """Exact ones."""
    aside: tuple[Aside, ...]
    """Correspondences that are not exact, or were stated before."""
    files: tuple[tuple[str, str], ...]
    """The files that were read, by name, each with its SHA-256."""
