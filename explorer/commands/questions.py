"""Commands that ask the map. Arguments in, one call, rendered out. No rules of the domain here."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Place
from career_pathways.explorer.views.occupations import occupation_view, search_view, shared_view
from career_pathways.explorer.views.questions import cypher_view, query_view, questions_view
from career_pathways.explorer.views.steps import before_view, next_view
from career_pathways.explorer.views.view import View
from career_pathways.loader.stores.store import LIMIT, TIMEOUT
from career_pathways.queries.library import queries

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
    with open_map(store) as explorer:
        return search_view(explorer, text, limit=limit)


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
    with open_map(store) as explorer:
        return occupation_view(explorer, occupation, route=route, level=level)


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
    with open_map(store) as explorer:
        return next_view(explorer, occupation, level=level, route=route, steps=steps, limit=limit, changes=with_file)


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
    with open_map(store) as explorer:
        return before_view(explorer, occupation, route=route, level=level, limit=limit)


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
    with open_map(store) as explorer:
        return shared_view(explorer, route=route, limit=limit)


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
        return questions_view(queries())
    if cypher is None:
        with open_map(store) as explorer:
            return query_view(explorer, str(name), parameters, timeout=timeout, limit=limit)
    from career_pathways.loader.stores.own_process import answer_apart  # noqa: PLC0415 -- only foreign Cypher

    parameters = {key: int(value) if _WHOLE.fullmatch(value) else value for key, value in parameters.items()}
    result = answer_apart(built(store), cypher, parameters, timeout=timeout, limit=limit or None)
    return cypher_view(cypher, parameters, result)


# Arguments

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
"""What is passed to a question of one's own as an integer; anything else is text."""


def parameter(text: str) -> tuple[str, str]:
    """KEY=VALUE as the two."""
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise click.UsageError(f"-p {text!r} is not KEY=VALUE, as in -p level=2.")
    return key, value
