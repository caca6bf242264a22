"""What the tables of a map state, as records: occupations, where they stand, what they correspond to."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """Where a table states something."""

    file: str
    row: int

    def __str__(self) -> str:
        """As an error says it."""
        return f"{self.file}, row {self.row}"


class Layer(NamedTuple):
    """A route, a pathway or a cluster, as a table names it."""

    name: str
    code: str | None
    """Of a group; a layer that the row of an occupation names has none."""


class Place(NamedTuple):
    """Where an occupation stands: the layers that are stated, from the route down, and the place in the table."""

    route: Layer | None
    pathway: Layer | None
    cluster: Layer | None
    column: str | None
    row: int | None


class Listing(NamedTuple):
    """An occupation in one place."""

    place: Place
    specialisms: tuple[str, ...]
    source: Source
    quote: int
    """The number of the text that quotes the row."""


class Occupation(NamedTuple):
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


class StatedCorrespondence(NamedTuple):
    """That an occupation, given by its place in the records, is one of another edition."""

    origin: int
    edition: str
    """The name of the other edition."""
    code: str
    """What the occupation is there."""
    source: Source


class Correspondence(NamedTuple):
    """That an occupation of a map is one of another edition, exactly, as a row of a table states."""

    edition: str
    """The name of the other edition."""
    origin: str
    """The occupation, by its id in the graph of the map."""
    code: str
    """What it is in the other edition, which may lack it, or not be at hand."""
    file: str
    row: int


class Aside(NamedTuple):
    """What a table states well, and what is yet not used, or only in part."""

    kind: str
    source: Source
    finding: str
