"""Occupations as views: what a search found, one by itself, those that routes share, the steps that lead on and to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import Answer
from career_pathways.queries.library import query
from career_pathways.queries.run import run

from .view import RANKED, Note, View, view_of
from .what_if import what_if_view
from .wording import AROUND, LEVEL_CELL, counted


def search_view(explorer: Explorer, text: str, *, limit: int = 20) -> View:
    """Occupations by words of their title or of a specialism. Raises what Explorer.search does."""
    shown = {"title": "title", "level": "level", "route_name": "route", "found": "found in", "id": "id"}
    return view_of(explorer.search(text, limit=None), shown, limit=limit, cells=LEVEL_CELL)


def occupation_view(explorer: Explorer, occupation: str, *, route: str | None = None, level: int | None = None) -> View:
    """One occupation: a row for each cluster that lists it. Raises what Explorer.occupation does."""
    found = explorer.occupation(occupation, route=route, level=level)
    shown = {
        "pathway_name": "pathway",
        "cluster_name": "cluster",
        "cluster_column": "column",
        "specialisms": "specialisms",
        "line": "line",
        "quote": "the document says",
    }
    heading = f"{named(found.title, found.level)}{' degree' if found.degree else ''}, {found.route_name}, {found.id}"
    return view_of(explorer.ask("occupation", {"id": found.id}, limit=None), shown, heading=heading)


def shared_view(explorer: Explorer, *, route: str | None = None, limit: int = 50) -> View:
    """Occupations that stand in more than one route, or in `route` and another. Raises what Explorer.ask does."""
    shown = {
        "title": "title",
        "level": "level",
        "route_name": "in",
        "other_title": "also as",
        "other_level": "level",
        "other_route_name": "also in",
        "match": "match",
    }
    answer = explorer.ask("shared-across-routes", {"route": route}, limit=None)
    pairs = len(answer.rows)
    note = f"{counted(pairs, 'pair')} across routes, each of two SHARED_ACROSS_ROUTES relationships: {2 * pairs:,}."
    return view_of(answer, shown, limit=limit, notes=(note,) if pairs else ())


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

    def ask(explorer: Explorer, name: str | None, limit: int = 0, **namesake: Any) -> View:
        if name is None:
            answer = explorer.next_of_level(level or 0, route=route, steps=steps)
            titles = {"from_title": f"from level {level}", "title": "progresses to"}
            notes = (*([RANKED] if answer.rows else []), *_unanswered(explorer, level or 0, answer))
            return _steps(answer, titles, notes, steps, limit=limit, groups="route_name")
        answer = explorer.next(name, steps=steps, **namesake)
        note = RANKED if answer.rows else _elsewhere(explorer, answer.parameters["id"])
        return _steps(answer, {"title": "progresses to"}, (note,), steps, limit=limit, heading="From")

    if changes is None:
        return ask(explorer, occupation, limit, route=route, level=level)
    return what_if_view(explorer, changes, ask, limit, occupation, route=route, level=level)


def before_view(
    explorer: Explorer, occupation: str, *, route: str | None = None, level: int | None = None, limit: int = 10
) -> View:
    """What progresses to an occupation, the most closely related first. Raises what Explorer.before does."""
    answer = explorer.before(occupation, route=route, level=level)
    notes = (RANKED,) if answer.rows else ("Nothing progresses to it: its pathways begin there.",)
    return _steps(answer, {"title": "comes from"}, notes, limit=limit, heading="To")


def _steps(answer: Answer, titles: dict[str, str], notes: tuple[str | Note, ...], steps: int = 1, **more: Any) -> View:
    """Progressions, or as many `steps` of them, with how closely related their ends are."""
    if steps == 1:
        how = {"by_title": "made of", "basis": "basis", "shared_words": "they share"}
    else:
        how = {"steps": "steps", "via": "by way of"}
    shown = titles | {"level": "level", "relatedness": "related"} | how
    return view_of(answer, shown, cells=AROUND if steps == 1 else LEVEL_CELL, notes=notes, **more)


def _unanswered(explorer: Explorer, level: int, answer: Answer) -> tuple[str, ...]:
    """What an answer for a level leaves out: routes without an occupation of it, and occupations without any level."""
    route = answer.parameters["route"]
    routes = {id_: name for id_, name in explorer.names.routes.items() if route in {None, id_}}
    counts = [c for c in run(query("levels"), explorer.store, limit=None).rows if route in {None, c.route}]
    listed, answered = {count.route for count in counts}, {row.route for row in answer.rows}
    of_level = {count.route for count in counts if count.level == level}
    left_out = {
        f"No occupation of level {level} is stated in": listed - of_level,
        "The document holds no table of": routes.keys() - listed,
        f"Nothing progresses from level {level} in": of_level - answered,
    }
    unstated = sum(count.occupations for count in counts if count.level is None)
    everything = sum(count.occupations for count in counts)
    return (
        *(
            f"{what}: {', '.join(routes[id_] for id_ in routes if id_ in ids)}."
            for what, ids in left_out.items()
            if ids
        ),
        f"{unstated} of {everything} occupations state no level; they do not count as of level {level}.",
    )


def _elsewhere(explorer: Explorer, occupation: str) -> str | Note:
    """Where the same occupation goes on, when nothing progresses from it in its own route."""
    ends = run(query("dead-ends"), explorer.store, limit=None).rows
    routes = next((end.goes_on_in for end in ends if end.id == occupation), ())
    note = "Nothing progresses from it in its route."
    if not routes:
        return note
    note += f" The same occupation goes on in {', '.join(routes)}:"
    return Note(note, "see {see_reach}.", {"occupation": occupation})
