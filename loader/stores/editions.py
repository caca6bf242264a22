"""The editions of one store, and which of them is asked.

The graph of an edition is the same whether others are in the store or not: all its nodes are of it alone, by their ids
and by `edition` (docs/editions.md). What joins two of them (loader/editions/joins.py) is of neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.schema import DOCUMENT

from .store import ReadOnly, Store

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

    from .rows import Rows

EDITIONS = ReadOnly(
    f"MATCH (e:Edition) RETURN coalesce(e.edition, '{DOCUMENT}') AS edition, e.schema_version AS version "
    "ORDER BY e.edition IS NOT NULL, edition"
)
"""Name and schema version of each edition: the document's first, then by name."""

FOLLOWS = ReadOnly(f"MATCH (e:Edition) RETURN coalesce(e.edition, '{DOCUMENT}') AS name, e.follows AS follows")
"""The name of each edition, and of the one that it follows."""


def edition_of(content: Rows | nx.MultiDiGraph) -> str:
    """The name of the edition that rows, or a graph, are of."""
    if hasattr(content, "add_node"):
        return next((of.get("edition") for of in _described(content)), None) or DOCUMENT
    return content.edition.get("edition") or DOCUMENT


def described(graph: nx.MultiDiGraph) -> Mapping[str, Any]:
    """What a graph holds of the edition that it is of: the attributes of its one Edition."""
    (edition,) = _described(graph)
    return edition


def _described(graph: nx.MultiDiGraph) -> Iterator[Mapping[str, Any]]:
    return (of for _, of in graph.nodes(data=True) if of["label"] == "Edition")


def edition_asked(names: Sequence[str], wanted: str | None, place: str, adding: str = Store.adding) -> str | None:
    """Which of the editions at `place` is asked; None where there is no other, so that no statement looks for it.

    In: their names, the document's first; `adding`: see Store. Where none is wanted, the document's is, else the only
    one. Raises UnknownName.
    """
    listed = ", ".join(names)
    if wanted is not None and wanted not in names:
        fact = f"{place}: no edition {wanted!r}; there is {'only ' * (len(names) == 1)}{listed}."
        near = next((name for name in names if _letters(name) == _letters(wanted)), None)
        packaged = import_module("career_pathways.loader.editions.packaged").PACKAGED  # of no question that is answered
        cure = f"Add it with {adding}." if wanted in packaged else "Add it by its mapping file ({page_editions})."
        raise UnknownName(
            fact, "Did you mean {near}?" if near else cure, candidates=tuple(names), edition=wanted, near=near
        )
    if len(names) == 1:
        return None
    if wanted is None and DOCUMENT not in names:
        fact = f"{place}: {len(names)} editions, none of them that of the document: {listed}."
        raise UnknownName(fact, "Name one with {edition}.", candidates=tuple(names))
    return wanted or DOCUMENT


def all_asked(statement: str, editions: Sequence[str], wanted: str | None) -> tuple[str, ...]:
    """What is to be said of a statement of one's own that says of no edition, of the `editions` that it is asked of.

    `wanted`: see `Store.wanted`.
    """
    if len(editions) < 2 or "edition" in statement.casefold():
        return ()
    one = wanted or DOCUMENT
    leaves = f"WHERE coalesce(o.edition, '{DOCUMENT}') = $edition leaves {one}"
    return (f"All editions of the store are asked{f'; {leaves}' if one in editions else ''}.",)


def _letters(name: str) -> str:
    """What of a name counts: an edition whose mapping file calls it "ESCO 1.1.1" is called "esco-1-1-1" in a store."""
    return "".join(filter(str.isalnum, name.casefold()))
