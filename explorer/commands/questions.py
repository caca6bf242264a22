"""Commands that ask the map. Arguments in, one call, rendered out. No rules of the domain here."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import click

from career_pathways.explorer.address import Place
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.answers import RANKED, cut, cut_note, readable, view_of
from career_pathways.explorer.views.view import View
from career_pathways.explorer.views.what_if import what_if
from career_pathways.explorer.views.wording import AROUND, LEVEL_CELL
from career_pathways.loader.stores.store import LIMIT, TIMEOUT
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import INFERENCE, DeadEnd, LevelCount, Route, Row
from career_pathways.queries.library import Query, queries, query
from career_pathways.queries.run import run

from .options import answers, built, limit_option, open_map, store_option, with_option

_route = click.option(
    "--route", metavar="ROUTE", help="The route of OCCUPATION: its id, its name, or the beginning of one."
)
_level = click.option("--level", type=click.IntRange(1, 8), help="The level of OCCUPATION, to tell namesakes apart.")


@click.command()
@click.argument("text")
@limit_option(20, "At most so many occupations")
@store_option
@answers
def search(text: str, limit: int, store: Place) -> View:
    """Find occupations by words of their title or of a specialism; slips of the pen are forgiven.

    \b
    Example:
      pathways search "tower crane"
    """
    if not text.strip():
        raise click.UsageError("Write at least one word to look for.")
    with open_map(store) as asked:
        answer, notes = asked.search(text, limit=None)
    shown = {"title": "title", "level": "level", "route_name": "route", "found": "found in", "id": "id"}
    return cut(view_of(answer, shown, cells=LEVEL_CELL, notes=notes), limit)


@click.command()
@click.argument("occupation")
@_route
@_level
@store_option
@answers
def show(occupation: str, route: str | None, level: int | None, store: Place) -> View:
    """One occupation: its clusters, its specialisms, and where the document says so.

    \b
    Example:
      pathways show "Lifting technician"
    """
    with open_map(store) as asked:
        found = asked.occupation(occupation, route=route, level=level)
        answer = asked.ask("occupation", {"id": found.id}, limit=None)
    shown = {
        "pathway_name": "pathway",
        "cluster_name": "cluster",
        "cluster_column": "column",
        "specialisms": "specialisms",
        "line": "line",
        "quote": "the document says",
    }
    heading = f"{named(found.title, found.level)}{' degree' if found.degree else ''}, {found.route_name}, {found.id}"
    return view_of(answer, shown, heading=heading)


@click.command(name="next")
@click.argument("occupation", required=False)
@click.option("--level", type=click.IntRange(1, 8), help="The level of OCCUPATION; without one, that to start from.")
@click.option("--route", metavar="ROUTE", help="The route of OCCUPATION; without one, the only route to look at.")
@click.option(
    "--steps",
    type=click.IntRange(1, 5),
    default=1,
    show_default=True,
    help="How many progressions ahead, in its route.",
)
@limit_option(10, "At most so many for an occupation, or for each route")
@with_option
@store_option
@answers
def next_steps(
    occupation: str | None,
    level: int | None,
    route: str | None,
    steps: int,
    limit: int,
    with_file: Path | None,
    store: Place,
) -> View:
    """What an occupation, or a worker of a level, can progress to, the most closely related first.

    With an occupation, --route and --level tell namesakes apart. Without one, --level asks for all workers of that
    level, by route.

    \b
    Examples:
      pathways next "Housing/property management" --route construction
      pathways next --level 2 --limit 3
    """
    if occupation is None and level is None:
        raise click.UsageError("Name an occupation, or a level with --level: pathways next --level 2")

    def find(map_: Explorer) -> str | None:
        return None if occupation is None else map_.occupation(occupation, route=route, level=level).id

    def ask(map_: Explorer, id_: str | None) -> View:
        return _next(map_, id_, level, route, steps)

    with open_map(store) as asked:
        if with_file is not None:
            return what_if(asked, with_file, find, ask, limit)
        return cut(ask(asked, find(asked)), limit)


def _next(asked: Explorer, id_: str | None, level: int | None, route: str | None, steps: int) -> View:
    shown = {"title": "progresses to", "level": "level", "relatedness": "related"}
    if steps > 1:
        shown |= {"steps": "steps", "via": "by way of"}
    else:
        shown |= {"by_title": "made of", "basis": "basis", "shared_words": "they share"}
    if id_ is not None:
        found = asked.occupation(id_)
        answer = asked.next(id_, steps=steps)
        heading, groups = f"From {named(found.title, found.level)}, {found.route_name}", None
        notes = () if answer.rows else _elsewhere(asked, found.id)
    else:
        of = cast(int, level)
        answer = asked.next_of_level(of, route=route, steps=steps)
        heading, groups = None, "route_name"
        notes = _unanswered(asked, of, answer.parameters["route"], answer.rows)
        shown = {"from_title": f"from level {of}"} | shown
    cells = LEVEL_CELL if steps > 1 else AROUND
    notes = (*([RANKED] if answer.rows else []), *notes)
    return view_of(answer, shown, cells=cells, groups=groups, heading=heading, notes=notes)


@click.command()
@click.argument("occupation")
@_route
@_level
@limit_option(10, "At most so many occupations")
@store_option
@answers
def before(occupation: str, route: str | None, level: int | None, limit: int, store: Place) -> View:
    """What leads to an occupation: those that progress to it, the most closely related first.

    \b
    Example:
      pathways before "Registered nurse"
    """
    with open_map(store) as asked:
        found = asked.occupation(occupation, route=route, level=level)
        answer = asked.before(found.id)
    shown = {"title": "comes from", "level": "level", "relatedness": "related", "by_title": "made of"}
    shown |= {"basis": "basis", "shared_words": "they share"}
    notes = (RANKED,) if answer.rows else ("Nothing progresses to it: its pathways begin there.",)
    heading = f"To {named(found.title, found.level)}, {found.route_name}"
    return cut(view_of(answer, shown, cells=AROUND, heading=heading, notes=notes), limit)


@click.command()
@click.option("--route", metavar="ROUTE", help="The route to look from: its id, its name, or the beginning of one.")
@limit_option(50, "At most so many pairs")
@store_option
@answers
def shared(route: str | None, limit: int, store: Place) -> View:
    """Occupations that stand in more than one route.

    \b
    Example:
      pathways shared --route construction
    """
    with open_map(store) as asked:
        answer = asked.ask("shared-across-routes", {"route": route}, limit=None)
    shown = {
        "title": "title",
        "level": "level",
        "route_name": "in",
        "other_title": "also as",
        "other_level": "level",
        "other_route_name": "also in",
        "match": "match",
    }
    return cut(view_of(answer, shown), limit)


def _written(_: click.Context, __: click.Parameter, cypher: str | None) -> str | None:
    """What stands behind --cypher, or, where that is "-", on standard input."""
    if cypher != "-":
        return cypher
    if sys.stdin is None:
        raise click.UsageError("--cypher - reads from standard input, which is closed.")
    return sys.stdin.read().removeprefix("\ufeff")


@click.command(name="query")
@click.argument("name", required=False)
@click.option("-p", "given", metavar="KEY=VALUE", multiple=True, help="A parameter; as often as there are any.")
@click.option(
    "--cypher",
    metavar="TEXT",
    callback=_written,
    help="Your own Cypher, which may only read; - reads it from standard input.",
)
@click.option("--timeout", type=click.FloatRange(0.001, 3600), default=TIMEOUT, show_default=True, help="Seconds.")
@limit_option(LIMIT, "At most so many rows")
@store_option
@answers
def ask(
    name: str | None,
    given: tuple[str, ...],
    cypher: str | None,
    timeout: float,
    limit: int,
    store: Place,
) -> View:
    """Ask a named question, or your own in Cypher; without either, list the questions.

    \b
    Examples:
      pathways query dead-ends -p route=construction
      pathways query --cypher 'MATCH (r:Route) RETURN r.name AS name ORDER BY name'
    """
    parameters: dict[str, Any] = dict(parameter(text) for text in given)
    if name and cypher:
        raise click.UsageError("Ask either a named question or your own with --cypher, not both.")
    if cypher is None and name is None:
        if parameters:
            raise click.UsageError("-p belongs to a question. Name one; `pathways query` lists them.")
        return _questions(queries())
    if cypher is None:
        named_question = query(str(name))
        with open_map(store) as asked:
            answer = asked.ask(str(name), parameters, timeout=timeout, limit=limit or None)
        inferred = "PROGRESSES_TO" in named_question.text and answer.rows
        said = RANKED if "relatedness" in answer.query.returns else INFERENCE
        return view_of(answer, readable(answer.query.returns), notes=(said,) if inferred else ())
    from career_pathways.loader.stores.own_process import answer_apart  # noqa: PLC0415

    parameters = {key: int(value) if _WHOLE.fullmatch(value) else value for key, value in parameters.items()}
    result = answer_apart(built(store), cypher, parameters, timeout=timeout, limit=limit or None)
    return View(
        question="cypher",
        rows=result.records(),
        columns=result.columns,
        cypher=cypher,
        parameters=parameters,
        truncated=result.truncated,
        notes=cut_note(len(result.rows), None if result.truncated else len(result.rows)),
    )


# Arguments

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
"""What is passed to a question of one's own as an integer; anything else is text."""


def parameter(text: str) -> tuple[str, str]:
    """KEY=VALUE as the two."""
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise click.UsageError(f"-p {text!r} is not KEY=VALUE, as in -p level=2.")
    return key, value


# Notes


def _unanswered(asked: Explorer, level: int, route: str | int | None, rows: Sequence[Row]) -> tuple[str, ...]:
    """What an answer for a level leaves out: routes without an occupation of it, and occupations without any level."""
    listed = asked.names.routes
    counts = cast(Sequence[LevelCount], run(query("levels"), asked.store, limit=None).rows)
    counts = [count for count in counts if route in {None, count.route}]
    answered = {getattr(row, "route") for row in rows}  # noqa: B009 -- every kind of row here has one
    of_level = {count.route for count in counts if count.level == level}
    of_interest: list[Route] = [r for r in listed if route in {None, r.id}]
    notes = []
    if none := [r.name for r in of_interest if r.occupations and r.id not in of_level]:
        notes.append(f"No occupation of level {level} is stated in: {', '.join(none)}.")
    if lost := [r.name for r in of_interest if not r.occupations]:
        notes.append(f"The document holds no table of: {', '.join(lost)}.")
    if ended := [r.name for r in of_interest if r.id in of_level - answered]:
        notes.append(f"Nothing progresses from level {level} in: {', '.join(ended)}.")
    unstated = sum(count.occupations for count in counts if count.level is None)
    everything = sum(count.occupations for count in counts)
    notes.append(f"{unstated} of {everything} occupations state no level; they do not count as of level {level}.")
    return tuple(notes)


def _elsewhere(asked: Explorer, occupation: str) -> tuple[str, ...]:
    """Where the same occupation goes on, when nothing progresses from it in its own route."""
    ends = cast(Sequence[DeadEnd], run(query("dead-ends"), asked.store, limit=None).rows)
    routes = next((end.goes_on_in for end in ends if end.id == occupation), ())
    note = "Nothing progresses from it in its route."
    if routes:
        note += f" The same occupation goes on in {', '.join(routes)}: see `pathways reach {occupation}`."
    return (note,)


# Views


def _questions(known: Sequence[Query]) -> View:
    rows = [
        {
            "name": q.name,
            "title": q.title,
            "about": q.about,
            "parameters": tuple(f"{p.name}{'?' if p.optional else ''}" for p in q.parameters),
        }
        for q in known
    ]
    return View(
        question="questions",
        rows=rows,
        columns=("name", "title", "about", "parameters"),
        shown={"name": "name", "parameters": "parameters", "about": "about"},
    )
