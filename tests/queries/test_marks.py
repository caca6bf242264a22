"""What the document marks of how occupations are learnt."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from career_pathways.loader.graph.nesting import held_by
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.marks import marks


def test_marked_are_the_degrees_and_what_only_clusters_for_apprenticeships_list(
    graph: nx.MultiDiGraph, built_store: Path
) -> None:
    nodes = {id_: about for id_, about in graph.nodes.items() if about["label"] == "Occupation"}
    only = {id_ for id_ in nodes if all(graph.nodes[c]["apprenticeship_only"] for c in held_by(graph, id_))}
    with EmbeddedStore(built_store) as store:
        found = marks(store)
    assert (found.degree, found.apprenticeship_only) == ({id_ for id_ in nodes if nodes[id_]["degree"]}, only)
    assert (len(found.degree), len(found.apprenticeship_only)) == (43, 150)
