"""What if: one question asked of the map as it is and as it would be, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.answers import HYPOTHESES
from career_pathways.queries.naming import find_occupation

from .view import View, cut_note
from .wording import cell_text

if TYPE_CHECKING:
    from career_pathways.queries.differences import Differences

Changes = Path | str
"""A what-if file, or the text of one."""


def name_of(changes: Changes) -> str:
    """What the changes are called beside an answer: the name of their file."""
    return "the changes" if isinstance(changes, str) else changes.name


Ask = Callable[[Explorer, str | None], View]
"""The question about the occupation of that id, or where it is about none."""


def what_if_view(
    explorer: Explorer, changes: Changes, ask: Ask, limit: int, occupation: str | None = None, **namesake: Any
) -> View:
    """The question on the changed map, each row with how it differs; what is gone comes last in its group.

    `occupation`: the name of what it is about, with what tells namesakes apart. At most `limit` rows (0: all) of each
    group that do not differ; those that do are never cut. Raises WhatIfError, and what the question raises on the
    changed map.
    """
    changed = explorer.what_if(changes)
    id_ = None if occupation is None else find_occupation(changed.names, occupation, **namesake).id
    after = ask(changed, id_)
    before: Sequence[Mapping[str, Any]] = ()
    if id_ is None or explorer.names.occupation(id_):  # otherwise an occupation that only the file has
        before = ask(explorer, id_).rows
    rows = compared(before, after)
    kept = _cut(rows, after, limit)
    counts = {change: sum(row["what_if"] == change for row in rows) for change in ("new", "changed", "gone")}
    answer = ", ".join(f"{count} {change}" for change, count in counts.items() if count) or "nothing differs"
    return after._replace(
        rows=kept,
        columns=("what_if", "was", *after.columns),
        shown={"what_if": "what if"} | dict(after.shown),
        cells={**after.cells, "what_if": lambda row: _mark(row, after.shown)},
        table=None,
        legend=None if after.table else after.legend,
        cypher=None,
        parameters={**after.parameters, "with": name_of(changes)},
        truncated=len(kept) < len(rows),
        notes=(
            *after.notes,
            *cut_note(len(kept), len(rows)),
            f"What if, in this answer: {answer}.",
            *notes_on(changed.differences),
        ),
    )


def notes_on(differences: Differences) -> tuple[str, ...]:
    """What the changes come to on the whole map, and what they are."""
    return f"On the whole map: {differences.words}. The store is as it was.", HYPOTHESES


def compared(before: Sequence[Mapping[str, Any]], after: View) -> list[dict[str, Any]]:
    """The rows of both, each once: how it differs, what was otherwise, and what is now; group by group."""
    was = {after.identity(row): row for row in before}
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in after.rows:
        old = was.pop(after.identity(row), None)
        differing = {} if old is None else {c: old[c] for c in after.columns if old[c] != row[c]}
        change = "new" if old is None else "changed" if differing else None
        groups.setdefault(after.group(row), []).append({"what_if": change, "was": differing or None, **row})
    for row in was.values():
        groups.setdefault(after.group(row), []).append({"what_if": "gone", "was": None, **row})
    return [row for group in groups.values() for row in group]


def _cut(rows: Sequence[dict[str, Any]], view: View, limit: int) -> list[dict[str, Any]]:
    same: Counter[Any] = Counter()
    kept = []
    for row in rows:
        same[group := view.group(row)] += row["what_if"] is None
        if row["what_if"] or not limit or same[group] <= limit:
            kept.append(row)
    return kept


def _mark(row: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    """How a row differs, with what the columns that are shown held before."""
    if row["what_if"] != "changed":
        return {"new": "+ new", "gone": "− gone"}.get(row["what_if"], "")
    was = [
        f"{heading} {cell_text(row['was'][column]) or '–'}" for column, heading in shown.items() if column in row["was"]
    ]
    return f"~ was: {', '.join(was)}" if was else "~ changed"
