"""What stands on the pages of the questions: a heading for the state that one is in, the form, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.view import View
from career_pathways.explorer.views.wording import level_words, step_numbers
from career_pathways.exports.manifest import name_of
from career_pathways.loader.stores.editions import described
from career_pathways.loader.words.titles import named
from career_pathways.queries.library import queries

from . import tables
from .fields import form
from .formats import as_files, part_of
from .html import Html, Part, element
from .links import address, goes_on, occupation_link
from .questions import QUESTIONS, Question


class Screen(NamedTuple):
    """What a page shows."""

    title: str
    parts: Sequence[Part]


class Shown(NamedTuple):
    """An answer, and what was asked for, as a screen shows it."""

    question: Question
    explorer: Explorer
    view: View
    given: Mapping[str, Sequence[str]]
    """What was asked for, by the names of parameters."""
    export: str
    """The address of the same answer in the API, to which a form is added."""


def form_screen(question: Question, explorer: Explorer, given: Mapping[str, Sequence[str]], *more: Part) -> Screen:
    """The screen of a question that is not asked yet."""
    return Screen(
        question.title,
        [
            element("h1", question.title),
            element("p", question.about, class_="lead"),
            form(question, explorer, given, f"/{question.name}", _BUTTONS.get(question.name, "Show")),
            *more,
        ],
    )


_BUTTONS = {"search": "Search", "path": "Find the path", "compare": "Compare"}


def answer_screen(shown: Shown) -> Screen:
    """The screen of an answer."""
    titled = _TITLES.get(shown.question.name)
    title = titled(shown) if titled else shown.question.title
    body = _BODIES.get(shown.question.name, _as_table)(shown)
    again = form(shown.question, shown.explorer, shown.given, f"/{shown.question.name}", "Show")
    return Screen(
        title,
        [
            element("h1", title),
            *body,
            element("section", element("h2", "Ask again"), again) if shown.question.parameters else None,
            exports(shown),
            as_files(part_of(shown.question.name, shown.given)),
        ],
    )


def exports(shown: Shown) -> Html:
    """The same answer as a file, with all its rows."""
    forms = {"json": "JSON", "csv": "CSV", "tsv": "CSV with tabs", "github": "Markdown"}
    links = [element("li", element("a", name, href=_with(shown.export, form))) for form, name in forms.items()]
    return element("nav", element("h2", "Save it"), element("ul", *links), aria_label="Save it", class_="save")


def _with(path: str, form: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}form={form}"


def _name(shown: Shown, *parameters: str) -> str:
    """The title of the occupation that an answer is about."""
    for name in parameters:
        occupation = shown.explorer.names.occupation(str(shown.view.parameters.get(name, "")))
        if occupation:
            return named(occupation.title, occupation.level)
    return next((text for name in parameters for text in shown.given.get(name, ())), "")


def _subject(shown: Shown) -> str:
    if name := _name(shown, "id"):
        return name
    levels = ", ".join(shown.given.get("levels", ()))
    return f"a worker of level {levels}" if levels else "a set of occupations"


def _ends(shown: Shown, first: str, second: str) -> tuple[str, str]:
    return _name(shown, first), _name(shown, second)


_TITLES: Mapping[str, Callable[[Shown], str]] = {
    "search": lambda shown: f"Search: {' '.join(shown.given['text'])}",
    "next": lambda shown: f"What can I do next as {_subject(shown)}?",
    "before": lambda shown: f"What leads to {_subject(shown)}?",
    "reach": lambda shown: (
        f"What can lead to {_subject(shown)}?" if shown.given.get("backwards") else f"Where can {_subject(shown)} lead?"
    ),
    "occupation": lambda shown: _name(shown, "id"),
    "path": lambda shown: "From {} to {}".format(*_ends(shown, "from", "to")),
    "compare": lambda shown: "{} and {}".format(*_ends(shown, "first", "second")),
    "gaps": lambda shown: ", ".join(
        ["Gaps", *(text for name in ("figure", "route") for text in shown.given.get(name, ()))]
    ),
    "shared": lambda shown: ", ".join(["Shared", *shown.given.get("route", ())]),
    "diff": lambda shown: f"What changed from {shown.view.parameters['older']} to {shown.view.parameters['newer']}",
}


def _as_table(shown: Shown) -> Iterator[Part]:
    """The answer as its table; where it is about one occupation, what that is first."""
    about = shown.explorer.names.occupation(str(shown.view.parameters.get("id", "")))
    if about:
        yield element(
            "p",
            element("span", level_words(about._asdict()), class_=f"level {about.column or ''}".strip()),
            " · ",
            occupation_link(about.route_name, about.id),
            class_="about",
        )
    count = len(shown.view.rows)
    caption = f"{count:,} {'row' if count == 1 else 'rows'}"
    if shown.view.heading:
        caption = f"{caption}. {shown.view.heading}"
    yield from tables.answer(shown.view, shown.explorer, caption)
    if shown.view.truncated and any(p.name == "limit" for p in shown.question.parameters):
        given = [(name, text) for name, texts in shown.given.items() if name != "limit" for text in texts]
        yield element("p", element("a", "Show all", href=address(f"/{shown.question.name}", [*given, ("limit", "0")])))


def _occupation(shown: Shown) -> Iterator[Part]:
    """An occupation: its level, its places in the document with their words, and what can be asked of it."""
    first = shown.view.rows[0]
    about = shown.explorer.names.occupation(first["id"]) if "id" in first else None
    if about is None or "cluster_name" not in first:
        yield from _as_table(shown)
        return
    yield element(
        "p",
        element("span", level_words(first), class_=f"level {about.column or ''}".strip()),
        " · ",
        element("a", about.route_name, href=address("/map", [("route", about.route), ("at", about.id)])),
        class_="about",
    )
    yield element("p", element("code", about.id))
    links = (element("a", text, href=address(path, [(name, about.id)])) for text, path, name in _ONWARD)
    yield element("ul", *(element("li", link) for link in links), class_="onward")
    for row in shown.view.rows:
        place = [row["pathway_name"], " › ", row["cluster_name"]]
        specialisms = row["specialisms"] and element("p", "Specialisms: ", "; ".join(row["specialisms"]))
        only = element("p", "By apprenticeship only in this part of the map.") if row["apprenticeship_only"] else None
        quote = element("blockquote", f"“{row['quote']}”", " ", element("cite", f"line {row['line']} of the document"))
        yield element("section", element("h2", *place), specialisms or None, only, quote)
    yield tables.notes(shown.view)
    yield from tables.below(shown.view, shown.explorer)
    yield tables.cypher(shown.view)


_ONWARD = (
    ("What can I do next?", "/next", "from"),
    ("What leads here?", "/before", "to"),
    ("Where can it lead?", "/reach", "from"),
    ("How do I get from here to …?", "/path", "from"),
    ("How do I get to here from …?", "/path", "to"),
    ("Compare it with …", "/compare", "first"),
    ("On the map", "/map", "at"),
)
"""What can be asked of an occupation, where, and as what."""


def _path(shown: Shown) -> Iterator[Part]:
    """Each path rung by rung: what each occupation is, why each step is one, and where the document says so."""
    paths = [list(rows) for _, rows in groupby(shown.view.rows, key=lambda row: row["path"])]
    for number, rows in enumerate(paths, 1):
        if len(paths) > 1:
            yield element("h2", f"Path {number} of {len(paths)}")
        yield element("ol", *map(_stop, (None, *rows), (*rows, None)), class_="path")
    yield tables.notes(shown.view)
    yield tables.cypher(shown.view)
    yield element("h2", "The same as a table")
    yield tables.table(shown.view, shown.explorer, "Each relationship of the way")


def _stop(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Html:
    """An occupation of a path, and the step that leads on from it."""
    row: Mapping[str, Any] = before or {}
    if before is None:
        row = {name.removeprefix("from_"): value for name, value in (after or {}).items() if name.startswith("from_")}
    why = None
    if after is not None:
        numbers = element("p", step_numbers(after)) if after["basis"] else None
        why = [
            element("p", f"{after['reason'][0].upper()}{after['reason'][1:]}.", class_="reason"),
            element("details", element("summary", "Why"), numbers) if numbers else None,
        ]
    line = (
        element("p", f"Line {row['line']} of the document: “{row['quote']}”", class_="quote")
        if row.get("quote")
        else None
    )
    return element(
        "li",
        element("p", occupation_link(row["title"], row["id"]), " ", element("span", level_words(row), class_="soft")),
        element("p", row["route_name"], class_="soft"),
        line,
        element("p", goes_on(row["title"], row["id"])),
        element("div", why, class_="more") if why else None,
        class_="crossing" if after is not None and not after["basis"] else None,
    )


def _listed(shown: Shown) -> Iterator[Part]:
    """The questions that have a name, as links."""
    items = [
        element("li", element("a", q.title, href=address(f"/questions/{q.name}")), element("p", q.about, class_="soft"))
        for q in queries()
    ]
    yield element("p", shown.question.about, class_="lead")
    yield element("ul", *items, class_="questions")


_BODIES: Mapping[str, Callable[[Shown], Iterator[Part]]] = {
    "occupation": _occupation,
    "path": _path,
    "questions": _listed,
}


def home(explorer: Explorer) -> Screen:
    """Where one begins: a search, the questions, the routes of the map."""
    routes = [
        element("li", element("a", name, href=address("/map", [("route", id_)])))
        for id_, name in explorer.names.routes.items()
    ]
    questions = [
        element(
            "li",
            element("a", QUESTIONS[name].title, href=address(f"/{name}")),
            element("p", QUESTIONS[name].about, class_="soft"),
        )
        for name in ("next", "path", "before", "reach", "compare", "gaps", "shared")
    ]
    return Screen(
        "Career Pathways",
        [
            element("h1", "Where can a job lead?"),
            element(
                "p", f"What one can progress to in {name_of(described(explorer.graph))}, how, and why.", class_="lead"
            ),
            form(QUESTIONS["search"], explorer, {}, "/search", "Search"),
            element("section", element("h2", "Questions"), element("ul", *questions, class_="questions")),
            element("section", element("h2", "The map, route by route"), element("ul", *routes, class_="counts")),
        ],
    )


_COLUMNS = {"technical": "Technical", "higher_technical": "Higher technical", "professional": "Professional"}


def whole_map(explorer: Explorer, route: str | None, at: str | None) -> Screen:
    """A route as the document has it: a table for each pathway, a column for each band of levels.

    `at`: an occupation that is marked. Raises UnknownName and AmbiguousName.
    """
    routes = explorer.names.routes
    marked = explorer.occupation(at) if at else None
    chosen = explorer.route(route) if route is not None else marked.route if marked else next(iter(routes))
    links = [
        element(
            "li",
            element("a", name, href=address("/map", [("route", id_)]), aria_current="page" if id_ == chosen else None),
        )
        for id_, name in routes.items()
    ]
    clusters = explorer.ask("clusters", {"route": chosen}, limit=None).rows
    pathways = [
        _pathway(explorer, name, list(some), marked.id if marked else None)
        for (_, name), some in groupby(clusters, key=lambda c: (c.pathway, c.pathway_name))
    ]
    title = f"The map: {routes[chosen]}"
    none = None if pathways else element("p", "The document holds no table of this route.", class_="none")
    return Screen(
        title,
        [
            element("h1", title),
            element("nav", element("ul", *links, class_="routes"), aria_label="Routes"),
            none,
            *pathways,
            as_files(part_of("map", {"route": [chosen]})),
        ],
    )


def _pathway(explorer: Explorer, name: str, clusters: Sequence[Any], at: str | None) -> Html:
    columns = [column for column in (*_COLUMNS, None) if column or any(c.column is None for c in clusters)]
    headings = [
        element("th", _COLUMNS.get(column or "", "Column not stated"), scope="col", class_=column) for column in columns
    ]
    rows = []
    for _, some in groupby(sorted(clusters, key=lambda c: c.row or 0), key=lambda c: c.row):
        of_row = list(some)
        cells = [[_cluster(explorer, c, at) for c in of_row if c.column == column] for column in columns]
        rows.append(
            element("tr", *(element("td", *cell, class_=column) for cell, column in zip(cells, columns, strict=True)))
        )
    head = element("thead", element("tr", *headings))
    drawn = element("table", element("caption", name), head, element("tbody", *rows), class_="map")
    return element("div", drawn, class_="wide", role="region", aria_label=name, tabindex=0)


def _cluster(explorer: Explorer, cluster: Any, at: str | None) -> Html:
    listed = explorer.ask("cluster-occupations", {"id": cluster.id}, limit=None).rows
    items = [
        element(
            "li",
            element("span", "–" if o.level is None else o.level, class_="mark", title=level_words(o._asdict())),
            " ",
            occupation_link(o.title, o.id),
            aria_current="true" if o.id == at else None,
        )
        for o in listed
    ]
    only = " (apprenticeship only)" if cluster.apprenticeship_only else ""
    return element("div", element("p", f"{cluster.name}{only}", class_="cluster"), element("ul", *items))
