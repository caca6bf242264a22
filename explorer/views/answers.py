"""Answers as views: which columns a table shows, how places and reasons read, what is said beside. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from career_pathways.queries.answers import INFERENCE, Link, Paths
from career_pathways.queries.run import Answer

from .paths import paths_text, reason
from .view import View
from .wording import COLUMNS, MADE_OF, PARTS

RANKED = f"{INFERENCE} Relatedness, from 0 to 1, ranks them."
"""The same where relatedness is shown."""


def view_of(
    answer: Answer,
    shown: Mapping[str, str],
    *,
    cells: Mapping[str, Callable[[Mapping[str, Any]], str]] | None = None,
    groups: str | Callable[[Mapping[str, Any]], str] | None = None,
    heading: str | None = None,
    notes: tuple[str, ...] = (),
) -> View:
    """An answer as a view."""
    return View(
        question=answer.query.name,
        rows=[row._asdict() for row in answer.rows],
        columns=answer.query.returns,
        shown=shown,
        cells=cells or {},
        legend="\n".join([COLUMNS, *([MADE_OF] if "by_title" in cells else [])]) if cells else None,
        identity=itemgetter("from_id", "id") if "from_id" in answer.query.returns else itemgetter("id"),
        groups=groups,
        heading=heading,
        cypher=answer.query.text,
        parameters=answer.parameters,
        truncated=answer.truncated,
        notes=(*notes, *(cut_note(len(answer.rows), None) if answer.truncated else ())),
    )


def cut(view: View, limit: int, by: str | None = None) -> View:
    """The first `limit` rows of a view (0: all), with a note of how many were cut off.

    Where they are grouped by a column, or `by` names one, the first of each group.
    """
    column = by or (view.groups if isinstance(view.groups, str) else None)
    groups = groupby(view.rows, key=lambda row: row[column] if column else None)
    rows = [row for _, group in groups for row in list(group)[: limit or None]]
    return replace(
        view,
        rows=rows,
        truncated=view.truncated or len(rows) < len(view.rows),
        notes=(*view.notes, *cut_note(len(rows), len(view.rows))),
    )


_MORE = "There are more ways than these; a higher number of alternatives shows them."

_NUMBERS = (
    "Cost: 1 for the next level of a cluster or the next column in the row, 2 for other steps. A crossing costs "
    "nothing, but counts as one relationship where paths are compared by steps."
)

_DOCUMENT = (
    "Lines are those of the document that the store was built from: `pathways show OCCUPATION` quotes all of one."
)


def paths_view(found: Paths, because: Mapping[tuple[str, str], str] | None = None) -> View:
    """Some paths, as the text to read and, for JSON and CSV, one row for each relationship.

    `because`: the reasons of progressions that a what-if file adds, by the ids of their ends.
    """
    given = because or {}
    total = found.total or len(found.paths)
    rows = [
        {"path": number, **link._asdict(), "reason": reason(link, given.get((link.from_id, link.id)))}
        for number, way in enumerate(found.paths, 1)
        for link in way.links
    ]
    return View(
        question="shortest-path",
        rows=rows,
        columns=("path", *Link._fields, "reason"),
        text=lambda width, colour: paths_text(found.paths, given, width, colour=colour, total=total),
        cypher=found.query.text if found.query else None,
        parameters=found.parameters,
        truncated=found.total != len(found.paths),
        notes=(RANKED, *(cut_note(len(found.paths), found.total) if found.total else (_MORE,))),
        legend="\n".join([COLUMNS, MADE_OF, _NUMBERS, _DOCUMENT]),
    )


def readable(columns: Sequence[str]) -> dict[str, str]:
    """The columns of a named question for a table: names before ids, and no id beside its name."""
    ids = [column for column in columns if column == "id" or column.endswith("_id")]
    others = [c for c in columns if c not in ids and f"{c}_name" not in columns]
    return {column: column.removesuffix("_name").replace("_", " ") for column in (*others, *ids) if column not in PARTS}


def cut_note(shown: int, total: int | None) -> tuple[str, ...]:
    """What was cut off, in words; nothing where nothing was. `total`: None where a store stopped counting."""
    if total is None:
        return (f"There are more than these {shown:,}; --limit 0 shows all.",)
    if shown < total:
        return (f"{shown:,} of {total:,} shown, {total - shown:,} cut off; --limit 0 shows all.",)
    return ()
