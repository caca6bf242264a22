"""`pathways diff`: what changed between two editions of a store. Arguments in, one call, rendered out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.diff import diff_view
from career_pathways.explorer.views.view import View
from career_pathways.queries.edition_changes import CHANGES

from .options import TABLES, FileName, answers, limit_option, open_map, place_option


class _Changes(click.ParamType[tuple[str, ...]]):
    """One kind of change or several: "renamed", "split,merged", "cannot-tell"."""

    name = "changes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Raises click.BadParameter where one of them is none."""
        if isinstance(value, tuple):
            return value
        one = click.Choice(CHANGES, case_sensitive=False)
        written = (" ".join(name.split()).casefold() for name in value.split(","))
        plain = {"cannot-tell": "cannot tell", "relevelled": "re-levelled"}
        return tuple(one.convert(plain.get(name, name), param, ctx) for name in written)


def _of_all(_: click.Context, __: click.Parameter, given: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in given for name in names))


@click.command()
@click.argument("older", metavar="OLDER")
@click.argument("newer", metavar="NEWER")
@click.option(
    "--route",
    metavar="ROUTE",
    help="Only what stood in this route, or was added to it: its id or name, or the beginning of either.",
)
@click.option(
    "--only",
    type=_Changes(),
    multiple=True,
    metavar="CHANGES",
    callback=_of_all,
    help=f"Only these kinds of change: {', '.join(CHANGES)}; with commas between several.",
)
@click.option(
    "--curated",
    type=FileName(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What you know of single occupations, which counts more than all evidence (`pathways help editions`).",
)
@limit_option(10, "At most this many of each kind of change")
@place_option
@partial(answers, tables=(*TABLES, "page"))
def diff(store: Address, older: str, newer: str, **wishes: Any) -> View:
    """What changed between two editions: renamed, split, added.

    What only words speak for is `proposed` and stands apart, with its score; what cannot be told is said. With
    `--format page` the answer is a page in Markdown, to be published.

    \b
    Examples:
      pathways diff 2017 2026
      pathways diff 2017 2026 --route construction --only renamed,re-levelled
      pathways diff 2017 2026 --format page > changes.md
    """
    return diff_view(open_map(store), older, newer, **wishes)
