"""What every question answers with, whoever asks it and however it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .library import Query

if TYPE_CHECKING:
    from .frames import Library
    from .rows.occupations import Occupation

INFERENCE = "A progression is inferred from where the clusters stand in the map; the map itself states none."
"""Said once by every view and every export that shows progressions (docs/graph-model.md)."""

STATED = "Its tables state the progressions, with file and row."
"""The same of an imported map."""

BASES = {
    "within_cluster": "next level, same cluster",
    "same_row": "next column, same row",
    "skips_column": "past an empty column",
    "same_pathway": "next column, another row",
    "what_if": "what if",
    "stated": "stated by a table",
    "related": "related, one level up",
}
"""Each basis in a few words, the strongest first; then that of a step that a file adds (what_if.py), and those of
imported maps."""

CROSSINGS = {"same_title": "same title", "close_title": "close title", "stated": "stated by a table"}
"""Each match of a crossing in a few words; the last is of imported maps."""

_IN_A_NOTEBOOK = 20
"""Rows that a notebook shows of an answer."""


class Rows:
    """What can be done with any answer: go through its rows, count them, make a data frame of them."""

    rows: tuple[Any, ...]
    """Frozen records of one kind."""
    columns: tuple[str, ...]
    """Their fields, in order."""
    kind: Any = None
    """Their class; None where they are plain tuples."""
    notes: tuple[str, ...] = ()
    """Sentences beside the answer."""
    truncated: bool = False
    """Whether there were more rows than the limit allowed."""
    query: Query | None = None
    """The question in Cypher; None where it was asked of a graph in memory, or is the user's own."""
    parameters: Mapping[str, Any]
    """All of them, those left out too."""

    def __iter__(self) -> Iterator[Any]:
        """The rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def frame(self, library: Library | None = None) -> Any:
        """A data frame of pandas or polars; see `career_pathways.queries.frames.frame`."""
        from .frames import frame  # noqa: PLC0415 -- only notebooks make data frames

        return frame(self, library)

    def _repr_html_(self) -> str:
        """A table for a notebook: the first rows, how many there are, and the notes."""
        heading = "".join(f"<th>{_html(column)}</th>" for column in self.columns)
        lines = ["".join(f"<td>{_html(value)}</td>" for value in row) for row in self.rows[:_IN_A_NOTEBOOK]]
        table = "".join(f"<tr>{line}</tr>" for line in (heading, *lines))
        more = [f"{_IN_A_NOTEBOOK} of {len(self.rows):,} rows"] if len(self.rows) > _IN_A_NOTEBOOK else []
        return f"<table>{table}</table>" + "".join(f"<p>{_html(note)}</p>" for note in (*more, *self.notes))


def _html(value: object) -> str:
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text.replace("&", "&amp;").replace("<", "&lt;")


@dataclass(frozen=True)
class Answer(Rows):
    """What a question answered, and what was asked."""

    question: str
    """Its name in the library; `within-steps` and `cypher` are no questions of it."""
    rows: tuple[Any, ...]
    parameters: Mapping[str, Any]
    query: Query | None = None
    kind: Any = None
    columns: tuple[str, ...] = ()
    truncated: bool = False
    notes: tuple[str, ...] = ()
    about: Occupation | None = None
    """The occupation that was asked about, where it is one."""
    lost: tuple[str, ...] = ()
    """Of a search, the ids of the routes that the text asks for and whose tables the document lost."""
