"""Why an answer has no rows, in sentences: nothing leads on from an occupation, to it, or from one set to another."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

from career_pathways.loader.stores.store import Store
from career_pathways.loader.words.counting import counted

from .among import EVERYTHING, Among
from .answers import Answer, Note
from .library import query
from .names import Names
from .run import run
from .ways import Ways


def no_next_steps(store: Store, occupation: str, *, imported: bool) -> str:
    """Why nothing progresses from an occupation, and where the same one goes on in another route.

    `imported`: whether its map is, which states no crossings but may state what is related.
    """
    if imported:
        related = len(run(query("related"), store, {"id": occupation}, limit=None).rows)
        count = f"; {counted(related, 'occupation')} {'is' if related == 1 else 'are'} related to it" if related else ""
        note = f"No table states what it progresses to{count}."
        return Note(note, "See {see_occupation}.", {"occupation": occupation}) if related else note
    ends = run(query("dead-ends"), store, limit=None).rows
    routes = next((end.goes_on_in for end in ends if end.id == occupation), ())
    note = "Nothing progresses from it in its route."
    if not routes:
        return note
    note += f" The same occupation goes on in {', '.join(routes)}:"
    return Note(note, "see {see_reach}.", {"occupation": occupation})


def left_out(names: Names, store: Store, answer: Answer, *, imported: bool) -> tuple[str, ...]:
    """What the next steps of a level leave out: routes without an occupation of it, occupations without any level.

    An answer whose notes say that none of its steps is of the kind that is asked for need not say so of each route.
    """
    level, route = answer.parameters["level"], answer.parameters["route"]
    routes = {id_: name for id_, name in names.routes.items() if route in {None, id_}}
    counts = [c for c in run(query("levels"), store, limit=None).rows if route in {None, c.route}]
    listed, answered = {count.route for count in counts}, {row.route for row in answer.rows}
    of_level = {count.route for count in counts if count.level == level}
    filtered = answer.parameters.keys() & {"column", "apprenticeship_only", "degree"}
    lists = "No occupation stands first in" if imported else "The document holds no table of"
    step = "Nothing of that kind is a step" if filtered else "Nothing progresses"
    without = {
        f"No occupation of level {level} is stated in": listed - of_level,
        lists: routes.keys() - listed,
        f"{step} from level {level} in": of_level - answered if answer.rows or not answer.notes else set(),
    }
    unstated = sum(count.occupations for count in counts if count.level is None)
    everything = sum(count.occupations for count in counts)
    state = "states no level; it does" if unstated == 1 else "state no level; they do"
    not_counted = f"{unstated} of {counted(everything, 'occupation')} {state} not count as of level {level}."
    return (
        *(f"{what}: {', '.join(routes[id_] for id_ in routes if id_ in ids)}." for what, ids in without.items() if ids),
        *([not_counted] if unstated else []),
    )


def nothing_before(*, imported: bool) -> str:
    """Why nothing progresses to an occupation."""
    return f"Nothing progresses to it{': no table states what does' if imported else ' in its route'}."


def nothing_in_reach(*, backwards: bool) -> str:
    """That an occupation leads to nothing, or `backwards` nothing to it."""
    return f"Nothing leads {'to it' if backwards else 'on from it'}."


def why_none(
    names: Names,
    ways: Ways,
    allowing: Callable[[Among], Callable[[Any], bool]],
    origins: Among,
    destinations: Among,
) -> tuple[str, ...]:
    """Why an answer about sets has no rows; all that is asked for is in ids. The first of these that holds:

    1. The map has no such origin, or no such destination: the document has lost the route's table, or it has none of
       that kind.
    2. Nothing leads on from the origins, or nothing from elsewhere leads to the destinations.
    3. What leads to the destinations is none of the origins: of which levels and routes it is.
    """
    empty = [
        reason
        for among in (origins, destinations)
        if not any(map(allowing(among), names.occupations))
        for reason in [_none_of_that_kind(names, among)]
    ]
    if empty:  # Rule 1
        return tuple(dict.fromkeys(empty))
    if not destinations.given:  # Rule 2
        return (f"Nothing leads on from occupations {origins.words(names)}.",)
    leading = ways.between("reach-origins", EVERYTHING, destinations)
    if not leading:
        return (f"Nothing leads to occupations {destinations.words(names)}.",)
    return (  # Rule 3
        f"What leads to occupations {destinations.words(names)} ({len(leading):,}) is of "
        f"{_levels({row.level for row in leading})}, "
        f"in {'; '.join(sorted({row.route_name for row in leading}))}; none of it {origins.words(names)}.",
    )


def _none_of_that_kind(names: Names, among: Among) -> str:
    """Rule 1."""
    if among.route and all(row.route != among.route for row in names.occupations):
        line = names.lines("route")[among.route]
        return f"The document holds no table of the route {names.routes[among.route]} (line {line})."
    return f"The map has no occupation {among.words(names)}."


def _levels(levels: Set[int | None]) -> str:
    """Levels, one after another.

    >>> _levels({3, None, 2})
    'level 2, 3 or not stated'
    """
    stated = map(str, sorted(level for level in levels if level))
    *others, last = (*stated, *(["not stated"] if None in levels else []))
    return f"level {', '.join(others)} or {last}" if others else f"level {last}"
