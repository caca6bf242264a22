"""What occupations can reach, as views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.wishes import Filters
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.titles import named
from career_pathways.queries.among import EVERYTHING, Among, resolved
from career_pathways.queries.comparison import Compared, Comparison

from .view import View, about, cut, inference, learnt, view_of
from .what_if import Changes, what_if_view
from .wording import LEVEL_CELL, LIKE, beside_level


def reach_view(
    explorer: Explorer,
    occupation: str,
    *,
    in_route: str | None = None,
    steps: int | None = None,
    backwards: bool = False,
    limit: int = 50,
    changes: Changes | None = None,
    **filters: Unpack[Filters],
) -> View:
    """All that an occupation can lead to, or `backwards` that can lead to it; `steps`: within so many progressions.

    `changes`: a what-if file or its text, for how the answer differs on the changed map. Raises what Explorer.reach and
    what_if do.
    """

    def ask(explorer: Explorer, name: str | None, limit: int = 0, in_route: str | None = None) -> View:
        answer = explorer.reach(str(name), in_route=in_route, steps=steps, backwards=backwards, **filters)
        away = {"relationships": "moves away"} if steps is None else {"steps": "steps", "crossings": "crossings"}
        goes_on = {} if backwards or steps is not None else {"goes_on": "goes on"}
        view = view_of(
            answer,
            {"title": "title", "route_name": "route", **away, **goes_on, "level": "note"},
            added=learnt(explorer),
            limit=limit,
            cells={"level": beside_level},
            heading=f"{'To' if backwards else 'From'} {about(explorer, answer.about)}" if answer.about else None,
            notes=(inference(explorer),) if answer.rows else (),
            explained=lambda _: [],
        )
        return view._replace(groups=_level_group)

    if changes is None:
        return ask(explorer, occupation, limit, in_route)
    return what_if_view(explorer, changes, ask, limit, occupation, route=in_route)


def sets_view(
    explorer: Explorer,
    origins: Among = EVERYTHING,
    destinations: Among = EVERYTHING,
    *,
    limit: int = 50,
    changes: Changes | None = None,
    **filters: Unpack[Filters],
) -> View:
    """Which origins lead to any of some destinations, or what they lead to. Raises what Explorer.reach_between does.

    `changes`: a what-if file or its text, for how the answer differs on the changed map.
    """

    def ask(explorer: Explorer, _: str | None, limit: int = 0) -> View:
        answer = explorer.reach_between(origins, destinations, **filters)
        start, end = (resolved(explorer.names, among).words(explorer.names) for among in (origins, destinations))
        to_a_set = answer.question == "reach-origins"
        heading = (
            f"Occupations {start} that can lead to others {end}"
            if to_a_set
            else f"What occupations {start} can lead to"
        )
        shown = {
            "title": "title",
            "route_name": "route",
            "others": "can lead to" if to_a_set else "comes from",
            "nearest_title": "nearest",
            "relationships": "moves away",
            "level": "note",
        }
        view = view_of(
            answer,
            shown,
            added=learnt(explorer),
            limit=limit,
            cells={"level": beside_level, "nearest_title": _nearest},
            heading=f"{heading}: {len(answer.rows):,}",
            notes=(inference(explorer),) if answer.rows else (),
            explained=lambda _: [],
        )
        return view._replace(groups=_level_group)

    if changes is None:
        return ask(explorer, None, limit)
    return what_if_view(explorer, changes, ask, limit)


def _nearest(row: Mapping[str, Any]) -> str:
    """The nearest of the other set, with its route where that is another."""
    elsewhere = f", {row['nearest_route_name']}" if row["nearest_route_name"] != row["route_name"] else ""
    return f"{named(row['nearest_title'], row['nearest_level'])}{elsewhere}"


def _level_group(row: Mapping[str, Any]) -> str:
    level, name = row["level"], row.get("level_name")
    like = f", like {LIKE[level]}" if level in LIKE and not name else ""
    return f"{name or 'Level'} {level}{like}" if level else f"{name or 'Level'} not stated"


def compare_view(
    explorer: Explorer,
    first: str,
    second: str,
    *,
    in_route: str | None = None,
    limit: int = 10,
    **filters: Unpack[Filters],
) -> View:
    """What two occupations can both reach, what only one can, where they meet. Raises what Explorer.compare does."""
    found = explorer.compare(first, second, in_route=in_route, **filters)
    namesakes = found.first.title == found.second.title
    one, other = (
        f"{named(o.title, o.level)}{f', {o.route_name}' if namesakes else ''}" for o in (found.first, found.second)
    )
    kinds = {"both": f"Both {one} and {other}", "first": f"Only {one}", "second": f"Only {other}"}
    added = learnt(explorer)
    counts = {kind: sum(row.who == kind for row in found.rows) for kind in kinds}
    view = View(
        question="compare",
        rows=[(old := row._asdict()) | {column: made(old) for column, made in added.items()} for row in found.rows],
        columns=(*Compared._fields, *added),
        shown={
            "title": "can reach",
            "level": "level",
            "route_name": "route",
            "from_first": f"moves from {one}",
            "from_second": f"moves from {other}",
        },
        cells=LEVEL_CELL,
        groups=lambda row: f"{kinds[row['who']]}: {counts[row['who']]:,}",
        heading=_meeting(found),
        parameters=found.parameters,
        notes=(inference(explorer),),
    )
    return cut(view, limit, by="who")


def _meeting(found: Comparison) -> str:
    """Where two occupations first meet, and how many others are as near."""
    place, kind = found.meeting, "of that kind " if found.filters else ""
    if place is None:
        return f"They meet nowhere{' of that kind' if kind else ''}."
    away = (place.from_first, place.from_second)
    equal = sum((row.from_first, row.from_second) == away for row in found.rows) - 1
    others = f", as are {equal} others" if equal > 1 else ", as is one other" if equal else ""
    where = f"{named(place.title, place.level)}, {place.route_name}"
    return f"They first meet {kind}at {where}: {away[0]} and {counted(away[1] or 0, 'move')} away{others}."
