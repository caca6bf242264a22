"""Commands about paths and what lies along them. Arguments in, one call, rendered out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Place
from career_pathways.explorer.explorer import Choice, Explorer
from career_pathways.explorer.views.answers import cut, paths_view, view_of
from career_pathways.explorer.views.view import View
from career_pathways.explorer.views.what_if import path_if, what_if
from career_pathways.explorer.views.wording import COLUMNS, LEVEL_CELL
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import BASES, INFERENCE, StepsAway
from career_pathways.queries.comparison import Comparison, Met

from .options import answers, limit_option, open_map, store_option, with_option


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--route", metavar="ROUTE", help="Where a title has namesakes, the one in this route.")
@click.option("--all", "every", is_flag=True, help="All that are as short, not only the best.")
@click.option("--alternatives", type=click.IntRange(1), metavar="K", help="Up to K ways that are really different.")
@click.option("--via", metavar="OCCUPATION", multiple=True, help="Come through it; several, in this order.")
@click.option(
    "--avoid", metavar="ROUTE|CLUSTER|OCCUPATION", multiple=True, help="Do not come through it; as often as needed."
)
@click.option(
    "--max-level-gap",
    type=click.IntRange(1),
    metavar="N",
    help="No step up of more than N levels; where a level is not stated, by the least that it can be.",
)
@click.option(
    "--only", type=click.Choice([b for b in BASES if b != "what_if"]), multiple=True, help="Steps of this basis."
)
@click.option(
    "--by", type=click.Choice(["steps", "cost"]), default="steps", show_default=True, help="What makes a path short."
)
@limit_option(5, "With --all, at most so many")
@with_option
@store_option
@answers
def path(
    origin: str,
    destination: str,
    route: str | None,
    every: bool,
    alternatives: int | None,
    via: tuple[str, ...],
    avoid: tuple[str, ...],
    max_level_gap: int | None,
    only: tuple[str, ...],
    by: str,
    limit: int,
    with_file: Path | None,
    store: Place,
) -> View:
    """The shortest path from one occupation to another, and why each step is a step.

    A step goes up by a progression; a crossing goes on as the same occupation in another route, and is free. By steps,
    both count; by cost, a step costs 1 or 2 and a crossing nothing.

    \b
    Examples:
      pathways path Butcher "Retail management" --route sales
      pathways path "Commis chef" "Senior chef culinary arts" --alternatives 3
    """
    if every and alternatives:
        raise click.UsageError(
            "--all asks for all that are as short, --alternatives for other ways. Ask for one of them."
        )
    choice: Choice = "shortest" if every else "alternatives" if alternatives else "best"
    wanted: dict[str, Any] = {
        "route": route,
        "choice": choice,
        "limit": alternatives or limit or None,
        "via": via,
        "avoid": avoid,
        "max_level_gap": max_level_gap,
        "only": only,
        "by": by,
    }
    with open_map(store) as asked:
        if with_file is not None:
            return path_if(asked, with_file, origin, destination, wanted)
        return paths_view(asked.paths(origin, destination, **wanted))


@click.command()
@click.argument("occupation")
@click.option("--level", type=click.IntRange(1, 8), help="Only what is of this level.")
@click.option(
    "--route", metavar="ROUTE", help="Only what is in this route; where OCCUPATION has namesakes, the one in it."
)
@click.option("--steps", type=click.IntRange(1), metavar="N", help="Within N progressions; crossings are free.")
@click.option("--backwards", is_flag=True, help="Everything that can lead to it instead.")
@limit_option(50, "At most so many occupations")
@with_option
@store_option
@answers
def reach(
    occupation: str,
    level: int | None,
    route: str | None,
    steps: int | None,
    backwards: bool,
    limit: int,
    with_file: Path | None,
    store: Place,
) -> View:
    """Everything that an occupation can lead to, by level and by how far away it is.

    \b
    Examples:
      pathways reach "Commis chef"
      pathways reach "Registered nurse" --backwards --level 2
    """

    def find(map_: Explorer) -> str:
        return map_.occupation(occupation, prefer=route).id

    def ask(map_: Explorer, id_: str | None) -> View:
        return _reach(map_, str(id_), level, route, steps, backwards)

    with open_map(store) as asked:
        if with_file is not None:
            return what_if(asked, with_file, find, ask, limit)
        return cut(ask(asked, find(asked)), limit)


def _reach(asked: Explorer, id_: str, level: int | None, route: str | None, steps: int | None, backwards: bool) -> View:
    found = asked.occupation(id_)
    heading = f"{'To' if backwards else 'From'} {named(found.title, found.level)}, {found.route_name}"
    shown = {"level": "level"}
    if steps is None:
        answer = asked.reach(found.id, level=level, route=route, backwards=backwards)
        shown |= {"relationships": "away", "title": "title", "route_name": "route"}
        shown |= {} if backwards else {"goes_on": "goes on"}
        view = view_of(answer, shown | {"id": "id"}, heading=heading)
    else:
        rows = asked.within_steps(found.id, steps, level=level, route=route, backwards=backwards)
        shown |= {"steps": "steps", "crossings": "crossings", "title": "title", "route_name": "route", "id": "id"}
        view = View(
            question="within-steps",
            rows=[row._asdict() for row in rows],
            columns=StepsAway._fields,
            shown=shown,
            heading=heading,
            parameters={"id": found.id, "steps": steps, "level": level, "route": route, "backwards": backwards},
        )
    notes = (INFERENCE,) if view.rows else (f"Nothing of that kind leads {'to it' if backwards else 'on from it'}.",)
    return replace(view, cells=LEVEL_CELL, legend=COLUMNS, groups=_level_group, notes=notes)


def _level_group(row: Mapping[str, Any]) -> str:
    return f"Level {row['level']}" if row["level"] else "Level not stated"


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("--route", metavar="ROUTE", help="Where a title has namesakes, the one in this route.")
@limit_option(10, "At most so many of each kind")
@store_option
@answers
def compare(first: str, second: str, route: str | None, limit: int, store: Place) -> View:
    """What two occupations can both reach, what only one of them can, and where they first meet.

    \b
    Example:
      pathways compare Butcher Retailer --route sales
    """
    with open_map(store) as asked:
        found = asked.compare(first, second, route=route)
    namesakes = found.first.title == found.second.title
    one, other = (
        f"{named(o.title, o.level)}{f', {o.route_name}' if namesakes else ''}" for o in (found.first, found.second)
    )
    kinds = {"both": f"Both {one} and {other}", "first": f"Only {one}", "second": f"Only {other}"}
    counts = {kind: sum(row.who == kind for row in found.rows) for kind in kinds}
    view = View(
        question="compare",
        rows=[row._asdict() for row in found.rows],
        columns=Met._fields,
        shown={
            "title": "can reach",
            "level": "level",
            "route_name": "route",
            "from_first": f"from {one}",
            "from_second": f"from {other}",
        },
        cells=LEVEL_CELL,
        groups=lambda row: f"{kinds[row['who']]}: {counts[row['who']]:,}",
        heading=_met(found),
        parameters={"first": found.first.id, "second": found.second.id},
        notes=(INFERENCE,),
        legend=COLUMNS,
    )
    return cut(view, limit, by="who")


def _met(found: Comparison) -> str:
    """Where two occupations first meet, and how many others are as near."""
    place = found.meeting
    if place is None:
        return "They meet nowhere."
    away = (place.from_first, place.from_second)
    equal = sum((row.from_first, row.from_second) == away for row in found.rows) - 1
    others = f", as are {equal} others" if equal > 1 else ", as is one other" if equal else ""
    where = f"{named(place.title, place.level)}, {place.route_name}"
    return f"They first meet at {where}: {away[0]} and {away[1]} relationships away{others}."
