"""What if: one question asked of the map as it is and as it would be, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from career_pathways.loader.errors import NoPathway, UnknownName

from .asking import Explorer, Paths
from .render import View
from .views import cut, paths_view

if TYPE_CHECKING:
    from career_pathways.queries.differences import ChangedCrossing, ChangedOccupation, ChangedProgression, Differences

_NEW, _CHANGED, _GONE = "+ new", "~ changed", "− gone"

_IDENTITY = ("kind", "who", "from_id", "id", "finding")
"""What makes two rows of one question the same row, as far as they have it."""


def what_if(asked: Explorer, file: Path, ask: Callable[[Explorer], View], limit: int) -> View:
    """The question on the changed map, each row with how it differs; what is gone comes last.

    Raises WhatIfError, and what the question raises on the changed map.
    """
    changed, differences = asked.what_if(file)
    after = ask(changed)
    try:
        before: Sequence[Mapping[str, Any]] = ask(asked).rows
    except UnknownName:  # an occupation that only the file has
        before = ()
    was = {_identity(row): row for row in before}
    found = {_identity(row) for row in after.rows}
    rows = [{"what_if": _change(was.get(_identity(row)), row), **row} for row in after.rows]
    gone = [{"what_if": "gone", **row} for row in before if _identity(row) not in found]
    marks = {"new": _NEW, "changed": _CHANGED, "gone": _GONE}
    view = replace(
        after,
        rows=[*rows, *gone],
        columns=("what_if", *after.columns),
        shown={"what_if": "what if"} | dict(after.shown),
        cells={**after.cells, "what_if": lambda row: marks.get(row["what_if"], "")},
        cypher=None,
        parameters={**after.parameters, "with": file.name},
    )
    counts = {change: sum(row["what_if"] == change for row in view.rows) for change in marks}
    answer = ", ".join(f"{count} {change}" for change, count in counts.items() if count) or "nothing"
    view = cut(view, limit)
    return replace(view, notes=(*view.notes, f"What if, in this answer: {answer}.", *_told(differences)))


def path_if(asked: Explorer, file: Path, ask: Callable[[Explorer], Paths]) -> View:
    """The paths on the changed map, with what the best one is without the changes.

    Raises WhatIfError, and NoPathway where the changed map has none, which says what the map as it is has.
    """
    changed, differences = asked.what_if(file)
    try:
        without = _in_words(ask(asked))
    except NoPathway as error:
        without = str(error).partition("\n")[0]
    except UnknownName:  # an occupation that only the file has
        without = "there is no such occupation"
    because = {(p.from_id, p.id): p.because for p in differences.progressions if p.because}
    try:
        after = paths_view(ask(changed), because)
    except NoPathway as error:
        raise NoPathway(f"with {file.name}, {error}\nWithout it: {without}.") from error
    notes = (*after.notes, f"Without {file.name}: {without}.", *_told(differences))
    return replace(after, cypher=None, parameters={**after.parameters, "with": file.name}, notes=notes)


def _identity(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in _IDENTITY)


def _change(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str | None:
    if old is None:
        return "new"
    return None if old == new else "changed"


def _in_words(found: Paths) -> str:
    way = found.paths[0]
    stops = " → ".join([way.links[0].from_title, *(link.title for link in way.links)])
    return f"{stops}, of {way.steps} steps and cost {way.cost}"


def _told(differences: Differences) -> tuple[str, ...]:
    """What the changes come to on the whole map."""
    kinds: Mapping[str, Sequence[ChangedOccupation | ChangedProgression | ChangedCrossing]] = {
        "occupation": differences.occupations,
        "progression": differences.progressions,
        "crossing": differences.crossings,
    }
    told = []
    for kind, found in kinds.items():
        for change in ("added", "removed", "changed"):
            if count := sum(difference.change == change for difference in found):
                told.append(f"{count} {kind}{'' if count == 1 else 's'} {change}")
    return (f"On the whole map: {', '.join(told) or 'nothing differs'}. The store is as it was.",)
