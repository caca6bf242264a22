"""What joins the editions of a store, as a browser is given it: columns, and nothing that follows from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from career_pathways.loader.editions.evidence import WORDS
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.editions import FOLLOWS
from career_pathways.loader.stores.store import ReadOnly
from career_pathways.queries.edition_changes import CHANGES

from .packed_columns import FORM, Table, turned, written

if TYPE_CHECKING:
    from career_pathways.explorer.explorer import Explorer
    from career_pathways.loader.editions.changes import Change
    from career_pathways.queries.edition_changes import EditionChanges


def packed_joins(explorer: Explorer) -> str:
    """What joins the editions of a store: which follows which, what changed, and what became of occupations.

    An occupation is its number among those of all editions, one edition after another, each by ids. What became of one
    is left out where it follows from what changed.
    """
    store = explorer.store
    follows = dict(sorted(store.run(FOLLOWS, limit=None).rows))
    ids: dict[str, list[str]] = {name: [] for name in store.editions}
    for edition, id_ in store.run(_ALL_IDS, limit=None).rows:
        ids[edition].append(id_)
    number = {id_: i for i, id_ in enumerate(id_ for some in ids.values() for id_ in sorted(some))}
    became = {(number[here], number[there], *others) for here, there, *others in store.run(_BECAME, limit=None).rows}
    tables = []
    for older, newer in ((one, other) for other in follows for one in _line(other, follows) if one in ids):
        found = explorer.diff(older, newer)
        following = {join for change in found.rows for join in _following(change, number)}
        is_followed = follows[newer] == older and following <= became
        became -= following if is_followed else set()
        tables.append({"older": older, "newer": newer, "joins": is_followed} | _changes(found, number))
    return written(
        {
            "form": FORM,
            "editions": list(store.editions),
            "follows": follows,
            "occupations": [len(some) for some in ids.values()],
            "changes": tables,
            **turned(_JOIN, sorted(became, key=str)),
        }
    )


def _line(name: str, follows: Mapping[str, str | None]) -> Iterable[str]:
    """The editions that one follows, the last one first."""
    before, found = follows.get(name), list[str]()
    while before is not None and before not in found:
        found.append(before)
        before = follows.get(before)
    return found


def _following(change: Change, number: Mapping[str, int]) -> Iterable[tuple[Any, ...]]:
    """What joins an occupation with what it became, as far as it says so itself."""
    origin = change.origin
    if origin is None or change.evidence in (None, WORDS):
        return
    for end in change.became:
        gap = None if None in (origin.level, end.level) else (end.level or 0) - (origin.level or 0)
        yield number[origin.id], number[end.id], change.change, change.evidence, change.reason, gap


def _changes(found: EditionChanges, number: Mapping[str, int]) -> Table:
    """What changed between two editions; `levels`: whether those of both are of one kind."""
    rows = [
        (
            CHANGES.index(change.change),
            change.origin and number[change.origin.id],
            [number[listed.id] for listed in change.became],
            change.evidence and EVIDENCE.index(change.evidence),
            change.score,
            [CHANGES.index(kind) for kind in change.also],
            [number[listed.id] for listed in change.candidates],
            change.reason,
        )
        for change in found.rows
    ]
    names = ("change", "from", "to", "evidence", "score", "also", "candidates", "reason")
    levels = found.older.level_name == found.newer.level_name
    return {"levels": levels, "notes": list(found.notes), **turned(names, rows)}


EVIDENCE = ("code", "number", "title", "curated", "words")

_JOIN = ("from", "to", "change", "evidence", "reason", "level_change")

_ALL_IDS = ReadOnly(
    f"MATCH (o:Occupation) RETURN coalesce(o.edition, '{DOCUMENT}') AS edition, o.id AS id ORDER BY edition, id"
)

_BECAME = ReadOnly(
    "MATCH (o:Occupation)-[became:BECAME]->(other:Occupation) RETURN o.id AS origin, other.id AS destination, "
    "became.change AS change, became.evidence AS evidence, became.reason AS reason, "
    "became.level_change AS level_change ORDER BY origin, destination"
)
