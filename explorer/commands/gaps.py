"""`pathways gaps`: what the map does not offer. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

import click

from career_pathways.explorer.views.gaps import Figure, gaps_view
from career_pathways.explorer.views.view import View

from .options import asks, limit_option, with_option


@click.command()
@click.option(
    "--route", metavar="ROUTE", help="Only what is about this route: its id or name, or the beginning of either."
)
@click.option(
    "--figure",
    type=click.Choice(get_args(Figure)),
    default="findings",
    show_default=True,
    help="The findings, kind by kind; from which occupations of level 2 each route's professional column can be "
    "reached; or how many occupations of each route reach each other route.",
)
@limit_option(5, "At most this many findings of each kind")
@with_option
@asks
def gaps(**wishes: Any) -> partial[View]:
    """What the map does not offer: dead ends, jumps, empty columns.

    And routes that are hard to leave or to reach.

    \b
    Examples:
      pathways gaps --route construction
      pathways gaps --figure matrix --csv > matrix.csv
    """
    return partial(gaps_view, **wishes)
