"""What other editions of the store say beside an answer: what became of an occupation, and what is stated there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.titles import named
from career_pathways.queries import beside
from career_pathways.queries.rows.imports import Became, StatedLater

from .view import View
from .wording import LEVEL_CELL, list_of

if TYPE_CHECKING:
    from .screen import Screen

_BY = {"code": "by its code", "number": "by its number", "title": "by its title", "curated": "as a curated change says"}
"""The evidence of a change."""


# What became of it


def with_became(explorer: Explorer, view: View, occupation: str) -> View:
    """An answer about one occupation, with what it became in a later edition or was in an earlier one, in notes."""
    near, rows = beside.neighbours(explorer.store), beside.became(explorer.store, occupation)
    editions = {row.edition for row in rows}
    none = [name for name in (*near.earlier, *near.later) if name not in editions]
    notes = (*became_words(rows), *(f"In {list_of(name)}: none that is certainly the same." for name in none))
    reasons = [f"In {list_of(row.edition)}, because: {row.reason}." for row in rows if row.reason]

    def text(screen: Screen) -> list[str]:
        return [line for reason in dict.fromkeys(reasons) for line in screen.wrapped(reason) if screen.explain]

    block = View(
        question="became",
        rows=[row._asdict() for row in rows],
        columns=Became._fields,
        text=text,
    )
    below = {**view.below, "became": block} if near.earlier or near.later else view.below
    return view._replace(notes=(*notes, *view.notes), below=below)


def became_words(rows: Sequence[Became]) -> Iterator[str]:
    """What an occupation became, or was, a sentence or two for each kind of change."""
    for (edition, later, change, evidence, gap), of_one in groupby(rows, lambda r: (*r[:4], r.level_change)):
        ends = "; ".join(f"{named(row.title, row.level)}, {row.code or row.route_name}" for row in of_one)
        how = "the same" if change == "same" else change if later else f"{change} since"
        rise = (
            f" ({'up' if gap > 0 else 'down'} {counted(abs(gap), 'level')})" if change == "re-levelled" and gap else ""
        )
        how = f"{how[0].upper()}{how[1:]}{rise}"
        yield f"In {list_of(edition)}: {ends}. {how}, {_BY.get(evidence, f'by {evidence}')}."


def with_all_became(explorer: Explorer, view: View) -> View:
    """Occupations, each with the ids of what it became in a later edition or was in an earlier one."""
    near = beside.neighbours(explorer.store)
    if not (near.earlier or near.later):
        return view
    found = beside.became_all(explorer.store, [row["id"] for row in view.rows])
    rows = [{**row, "became": found.get(row["id"], ())} for row in view.rows]
    return view._replace(rows=rows, columns=(*view.columns, "became"))


# What is stated there


def follow(explorer: Explorer) -> bool:
    """Whether other editions of the store follow the one that is asked."""
    return bool(beside.neighbours(explorer.store).later)


def with_stated(
    explorer: Explorer,
    view: View,
    occupation: str,
    inferred: Collection[str],
    allowed: Callable[[Mapping[str, Any]], bool],
    *,
    back: bool,
) -> View:
    """Steps from one occupation (`back`: to it), each with the later edition that states it, and what else that states.

    `inferred`: all that are one step away here, whatever filters leave of them; `allowed`: what else may be shown.
    """
    if not follow(explorer):
        return view
    rows = beside.stated_later(explorer.store, occupation, backwards=back)
    stated = {row.former_id: row.edition for row in reversed(rows) if row.former_id is not None}
    view = _marked(view, lambda row: stated.get(row["id"]))
    others = [row for row in _once(rows) if allowed(row) and not {*row["former"]} & {*inferred}]
    block = View(
        question="stated-later",
        rows=others,
        columns=tuple(others[0]) if others else (),
        shown={"title": "comes from" if back else "progresses to", "level": "level", "code": "code"}
        | ({"of_title": "from what became"} if len({row["of_id"] for row in others}) > 1 else {})
        | {"former_titles": "here"},
        cells=LEVEL_CELL,
        groups=lambda row: f"Stated in {row['edition']}, not inferred here",
    )
    shown = {row["id"] for row in view.rows}
    cut = {row.former_id: row for row in rows if row.former_id in inferred and row.former_id not in shown}
    names = "; ".join(named(row.former_title or "", row.former_level) for row in cut.values() if view.truncated)
    notes = (f"Of what is cut off, stated in {rows[0].edition}: {names}.",) if names else ()
    return view._replace(below={**view.below, "stated_not_inferred": block}, notes=(*view.notes, *notes))


def _once(rows: Sequence[StatedLater]) -> Iterator[dict[str, Any]]:
    """Each stated step once, with all that became its end; `former` and `former_titles` are empty where nothing did."""
    steps: dict[tuple[str, str], list[StatedLater]] = {}
    for row in rows:
        steps.setdefault((row.of_id, row.id), []).append(row)
    for first, *others in steps.values():
        formers = [row for row in (first, *others) if row.former_id is not None]
        step = {name: value for name, value in first._asdict().items() if not name.startswith("former")}
        titles = (f"{named(row.former_title or '', row.former_level)}, {row.former_route_name}" for row in formers)
        yield {**step, "former": tuple(row.former_id for row in formers), "former_titles": tuple(titles)}


def with_stated_pairs(explorer: Explorer, view: View) -> View:
    """Progressions that name both their ends, each with the later edition that states it."""
    if not follow(explorer):
        return view
    stated = beside.stated_pairs(explorer.store, (row["from_id"] for row in view.rows))
    return _marked(view, lambda row: stated.get((row["from_id"], row["id"])))


def _marked(view: View, edition: Callable[[Mapping[str, Any]], str | None]) -> View:
    """Steps with a column `stated_in`, which the reason says too."""
    cell, rows = view.cells.get("reason"), [_stated(row, edition(row)) for row in view.rows]
    cells = {**view.cells, "reason": lambda row: _also(cell(row), row["stated_in"])} if cell else view.cells
    return view._replace(rows=rows, columns=(*view.columns, "stated_in"), cells=cells)


def stated_rows(explorer: Explorer, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The relationships of paths, likewise."""
    if not follow(explorer):
        return rows
    stated = beside.stated_pairs(explorer.store, (row["from_id"] for row in rows))
    ends = ((row, (row["from_id"], row["id"])) for row in rows)
    return [_stated(row, stated.get(pair) if row["basis"] else None) for row, pair in ends]


def _stated(row: Mapping[str, Any], edition: str | None) -> dict[str, Any]:
    return {**row, "reason": _also(row["reason"], edition), "stated_in": edition}


def _also(reason: str, edition: str | None) -> str:
    return reason if edition is None else f"{reason}; stated in {edition}"
