"""What occupations can reach, as views."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import INFERENCE
from career_pathways.queries.comparison import Compared, Comparison

from .view import View, cut, view_of
from .what_if import what_if_view
from .wording import COLUMNS, LEVEL_CELL


def reach_view(
    explorer: Explorer,
    occupation: str,
    *,
    level: int | None = None,
    route: str | None = None,
    steps: int | None = None,
    backwards: bool = False,
    limit: int = 50,
    changes: Path | None = None,
) -> View:
    """All that an occupation can lead to, or `backwards` that can lead to it; `steps`: within so many progressions.

    `changes`: a what-if file, for how the answer differs on the changed map. Raises what Explorer.reach and what_if do.
    """

    def find(explorer: Explorer) -> str:
        return explorer.occupation(occupation, prefer=route).id

    def ask(explorer: Explorer, id_: str | None) -> View:
        return _reach(explorer, str(id_), level, route, steps, backwards)

    if changes is None:
        return cut(ask(explorer, find(explorer)), limit)
    return what_if_view(explorer, changes, find, ask, limit)


def _reach(
    explorer: Explorer, id_: str, level: int | None, route: str | None, steps: int | None, backwards: bool
) -> View:
    found = explorer.occupation(id_)
    heading = f"{'To' if backwards else 'From'} {named(found.title, found.level)}, {found.route_name}"
    shown = {"level": "level"}
    answer = explorer.reach(id_, steps=steps, level=level, route=route, backwards=backwards)
    if steps is None:
        shown |= {"relationships": "away", "title": "title", "route_name": "route"}
        shown |= {} if backwards else {"goes_on": "goes on"}
        view = view_of(answer, shown | {"id": "id"}, heading=heading)
    else:
        shown |= {"steps": "steps", "crossings": "crossings", "title": "title", "route_name": "route", "id": "id"}
        view = view_of(answer, shown, heading=heading)._replace(parameters={**answer.parameters, "route": route})
    notes = (INFERENCE,) if view.rows else (f"Nothing of that kind leads {'to it' if backwards else 'on from it'}.",)
    return view._replace(cells=LEVEL_CELL, legend=COLUMNS, groups=_level_group, notes=notes)


def _level_group(row: Mapping[str, Any]) -> str:
    return f"Level {row['level']}" if row["level"] else "Level not stated"


def compare_view(explorer: Explorer, first: str, second: str, *, route: str | None = None, limit: int = 10) -> View:
    """What two occupations can both reach, what only one can, where they meet. Raises what Explorer.compare does."""
    found = explorer.compare(first, second, route=route)
    namesakes = found.first.title == found.second.title
    one, other = (
        f"{named(o.title, o.level)}{f', {o.route_name}' if namesakes else ''}" for o in (found.first, found.second)
    )
    kinds = {"both": f"Both {one} and {other}", "first": f"Only {one}", "second": f"Only {other}"}
    counts = {kind: sum(row.who == kind for row in found.rows) for kind in kinds}
    view = View(
        question="compare",
        rows=[row._asdict() for row in found.rows],
        columns=Compared._fields,
        shown={
            "title": "can reach",
            "level": "level",
            "route_name": "route",
            "from_first": f"from {one}",
            "from_second": f"from {other}",
        },
        cells=LEVEL_CELL,
        groups=lambda row: f"{kinds[row['who']]}: {counts[row['who']]:,}",
        heading=_meeting(found),
        parameters={"first": found.first.id, "second": found.second.id},
        notes=(INFERENCE,),
        legend=COLUMNS,
    )
    return cut(view, limit, by="who")


def _meeting(found: Comparison) -> str:
    """Where two occupations first meet, and how many others are as near."""
    place = found.meeting
    if place is None:
        return "They meet nowhere."
    away = (place.from_first, place.from_second)
    equal = sum((row.from_first, row.from_second) == away for row in found.rows) - 1
    others = f", as are {equal} others" if equal > 1 else ", as is one other" if equal else ""
    where = f"{named(place.title, place.level)}, {place.route_name}"
    return f"They first meet at {where}: {away[0]} and {away[1]} relationships away{others}."
