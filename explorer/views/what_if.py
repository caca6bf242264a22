"""What if: one question asked of the map as it is and as it would be, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.queries.answers import Paths

from .answers import cut_note, paths_view
from .view import View, cell_text
from .wording import counted

if TYPE_CHECKING:
    from career_pathways.queries.differences import ChangedCrossing, ChangedOccupation, ChangedProgression, Differences

HYPOTHESES = "What a what-if file adds is its own, and no inference from the map."
"""Said beside every answer that may hold it."""

Find = Callable[[Explorer], str | None]
"""The id of the occupation that is asked about, None where none is."""

Ask = Callable[[Explorer, str | None], View]
"""The question about the occupation of that id."""


def what_if(asked: Explorer, file: Path, find: Find, ask: Ask, limit: int) -> View:
    """The question on the changed map, each row with how it differs; what is gone stands last in its group.

    At most `limit` rows (0: all) of each group that do not differ; those that do are never cut. Raises WhatIfError, and
    what the question raises on the changed map.
    """
    changed, differences = asked.what_if(file)
    id_ = find(changed)
    after = ask(changed, id_)
    before: Sequence[Mapping[str, Any]] = ()
    if id_ is None or id_ in asked.names.occupations:  # otherwise an occupation that only the file has
        before = ask(asked, id_).rows
    rows = _compared(before, after)
    kept = _cut(rows, after, limit)
    view = replace(
        after,
        rows=kept,
        columns=("what_if", "was", *after.columns),
        shown={"what_if": "what if"} | dict(after.shown),
        cells={**after.cells, "what_if": lambda row: _mark(row, after.shown)},
        text=None,
        legend=None if after.text else after.legend,
        cypher=None,
        parameters={**after.parameters, "with": file.name},
        truncated=len(kept) < len(rows),
    )
    counts = {change: sum(row["what_if"] == change for row in rows) for change in ("new", "changed", "gone")}
    answer = ", ".join(f"{count} {change}" for change, count in counts.items() if count) or "nothing differs"
    said = (*cut_note(len(kept), len(rows)), f"What if, in this answer: {answer}.", *_told(differences), HYPOTHESES)
    return replace(view, notes=(*view.notes, *said))


def path_if(asked: Explorer, file: Path, origin: str, destination: str, wanted: Mapping[str, Any]) -> View:
    """The paths on the changed map, with what the best one is without the changes.

    Raises WhatIfError, and NoPathway where the changed map has none, which says what the map as it is has.
    """
    changed, differences = asked.what_if(file)
    ends = [changed.occupation(name, prefer=wanted["route"]).id for name in (origin, destination)]
    without = _without(asked, ends, wanted)
    because = {(p.from_id, p.id): p.because for p in differences.progressions if p.because}
    try:
        after = paths_view(changed.paths(*ends, **wanted), because)
    except NoPathway as error:
        raise NoPathway(f"with {file.name}, {error}\nWithout it: {without}.") from error
    notes = (*after.notes, f"Without {file.name}: {without}.", *_told(differences), HYPOTHESES)
    return replace(after, cypher=None, parameters={**after.parameters, "with": file.name}, notes=notes)


def _without(asked: Explorer, ends: Sequence[str], wanted: Mapping[str, Any]) -> str:
    """What the map as it is answers, in a line."""
    if strangers := [id_ for id_ in ends if id_ not in asked.names.occupations]:
        return f"the map has no {' and no '.join(strangers)}"
    try:
        return _in_words(asked.paths(*ends, **wanted))
    except NoPathway as error:
        return str(error).partition("\n")[0]
    except UnknownName:
        return "the map has not all that --via and --avoid name"


def _compared(before: Sequence[Mapping[str, Any]], after: View) -> list[dict[str, Any]]:
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
    same: dict[Any, int] = {}
    kept = []
    for row in rows:
        group = view.group(row)
        same[group] = same.get(group, 0) + (row["what_if"] is None)
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


def _in_words(found: Paths) -> str:
    way = found.paths[0]
    stops = " → ".join([way.links[0].from_title, *(link.title for link in way.links)])
    return f"{stops}, of {counted(way.steps, 'step')} and cost {way.cost}"


def _told(differences: Differences) -> tuple[str, ...]:
    """What the changes come to on the whole map."""
    kinds: Mapping[str, Sequence[ChangedOccupation | ChangedProgression | ChangedCrossing]] = {
        "occupation": differences.occupations,
        "progression": differences.progressions,
        "crossing": differences.crossings,
    }
    told = [
        f"{counted(count, kind)} {change}"
        for kind, found in kinds.items()
        for change in ("added", "removed", "changed")
        if (count := sum(difference.change == change for difference in found))
    ]
    return (f"On the whole map: {', '.join(told) or 'nothing differs'}. The store is as it was.",)
