"""Commands about what occupations can reach. Arguments in, one call, rendered out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from career_pathways.explorer.views.reach import compare_view, reach_view, sets_view
from career_pathways.explorer.views.view import View
from career_pathways.explorer.views.wording import UNSTATED
from career_pathways.queries.among import Among

from .options import (
    MOST,
    Levels,
    Number,
    asks,
    explain_option,
    filter_options,
    in_option,
    limit_option,
    with_option,
)

F = TypeVar("F", bound=Callable[..., Any])


def _set_options(side: str, what: str) -> Callable[[F], F]:
    """The options that name a set of occupations; the command takes them as the fields of `Among` behind `side`."""
    options: dict[str, dict[str, Any]] = {
        "route": {"metavar": "ROUTE", "help": f"{what} of this route."},
        "level": {"type": Levels(), "metavar": "LEVELS", "help": f'{what} of these levels, as stated: 2, "2,3", two.'},
        "column": {"type": click.Choice(list(UNSTATED)), "help": f"{what} of this column."},
        "cluster": {"metavar": "CLUSTER", "help": f"{what} of this cluster."},
        "apprenticeship-only": {"is_flag": True, "help": f"{what} that are learnt by an apprenticeship only."},
        "degree": {"is_flag": True, "help": f"{what} that come with a degree."},
    }

    def of_set(command: F) -> F:
        for name, more in reversed(options.items()):
            field = "levels" if name == "level" else name.replace("-", "_")
            command = click.option(f"--{side}-{name}", f"{side}_{field}", **more)(command)
        return command

    return of_set


@click.command()
@click.argument("occupation", required=False)
@in_option
@_set_options("from", "From all")
@_set_options("to", "To any")
@filter_options
@click.option("--steps", type=Number(1, MOST), metavar="N", help="Within N progressions; crossings are free.")
@click.option("--backwards", is_flag=True, help="Everything that can lead to it instead.")
@limit_option(50, "At most so many occupations")
@with_option
@explain_option
@asks
def reach(occupation: str | None, **wishes: Any) -> partial[View]:
    """Everything that an occupation, or a set, can lead to.

    Without an occupation, --to-… asks which occupations can lead to any of a set, be it from anywhere or from those of
    --from-… alone; --from-… by itself asks for all that a set can lead to. --route, --level and the like say what may
    be in the answer.

    \b
    Examples:
      pathways reach "Commis chef"
      pathways reach "Registered nurse" --backwards --level 2
      pathways reach --from-level 2 --to-route digital
    """
    given = {side: _taken(wishes, side) for side in ("from", "to")}
    options = [f"--{side}-{_option(name)}" for side, fields in given.items() for name in fields]
    if occupation is not None:
        if options:
            same = options[0].split("-", 3)[3]
            instead = "Leave it out." if same == "cluster" else f"What may be in its answer says --{same}."
            raise click.UsageError(f"{options[0]} belongs to a set, and an OCCUPATION is named. {instead}")
        return partial(reach_view, occupation=occupation, **wishes)
    if not options:
        raise click.UsageError("Name an occupation, or a set: pathways reach --from-level 2 --to-route digital")
    for name in ("in_route", "steps", "backwards"):
        if wishes.pop(name):
            raise click.UsageError(f"--{name.removesuffix('_route')} belongs to an OCCUPATION, and none is named.")
    return partial(sets_view, origins=Among(**given["from"]), destinations=Among(**given["to"]), **wishes)


def _taken(wishes: dict[str, Any], side: str) -> dict[str, Any]:
    """What is asked of a set, as the fields of `Among`; taken out of the wishes."""
    fields = {name: wishes.pop(f"{side}_{name}") for name in Among._fields}
    return {name: value for name, value in fields.items() if value}


def _option(field: str) -> str:
    return "level" if field == "levels" else field.replace("_", "-")


@click.command()
@click.argument("first")
@click.argument("second")
@in_option
@filter_options
@limit_option(10, "At most so many of each kind")
@asks
def compare(**wishes: Any) -> partial[View]:
    """What two occupations can both reach, and where they first meet.

    Then what only one of them can reach.

    \b
    Example:
      pathways compare Butcher Retailer --in sales
    """
    return partial(compare_view, **wishes)
