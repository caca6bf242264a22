"""An edition's graph made of rows, or read back from a store: for the questions that are answered in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import networkx as nx

from career_pathways.loader.schema import (
    DOCUMENT,
    NODES,
    TYPES,
    NodeLabel,
    Property,
    RelationshipType,
    nodes_of,
    relationships_of,
)

from .rows import Rows
from .store import TIMEOUT, ReadOnly, Store

PAGE = 1_000
"""Nodes that one statement asks for, or for the relationships from: what a store may hold on its way has a limit."""


def stored_graph(store: Store, *, timeout: float = TIMEOUT) -> nx.MultiDiGraph:
    """The graph of the edition that is asked: nodes, relationships and properties as `build_graph` made them.

    Nodes come label by label in the order of `build_graph`, each label by its lines and then by id; where several stand
    in one line, that is not always the order of the document. Each of its statements may take `timeout` seconds. Raises
    what Store.run raises.
    """
    graph = nx.MultiDiGraph()
    rows = StoreRows(store, timeout=timeout)
    nodes = {label.name: sorted(records, key=_place) for label, records in rows.nodes()}
    for name in ("Edition", "Route", "Pathway", "Cluster", "Occupation"):
        for record in nodes[name]:
            graph.add_node(record["id"], label=name, **record)
    for kind, relationships in rows.relationships():
        for r in relationships:
            graph.add_edge(r["origin"], r["destination"], kind.name, **r["properties"])
    return graph


def graph_of_rows(rows: Rows) -> nx.MultiDiGraph:
    """A graph of `loader/graph/build.py`, for a map that fits into memory as one."""
    graph = nx.MultiDiGraph()
    for label, nodes in rows.nodes():
        graph.add_nodes_from((node["id"], {"label": label.name, **node}) for node in nodes)
    for kind, relationships in rows.relationships():
        graph.add_edges_from((r["origin"], r["destination"], kind.name, r["properties"]) for r in relationships)
    return graph


class StoreRows(Rows):
    """The rows of the edition that is asked of a store, read as they are taken: only its ids lie in memory."""

    def __init__(self, store: Store, *, timeout: float = TIMEOUT) -> None:
        """`timeout`: in seconds, for each statement. Raises what Store.run raises, as do all of its methods."""
        self._store = store
        self._timeout = timeout
        ((self._version,),) = self._asked(_VERSION)
        self._ids = {name: sorted(id_ for (id_,) in self._asked(statement)) for name, statement in _IDS.items()}

    @property
    def version(self) -> int:
        """See Rows."""
        return int(self._version)

    @cached_property
    def edition(self) -> Mapping[str, Any]:
        """See Rows."""
        (edition,) = (row for label, rows in self.nodes() if label.name == "Edition" for row in rows)
        return edition

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """See Rows."""
        counts = {label.name: len(self._ids[label.name]) for label in NODES}
        for name, statement in _COUNTS.items():
            ((counts[name],),) = self._asked(statement)
        return {name: count for name, count in counts.items() if count}

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        """See Rows."""
        for label in nodes_of(self.version):
            yield label, self._records(_node_statement(label), label.properties, self._ids[label.name])

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        """See Rows."""
        for kind in relationships_of(self.version):
            records = self._records(_relationship_statement(kind), (*_ENDS, *kind.properties), self._ids[kind.start])
            yield (
                kind,
                ({"origin": r.pop("origin"), "destination": r.pop("destination"), "properties": r} for r in records),
            )

    def _records(
        self, statement: ReadOnly, columns: Sequence[Property], ids: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        names = [p.name for p in columns]
        for start in range(0, len(ids), PAGE):
            for row in self._asked(statement, {"ids": ids[start : start + PAGE]}):
                yield dict(zip(names, row, strict=True))

    def _asked(self, statement: ReadOnly, parameters: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        return self._store.run(statement, parameters, timeout=self._timeout, limit=None).rows


_OF_EDITION = f"$edition IS NULL OR coalesce(n.edition, '{DOCUMENT}') = $edition"
_VERSION = ReadOnly(f"MATCH (n:Edition) WHERE {_OF_EDITION} RETURN n.schema_version AS version")
_IDS = {label.name: ReadOnly(f"MATCH (n:{label.name}) WHERE {_OF_EDITION} RETURN n.id AS id") for label in NODES}
_COUNTS = {name: ReadOnly(f"MATCH (n)-[r:{name}]->() WHERE {_OF_EDITION} RETURN count(r) AS count") for name in TYPES}
_ENDS = (Property("origin", "string"), Property("destination", "string"))


def _node_statement(label: NodeLabel) -> ReadOnly:
    returned = ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in label.properties)
    return ReadOnly(f"UNWIND $ids AS wanted MATCH (n:{label.name} {{id: wanted}}) RETURN {returned} ORDER BY id")


def _relationship_statement(kind: RelationshipType) -> ReadOnly:
    returned = "".join(f", r.`{p.name}` AS `{p.name}`" for p in kind.properties)
    return ReadOnly(
        f"UNWIND $ids AS wanted MATCH (a:{kind.start} {{id: wanted}})-[r:{kind.name}]->(b:{kind.end}) "
        f"RETURN a.id AS origin, b.id AS destination{returned} ORDER BY origin, destination"
    )


def _place(record: dict[str, Any]) -> tuple[int, str]:
    lines = record.get("lines") or [record.get("line", 0)]
    return lines[0], record["id"]
