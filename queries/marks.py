"""How occupations are learnt, where the document marks it."""

from __future__ import annotations

from typing import NamedTuple

from career_pathways.loader.stores.store import ReadOnly, Store

_ONLY = "NOT EXISTS { (o)-[:IN_CLUSTER]->(:Cluster {apprenticeship_only: false}) }"

MARKED = ReadOnly(
    f"MATCH (o:Occupation) WHERE (o.degree OR {_ONLY}) "
    "AND ($edition IS NULL OR coalesce(o.edition, '2017') = $edition) "
    f"RETURN o.id AS id, o.degree AS degree, {_ONLY} AS apprenticeship_only"
)


class Marks(NamedTuple):
    """The ids of the occupations that are marked."""

    degree: frozenset[str]
    """Any entry of theirs says so."""
    apprenticeship_only: frozenset[str]
    """Every cluster that lists them says so."""


def marks(store: Store) -> Marks:
    """Those of a store, asked in one statement."""
    rows = store.run(MARKED, limit=None).rows
    return Marks(frozenset(id_ for id_, degree, _ in rows if degree), frozenset(id_ for id_, _, only in rows if only))
