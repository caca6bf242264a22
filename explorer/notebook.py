"""What a notebook shows: an answer as a table, a path as its drawing with its steps below, a part as its picture. HTML.

1. A table has the columns that people read, under the headings of the command line, and at most 20 rows; `frame()` has
   all. What is no record, as the rows of one's own Cypher, is shown with all its columns.
2. Whatever is drawn is said in words below, too: step by step, why it is one, the line of the document, what it says.
3. Every text is escaped. Nothing runs, and nothing is loaded; a drawing is an image that the HTML holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any

from career_pathways.explorer.views.wording import cell_text, level_cell, link_words
from career_pathways.exports.part import Part
from career_pathways.exports.picture.foot import chosen_in_words
from career_pathways.exports.picture.image import image
from career_pathways.exports.picture.map_picture import picture
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.loader.errors import visible
from career_pathways.loader.schema import LABELS
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import HYPOTHESES, INFERENCE, STATED, Rows, more_rows
from career_pathways.queries.comparison import Comparison
from career_pathways.queries.differences import Differences
from career_pathways.queries.edition_changes import EditionChanges
from career_pathways.queries.gaps import Gaps
from career_pathways.queries.rows.paths import Path, Paths

_ROWS = 20
"""So many of an answer are shown."""

_NODES = 200
"""So many of a part are drawn: each route of 2017 has fewer."""

_HEADINGS = {
    **{"path": "path", "what": "what", "who": "who reaches it", "kind": "kind", "edition": "edition"},
    **{"change": "change", "from_title": "from", "origin": "was", "became": "became", "title": "title", "name": "name"},
    **{"level": "level", "column": "column", "row": "row", "why": "why", "route_name": "route"},
    **{"pathway_name": "pathway", "cluster_name": "cluster", "specialisms": "specialisms", "found": "found as"},
    **{"others": "comes from", "nearest_title": "nearest", "relationships": "moves away"},
    **{
        "steps": "steps",
        "crossings": "crossings",
        "via": "by way of",
        "goes_on": "goes on",
        "goes_on_in": "goes on in",
    },
    **{"from_first": "moves from the first", "from_second": "moves from the second"},
    **{"other_title": "called there", "other_route_name": "also in", "finding": "what is missing"},
    **{"was": "basis before", "basis": "basis", "because": "because", "evidence": "by", "score": "score"},
    **{"also": "also", "candidates": "candidates", "rank": "rank", "note": "note", "published": "published"},
    **{"routes": "routes", "pathways": "pathways", "clusters": "clusters", "occupations": "occupations"},
    **{"progressions": "progressions", "relatedness": "related", "file": "file", "line": "line", "lines": "lines"},
    **{"quote": "the document says"},
}
"""The columns that people read of any record, in this order, with their headings; `why` is made of a progression."""

_INFERRED = frozenset({"basis", "bases", "relationships", "steps", "from_first"})
"""Columns of answers that rest on progressions."""


def shown(answer: Rows) -> str:
    """An answer as a notebook shows it."""
    if isinstance(answer, Path):
        return _drawing(answer, [answer]) + _notes(answer)
    if isinstance(answer, Paths):
        shorter = answer.shorter and f'A path of {counted(answer.shorter.steps, "step")} is found by="steps".'
        return _drawing(answer, answer.paths) + _notes(answer, *([shorter] if shorter else []))
    about = getattr(answer, "about", None)
    above = f"About {named(about.title, about.level)}, {about.route_name}" if about else _above(answer)
    rows, columns = _first(answer), tuple(_columns(answer))
    more = [f"{len(rows)} of {len(answer.rows):,} rows"] if len(rows) < len(answer.rows) else []
    if len(columns) < len(answer.columns) and rows:
        more.append(f"{len(columns)} of {len(answer.columns)} columns; .frame() has all of them")
    cells = ([_cell(answer, row, column) for column in columns] for row in rows)
    return (
        (paragraph(above) if above else "")
        + _table([_heading(answer, column) for column in columns], cells)
        + ("" if rows else paragraph("nothing found"))
        + _notes(answer, *([f"{', '.join(more)}."] if more else []))
    )


def part_shown(part: Part) -> str:
    """A part as its picture, or, where that would be too large, how much it holds."""
    nodes = sum(part.counts.get(label, 0) for label in LABELS)
    counts = _table(["holds", ""], ([name, f"{count:,}"] for name, count in part.counts.items()))
    chosen = chosen_in_words(part)
    left_out = "".join(map(paragraph, part.left_out))
    what = paragraph(f"Shown: {chosen}")
    if nodes > _NODES:
        too_large = f"Too large to be drawn here: {nodes:,} nodes, of at most {_NODES}. Choose less of it, or write it."
        return what + counts + paragraph(too_large) + left_out
    return what + _scrolled(image(picture(part).svg, f"Picture: {chosen}")) + counts + left_out


def _drawing(answer: Path | Paths, paths: Iterable[Path]) -> str:
    """Paths drawn, and below that each with its occupations one by one (rule 2)."""
    tables = [_table(["", "occupation", "level", "route", "why", *_places(path)], _stops(path)) for path in paths]
    numbers = [f"Path {n}" if len(tables) > 1 else "" for n in range(1, len(tables) + 1)]
    below = "".join((paragraph(n) if n else "") + table for n, table in zip(numbers, tables, strict=True))
    return _scrolled(drawn(answer)._repr_html_()) + below


def _stops(path: Path) -> Iterator[list[str]]:
    """For each occupation of a path: which step leads to it, why that is one, and where the document has it."""
    first, step = path.links[0], 0
    start = {"level": first.from_level, "column": first.from_column, "id": first.from_id}
    place = _place(path, first.from_line, first.from_quote)
    yield ["", first.from_title, _level(start), first.from_route_name, "", *place]
    for link, after in zip_longest(path.links, path.links[1:]):
        step += link.basis is not None
        mark = str(step) if link.basis is not None else "⇄"
        level = _level({"level": link.level, "column": link.column, "id": link.id})
        quote = link.quote or (after and after.from_quote)  # a crossing has none of its own
        yield [mark, link.title, level, link.route_name, link_words(link._asdict()), *_place(path, link.line, quote)]


def _places(path: Path) -> list[str]:
    """What says where an occupation comes from: a row of a table that is quoted nowhere, or a line of the document."""
    return ["row"] if _imported(path.links[0].id) else ["line", "the document says"]


def _place(path: Path, line: int | None, quote: str | None) -> list[str]:
    if _imported(path.links[0].id):
        return [str(line or "")]
    return [str(line), quote or ""] if line else ["not in the document", ""]


def _imported(id_: str) -> bool:
    """Whether an id is of an imported map."""
    return ":" in id_


def _first(answer: Rows) -> list[Any]:
    """The first rows, or of an answer that is of several kinds the first of each."""
    of = {Comparison: "who", Gaps: "kind", EditionChanges: "change", Differences: "what"}.get(type(answer))
    if of is None:
        return list(answer.rows[:_ROWS])
    kinds = [list(rows) for _, rows in groupby(answer.rows, key=attrgetter(of))]
    return [row for rows in kinds for row in rows[: max(2, _ROWS // len(kinds))]]


def _columns(answer: Rows) -> Iterator[str]:
    """The columns of a table (rule 1)."""
    there = set(answer.columns)
    if not (answer.kind and there & {"title", "name", "route_name", "origin"}):
        yield from answer.columns
        return
    explained = {"basis", "move", "shared_words"} <= there
    read = (there | {"why"}) - {"basis"} if explained else there
    read = read - {"column"} if "level" in read else read  # which says it
    yield from (column for column in _HEADINGS if column in read)


def _heading(answer: Rows, column: str) -> str:
    if column == "others" and getattr(answer, "question", "") == "reach-origins":
        return "can lead to"
    return _HEADINGS.get(column, column) if answer.kind else column


def _cell(answer: Rows, row: Any, column: str) -> str:
    if not answer.kind:
        return _text(row[answer.columns.index(column)])
    of: dict[str, Any] = row._asdict()
    made: Mapping[str, Callable[[], str]] = {
        "level": lambda: _level(of),
        "why": lambda: link_words(of),
        "from_title": lambda: named(of["from_title"], of["from_level"]) if of["from_title"] else "",
        "nearest_title": lambda: named(of["nearest_title"], of["nearest_level"]),
    }
    return made[column]() if column in made else _text(of[column])


def _level(of: Mapping[str, Any]) -> str:
    """A level with what it is like, but in an imported map, whose levels may be its own."""
    if of.get("id") == of.get("route", "") or of.get("kind") == "empty column":
        return ""  # of a route or a pathway
    if _imported(str(of.get("id", ""))) and of["level"] is not None:
        return str(of["level"])
    return level_cell({"level": of["level"], "column": of.get("column")})


def _text(value: Any) -> str:
    if hasattr(value, "title") and hasattr(value, "level"):
        return named(value.title, value.level)
    return "; ".join(map(_text, value)) if isinstance(value, tuple | list) else cell_text(value)


def _above(answer: Rows) -> str:
    """What is to be said of the whole of an answer."""
    if isinstance(answer, Comparison):
        ends = " and ".join(f"{named(one.title, one.level)}, {one.route_name}" for one in (answer.first, answer.second))
        meeting = answer.meeting
        where = f"they first meet at {named(meeting.title, meeting.level)}, {meeting.route_name}" if meeting else ""
        return f"{ends}: {where or 'they meet nowhere'}"
    if isinstance(answer, EditionChanges):
        counts = ", ".join(f"{kind} {count:,}" for kind, count in answer.counts.items() if count)
        return f"From {answer.older.edition} to {answer.newer.edition}: {counts or 'nothing in it'}"
    if isinstance(answer, Gaps):
        kinds = [gap.kind for gap in answer.findings]
        return ", ".join(f"{kind} {kinds.count(kind):,}" for kind in dict.fromkeys(kinds))
    return ""


def _notes(answer: Rows, *more: str) -> str:
    """What stands below an answer."""
    limit = [more_rows()] if answer.truncated else []
    rows = [link for path in answer.paths for link in path.links] if isinstance(answer, Paths) else answer.rows
    inferred = []
    if rows and (isinstance(answer, Paths) or (answer.kind and _INFERRED & set(answer.columns))):
        inferred = [STATED if _imported(str(getattr(rows[0], "id", ""))) else INFERENCE]
        if any(getattr(row, "basis", None) == "what_if" for row in rows):
            inferred.append(HYPOTHESES)
    return "".join(map(paragraph, (*more, *limit, *map(str, answer.notes), *inferred)))


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [_cells("th", headings), *(_cells("td", row) for row in rows)]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cells(element: str, texts: Iterable[str]) -> str:
    """Cells with their text on the left, which notebooks set on the right."""
    return "".join(f'<{element} style="text-align:left">{_escaped(text)}</{element}>' for text in texts)


def paragraph(text: str) -> str:
    """A text by itself."""
    return f"<p>{_escaped(text)}</p>"


def _escaped(text: str) -> str:
    return escape(visible(text))


def _scrolled(drawing: str) -> str:
    return f'<div style="overflow:auto;max-height:48em">{drawing}</div>'
