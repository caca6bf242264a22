"""Paths as a view: one row for each relationship, and a text to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Unpack

from career_pathways.explorer.explorer import Explorer, PathWishes
from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.queries.rows.paths import Link, Paths

from .view import RANKED, Note, View, cut_note
from .what_if import notes_on
from .wording import COLUMNS, MADE_OF, counted, reason

_MORE = "There are more ways than these; a higher number of alternatives shows them."

_NUMBERS = (
    "Cost: 1 for the next level of a cluster or the next column in the row, 2 for other steps. A crossing costs "
    "nothing, but counts as one relationship where paths are compared by steps."
)

_DOCUMENT = "Lines are those of the document that the store was built from: {see_occupation} quotes all of one."


def path_view(
    explorer: Explorer, origin: str, destination: str, *, changes: Path | None = None, **wishes: Unpack[PathWishes]
) -> View:
    """Paths from one occupation to another, as `Explorer.paths` finds them and with what that raises.

    `changes`: a what-if file, for the paths on the changed map and what the best one is without the changes.
    """
    if changes is None:
        return _view(explorer.paths(origin, destination, **wishes))
    return _what_if(explorer, origin, destination, changes, wishes)


def _view(found: Paths, because: Mapping[tuple[str, str], str] | None = None) -> View:
    """`because`: the reasons of progressions that a what-if file adds, by the ids of their ends."""
    given = because or {}
    total = found.total or len(found.paths)
    rows = [
        {"path": number, **link._asdict(), "reason": reason(link, given.get((link.from_id, link.id)))}
        for number, path in enumerate(found.paths, 1)
        for link in path.links
    ]

    def text(width: int, colour: bool) -> str:
        from .path_text import paths_text  # noqa: PLC0415 -- wraps lines, which JSON and CSV have not

        return paths_text(found.paths, given, width, colour=colour, total=total)

    return View(
        question="shortest-path",
        rows=rows,
        columns=("path", *Link._fields, "reason"),
        text=text,
        cypher=found.query.text if found.query else None,
        parameters=found.parameters,
        truncated=found.total != len(found.paths),
        notes=(RANKED, *(cut_note(len(found.paths), found.total) if found.total else (_MORE,))),
        legend="\n".join([COLUMNS, MADE_OF, _NUMBERS, _DOCUMENT]),
    )


def _what_if(explorer: Explorer, origin: str, destination: str, changes: Path, wishes: PathWishes) -> View:
    """Raises WhatIfError, and NoPathway where the changed map has none, with what the map as it is has."""
    changed = explorer.what_if(changes)
    ends = [changed.occupation(name, prefer=wishes.get("route")).id for name in (origin, destination)]
    because = {(p.from_id, p.id): p.because for p in changed.differences.progressions if p.because}
    try:
        after = _view(changed.paths(*ends, **wishes), because)
    except NoPathway as error:
        without = _unchanged(explorer, ends, wishes, "it")
        note, advice = (without, "") if isinstance(without, str) else (without.fact, f" {without.advice}")
        data = error.data | {"without": note, "changes": str(changes)}
        raise NoPathway(f"with {changes.name}, {error.fact}", f"{error.cure}\n{{without}}{advice}", **data) from error
    return after._replace(
        cypher=None,
        parameters={**after.parameters, "with": changes.name},
        notes=(
            *after.notes,
            _unchanged(explorer, ends, wishes, changes.name),
            *notes_on(changed.differences),
        ),
    )


def _unchanged(explorer: Explorer, ends: Sequence[str], wishes: PathWishes, changes: str) -> str | Note:
    """What the map as it is answers, in a line."""
    without = f"Without {changes}:"
    if strangers := [id_ for id_ in ends if not explorer.names.occupation(id_)]:
        return f"{without} the map has no {' and no '.join(strangers)}."
    try:
        path = explorer.paths(*ends, **wishes).paths[0]
    except NoPathway as error:
        return f"{without} {error.fact.partition(chr(10))[0]}."
    except UnknownName:
        return Note(f"{without} the map has not all that", "{via} and {avoid} name.")
    stops = " → ".join([path.links[0].from_title, *(link.title for link in path.links)])
    return f"{without} {stops}, of {counted(path.steps, 'step')} and cost {path.cost}."
