"""Commands about what occupations can reach. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from career_pathways.explorer.views.reach import compare_view, reach_view
from career_pathways.explorer.views.view import View

from .options import MOST, Level, Number, asks, explain_option, limit_option, namesakes_option, with_option


@click.command()
@click.argument("occupation")
@click.option("--level", type=Level(), metavar="LEVEL", help="Only what is of this level.")
@click.option(
    "--route", metavar="ROUTE", help="Only what is in this route; where OCCUPATION has namesakes, the one in it."
)
@click.option("--steps", type=Number(1, MOST), metavar="N", help="Within N progressions; crossings are free.")
@click.option("--backwards", is_flag=True, help="Everything that can lead to it instead.")
@limit_option(50, "At most so many occupations")
@with_option
@explain_option
@asks
def reach(**wishes: Any) -> partial[View]:
    """Everything that an occupation can lead to, level by level.

    \b
    Examples:
      pathways reach "Commis chef"
      pathways reach "Registered nurse" --backwards --level 2
    """
    return partial(reach_view, **wishes)


@click.command()
@click.argument("first")
@click.argument("second")
@namesakes_option
@limit_option(10, "At most so many of each kind")
@asks
def compare(**wishes: Any) -> partial[View]:
    """What two occupations can both reach, and where they first meet.

    Then what only one of them can reach.

    \b
    Example:
      pathways compare Butcher Retailer --route sales
    """
    return partial(compare_view, **wishes)
