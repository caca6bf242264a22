"""The tools: each a function of an Explorer and the arguments of an assistant, which answers with a Result.

What a tool is for stands in its docstring, and what an argument is beside it: an assistant reads both. `route` says
where the occupation is that is asked about (about.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.cypher import CypherQuestion
from career_pathways.explorer.serving.served import State
from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view
from career_pathways.explorer.views.path import path_view, paths_view
from career_pathways.explorer.views.reach import compare_view, reach_view, sets_view
from career_pathways.explorer.views.view import NEAREST_FIRST, ORDERS, View, check_levels, inference
from career_pathways.explorer.views.view import first as of_each
from career_pathways.explorer.views.what_if import compared, notes_on
from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.stores.editions import all_asked
from career_pathways.loader.words.counting import counted
from career_pathways.queries.among import EVERYTHING, Among
from career_pathways.queries.answers import Answer, Note

from . import rows
from .about import about, check_one_of_two, in_route, meant
from .arguments import (
    Asked,
    Changes,
    Choice,
    Edition,
    Gap,
    Kind,
    Level,
    Names,
    Occupation,
    Offset,
    OnlyRoute,
    Place,
    PlaceOrOnly,
    Statement,
    Steps,
    Text,
    Toml,
    UpTo10,
    UpTo50,
    UpTo100,
    UpTo200,
    Within,
)
from .envelope import Result, result
from .held import Held
from .notes import listed_at, notes_of, related_to

if TYPE_CHECKING:  # as `_views` says
    from career_pathways.explorer.views.gaps import Figure


def find_occupations(explorer: Explorer, text: Text, limit: UpTo50 = 10) -> Result:
    """Find occupations by everyday words, and get their ids. Begin here: a person's words are seldom a title.

    `found_in` says how each was found; "nearest" is not the same occupation.
    """
    view = search_view(explorer, text, limit=0)
    found = [{**row, "found": () if row["found_in"] == "title" else row["found"][:3]} for row in view.rows[:limit]]
    made = rows.occupations(explorer, found, "found_in", "found", "became")
    notes = notes_of(explorer, view)
    return result(f"Occupations called {text!r}", list(made), notes, total=len(view.rows), paged=False)


def show_occupation(explorer: Explorer, occupation: Occupation, route: Place | None = None) -> Result:
    """One occupation: each place where the map lists it, with its source, and how much leads on and to it."""
    id_ = meant(explorer, occupation, route)
    view = occupation_view(explorer, id_)
    numbers = [len(ask(id_)) for ask in (explorer.next, explorer.before)]
    ahead, before = (counted(number, "occupation") for number in numbers)
    count = f"It can progress to {ahead} (next_occupations); {before} can progress to it (previous_occupations)."
    first = [inference(explorer)] if any(numbers) else []
    notes = notes_of(explorer, view, *first, count, *related_to(explorer, id_))
    return result(about(explorer, id_), list(rows.listings(view.rows)), notes, paged=False)


def next_occupations(
    explorer: Explorer,
    occupation: Occupation | None = None,
    level: Level | None = None,
    route: PlaceOrOnly | None = None,
    steps: Steps = 1,
    limit: UpTo100 = 10,
    offset: Offset = 0,
) -> Result:
    """What comes next: what an occupation, or workers of a level, can progress to, the most closely related first.

    Those of a level come route by route. Each step has why it is one and the line it rests on. Within one route; for
    other routes ask reach or find_path.
    """
    check_one_of_two(occupation, level)
    within = f" within {steps} steps" if steps > 1 else ""
    if level is not None:
        check_levels(explorer, {"level": level})
        view = next_view(explorer, steps=steps, limit=0, route=route, levels=(level,))
        question = f"What can come next{within} from level {level}{in_route(explorer, route)}"
        return _page(question, rows.steps, explorer, view, limit, offset)
    id_ = meant(explorer, str(occupation), route)
    view = _nearest_first(next_view(explorer, id_, steps=steps, limit=0), explorer.next(id_, steps=steps))
    question = f"What can come next{within} from {about(explorer, id_)}"
    return _page(question, rows.steps, explorer, view, limit, offset, id_)


def previous_occupations(
    explorer: Explorer,
    occupation: Occupation,
    route: Place | None = None,
    limit: UpTo100 = 10,
    offset: Offset = 0,
) -> Result:
    """What can progress to an occupation, the most closely related first: how people come to it."""
    id_ = meant(explorer, occupation, route)
    view = _nearest_first(before_view(explorer, id_, limit=0), explorer.before(id_))
    return _page(f"What can lead to {about(explorer, id_)}", rows.steps, explorer, view, limit, offset, id_)


def find_path(
    explorer: Explorer,
    origin: Occupation,
    destination: Occupation,
    route: Place | None = None,
    choice: Choice = "best",
    via: Names | None = None,
    avoid: Names | None = None,
    max_level_gap: Gap | None = None,
    limit: UpTo10 = 3,
) -> Result:
    """How to get from one occupation to another, step by step, across routes too; or why there is no path.

    best: no rung of the trade left out. shortest: all with the fewest steps. alternatives: ways that really differ.
    `via`: occupations to come through, in order. `avoid`: routes, clusters or occupations.
    """
    found = explorer.paths(
        origin,
        destination,
        in_route=route,
        choice=choice,
        by="steps" if choice == "shortest" else "rungs",
        via=via or (),
        avoid=avoid or (),
        max_level_gap=max_level_gap,
        limit=limit,
    )
    view = paths_view(explorer, found)
    question = f"From {about(explorer, found.origin.id)} to {about(explorer, found.destination.id)}"
    made = list(rows.paths(explorer, view.rows))
    notes = notes_of(explorer, view)
    return result(question, made, notes, total=found.total, paged=False, uncounted=found.total is None)


def reach(
    explorer: Explorer,
    occupation: Occupation | None = None,
    level: Level | None = None,
    route: PlaceOrOnly | None = None,
    steps: Within | None = None,
    backwards: bool = False,
    limit: UpTo100 = 25,
    offset: Offset = 0,
) -> Result:
    """Everything that an occupation, or workers of a level, can ever lead to, in all routes.

    `backwards`: everything that can lead to it. `relationships`: how many moves away; `goes_on`: whether more follows
    in its route. find_path says how to get there.
    """
    check_one_of_two(occupation, level)
    away = ("relationships", "steps", "crossings", "goes_on")
    if occupation is not None:
        id_ = meant(explorer, occupation, route)
        view = reach_view(explorer, id_, steps=steps, backwards=backwards, limit=0)
        question = f"{'What can lead to' if backwards else 'What can be reached from'} {about(explorer, id_)}"
        return _page(question, rows.occupations, explorer, view, limit, offset, id_, columns=away)
    if steps is not None:
        raise WrongParameter("`steps` belongs to an occupation, and a level is named.", "Leave it out.")
    check_levels(explorer, {"level": level})
    among = Among(route=route, levels=(int(level or 0),))
    view = sets_view(explorer, EVERYTHING if backwards else among, among if backwards else EVERYTHING, limit=0)
    columns = ("others", "nearest_id", "nearest_title", "relationships")
    way = "it can lead to" if backwards else "can lead to it"
    more = (f"`others`: how many of those {way}; `nearest_id`: the nearest of them.",) if view.rows else ()
    return _page(str(view.heading), rows.occupations, explorer, view, limit, offset, columns=columns, more=more)


def compare_occupations(
    explorer: Explorer, first: Occupation, second: Occupation, route: Place | None = None, limit: UpTo50 = 10
) -> Result:
    """What two occupations can both lead to, what only one can, and where they first meet; `limit` of each kind.

    `from_first`, `from_second`: how many moves away.
    """
    view = compare_view(explorer, first, second, in_route=route, limit=0)
    counts = Counter(row["who"] for row in view.rows)
    count = f"Both: {counts['both']}; only the first: {counts['first']}; only the second: {counts['second']}."
    made = rows.occupations(explorer, of_each(view.rows, limit, itemgetter("who")), "who", "from_first", "from_second")
    question = " and ".join(about(explorer, str(view.parameters[side])) for side in ("first", "second"))
    notes = notes_of(explorer, view, str(view.heading), count)
    return result(question, list(made), notes, total=len(view.rows), paged=False)


def find_gaps(
    explorer: Explorer,
    route: OnlyRoute | None = None,
    kind: Kind | None = None,
    limit: UpTo100 = 25,
    offset: Offset = 0,
) -> Result:
    """What the map does not offer: dead ends, jumps of levels, empty columns, routes that are hard to leave or reach.

    level-two: from which of its level 2 a route's professional column is reached. matrix: how many of each route
    reach each other.
    """
    figure: Figure = next((figure for figure in _FIGURES if figure == kind), "findings")
    view = _views("gaps").gaps_view(explorer, figure, route=route, limit=0)
    question = f"What the map does not offer{in_route(explorer, route)}{f': {kind}' if kind else ''}"
    if figure != "findings":
        left_out = {"route", "origin", "destination", "cut_off_titles", "who", "lines"}
        columns = [column for column in view.columns if column not in left_out]
        return _page(question, rows.plain, explorer, view, limit, offset, columns=columns, more=_FIGURES[figure])
    counts = Counter(row["kind"] for row in view.rows)
    count = f"Of each kind: {', '.join(f'{name} {number}' for name, number in counts.items()) or 'none'}."
    view = view._replace(rows=[row for row in view.rows if kind in {None, row["kind"]}])
    return _page(question, rows.gaps, explorer, view, limit, offset, more=(count,))


_FIGURES: Mapping[Figure, tuple[str, ...]] = {
    "level-two": (
        "`own`: the occupations of level 2 of the route; `own_reaching`: those of them that reach its professional "
        "column; `cut_off`: those that do not; `map`: the occupations of level 2 of all routes.",
    ),
    "matrix": ("`occupations`: those of the first route; `reaching`: those of them that reach the second.",),
}
"""What the columns of a figure are."""


def query_cypher(
    held: Held,
    statement: Statement,
    parameters: dict[str, Any] | None = None,
    limit: UpTo200 = 50,
    edition: Asked | None = None,
) -> Result:
    """Your own question in Cypher, which may only read; for what no other tool answers.

    (:Occupation {id, title, level, column, degree, route_name})-[:PROGRESSES_TO {basis, relatedness}]->(:Occupation),
    -[:SHARED_ACROSS_ROUTES]->(:Occupation),
    -[:IN_CLUSTER {line, quote}]->(:Cluster {name})-[:IN_PATHWAY]->(:Pathway)-[:IN_ROUTE]->(:Route).
    column: technical, higher_technical, professional. Return properties, not nodes.
    """
    question = CypherQuestion(statement, parameters or {}, limit, edition=edition)

    def answered(state: State) -> tuple[View, Explorer]:
        return held.own_cypher.answer(state, question), state.explorer(edition)

    view, explorer = held.served().answer(answered)
    of_all = all_asked(statement, explorer.store.editions, explorer.edition)
    several = explorer.beside and "$edition" not in statement
    steps = "A progression of the basis stated or related is from the tables of its map; any other is inferred."
    told = [
        *([steps if several else inference(explorer)] if "PROGRESSES_TO" in statement else []),
        *of_all,
        *(["There are more rows: SKIP and LIMIT in the statement go on."] if view.truncated else []),
    ]
    return result("Your own question", view.rows, told, paged=False, uncounted=view.truncated)


def what_if(
    explorer: Explorer,
    changes: Toml,
    origin: Occupation | None = None,
    destination: Occupation | None = None,
    limit: UpTo100 = 25,
    offset: Offset = 0,
) -> Result:
    """What would be otherwise with changes to the map, which stays as it is: say that they are a supposition.

    `changes`, each list as long as needed, all on lines of their own:
    add.progression = [{from = "Commis chef", to = "Retail manager", because = "why"}]
    add.occupation = [{title = "Sous chef", cluster = "Caterer", level = 3}]
    remove.occupation = [{name = "Roofer"}]
    remove.progression = [{from = "Roofer", to = "Plasterer"}]
    By itself: all that differs on the map, and which gaps come and go. With `origin`: what it newly reaches; with
    `destination`: what newly reaches it; with both: the path, as find_path has it.
    """
    text = f"{changes}\n"  # one line of it is no name of a file
    if origin is not None and destination is not None:
        view = path_view(explorer, origin, destination, changes=text)
        made = list(rows.paths(explorer, view.rows))
        return result("The path with the changes", made, notes_of(explorer, view), paged=False)
    if origin is not None or destination is not None:
        end = str(origin or destination)
        view = reach_view(explorer, end, backwards=origin is None, limit=0, changes=text)
        view = view._replace(rows=[row for row in view.rows if row["what_if"] in {"new", "gone"}])
        question = f"What {f'{end!r} can newly reach' if origin else f'can newly reach {end!r}'} with the changes"
        columns = ("what_if", "relationships")
        return _page(question, rows.occupations, explorer, view, limit, offset, columns=columns)
    changed = explorer.what_if(text)
    gaps = compared(_views("gaps").gaps_view(explorer, limit=0).rows, _views("gaps").gaps_view(changed, limit=0))
    differing = [row for row in gaps if row["what_if"] in {"new", "gone"}]
    found = [*rows.differences(explorer, changed.differences), *rows.gaps(changed, differing)]
    notes = (inference(explorer), *explorer.names.understood.values(), *notes_on(changed.differences))
    question = "What differs with the changes"
    return result(question, found[offset : offset + limit], notes, total=len(found), offset=offset)


def diff_editions(
    explorer: Explorer,
    older: Edition,
    newer: Edition,
    route: OnlyRoute | None = None,
    only: Changes | None = None,
    limit: UpTo100 = 25,
    offset: Offset = 0,
) -> Result:
    """What became of the occupations of one edition in another: "2017", "2026". `only`: these kinds of change.

    "proposed" is no fact: words alone speak for it.
    """
    view = _views("diff").diff_view(explorer, older, newer, route=route, only=only or (), limit=0)
    made = list(rows.changes(view.rows[offset : offset + limit]))
    notes = notes_of(explorer, view)
    return result(str(view.heading).replace("\n ", ":"), made, notes, total=len(view.rows), offset=offset)


OF_ONE_EDITION: tuple[Callable[..., Result], ...] = (
    find_occupations,
    show_occupation,
    next_occupations,
    previous_occupations,
    find_path,
    reach,
    compare_occupations,
    find_gaps,
    what_if,
)
"""Those that take an `edition` besides, which says of whose map the Explorer is."""

TOOLS: tuple[Callable[..., Result], ...] = (*OF_ONE_EDITION, query_cypher, diff_editions)
"""In the order in which they are listed."""

OF_SEVERAL_EDITIONS = frozenset({diff_editions.__name__})
"""Those that are listed only where a store has several."""


def _views(name: str) -> Any:
    """A module of views that needs the whole graph, or two: with them a client would wait half as long again."""
    return import_module(f"career_pathways.explorer.views.{name}")


def _nearest_first(view: View, answer: Answer) -> View:
    """A view of steps in the order of their answer, which the view parts by what kind of move they are."""
    place = {row.id: number for number, row in enumerate(answer.rows)}
    notes = [note if isinstance(note, Note) else note.replace(ORDERS["move"], NEAREST_FIRST) for note in view.notes]
    return view._replace(rows=sorted(view.rows, key=lambda row: place[row["id"]]), notes=tuple(notes))


def _page(
    question: str,
    made: Callable[..., Iterable[dict[str, Any]]],
    explorer: Explorer,
    view: View,
    limit: int,
    offset: int,
    id_: str | None = None,
    *,
    columns: Sequence[str] = (),
    more: tuple[str, ...] = (),
) -> Result:
    """`limit` rows of a view, from the one behind `offset`; `id_`: the occupation that it is about."""
    some = view.rows[offset : offset + limit]
    if id_ is not None:
        more = (*more, listed_at(explorer, id_))
    found = list(made(explorer, some, *columns))
    return result(question, found, notes_of(explorer, view, *more), total=len(view.rows), offset=offset)
