"""What every form of a document becomes: records, each a line of text or a row of a table. Nothing here knows maps."""

from __future__ import annotations

from dataclasses import dataclass

from career_pathways.loader.source import Span

from .pieces import Pieces


@dataclass(frozen=True, slots=True)
class Record:
    """A line of text (one cell), a row of a table (several), or an empty line (none)."""

    whole: tuple[Span, ...]
    """All its characters: of a row of `<td>` those of its cells, else the line or the lines that it is."""
    cells: tuple[Span, ...]
    separators: tuple[Span, ...] = ()
    """The quotes, commas and bars that part the cells."""
    is_row: bool = False
    """Whether it is a row, though all its cells but one may be empty."""
    is_caption: bool = False
    """Whether it is the caption of a table."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a document, and its pieces with those that the form of its rows adds."""

    pieces: Pieces
    records: tuple[Record, ...]
