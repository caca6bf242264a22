"""Where a map lists occupations, asked for many of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from career_pathways.loader.stores.store import ReadOnly, Store

_LISTED = ReadOnly(
    "MATCH (o:Occupation)-[listed:IN_CLUSTER]->(c:Cluster)-[:IN_PATHWAY]->(p:Pathway) "
    "WHERE o.id IN $ids AND ($edition IS NULL OR coalesce(o.edition, '2017') = $edition) "
    "RETURN o.id AS id, c.id AS cluster, c.name AS cluster_name, p.name AS pathway_name, "
    "listed.line AS line, listed.quote AS quote, listed.file AS file, o.code AS code ORDER BY id, line, cluster"
)


class Place(NamedTuple):
    """One cluster that lists an occupation."""

    id: str
    cluster: str
    cluster_name: str
    pathway_name: str
    line: int | None
    """Of the document; in an imported map the row of its table. 0 where an occupation is none of the document's."""
    quote: str | None
    """What stands there; in an imported map the cells of its row."""
    file: str | None = None
    """In an imported map the table, and so the next one."""
    code: str | None = None


def places(store: Store, ids: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
    """The clusters that list these occupations, by their ids, in the order of the document."""
    found: dict[str, list[Place]] = {}
    for row in store.run(_LISTED, {"ids": sorted(set(ids))}, limit=None).rows:
        found.setdefault(row[0], []).append(Place(*row))
    return {id_: tuple(of) for id_, of in found.items()}
