"""A map as it was read: its mapping file, what its tables state, and what in them is bad."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .mapping import MapFile
from .records import Aside, Correspondence, Source, StatedCorrespondence

if TYPE_CHECKING:  # they hold numbers in arrays of a library that a document does without
    from .bad import Bad
    from .relations import Relations
    from .stated import Stated
    from .texts import Texts


@dataclass(frozen=True, slots=True)
class MapRecords:
    """What the tables of a map state."""

    occupations: Stated
    """Each made of its rows when somebody looks at it."""
    texts: Texts
    """Quotes, descriptions and notes, by their numbers."""
    relations: Mapping[str, Relations]
    """By their kind, each pair once."""
    twice: Collection[tuple[Source, int, int]]
    """Relations that were stated before, each by its row and its ends."""
    folded: Iterable[tuple[Source, str]]
    """Rows with a column whose white space was folded."""
    correspondences: tuple[StatedCorrespondence, ...]
    """Exact ones."""
    aside: tuple[Aside, ...]
    """Numbers that were taken for a level, and correspondences that are not exact, or were stated before."""
    files: tuple[tuple[str, str], ...]
    """The files that were read, by name, each with its SHA-256."""


@dataclass(frozen=True, slots=True)
class ReadMap:
    """A mapping file, what its tables state, and what in them is bad and was left out."""

    mapping: MapFile
    records: MapRecords
    bad: tuple[Bad, ...]
    """The first places that are bad."""
    bad_counts: Mapping[str, int]
    """All of them, by their kind."""
    correspondences: tuple[Correspondence, ...] = ()
    """Those to other editions, once there are ids that they name."""
