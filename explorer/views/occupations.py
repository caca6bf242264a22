"""Occupations as views: what a search found, one by itself, those that routes share, the steps that lead on and to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.wishes import Filters
from career_pathways.loader.words.counting import counted
from career_pathways.queries.answers import Answer, Note
from career_pathways.queries.library import query
from career_pathways.queries.run import row_kind, run
from career_pathways.queries.why_none import left_out

from .view import NEAREST_FIRST, ORDERS, View, about, inference, learnt, view_of
from .what_if import Changes, what_if_view
from .wording import (
    LEVEL_CELL,
    MADE_OF,
    MOVES,
    MOVES_BACK,
    STATED_MOVES,
    level_words,
    step_cell,
    step_numbers,
    step_words,
)

if TYPE_CHECKING:
    from career_pathways.queries.rows.occupations import Occupation

    from .screen import Screen


_EXAMPLE = "construction"
"""The route that an advice names, where the map has it."""


def search_view(explorer: Explorer, text: str, *, limit: int = 20, **filters: Unpack[Filters]) -> View:
    """The occupations that answer what people call their work. Raises what Explorer.search does.

    `found`: what says so, the titles and specialisms of the map or the everyday titles, where that is not the title.
    """
    answer = explorer.search(text, limit=None, **filters)
    shown = {"title": "title", "level": "level", "route_name": "route", "found": "found as"}
    cells = {**LEVEL_CELL, "found": _found_as}
    view = view_of(answer, shown, added=learnt(explorer), limit=limit, cells=cells, id_below=True)
    if explorer.beside:
        view = _beside().with_all_became(explorer, view)
    if answer.lost or (explorer.beside and (answer.notes or not answer.rows)):
        others = import_module(".elsewhere", __package__)  # of few searches
        view = others.with_others(explorer, view, text, answer.lost, limit)
    if answer.rows:
        return view
    routes = explorer.names.routes
    route = _EXAMPLE if _EXAMPLE in routes else next(iter(routes), _EXAMPLE)
    next_try = Note("Try another word for it,", "or see {see_route}.", {"a_route": route})
    return view._replace(notes=(*view.notes, next_try))


def _beside() -> Any:
    """What says what other editions do, which a store with one edition goes without."""
    return import_module(".beside", __package__)


def _found_as(row: Mapping[str, Any]) -> str:
    if row["found_in"] == "title":
        return ""
    nearest = "nearest to " if row["found_in"] == "nearest" else ""
    return nearest + "; ".join(row["found"][:2])


def occupation_view(
    explorer: Explorer, occupation: str, *, in_route: str | None = None, level: int | None = None
) -> View:
    """One occupation: a row for each cluster that lists it. Raises what Explorer.occupation does."""
    found = explorer.occupation(occupation, in_route=in_route, level=level)
    if explorer.imported is not None:
        view: View = import_module(".imports", __package__).imported_view(explorer, found)  # of no document
    else:
        view = _of_document(explorer, found)
    return _beside().with_became(explorer, view, found.id) if explorer.beside else view


def _of_document(explorer: Explorer, found: Occupation) -> View:
    """An occupation with the lines that list it."""
    view = view_of(explorer.ask("occupation", {"id": found.id}, limit=None), _LISTED)

    def text(screen: Screen) -> list[str]:
        in_all = {"apprenticeship_only": found.id in explorer.marks.apprenticeship_only}
        level_, *how = level_words(found._asdict() | in_all).split("; ")
        lines = [
            *map(screen.styled, screen.wrapped(found.title)),
            *screen.wrapped("; ".join([f"{level_[0].upper()}{level_[1:]}, in {found.route_name}", *how])),
            *screen.whole(found.id),
        ]
        for row in view.rows:
            column = row["cluster_column"].replace("_", " ")
            lines += [
                "",
                *screen.wrapped(f"{row['cluster_name']} ({column} column), in the pathway {row['pathway_name']}"),
            ]
            if row["apprenticeship_only"] and not in_all["apprenticeship_only"]:
                lines += screen.wrapped("By apprenticeship only in this part of the map.", "  ")
            if row["specialisms"]:
                lines += screen.wrapped(f"Specialisms: {'; '.join(row['specialisms'])}", "  ")
            lines += screen.wrapped(f"Line {row['line']} of the document: “{row['quote']}”", "  ")
            if screen.explain:
                lines += screen.whole(row["cluster"], "  ")
        return lines

    return view._replace(text=text)


_LISTED = {
    "title": "title",
    "level": "level",
    "route_name": "route",
    "pathway_name": "pathway",
    "cluster_name": "cluster",
    "specialisms": "specialisms",
    "line": "line",
}
"""What a listing of an occupation shows as a table."""


def shared_view(explorer: Explorer, *, route: str | None = None, limit: int = 50) -> View:
    """Occupations that stand in more than one route, or in `route` and another. Raises what Explorer.ask does."""
    shown = {
        "title": "title",
        "level": "level",
        "route_name": "in",
        "other_route_name": "also in",
        "other_title": "called there",
    }
    answer = explorer.ask("shared-across-routes", {"route": route}, limit=None)
    pairs = len(answer.rows)
    note = f"{counted(pairs, 'pair')} across routes, each of two SHARED_ACROSS_ROUTES relationships: {2 * pairs:,}."
    differently = {"other_title": lambda row: "" if row["title"] == row["other_title"] else row["other_title"]}
    notes = [note] if pairs else []
    if explorer.imported is not None:
        notes.append(
            "A pair is what a table states; an occupation that stands in several routes is one here, and no pair."
        )
    return view_of(answer, shown, limit=limit, cells=differently, notes=tuple(notes))


def next_view(
    explorer: Explorer,
    occupation: str | None = None,
    *,
    in_route: str | None = None,
    steps: int = 1,
    limit: int = 10,
    changes: Changes | None = None,
    **filters: Unpack[Filters],
) -> View:
    """What an occupation, or without one the workers of a level, can progress to: `limit` rows of each move or route.

    Without an occupation, the only one of `levels` is the level to start from. `changes`: a what-if file or its text,
    for how the answer differs on the changed map. Raises what Explorer.next and what_if do.
    """

    def ask(explorer: Explorer, name: str | None, limit: int = 0, **namesake: Any) -> View:
        if name is None:
            (level,) = set(filters["levels"])
            among: Filters = {**filters, "levels": ()}
            answer = explorer.next_of_level(level, steps=steps, **among)
            titles = {"from_title": f"from level {level}", "title": "progresses to"}
            first = (f"{inference(explorer)} {_order(explorer, answer, 'route_name')}",) if answer.rows else ()
            of_import = explorer.imported is not None
            some = left_out(explorer.names, explorer.store, answer, imported=of_import) if answer.rows else ()
            notes = (*first, *some)  # an answer without rows says itself what it leaves out
            view = _steps(explorer, answer, titles, notes, limit=limit, groups="route_name")
            return _beside().with_stated_pairs(explorer, view) if explorer.beside and steps == 1 else view
        answer = explorer.next(name, steps=steps, **namesake, **filters)
        note = (f"{inference(explorer)} {_order(explorer, answer)}",) if answer.rows else ()
        moves = MOVES if steps == 1 else None
        view = _steps(explorer, answer, {"title": "progresses to"}, note, moves, limit=limit, before="From")
        return _with_beside(explorer, view, answer, filters) if explorer.beside and changes is None else view

    if changes is None:
        return ask(explorer, occupation, limit, in_route=in_route)
    return what_if_view(explorer, changes, ask, limit, occupation, route=in_route, prefer=filters.get("route"))


def next_columns(explorer: Explorer, steps: int = 1) -> tuple[str, ...]:
    """The columns of next_view for an occupation."""
    kind = row_kind(query("next-steps" if steps == 1 else "next-steps-ahead"))
    columns = (*kind._fields, "degree", "apprenticeship_only", *(["reason"] if steps == 1 else []))
    return (*columns, "stated_in") if steps == 1 and explorer.beside and _beside().follow(explorer) else columns


def before_view(
    explorer: Explorer,
    occupation: str,
    *,
    in_route: str | None = None,
    limit: int = 10,
    **filters: Unpack[Filters],
) -> View:
    """What progresses to an occupation: `limit` rows of each move. Raises what Explorer.before does."""
    answer = explorer.before(occupation, in_route=in_route, **filters)
    notes = (f"{inference(explorer)} {_order(explorer, answer)}",) if answer.rows else ()
    view = _steps(explorer, answer, {"title": "comes from"}, notes, MOVES_BACK, limit=limit, before="To")
    return _with_beside(explorer, view, answer, filters, back=True) if explorer.beside else view


def _with_beside(explorer: Explorer, view: View, answer: Answer, filters: Filters, *, back: bool = False) -> View:
    """Steps from one occupation, or to it, with what other editions say of it and of them.

    Of the filters a later edition knows levels alone: with others, what it states besides is left out.
    """
    assert answer.about is not None
    id_, wanted = answer.about.id, {name for name, value in filters.items() if value}
    if "basis" in answer.columns:
        question = query("what-leads-to" if back else "next-steps")
        inferred = run(question, explorer.store, {"id": id_}, limit=None).rows if wanted else answer.rows

        def allowed(row: Mapping[str, Any]) -> bool:
            return not wanted or (wanted == {"levels"} and row["level"] in filters["levels"])

        view = _beside().with_stated(explorer, view, id_, {row.id for row in inferred}, allowed, back=back)
    with_became: View = _beside().with_became(explorer, view, id_)
    return with_became


def _steps(
    explorer: Explorer,
    answer: Answer,
    titles: dict[str, str],
    notes: tuple[str, ...],
    moves: Mapping[str, str] | None = None,
    *,
    before: str = "",
    **more: Any,
) -> View:
    """Progressions, or several ahead, with why they are.

    `moves`: what each move is called, where they are grouped by it. `before`: what comes before the occupation that the
    answer is about, in the heading.
    """
    one = "basis" in answer.columns
    column = "move"
    if moves:
        column, moves = ("move", moves) if explorer.imported is None else ("basis", STATED_MOVES)
        order = list(moves)
        rows = tuple(sorted(answer.rows, key=lambda row: order.index(getattr(row, column))))
        answer, more["groups"] = replace(answer, rows=rows), column
    about_id = answer.about.id if answer.about else None
    of_import = explorer.imported if one else None
    stated = of_import.step_columns(about_id, back=before == "To") if of_import else {}
    view = view_of(
        answer,
        titles | {"level": "level"} | ({"reason": "why"} if one else {"steps": "steps", "via": "by way of"}),
        added=learnt(explorer) | stated | ({"reason": lambda row: _reason(row, stated)} if one else {}),
        cells=LEVEL_CELL | ({"reason": step_cell} if moves else {}),
        notes=notes,
        heading=f"{before} {about(explorer, answer.about)}" if answer.about else None,
        explained=lambda row: [step_numbers(row) if one else _least(row)],
        numbers=MADE_OF if one else None,
        **more,
    )
    return view._replace(groups=lambda row: moves[row[column]]) if moves else view


def _order(explorer: Explorer, answer: Answer, *columns: str) -> str:
    """In which order progressions come, in a sentence: by these columns, then by move or basis, then by relatedness."""
    if "basis" in answer.columns and (explorer.imported is not None or not columns):
        columns = (*columns, "basis" if explorer.imported is not None else "move")
    told = [column for column in columns if len({getattr(row, column) for row in answer.rows}) > 1]
    return ORDERS.get(", ".join(told), NEAREST_FIRST)


def _reason(row: Mapping[str, Any], stated: Mapping[str, Callable[[Mapping[str, Any]], Any]]) -> str:
    return step_words(dict(row) | {column: of(row) for column, of in stated.items()})


def _least(row: Mapping[str, Any]) -> str:
    """What several steps ahead rest on."""
    return f"related {row['relatedness']:.4f} where least; cost {row['cost']}; basis {', '.join(row['bases'])}"
