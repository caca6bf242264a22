"""A view as a table of a page: its rows under the names of their groups, with links on from each occupation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.view import View, readable
from career_pathways.loader.errors import filled
from career_pathways.loader.words.titles import named

from .answering import notes_of
from .html import Html, Part, element
from .links import address, goes_on, occupation_link
from .words import WEB

Row = Mapping[str, Any]

_ENDS = {"title": "id", "from_title": "from_id", "other_title": "other_id", "nearest_title": "nearest"}
"""Columns that are the title of an occupation, and where its id stands."""


def answer(view: View, explorer: Explorer, caption: str) -> list[Part]:
    """A view: its table, what stands beside it, what other editions say, and the question in Cypher."""
    return [table(view, explorer, caption), notes(view), *below(view, explorer), cypher(view)]


def table(view: View, explorer: Explorer, caption: str) -> Html:
    """The table, or that there is nothing to be shown."""
    if not view.rows:
        return element("p", "Nothing found.", class_="none")
    view = view.table or view
    shown = {column: heading for column, heading in (view.shown or readable(view.columns)).items() if column != "id"}
    shown = shown or {column: column for column in view.columns}
    links = any("id" in row and _known(explorer, row["id"]) for row in view.rows[:1])
    headings = [element("th", heading or "number", scope="col") for heading in shown.values()]
    if links:
        headings.append(element("th", "Go on", scope="col"))
    head = element("thead", element("tr", *headings))
    return element(
        "div",
        element("table", element("caption", caption), head, *_groups(view, explorer, shown, links=links)),
        class_="wide",
        role="region",
        aria_label=caption,
        tabindex=0,
    )


def _groups(view: View, explorer: Explorer, shown: Mapping[str, str], *, links: bool) -> Iterator[Html]:
    width = len(shown) + links
    for name, rows in groupby(view.rows, key=view.group):
        over = element("tr", element("th", str(name), scope="rowgroup", colspan=width)) if name is not None else None
        yield element("tbody", over, *(_row(view, row, explorer, shown, links=links) for row in rows))


def _row(view: View, row: Row, explorer: Explorer, shown: Mapping[str, str], *, links: bool) -> Html:
    cells = []
    for i, (column, heading) in enumerate(shown.items()):
        text, id_ = view.cell(row, column), str(row.get(_ENDS.get(column, ""), ""))
        content: Part = occupation_link(text, id_) if text and _known(explorer, id_) else text and element("bdi", text)
        number = type(row.get(column)) in {int, float} and column not in view.cells
        if i == 0:
            cells.append(element("th", content, _why(view, row), scope="row"))
        else:
            cells.append(element("td", content, class_="number" if number else None, data_heading=heading))
    if links:
        known = _known(explorer, row["id"])
        cells.append(element("td", goes_on(str(row["title"]), row["id"]) if known and "title" in row else None))
    return element("tr", *cells)


def _why(view: View, row: Row) -> Html | None:
    """The numbers behind a row, and where the document says so, one click away."""
    lines = [*(view.explained(row) if view.explained else ())]
    if row.get("quote") and row.get("line"):
        lines.append(f"Line {row['line']} of the document: “{row['quote']}”")
    if not lines:
        return None
    summary = "Why, and where it stands" if row.get("quote") else "Why"
    return element("details", element("summary", summary), *(element("p", line) for line in lines))


def _known(explorer: Explorer, id_: object) -> bool:
    return isinstance(id_, str) and explorer.names.occupation(id_) is not None


def notes(view: View) -> Html | None:
    """What stands beside a view."""
    legends = [filled(legend, WEB, {}) for legend in (view.legend, view.numbers) if legend and view.rows]
    listed = [*notes_of(view), *legends]
    return element("ul", *(element("li", note) for note in listed), class_="notes") if listed else None


def below(view: View, explorer: Explorer) -> Iterator[Part]:
    """What stands below an answer, under a heading each."""
    for name, block in view.below.items():
        title = _BELOW.get(name, name.replace("_", " ").capitalize())
        if block.rows:
            listed = _in_other_editions(block) if name == "became" else table(block, explorer, title)
            yield element("section", element("h2", title), listed)


def _in_other_editions(block: View) -> Html:
    """Links to what an occupation is elsewhere, each in its edition."""
    items = []
    for row in block.rows:
        there = address("/occupation", [("from", row["id"]), ("edition", row["edition"])])
        link = element("a", element("bdi", named(row["title"], row["level"])), href=there)
        items.append(element("li", link, f", {row['edition']}"))
    return element("ul", *items)


_BELOW = {"became": "In other editions"}
"""What other editions say, as a heading."""


def cypher(view: View) -> Html:
    """The question in Cypher with its parameters, one click away."""
    if view.cypher is None:
        what: Part = element("p", "This answer is found in the graph in memory, not in Cypher.")
    else:
        what = [
            element("pre", element("code", view.cypher), tabindex=0, aria_label="Cypher"),
            element("p", "Its parameters:"),
            element("pre", element("code", json.dumps(dict(view.parameters), ensure_ascii=False, default=list))),
        ]
    return element("details", element("summary", "The question in Cypher"), what, class_="cypher")
