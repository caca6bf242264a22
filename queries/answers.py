"""What every question answers with, whoever asks it and however it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from career_pathways.loader.errors import PYTHON, filled, visible
from career_pathways.loader.words.counting import counted

from .library import Query

if TYPE_CHECKING:
    from .frames import Library
    from .rows.occupations import Occupation

INFERENCE = "A progression is inferred from where the clusters stand in the map; the map itself states none."
"""Said once by every view and every export that shows progressions (docs/graph-model.md)."""

STATED = "Its tables state the progressions, with file and row."
"""The same of an imported map."""

HYPOTHESES = "What a what-if adds is its own, and no inference from the map."
"""The same of a map with changes."""

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

_IN_A_LINE = 5
"""Rows that Python shows of an answer, each in a line."""


class Note(str):
    """A note that names something which each interface calls otherwise; as a text it is in the words of Python."""

    fact: str
    """A finished text; it may hold what users wrote."""
    advice: str
    """A template, as the cure of an error: its places are words of an interface or keys of `data`."""
    data: Mapping[str, str]

    def __new__(cls, fact: str, advice: str, data: Mapping[str, str] | None = None) -> Self:
        """Of a fact, and of an advice whose places are words of interfaces or keys of `data`."""
        data = data or {}
        note = super().__new__(cls, _noted(fact, advice, data, PYTHON))
        note.fact, note.advice, note.data = fact, advice, data
        return note

    def text(self, words: Mapping[str, str]) -> str:
        """Both in the words of an interface."""
        return _noted(self.fact, self.advice, self.data, words)


def _noted(fact: str, advice: str, data: Mapping[str, str], words: Mapping[str, str]) -> str:
    return f"{fact} {filled(advice, words, data)}"


class Rows:
    """What any answer can do: `for` goes through its rows, `len` counts them, `frame` makes a data frame of them."""

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
    """The parameters of the question by name, with ids for names; None for those that were left out."""

    def __iter__(self) -> Iterator[Any]:
        """The rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        """The row of that number, from 0; of a slice, those rows."""
        return self.rows[place]

    def frame(self, library: Library | None = None) -> Any:
        """The rows as a data frame, a column for each field; `career_pathways.frame` has the rules.

        `library`: "pandas" or "polars"; None for the one that is installed, pandas first. Raises WrongParameter, and
        ImportError where the library is not installed.
        """
        from .frames import frame  # noqa: PLC0415 -- only notebooks make data frames

        return frame(self, library)

    _html: ClassVar[Callable[[Any], str] | None] = None

    @classmethod
    def _shown_by(cls, html: Callable[[Any], str]) -> None:
        """Say what makes HTML of any answer; explorer/explorer.py does, as pictures and words are of later rooms."""
        Rows._html = staticmethod(html)

    def _repr_html_(self) -> str | None:
        """A table for a notebook, or a drawing (explorer/notebook.py)."""
        return Rows._html and Rows._html(self)

    def __repr__(self) -> str:
        """What was asked, how many rows there are, and the first of them."""
        given = {name: value for name, value in self.parameters.items() if not (value is None or value in ((), []))}
        asked = ", ".join(f"{name}={value!r}" for name, value in given.items())
        lines = [f"  {_in_a_line(row)}" for row in self.rows[:_IN_A_LINE]]
        more = [f"  … {len(self.rows) - _IN_A_LINE:,} more"] if len(self.rows) > _IN_A_LINE else []
        more += [f"  {more_rows()}"] if self.truncated else []
        name = getattr(self, "question", type(self).__name__)
        rows = counted(len(self.rows), "row")
        return "\n".join([f"{name}({asked}): {rows}", *lines, *more, *(f"  {note}" for note in self.notes)])


def more_rows() -> str:
    """What is to be said of an answer that is truncated."""
    return filled("There are more than these; {all_rows} shows all.", PYTHON, {})


_WIDTH = 120
"""Characters of such a line."""


def _in_a_line(row: Any) -> str:
    """A row as people tell it: its titles with their levels where it has some, else all of its values.

    >>> from collections import namedtuple
    >>> _in_a_line(namedtuple("Step", "id title level route_name")("sales/butcher-2", "Butcher", 2, "Sales"))
    'Butcher (2), Sales'
    >>> _in_a_line(namedtuple("Route", "id occupations")("sales", 12)), _in_a_line(("sales", None, 12))
    ('sales, occupations 12', 'sales, null, 12')
    """
    if isinstance(row, Rows):  # a path among paths
        first = row.rows[0]
        text = " → ".join([_titled(first.from_title, first.from_level), *map(_brief, row.rows)])
    elif hasattr(row, "title"):
        kind = next((value for name in _KINDS if (value := getattr(row, name, None))), "")
        origin = getattr(row, "from_title", None) and f"{_titled(row.from_title, row.from_level)} → "
        text = f"{kind and f'{kind}: '}{origin or ''}{_brief(row)}"
        text += f", {row.route_name}" if getattr(row, "route_name", None) else ""
    else:
        fields: dict[str, Any] = row._asdict() if hasattr(row, "_fields") else {}
        there = [_numbered(name, value) for name, value in fields.items() if value not in (None, (), "")]
        text = ", ".join(there or ["null" if value is None else _brief(value) for value in row])
    text = visible(" ".join(text.splitlines()))
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


_KINDS = ("change", "kind", "who", "edition")
"""What says of a row which kind it is."""


def _numbered(name: str, value: Any) -> str:
    """A value of a record; a number says nothing without its name."""
    return f"{name} {value}" if isinstance(value, int | float) else _brief(value)


def _brief(value: Any) -> str:
    if hasattr(value, "title") and not isinstance(value, str):
        return _titled(value.title, getattr(value, "level", None))
    return "; ".join(map(_brief, value)) if isinstance(value, tuple | list) else str(value)


def _titled(title: str, level: int | None) -> str:
    return title if level is None else f"{title} ({level})"


@dataclass(frozen=True, repr=False)
class Answer(Rows):
    """What a question answered: its rows, and what was asked."""

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
