"""`pathways editions`: which editions a store holds, and one taken out. Arguments in, one call, rendered out."""

from __future__ import annotations

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.editions import dropped_view, editions_view
from career_pathways.explorer.views.view import View

from .options import answers, open_map, store_option


@click.command()
@click.option("--drop", metavar="EDITION", help="Take this edition out; the others stay as they are.")
@click.option(
    "--allow-loss", is_flag=True, help="On a server: take it out even where relationships of your own are joined to it."
)
@store_option
@answers
def editions(drop: str | None, allow_loss: bool, store: Address) -> View:
    """List the editions in the store, or take one out.

    An edition is one document, or one map of any tables, as one graph. `pathways build --add` puts one beside those
    that a file holds, `pathways load` beside those on a server.

    \b
    Examples:
      pathways editions
      pathways editions --drop 2026
    """
    if drop is None:
        return editions_view(open_map(store))
    from .dropping import dropped  # noqa: PLC0415 -- networkx and the driver: neither a list nor Tab needs them

    return dropped_view(*dropped(store, drop, allow_loss=allow_loss))
