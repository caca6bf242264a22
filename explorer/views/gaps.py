"""What the map does not offer, as one of three figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, Literal

from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.answers import Note
from career_pathways.queries.gaps import KINDS, Gap, Gaps

from .view import View, cut, inference, own_levels
from .what_if import Changes, what_if_view
from .wording import level_cell

Figure = Literal["findings", "level-two", "matrix"]
"""The findings, kind by kind; from which occupations of level 2 each route's professional column can be reached; how
many occupations of each route reach each other route."""


def gaps_view(
    explorer: Explorer,
    figure: Figure = "findings",
    *,
    route: str | None = None,
    limit: int = 5,
    changes: Changes | None = None,
) -> View:
    """A figure of what the map does not offer, or of what of it is about a route; `limit` findings of each kind.

    `changes`: a what-if file or its text, for how the answer differs on the changed map. Raises what Explorer.route and
    what_if do.
    """

    def ask(explorer: Explorer, _: str | None) -> View:
        id_ = None if route is None else explorer.route(route)
        made = {"findings": _findings, "level-two": _level_two, "matrix": _matrix}[figure](explorer.gaps(), id_)
        if explorer.imported is not None:
            added = own_levels(explorer) | ({"stated_in": explorer.imported.places} if figure == "findings" else {})
            rows = [dict(row) | {column: of(row) for column, of in added.items()} for row in made.rows]
            shown = {"stated_in" if column == "lines" else column: name for column, name in made.shown.items()}
            made = made._replace(rows=rows, columns=(*made.columns, *added), shown=shown)
        return made._replace(notes=(inference(explorer), *made.notes))

    if changes is None:
        view = ask(explorer, None)
        return cut(view, limit, by="kind") if figure == "findings" else view
    if figure == "findings":
        return what_if_view(explorer, changes, ask, limit)
    view = what_if_view(explorer, changes, ask, 0)
    rows = [row for row in view.rows if row["what_if"]]  # the table shows only what differs
    return view._replace(table=view._replace(rows=rows), text=None if rows else lambda _: ["nothing differs"])


def _findings(found: Gaps, route: str | None) -> View:
    rows = [gap._asdict() for gap in found.findings if route is None or _is_about(gap, route)]
    counts = Counter(row["kind"] for row in rows)
    none = ", ".join(kind for kind in KINDS if not counts[kind])
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
        cells={"level": _level, "lines": lambda row: "; ".join(map(str, row["lines"])) or "not in the document"},
        identity=_subject,
        groups=lambda row: f"{row['kind']}: {counts[row['kind']]:,}",
        parameters={"figure": "findings", "route": route},
        notes=(*([f"None of the kind: {none}."] if none else []), Note("What each kind is:", "{page_gaps}.")),
    )


def _subject(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two findings the same: what they are about and, where it is about two routes, the other one."""
    pair = row["kind"] in {"one-way route", "bridge"}
    return row["kind"], row["id"], row["column"], row["beside"] if pair else None


def _is_about(gap: Gap, route: str) -> bool:
    """Whether a finding is about a route, or about something else beside it."""
    return any(id_ == route or id_.startswith(f"{route}/") for id_ in (gap.id, *gap.beside))


def _level(row: Mapping[str, Any]) -> str:
    """That of an occupation; a route and a pathway have none."""
    return "" if row["id"] == row["route"] or row["kind"] == "empty column" else level_cell(row)


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
        notes=(Note("Only a stated level 2 counts.", "{rows} have the lines of those that do not."),),
    )


def _matrix(found: Gaps, route: str | None) -> View:
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
        for cell in found.matrix
        if route in {None, cell.origin, cell.destination}
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
        table=None if route else _grid(found),
        parameters={"figure": "matrix", "route": route},
        notes=("Reached is what progressions and crossings lead to; one can go on where a step is left to take.",),
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
