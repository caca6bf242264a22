"""An answer as every interface shows it: rows, columns, how they read, what stands beside."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from career_pathways.loader.errors import PathwaysError, UnknownName, WrongParameter
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.words.near import near, shortened
from career_pathways.queries.answers import INFERENCE, STATED, Answer, Note

from .wording import PARTS, cell_text, level_words

if TYPE_CHECKING:  # where it is shown is known to who shows it
    from career_pathways.explorer.explorer import Explorer
    from career_pathways.queries.rows.occupations import Occupation

    from .screen import Screen

T = TypeVar("T")

RANKED = "Relatedness, from 0 to 1, ranks them."
"""After `inference`, where relatedness is shown."""

NEAREST_FIRST = "The most closely related come first."
"""The same where they are in its order."""

ORDERS = {
    "move": "Steps in the same trade come first, then those up to supervision and management, then changes of trade; "
    "within each, the most closely related come first.",
    "basis": "What the tables state comes first, then what is related and one level up; within each, the most closely "
    "related come first.",
    "route_name": "They come route by route; within each, the most closely related come first.",
    "route_name, basis": "They come route by route, what the tables state first, then what is related and one level "
    "up; within each, the most closely related come first.",
}
"""The same where they come in groups, by the columns that tell these apart."""


class Stream(NamedTuple):
    """Rows that are found while they are written."""

    rows: Iterator[Mapping[str, Any]]
    ended: Callable[[], View]
    """The view with what stands beside all of them, once they are through."""


class View(NamedTuple):
    """An answer, in whatever form it is asked for. Made with keywords."""

    question: str
    """The name of the question, or of the command where no query answers it."""
    rows: Sequence[Mapping[str, Any]]
    """Each maps the same columns to values; lists are tuples."""
    columns: tuple[str, ...]
    """The columns of the rows, for CSV."""
    flat: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    """For CSV, of rows that hold others, as JSON shows them: a row as values of its columns."""
    shown: Mapping[str, str] = {}
    """For the table: its columns and their headings. All columns where it is empty."""
    cells: Mapping[str, Callable[[Mapping[str, Any]], str]] = {}
    """For the table: how a column reads that needs the rest of its row."""
    groups: str | Callable[[Mapping[str, Any]], str] | None = None
    """A column, or what is made of a row, that stands over the rows that share it, in the table."""
    identity: Callable[[Mapping[str, Any]], Hashable] = itemgetter("id")
    """By what a row of this question is known again in another answer to it."""
    heading: str | None = None
    """A line over the table."""
    table: View | None = None
    """What the table shows in place of these rows."""
    below: Mapping[str, View] = {}
    """What other editions of the store say besides: below the table, and in JSON the rows of each under its name."""
    stream: Stream | None = None
    """For an answer that may be too long to be held: its rows, in place of `rows`."""
    text: Callable[[Screen], list[str]] | None = None
    """Lines that are shown in place of the table."""
    page: Callable[[], Iterator[str]] | None = None
    """The lines of a page in Markdown that has all of the answer, where there is one."""
    id_below: bool = False
    """For the table: whether the id stands below each row, where there is room for it on a line."""
    explained: Callable[[Mapping[str, Any]], Sequence[str]] | None = None
    """For the table: what is said below a row, with its id, where the numbers behind the answer are wanted."""
    cypher: str | None = None
    parameters: Mapping[str, Any] = {}
    truncated: bool = False
    notes: tuple[str, ...] = ()
    """What stands beside the answer; `notes_in` has it in the words of an interface."""
    legend: str | None = None
    """A template of what needs to be said once about the table."""
    numbers: str | None = None
    """A template of what the numbers mean, where they are wanted."""
    progress: str | None = None
    """What is reported on standard error besides, and is another on every run."""
    failure: PathwaysError | None = None
    """Why an answer that is shown counts as none."""

    def group(self, row: Mapping[str, Any]) -> Any:
        """What stands over a row in the table; None where rows are not grouped."""
        if callable(self.groups):
            return self.groups(row)
        return row[self.groups] if self.groups else None

    @property
    def flat_rows(self) -> Iterable[Mapping[str, Any]]:
        """The rows as values of the columns."""
        return map(self.flat, self.all_rows) if self.flat else self.all_rows

    @property
    def all_rows(self) -> Iterable[Mapping[str, Any]]:
        """The rows, or those of the stream, which come once."""
        return self.stream.rows if self.stream else self.rows

    def ended(self) -> View:
        """The view after its rows, with what stands beside them."""
        return self.stream.ended() if self.stream else self

    def beside(self, words: Mapping[str, str]) -> list[str]:
        """What is to be said on the side once the rows are shown, in the words of an interface."""
        view = self.ended()
        return [*view.notes_in(words), *([view.progress] if view.progress else [])]

    def cell(self, row: Mapping[str, Any], column: str) -> str:
        """How a column of a row reads in the table."""
        return self.cells[column](row) if column in self.cells else cell_text(row[column])

    def notes_in(self, words: Mapping[str, str]) -> tuple[str, ...]:
        """The notes in the words of an interface."""
        return tuple(note.text(words) if isinstance(note, Note) else note for note in self.notes)


def view_of(
    answer: Answer,
    shown: Mapping[str, str],
    *,
    limit: int = 0,
    added: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None,
    cells: Mapping[str, Callable[[Mapping[str, Any]], str]] | None = None,
    groups: str | None = None,
    notes: tuple[str, ...] = (),
    **more: Any,
) -> View:
    """An answer as a view: its first `limit` rows (0: all), or those of each group, with a note of how many are cut.

    `added`: columns that are made of the others. `more`: fields of the view.
    """
    rows = first(answer.rows, limit, attrgetter(groups) if groups else None)
    add = added or {}
    return View(
        question=answer.question,
        rows=[
            {column: old[column] for column in answer.columns} | {column: made(old) for column, made in add.items()}
            for old in (row._asdict() for row in rows)
        ],
        columns=(*answer.columns, *add),
        shown=shown,
        cells=cells or {},
        identity=itemgetter("from_id", "id") if "from_id" in answer.columns else itemgetter("id"),
        groups=groups,
        cypher=answer.query.text if answer.query else None,
        parameters=answer.parameters,
        truncated=answer.truncated or len(rows) < len(answer.rows),
        notes=(*notes, *answer.notes, *cut_note(len(rows), None if answer.truncated else len(answer.rows))),
        **more,
    )


def asked_of(edition: str | None, view: View, understood: tuple[str, ...]) -> View:
    """A view with what its names were taken to mean and, of several editions in a store, which one answered."""
    if edition is not None:
        view = view._replace(parameters={**view.parameters, "edition": edition})
        understood = (*understood, *([f"Asked of the edition {edition}."] if edition != DOCUMENT else []))
    return view if view.stream else view._replace(notes=(*understood, *view.notes))


def of_columns(view: View, columns: Sequence[str]) -> View:
    """A view with these columns alone, in this order, in the table too. Raises UnknownName where it lacks one."""
    for name in columns if view.columns else ():
        if name not in view.columns:
            cure = "Did you mean {near}? " * bool(close := near(name, view.columns, n=1)) + "There are:{listed}"
            listed = "".join(f"\n  {column}" for column in view.columns)
            raise UnknownName(
                f"no column {shortened(name)!r} in this answer.", cure, near="".join(close), listed=listed
            )
    chosen = ({column: row[column] for column in columns} for row in view.flat_rows)
    return View(
        question=view.question,
        rows=() if view.stream else list(chosen),
        stream=view.stream._replace(rows=chosen) if view.stream else None,
        columns=tuple(columns),
        shown={column: column for column in columns},
        cypher=view.cypher,
        parameters=view.parameters,
        truncated=view.truncated,
        notes=view.notes,
        progress=view.progress,
        failure=view.failure,
    )


def learnt(explorer: Explorer) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
    """Columns that say of an occupation, by its id, whether it is learnt with a degree or by an apprenticeship only.

    In an imported map also its code, and what its levels are called where they are the map's own.
    """
    marks, of_import = explorer.marks, explorer.imported
    added: dict[str, Callable[[Mapping[str, Any]], Any]] = {
        "degree": lambda row: row["id"] in marks.degree,
        "apprenticeship_only": lambda row: row["id"] in marks.apprenticeship_only,
    }
    if of_import is not None:
        added["code"] = lambda row: of_import.origins[row["id"]].code
    return added | own_levels(explorer)


MOST = 1_000_000
"""What is counted is never more: rows, steps, ways."""

QUALIFICATIONS = range(1, 9)
"""The levels of qualifications in England."""


def levels_there(explorer: Explorer) -> Sequence[int]:
    """The levels that one can ask for: those of qualifications, or an imported map's own."""
    return explorer.imported.edition.levels if explorer.imported else QUALIFICATIONS


def check_levels(explorer: Explorer, wishes: Mapping[str, Any]) -> None:
    """Raises WrongParameter for a level that the map has not, be they those of qualifications or its own."""
    for name in (name for name in wishes if name in {"level", "levels", "from_levels", "to_levels"}):
        given = wishes[name] if isinstance(wishes[name], tuple) else (wishes[name],)
        levels = levels_there(explorer)
        if wrong := [level for level in given if type(level) is int and level not in levels]:
            raise WrongParameter(f"{name} {wrong[0]}: not in the range from {levels[0]} to {levels[-1]}.")


def own_levels(explorer: Explorer) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
    """A column with what levels are called, where that is the imported map's own name for them."""
    name = explorer.imported and explorer.imported.edition.level_name
    return {"level_name": lambda _: name} if name else {}


def inference(explorer: Explorer) -> str:
    """Where the progressions of the map come from, in a sentence."""
    return INFERENCE if explorer.imported is None else STATED


def about(explorer: Explorer, occupation: Occupation) -> str:
    """An occupation with its level and its route, as a heading says it."""
    row = occupation._asdict() | {"apprenticeship_only": occupation.id in explorer.marks.apprenticeship_only}
    row |= {column: made(row) for column, made in own_levels(explorer).items()}
    return f"{occupation.title}, {occupation.route_name}: {level_words(row)}"


def cut(view: View, limit: int, by: str | None = None) -> View:
    """The first `limit` rows of a view (0: all), with a note of how many are cut; `by`: of each value of a column."""
    rows = first(view.rows, limit, itemgetter(by) if by else None)
    return view._replace(
        rows=rows,
        truncated=view.truncated or len(rows) < len(view.rows),
        notes=(*view.notes, *cut_note(len(rows), len(view.rows))),
    )


def first(rows: Sequence[T], limit: int, group: Callable[[T], Any] | None) -> Sequence[T]:
    """The first `limit` rows (0: all), or the first of each group, whose rows are side by side."""
    if not limit:
        return rows
    return [row for _, of_one in groupby(rows, key=group or (lambda _: None)) for row in islice(of_one, limit)]


def cut_note(shown: int, total: int | None) -> tuple[Note, ...]:
    """What was cut off, in words; nothing where nothing was. `total`: None where a store stopped counting."""
    if total is None:
        return (Note(f"There are more than the {shown:,} shown;", "{all_rows} shows all."),)
    if shown < total:
        return (Note(f"{shown:,} of {total:,} shown, {total - shown:,} cut off;", "{all_rows} shows all."),)
    return ()


def readable(columns: Sequence[str]) -> dict[str, str]:
    """The columns of a named question for a table: names before ids, and no id beside its name."""
    ids = [column for column in columns if column == "id" or column.endswith("_id")]
    others = [c for c in columns if c not in ids and f"{c}_name" not in columns]
    return {column: column.removesuffix("_name").replace("_", " ") for column in (*others, *ids) if column not in PARTS}
