"""Commands about occupations and the steps between them. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view, shared_view
from career_pathways.explorer.views.view import View

from .options import (
    FileName,
    Level,
    Number,
    asks,
    explain_option,
    filter_options,
    in_option,
    in_or_route_option,
    limit_option,
    with_option,
)


@click.command()
@click.argument("text")
@filter_options
@limit_option(20, "At most this many occupations")
@asks
def search(text: str, **filters: Any) -> partial[View]:
    """Find occupations by what people call their work.

    In everyday words, or those of the map's titles and specialisms; slips of the pen are forgiven.

    \b
    Examples:
      pathways search hairdresser
      pathways search "I work in a warehouse" --level 2,3
    """
    if not text.strip():
        raise click.UsageError("Write at least one word to look for.")
    return partial(search_view, text=text, **filters)


@click.command()
@click.argument("occupation")
@in_or_route_option
@click.option(
    "--level", type=Level(), metavar="LEVEL", help="Of several occupations with the same title, the one of this level."
)
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
@in_option
@filter_options
@click.option(
    "--steps",
    type=Number(1, 5),
    default=1,
    show_default=True,
    help="How many progressions ahead, in its route.",
)
@click.option(
    "--batch",
    type=FileName(dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="A CSV with a name in each row: ask for all of them. - reads it from standard input.",
)
@click.option("--heading", metavar="HEADING", help="With --batch, the heading of the column that holds the names.")
@limit_option(10, "At most this many of each kind of move, or of each route")
@with_option
@explain_option
@asks
def next(
    occupation: str | None,
    levels: tuple[int, ...],
    in_route: str | None,
    batch: str | None,
    heading: str | None,
    **wishes: Any,
) -> partial[View]:
    """What an occupation, or workers of a level, can progress to.

    Onward in the trade, up to supervision and management, or to another trade; within each, the most closely related
    first. With an occupation, --level and the like say what may be in the answer; as no step leaves a route, --route
    tells namesakes apart, too. Without one, --level asks for all workers of that level, by route. Many names at once
    come from standard input, a line each, where OCCUPATION is -, or from a CSV.

    \b
    Examples:
      pathways next "Housing/property management" --route construction
      pathways next --level 2 --limit 3
      pathways next --batch people.csv --heading job --csv > steps.csv
    """
    if heading is not None and batch is None:
        raise click.UsageError("--heading belongs to the CSV of --batch, and none is named. Leave it out.")
    if occupation == "-" or batch is not None:
        if occupation not in {None, "-"} or (occupation and batch):
            raise click.UsageError("OCCUPATION asks about one name, --batch about many. Leave one of them out.")
        if wishes.pop("changes"):
            raise click.UsageError("--with asks about one occupation, not about a batch. Leave one of them out.")
        from .batch import batch_of  # noqa: PLC0415 -- rich and csv, for many names alone

        return batch_of(batch, heading, levels=levels, in_route=in_route, **wishes)
    if occupation is None and not levels:
        raise click.UsageError("Name an occupation, or a level with --level: pathways next --level 2")
    if occupation is None and len(set(levels)) > 1:
        raise click.UsageError("Ask about one level at a time, or about several with: pathways reach --from-level 2,3")
    if occupation is None and in_route is not None:
        raise click.UsageError(
            "--in says which OCCUPATION is meant, and none is named. Ask about one route with --route."
        )
    return partial(next_view, occupation=occupation, levels=levels, in_route=in_route, **wishes)


@click.command()
@click.argument("occupation")
@in_option
@filter_options
@limit_option(10, "At most this many of each kind of move")
@explain_option
@asks
def before(**wishes: Any) -> partial[View]:
    """What leads to an occupation, and from which trade.

    \b
    Example:
      pathways before "Registered nurse"
    """
    return partial(before_view, **wishes)


@click.command()
@click.option("--route", metavar="ROUTE", help="Only those of this route: its id or name, or the beginning of either.")
@limit_option(50, "At most this many pairs")
@asks
def shared(**wishes: Any) -> partial[View]:
    """Occupations that stand in more than one route.

    \b
    Example:
      pathways shared --route construction
    """
    return partial(shared_view, **wishes)
