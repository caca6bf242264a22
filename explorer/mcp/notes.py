"""What stands beside an answer to an assistant.

1. First, where progressions stand, where they come from.
2. Then what names were taken to mean and, of several editions in a store, which one answered.
3. Then what the view says, and what other editions of the store have besides. A page of the documentation is left out:
   an assistant has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.view import View, asked_of, inference
from career_pathways.explorer.views.wording import list_of
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import Note

from .rows import sources
from .words import MCP

_OTHERS = 10
"""Occupations, of another edition or related, that a note names."""


def notes_of(explorer: Explorer, view: View, *more: str) -> list[str]:
    """The notes of a view in the words of a tool; `more`: what is said before the view's own."""
    own = (note for note in view.notes if not (isinstance(note, Note) and "{page_" in note.advice))  # Rule 3
    view = view._replace(notes=(*more, *own))
    understood = tuple(explorer.names.understood.values())
    texts = asked_of(explorer.store.edition, view, understood).notes_in(MCP)
    first, found = inference(explorer), dict[str, None]()
    for text in texts:
        found.update(dict.fromkeys([first, text.removeprefix(first).strip()] if text.startswith(first) else [text]))
    begins = [first] if first in found else []
    return [*begins, *(text for text in found if text and text not in begins), *_elsewhere(view)]


def listed_at(explorer: Explorer, id_: str) -> str:
    """Where the map lists the occupation that an answer is about, in a sentence."""
    of = sources(explorer, [id_])(id_, None)
    if "file" in of:
        return f"It is stated in {of['file']}, row {of['row']}."
    if "line" not in of:
        return "It is not in the document."
    return (
        f"It is listed at line {of['line']} of the document, in the cluster {of['cluster']} of the pathway "
        f"{of['pathway']}: “{of['quote']}”"
    )


def related_to(explorer: Explorer, id_: str) -> Iterator[str]:
    """What the tables of an imported map state as related to an occupation, in a sentence."""
    rows = explorer.ask("related", {"id": id_}, limit=None).rows if explorer.imported else ()
    if rows:
        listed = _named([f"{named(row.title, row.level)}, {row.id}" for row in rows])
        yield f"Related, which is no progression: {listed}."


def _elsewhere(view: View) -> Iterator[str]:
    """What other editions have besides; what the occupation became there stands in the notes of the view."""
    for name, block in view.below.items():
        if block.rows and name != "became":
            edition = block.rows[0]["edition"]
            where = "Stated" if name == "stated_not_inferred" else "Found"
            listed = _named([_of_another(row) for row in block.rows])
            also = ", and not inferred here" if name == "stated_not_inferred" else ""
            yield f"{where} in {list_of(edition)}{also}: {listed}."


def _of_another(row: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, [named(row["title"], row["level"]), row.get("code"), row["id"]]))


def _named(occupations: Sequence[str]) -> str:
    """As many of them as a note names, and how many more there are."""
    more = [f"and {len(occupations) - _OTHERS} more"] if len(occupations) > _OTHERS else []
    return "; ".join([*occupations[:_OTHERS], *more])
