"""Commands about what occupations can reach. Arguments in, one call, rendered out."""

from __future__ import annotations

from pathlib import Path

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.reach import compare_view, reach_view
from career_pathways.explorer.views.view import View

from .options import answers, limit_option, open_map, store_option, with_option


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
    store: Address,
) -> View:
    """Everything that an occupation can lead to, by level and by how far away it is.

    \b
    Examples:
      pathways reach "Commis chef"
      pathways reach "Registered nurse" --backwards --level 2
    """
    with open_map(store) as explorer:
        return reach_view(
            explorer,
            occupation,
            level=level,
            route=route,
            steps=steps,
            backwards=backwards,
            limit=limit,
            changes=with_file,
        )


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("--route", metavar="ROUTE", help="Where a title has namesakes, the one in this route.")
@limit_option(10, "At most so many of each kind")
@store_option
@answers
def compare(first: str, second: str, route: str | None, limit: int, store: Address) -> View:
    """What two occupations can both reach, what only one of them can, and where they first meet.

    \b
    Example:
      pathways compare Butcher Retailer --route sales
    """
    with open_map(store) as explorer:
        return compare_view(explorer, first, second, route=route, limit=limit)
