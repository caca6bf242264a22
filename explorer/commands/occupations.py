"""Commands about occupations by themselves. Arguments in, one call, rendered out."""

from __future__ import annotations

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.occupations import occupation_view, search_view, shared_view
from career_pathways.explorer.views.view import View

from .options import answers, level_option, limit_option, open_map, route_option, store_option


@click.command()
@click.argument("text")
@limit_option(20, "At most so many occupations")
@store_option
@answers
def search(text: str, limit: int, store: Address) -> View:
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
@route_option
@level_option
@store_option
@answers
def show(occupation: str, route: str | None, level: int | None, store: Address) -> View:
    """One occupation: its clusters, its specialisms, and where the document says so.

    \b
    Example:
      pathways show "Lifting technician"
    """
    with open_map(store) as explorer:
        return occupation_view(explorer, occupation, route=route, level=level)


@click.command()
@click.option("--route", metavar="ROUTE", help="The route to look from: its id, its name, or the beginning of one.")
@limit_option(50, "At most so many pairs")
@store_option
@answers
def shared(route: str | None, limit: int, store: Address) -> View:
    """Occupations that stand in more than one route.

    \b
    Example:
      pathways shared --route construction
    """
    with open_map(store) as explorer:
        return shared_view(explorer, route=route, limit=limit)
