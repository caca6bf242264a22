"""`pathways gaps`: what the map does not offer. Arguments in, one call, rendered out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from career_pathways.explorer.address import Place
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.answers import cut
from career_pathways.explorer.views.view import View, to_table
from career_pathways.explorer.views.what_if import what_if
from career_pathways.explorer.views.wording import BANDS, COLUMNS, band
from career_pathways.queries.answers import INFERENCE

from .options import answers, limit_option, open_map, store_option, with_option

if TYPE_CHECKING:
    from career_pathways.queries.gaps import Gap, Gaps

FIGURES = ("findings", "level-two", "matrix")


@click.command()
@click.option(
    "--route", metavar="ROUTE", help="Only what is about this route: its id, its name, or the beginning of one."
)
@click.option(
    "--figure",
    type=click.Choice(FIGURES),
    default="findings",
    show_default=True,
    help="The findings, kind by kind; from which occupations of level 2 each route's professional column can be "
    "reached; or how many occupations of each route reach each other route.",
)
@limit_option(5, "At most so many findings of each kind")
@with_option
@store_option
@answers
def gaps(route: str | None, figure: str, limit: int, with_file: Path | None, store: Place) -> View:
    """What the map does not offer: dead ends, jumps, empty columns, routes that are hard to leave or to reach.

    \b
    Examples:
      pathways gaps --route construction
      pathways gaps --figure matrix --csv > matrix.csv
    """

    def ask(map_: Explorer, _: str | None) -> View:
        return _figure(map_, figure, route)

    with open_map(store) as asked:
        if with_file is not None:
            view = what_if(asked, with_file, lambda _: None, ask, limit if figure == "findings" else 0)
            return view if figure == "findings" else _differing(view)
        view = ask(asked, None)
    return cut(view, limit, by="kind") if figure == "findings" else view


def _differing(view: View) -> View:
    """A figure whose table shows only what differs."""
    rows = [row for row in view.rows if row["what_if"]]

    def text(width: int, colour: bool) -> str:
        return to_table(replace(view, rows=rows), width=width, colour=colour) if rows else "nothing differs\n"

    return replace(view, text=text)


def _figure(asked: Explorer, figure: str, route: str | None) -> View:
    id_ = None if route is None else asked.route(route).id
    found = asked.gaps()
    show = {"findings": _findings, "level-two": _level_two, "matrix": _matrix}[figure]
    return show(found, id_)


def _findings(found: Gaps, route: str | None) -> View:
    rows = [gap._asdict() for gap in found.findings if route is None or _is_about(gap, route)]
    counts = Counter(row["kind"] for row in rows)
    return View(
        question="gaps",
        rows=rows,
        columns=tuple("kind id title level column route route_name finding beside lines".split()),
        shown={
            "title": "about",
            "level": "level",
            "route_name": "route",
            "finding": "what is missing",
            "lines": "line",
        },
        cells={"level": _place, "lines": _lines},
        identity=_which,
        groups=lambda row: f"{row['kind']}: {counts[row['kind']]:,}",
        parameters={"figure": "findings", "route": route},
        notes=(INFERENCE, *_none_of(counts), "What each kind is: docs/gaps.md."),
        legend=COLUMNS,
    )


def _which(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two findings the same: what they are about and, where it is about two routes, the other one."""
    pair = row["kind"] in {"one-way route", "bridge"}
    return row["kind"], row["id"], row["column"], row["beside"] if pair else None


def _is_about(gap: Gap, route: str) -> bool:
    """Whether a finding is about a route, or about something else beside it."""
    return any(id_ == route or id_.startswith(f"{route}/") for id_ in (gap.id, *gap.beside))


def _none_of(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Kinds that were looked for and not found."""
    from career_pathways.queries.gaps import KINDS  # noqa: PLC0415 -- imports networkx

    none = [kind for kind in KINDS if not counts[kind]]
    return (f"None of the kind: {', '.join(none)}.",) if none else ()


def _place(row: Mapping[str, Any]) -> str:
    if row["column"] is None:
        return ""
    return BANDS[row["column"]] if row["kind"] == "empty column" else band(row["column"], row["level"])


def _lines(row: Mapping[str, Any]) -> str:
    return "; ".join(map(str, row["lines"])) or "not in the document"


def _level_two(found: Gaps, route: str | None) -> View:
    rows = [
        {
            "route": row.route,
            "route_name": row.route_name,
            "professional": row.professional,
            "own": len(row.own),
            "own_reaching": len(row.own) - len(row.cut_off),
            "share": row.share,
            "cut_off": tuple(o.id for o in row.cut_off),
            "cut_off_titles": tuple(o.title for o in row.cut_off),
            "cut_off_lines": tuple(sorted({line for o in row.cut_off for line in o.lines})),
            "map": row.of,
            "map_reaching": len(row.reaching),
            "map_share": row.share_of_map,
        }
        for row in found.level_two
        if route in {None, row.route}
    ]
    return View(
        question="gaps",
        rows=rows,
        columns=tuple(rows[0]) if rows else (),
        shown={
            "route_name": "route",
            "professional": "professional occupations",
            "own": "its level 2",
            "own_reaching": "reach them",
            "share": "share",
            "cut_off_titles": "do not",
            "map_reaching": "level 2 of the whole map that does",
        },
        cells={"share": lambda row: "–" if row["share"] is None else f"{row['share']:.0%}"},
        identity=itemgetter("route"),
        parameters={"figure": "level-two", "route": route},
        notes=(INFERENCE, "Only a stated level 2 counts. --json and --csv have the lines of those that do not."),
    )


def _matrix(found: Gaps, route: str | None) -> View:
    cells = [cell for cell in found.matrix if route in {None, cell.origin, cell.destination}]
    rows = [
        {
            "origin": cell.origin,
            "origin_name": cell.origin_name,
            "destination": cell.destination,
            "destination_name": cell.destination_name,
            "occupations": cell.of,
            "reaching": len(cell.reaching),
            "going_on": len(cell.going_on),
            "who": tuple(o.id for o in cell.reaching),
            "lines": tuple(sorted({line for o in cell.reaching for line in o.lines})),
        }
        for cell in cells
    ]
    return View(
        question="gaps",
        rows=rows,
        columns=tuple(
            "origin origin_name destination destination_name occupations reaching going_on who lines".split()
        ),
        shown={
            "origin_name": "from",
            "occupations": "of",
            "reaching": "reach",
            "destination_name": "in",
            "going_on": "and can go on there",
        },
        identity=itemgetter("origin", "destination"),
        text=None if route else lambda width, colour: to_table(_grid(found), width=width, colour=colour),
        parameters={"figure": "matrix", "route": route},
        notes=(
            INFERENCE,
            "Reached is what progressions and crossings lead to; one can go on where a step is left to take.",
        ),
        legend=None if route else _GRID,
    )


_GRID = (
    "Each number: how many occupations of the row's route reach one of the column's; – is none. Columns are numbered "
    "as the rows are."
)


def _grid(found: Gaps) -> View:
    """The matrix as a table: a row for each route, and a numbered column for each."""
    numbers = {cell.origin: str(i) for i, cell in enumerate({c.origin: c for c in found.matrix}.values(), 1)}
    rows: dict[str, dict[str, Any]] = {}
    for cell in found.matrix:
        row = rows.setdefault(cell.origin, {"number": numbers[cell.origin], "from": cell.origin_name, "of": cell.of})
        row[numbers[cell.destination]] = str(len(cell.reaching) or "–")
    columns = ("number", "from", "of", *numbers.values())
    shown = {"number": "", "from": "from", "of": "of"} | {n: n for n in numbers.values()}
    return View(question="gaps", rows=list(rows.values()), columns=columns, shown=shown)
