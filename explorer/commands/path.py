"""`pathways path`. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from career_pathways.explorer.views.path import path_view
from career_pathways.explorer.views.view import MOST, View
from career_pathways.queries.answers import BASES

from .options import Number, asks, explain_option, in_or_route_option, limit_option, with_option


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@in_or_route_option
@click.option("--all", "every", is_flag=True, help="All paths that are as short, not only the best.")
@click.option("--alternatives", type=Number(1, MOST), help="Up to this many ways that really differ.")
@click.option(
    "--via",
    metavar="OCCUPATION",
    multiple=True,
    help="Go through this occupation; may be repeated, in the order of the path.",
)
@click.option(
    "--avoid",
    metavar="ROUTE|CLUSTER|OCCUPATION",
    multiple=True,
    help="Do not go through this route, cluster or occupation; may be repeated.",
)
@click.option(
    "--max-level-gap",
    type=Number(1, 7),
    help="No step up of more than this many levels; each occupation counts at one level, stated or of its column.",
)
@click.option(
    "--only",
    type=click.Choice([basis for basis in BASES if basis != "what_if"]),
    multiple=True,
    help="Only steps of this basis; may be repeated. `stated` and `related` are those of imported maps.",
)
@click.option(
    "--by",
    type=click.Choice(["rungs", "steps", "cost"]),
    default="rungs",
    show_default=True,
    help="What makes a path short: rung by rung in the trade, the fewest relationships, or the lowest cost.",
)
@limit_option(5, "With --all: at most this many")
@with_option
@explain_option
@asks
def path(every: bool, alternatives: int | None, limit: int, **wishes: Any) -> partial[View]:
    """How to get from one occupation to another, rung by rung.

    As an adviser would draw it: in the trade, and no rung left out. Where another way has fewer steps, that is said,
    and --by steps shows it. A crossing goes on as the same occupation in another route: by steps it counts as one, by
    cost it is free, and a step costs 1 or 2.

    \b
    Examples:
      pathways path Butcher "Retail management" --in sales
      pathways path "Commis chef" "Senior chef culinary arts" --alternatives 3
    """
    if every and alternatives:
        raise click.UsageError(
            "--all asks for all that are as short, --alternatives for other ways. Leave one of them out."
        )
    wishes["limit"] = alternatives or limit or None
    wishes["choice"] = "shortest" if every else "alternatives" if alternatives else "best"
    return partial(path_view, **wishes)
