"""Steps up the map as views: those that lead on from an occupation or a level, and those that lead to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import Answer
from career_pathways.queries.library import query
from career_pathways.queries.run import run

from .view import RANKED, Note, View, view_of
from .what_if import what_if_view
from .wording import AROUND, LEVEL_CELL

_STEP = {"by_title": "made of", "basis": "basis", "shared_words": "they share"}
"""Columns of a table of single progressions."""


def next_view(
    explorer: Explorer,
    occupation: str | None = None,
    *,
    level: int | None = None,
    route: str | None = None,
    steps: int = 1,
    limit: int = 10,
    changes: Path | None = None,
) -> View:
    """What an occupation, or without one the workers of a level, can progress to: `limit` rows, or of each route.

    `changes`: a what-if file, for how the answer differs on the changed map. Raises what Explorer.next and what_if do.
    """

    def find(explorer: Explorer) -> str | None:
        return None if occupation is None else explorer.occupation(occupation, route=route, level=level).id

    def ask(explorer: Explorer, id_: str | None) -> View:
        if id_ is None:
            return _of_level(explorer, level or 0, route, steps, limit=0)
        return _of_occupation(explorer, explorer.next(id_, steps=steps), steps, limit=0)

    if changes is not None:
        return what_if_view(explorer, changes, find, ask, limit)
    if occupation is None:
        return _of_level(explorer, level or 0, route, steps, limit)
    return _of_occupation(explorer, explorer.next(occupation, route=route, level=level, steps=steps), steps, limit)


def _of_occupation(explorer: Explorer, answer: Answer, steps: int, limit: int) -> View:
    return view_of(
        answer,
        {"title": "progresses to", **_columns(steps)},
        limit=limit,
        cells=AROUND if steps == 1 else LEVEL_CELL,
        heading=f"From {_named(answer)}",
        notes=(RANKED,) if answer.rows else (_elsewhere(explorer, answer.parameters["id"]),),
    )


def _named(answer: Answer) -> str:
    """The occupation that a question is about, with its route."""
    found = answer.about
    return f"{named(found.title, found.level)}, {found.route_name}" if found else ""


def _of_level(explorer: Explorer, level: int, route: str | None, steps: int, limit: int) -> View:
    answer = explorer.next_of_level(level, route=route, steps=steps)
    return view_of(
        answer,
        {"from_title": f"from level {level}", "title": "progresses to", **_columns(steps)},
        limit=limit,
        cells=AROUND if steps == 1 else LEVEL_CELL,
        groups="route_name",
        notes=(
            *([RANKED] if answer.rows else []),
            *_unanswered(explorer, level, answer.parameters["route"], answer.rows),
        ),
    )


def _columns(steps: int) -> dict[str, str]:
    return {"level": "level", "relatedness": "related"} | (
        _STEP if steps == 1 else {"steps": "steps", "via": "by way of"}
    )


def before_view(
    explorer: Explorer, occupation: str, *, route: str | None = None, level: int | None = None, limit: int = 10
) -> View:
    """What progresses to an occupation, the most closely related first. Raises what Explorer.before does."""
    answer = explorer.before(occupation, route=route, level=level)
    return view_of(
        answer,
        {"title": "comes from", **_columns(1)},
        limit=limit,
        cells=AROUND,
        heading=f"To {_named(answer)}",
        notes=(RANKED,) if answer.rows else ("Nothing progresses to it: its pathways begin there.",),
    )


def _unanswered(explorer: Explorer, level: int, route: str | int | None, rows: Sequence[Any]) -> tuple[str, ...]:
    """What an answer for a level leaves out: routes without an occupation of it, and occupations without any level."""
    routes = {id_: name for id_, name in explorer.names.routes.items() if route in {None, id_}}
    counts = [c for c in run(query("levels"), explorer.store, limit=None).rows if route in {None, c.route}]
    listed, answered = {count.route for count in counts}, {row.route for row in rows}
    of_level = {count.route for count in counts if count.level == level}
    notes = []
    if none := [name for id_, name in routes.items() if id_ in listed - of_level]:
        notes.append(f"No occupation of level {level} is stated in: {', '.join(none)}.")
    if lost := [name for id_, name in routes.items() if id_ not in listed]:
        notes.append(f"The document holds no table of: {', '.join(lost)}.")
    if ended := [name for id_, name in routes.items() if id_ in of_level - answered]:
        notes.append(f"Nothing progresses from level {level} in: {', '.join(ended)}.")
    unstated = sum(count.occupations for count in counts if count.level is None)
    everything = sum(count.occupations for count in counts)
    notes.append(f"{unstated} of {everything} occupations state no level; they do not count as of level {level}.")
    return tuple(notes)


def _elsewhere(explorer: Explorer, occupation: str) -> str | Note:
    """Where the same occupation goes on, when nothing progresses from it in its own route."""
    ends = run(query("dead-ends"), explorer.store, limit=None).rows
    routes = next((end.goes_on_in for end in ends if end.id == occupation), ())
    note = "Nothing progresses from it in its route."
    if not routes:
        return note
    note += f" The same occupation goes on in {', '.join(routes)}:"
    return Note(note, "see {see_reach}.", {"occupation": occupation})
