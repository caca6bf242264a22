"""The editions of a store as a view."""

from __future__ import annotations

from collections.abc import Sequence

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.manifest import licence_of, published
from career_pathways.loader.errors import UnknownName
from career_pathways.queries.answers import Note

from .view import View


def editions_view(explorer: Explorer) -> View:
    """The editions there, each with its licence and how much it holds; `asked` says which one answers, if any does."""
    answer, unasked = explorer.editions(), None
    try:
        asked: str | None = explorer.edition
    except UnknownName as error:  # which the list is there to mend
        asked, unasked = None, Note(error.fact, error.cure, error.data)
    columns = (*answer.columns, "asked")
    rows = [
        {
            **row._asdict(),
            "published": published(row._asdict()),
            "licence": licence_of(row._asdict()),
            "asked": row.edition == asked,
        }
        for row in answer.rows
    ]
    sources = tuple(
        f"{row['edition']}: {'. '.join(filter(None, (row['licence'], row['attribution'])))}." for row in rows
    )
    only = Note(
        "There is no other.",
        f"Add one with {explorer.store.adding}.",
        {"edition": "2026" if asked != "2026" else "2017"},
    )
    several = Note(f"{asked} answers where none is named.", "Name another with {edition}.")
    return View(
        question="editions",
        rows=rows,
        columns=columns,
        shown={
            name: name for name in ("edition", "title", "published", "follows", "routes", "occupations", "progressions")
        },
        cypher=answer.query and answer.query.text,
        notes=(*sources, unasked or (several if len(rows) > 1 else only)),
    )


def dropped_view(store: str, dropped: str, left: Sequence[str]) -> View:
    """What is left in a store out of which an edition was taken."""
    return View(
        question="editions",
        rows=[{"edition": name} for name in left],
        columns=("edition",),
        parameters={"store": store, "dropped": dropped},
        heading=f"{dropped} is taken out; what is left is as it was:"
        if left
        else f"{dropped} is taken out; none is left.",
    )
