"""Commands about occupations and the steps between them. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view, shared_view
from career_pathways.explorer.views.view import View
from career_pathways.explorer.views.wording import UNSTATED

from .options import Level, Levels, Number, asks, explain_option, level_option, limit_option, route_option, with_option


@click.command()
@click.argument("text")
@click.option("--route", metavar="ROUTE", help="Only in this route: its id, its name, or the beginning of one.")
@click.option(
    "--level",
    "levels",
    type=Levels(),
    default=(),
    metavar="LEVELS",
    help='Only of these levels, as stated: 2, "2,3", two.',
)
@click.option("--column", type=click.Choice(list(UNSTATED)), help="Only of this column of the map.")
@click.option("--apprenticeship-only", is_flag=True, help="Only in clusters that are for apprenticeships only.")
@limit_option(20, "At most so many occupations")
@asks
def search(text: str, **among: Any) -> partial[View]:
    """Find occupations by what people call their work.

    In everyday words, or those of the map's titles and specialisms; slips of the pen are forgiven.

    \b
    Examples:
      pathways search hairdresser
      pathways search "I work in a warehouse" --level 2,3
    """
    if not text.strip():
        raise click.UsageError("Write at least one word to look for.")
    return partial(search_view, text=text, **among)


@click.command()
@click.argument("occupation")
@route_option
@level_option
@explain_option
@asks
def show(**wishes: Any) -> partial[View]:
    """What an occupation is, and where the document says so.

    \b
    Example:
      pathways show "Lifting technician"
    """
    return partial(occupation_view, **wishes)


@click.command()
@click.argument("occupation", required=False)
@click.option(
    "--level", type=Level(), metavar="LEVEL", help="The level of OCCUPATION; without one, that to start from."
)
@click.option("--route", metavar="ROUTE", help="The route of OCCUPATION; without one, the only route to look at.")
@click.option(
    "--steps",
    type=Number(1, 5),
    default=1,
    show_default=True,
    help="How many progressions ahead, in its route.",
)
@limit_option(10, "At most so many of each kind of move, or of each route")
@with_option
@explain_option
@asks
def next(occupation: str | None, level: int | None, **wishes: Any) -> partial[View]:
    """What an occupation, or workers of a level, can progress to.

    Onward in the trade, up to supervision and management, or to another trade; the most closely related first. With an
    occupation, --route and --level tell namesakes apart. Without one, --level asks for all workers of that level, by
    route.

    \b
    Examples:
      pathways next "Housing/property management" --route construction
      pathways next --level 2 --limit 3
    """
    if occupation is None and level is None:
        raise click.UsageError("Name an occupation, or a level with --level: pathways next --level 2")
    return partial(next_view, occupation=occupation, level=level, **wishes)


@click.command()
@click.argument("occupation")
@route_option
@level_option
@limit_option(10, "At most so many of each kind of move")
@explain_option
@asks
def before(**wishes: Any) -> partial[View]:
    """What leads to an occupation, the most closely related first.

    \b
    Example:
      pathways before "Registered nurse"
    """
    return partial(before_view, **wishes)


@click.command()
@click.option("--route", metavar="ROUTE", help="The route to look from: its id, its name, or the beginning of one.")
@limit_option(50, "At most so many pairs")
@asks
def shared(**wishes: Any) -> partial[View]:
    """Occupations that stand in more than one route.

    \b
    Example:
      pathways shared --route construction
    """
    return partial(shared_view, **wishes)
