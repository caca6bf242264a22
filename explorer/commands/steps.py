"""Commands about the steps from an occupation and to one. Arguments in, one call, rendered out."""

from __future__ import annotations

from pathlib import Path

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.steps import before_view, next_view
from career_pathways.explorer.views.view import View

from .options import answers, level_option, limit_option, open_map, route_option, store_option, with_option


@click.command()
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
def next(
    occupation: str | None,
    level: int | None,
    route: str | None,
    steps: int,
    limit: int,
    with_file: Path | None,
    store: Address,
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
@route_option
@level_option
@limit_option(10, "At most so many occupations")
@store_option
@answers
def before(occupation: str, route: str | None, level: int | None, limit: int, store: Address) -> View:
    """What leads to an occupation: those that progress to it, the most closely related first.

    \b
    Example:
      pathways before "Registered nurse"
    """
    with open_map(store) as explorer:
        return before_view(explorer, occupation, route=route, level=level, limit=limit)
