"""Commands about what occupations can reach. Arguments in, one call, rendered out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from career_pathways.explorer.views.reach import compare_view, reach_view, sets_view
from career_pathways.explorer.views.view import MOST, View
from career_pathways.explorer.views.wording import UNSTATED
from career_pathways.queries.among import Among

from .options import (
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


def _option(field: str) -> str:
    """The option of a field of `Among`, without what stands before it."""
    return "level" if field == "levels" else field.replace("_", "-")


def _set_options(side: str, what: str) -> Callable[[F], F]:
    """The options that name a set of occupations; the command takes them as the fields of `Among` behind `side`."""
    options: dict[str, dict[str, Any]] = {
        "route": {"metavar": "ROUTE", "help": f"{what} of this route."},
        "levels": {"type": Levels(), "metavar": "LEVELS", "help": f'{what} of these levels, as stated: 2, "2,3", two.'},
        "column": {"type": click.Choice(list(UNSTATED)), "help": f"{what} of this column."},
        "cluster": {"metavar": "CLUSTER", "help": f"{what} of this cluster."},
        "apprenticeship_only": {"is_flag": True, "help": f"{what} marked apprenticeship only."},
        "degree": {"is_flag": True, "help": f"{what} that come with a degree."},
    }

    def of_set(command: F) -> F:
        for field, more in reversed(options.items()):
            command = click.option(f"--{side}-{_option(field)}", f"{side}_{field}", **more)(command)
        return command

    return of_set


def _taken(wishes: dict[str, Any], side: str) -> dict[str, Any]:
    """What is asked of a set, as the fields of `Among`; taken out of the wishes."""
    fields = {field: wishes.pop(f"{side}_{field}") for field in Among._fields}
    return {field: value for field, value in fields.items() if value not in {None, False}}


@click.command()
@click.argument("occupation", required=False)
@in_option
@_set_options("from", "From all")
@_set_options("to", "To any")
@filter_options
@click.option("--steps", type=Number(1, MOST), help="Within this many progressions; crossings do not count.")
@click.option("--backwards", is_flag=True, help="Instead, everything that can lead to it.")
@limit_option(50, "At most this many occupations")
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
    options = [(side, _option(field)) for side, fields in given.items() for field in fields]
    if occupation is not None:
        for side, name in options:
            instead = "Leave it out." if name == "cluster" else f"Here --{name} says what may be in the answer."
            raise click.UsageError(f"--{side}-{name} belongs to a set, and an OCCUPATION is named. {instead}")
        return partial(reach_view, occupation=occupation, **wishes)
    if not options:
        raise click.UsageError("Name an occupation, or a set: pathways reach --from-level 2 --to-route digital")
    for name in ("in_route", "steps", "backwards"):
        if wishes.pop(name) not in {None, False}:
            raise click.UsageError(
                f"--{name.removesuffix('_route')} belongs to an OCCUPATION, and none is named. Leave it out."
            )
    return partial(sets_view, origins=Among(**given["from"]), destinations=Among(**given["to"]), **wishes)


@click.command()
@click.argument("first")
@click.argument("second")
@in_option
@filter_options
@limit_option(10, "At most this many of each kind")
@asks
def compare(**wishes: Any) -> partial[View]:
    """What two occupations both reach, and where they first meet.

    Then what only one of them can reach.

    \b
    Example:
      pathways compare Butcher Retailer --in sales
    """
    return partial(compare_view, **wishes)
