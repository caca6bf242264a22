"""What other editions have beside a search that finds nothing, or asks for what the document lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.queries.answers import Note
from career_pathways.queries.elsewhere import Elsewhere, elsewhere, to_add

from .view import View, cut_note
from .wording import LEVEL_CELL, list_of


def with_others(explorer: Explorer, view: View, text: str, lost: Sequence[str], limit: int) -> View:
    """A search, with what other editions have: where this one has nothing, or the document lost what is asked for."""
    if not explorer.beside:
        name = to_add(explorer.store) if lost else None
        more = (
            (Note(f"The edition {name} has that route:", f"add it with {explorer.store.adding}.", {"edition": name}),)
            if name
            else ()
        )
        return view._replace(notes=(*view.notes, *more))
    found = elsewhere(explorer.store, text, lost)
    shown = found[:limit] if limit else found
    block = View(
        question="search",
        rows=[row._asdict() for row in shown],
        columns=Elsewhere._fields,
        shown={
            "title": "title",
            "level": "level",
            "code": "code",
            "stated_steps": "stated next steps",
            "found": "found as",
        },
        cells={**LEVEL_CELL, "found": _found_as},
        groups=lambda row: f"In {list_of(row['edition'])}",
        id_below=True,
    )
    counts = Counter(one.edition for one in found)  # which CSV, that has rows of one kind alone, says nowhere else
    have = ", ".join(f"{name}: {count:,}" for name, count in counts.items())
    ask = (Note(f"What another edition has ({have}) is asked there:", "name it with {edition}."),) if found else ()
    notes = (*view.notes, *cut_note(len(shown), len(found)), *ask)
    return view._replace(below={**view.below, "in_other_editions": block}, notes=notes)


def _found_as(row: Mapping[str, Any]) -> str:
    return {"title": "", "route": f"of the route {row['route_name']}"}.get(row["found_in"], "; ".join(row["found"][:2]))
