"""PROGRESSES_TO: where one can go within a pathway, and on what basis. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from career_pathways.loader.catalogue import Column

from .moves import move, skipping
from .nesting import holds
from .relatedness import Member, Rarity, related

if TYPE_CHECKING:
    import networkx as nx

COST = {"within_cluster": 1, "same_row": 1, "skips_column": 2, "same_pathway": 2}
"""Every basis that is inferred from the layout, and its cost, the strongest basis first."""

STATED = "stated"
"""The basis of a progression that the tables of an imported map state."""

RELATED = "related"
"""The basis of one inferred from a RELATED_TO, one level up, where the mapping file asks for it."""

COST_OF_IMPORTS = {STATED: 1, RELATED: 2}
"""Each basis that only imported maps have, and its cost."""

Relationship = tuple[str, str, dict[str, Any]]
"""Origin, destination, properties."""


def progressions(graph: nx.MultiDiGraph) -> Iterator[Relationship]:
    """All PROGRESSES_TO of a graph that holds clusters, occupations and their IN_* relationships.

    Out: cluster to cluster first, pathway by pathway, then occupation to occupation; each in the graph's
    order of nodes. The document does not state them. They are inferred from the layout of its tables:

    1. Both ends stand in one pathway.
    2. Clusters progress as `basis_between` says, and on that basis each occupation of the one to each of the
       other.
    3. Within a cluster (`within_cluster`), an occupation of a stated level progresses to each of the next
       higher level that is stated among the cluster's occupations.
    4. Never to itself, and never to an occupation whose stated level is not above the stated level of the
       origin. Where one of the two levels is not stated, the columns alone speak.
    5. One relationship an ordered pair, though the two may meet in several clusters: the one with the
       strongest basis, then the highest relatedness, then the clusters that come first in the document.
    """
    order = {node: i for i, node in enumerate(graph)}
    strength = {basis: i for i, basis in enumerate(COST)}
    over_all = Rarity.among_occupations(graph)
    best: dict[tuple[str, str], tuple[tuple[int, float], dict[str, Any]]] = {}
    for pathway in [node for node, label in graph.nodes(data="label") if label == "Pathway"]:
        # Rule 1: nothing progresses from one pathway to another.
        clusters = sorted(holds(graph, pathway), key=order.__getitem__)
        members = {c: [member(graph, o, c, pathway) for o in holds(graph, c)] for c in clusters}
        rarity = over_all.in_pathway(member for each in members.values() for member in each)
        positions = {c: Position(Column(graph.nodes[c]["column"]), graph.nodes[c]["row"]) for c in clusters}
        taken = frozenset(positions.values())
        for left in clusters:
            for right in clusters:
                basis = "within_cluster"
                if left != right:  # Rule 2: two clusters progress as they stand in the table.
                    between = basis_between(positions[left], positions[right], taken)
                    if between is None:
                        continue
                    basis = between
                    yield left, right, {"basis": basis, "cost": COST[basis]}
                for origin, destination in _meetings(members[left], members[right], basis):
                    relatedness = related(origin, destination, basis, rarity)
                    whole = relatedness.whole
                    pair, rank = (origin.id, destination.id), (strength[basis], -whole)
                    if pair in best and best[pair][0] <= rank:
                        continue  # Rule 5: of several meetings of two occupations the best is kept.
                    properties = {
                        "basis": basis,
                        "cost": COST[basis],
                        "move": move(origin, destination, basis, rarity),
                        "level_gap": level_gap(origin.level, destination.level),
                        "relatedness": whole,
                        **relatedness.parts,
                        "shared_words": list(relatedness.shared_words),
                        "pathway": pathway,
                        "from_cluster": left,
                        "to_cluster": right,
                    }
                    best[pair] = rank, properties
    skips = skipping({pair: (found["move"], found["relatedness"]) for pair, (_, found) in best.items()})
    for pair in sorted(best, key=lambda pair: (order[pair[0]], order[pair[1]])):
        yield *pair, best[pair][1] | {"skips": pair in skips}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cluster stands in its pathway's table."""

    column: Column
    row: int


def basis_between(origin: Position, destination: Position, taken: AbstractSet[Position]) -> str | None:
    """On what basis a cluster progresses to another of its pathway; None where it does not.

    In: where the two stand, and all positions of the pathway where a cluster stands.

    1. `same_row`: to the next column, in the same row.
    2. `same_pathway`: to the next column, in another row.
    3. `skips_column`: to the column after the next, in the same row where that row has no cluster in the next
       column; and in any row where the whole pathway has none in the next column.
    4. Nowhere else: not within a column, not to the left.
    """
    steps = destination.column.position - origin.column.position
    if steps == 1:
        return "same_row" if origin.row == destination.row else "same_pathway"  # Rules 1 and 2.
    if steps == 2:  # Rule 3: nothing stands between the two.
        between = {p.row for p in taken if p.column.position == origin.column.position + 1}
        if not between or (origin.row == destination.row and origin.row not in between):
            return "skips_column"
    return None  # Rule 4: anywhere else.


def level_gap(origin: int | None, destination: int | None) -> int | None:
    """How many levels the destination is above the origin, where both levels are stated."""
    return None if origin is None or destination is None else destination - origin


def member(graph: nx.MultiDiGraph, occupation: str, cluster: str, pathway: str) -> Member:
    """An occupation as a cluster of a pathway lists it; all three by id."""
    node, at = graph.nodes[occupation], graph.nodes[cluster]
    specialisms = graph.edges[occupation, cluster, "IN_CLUSTER"]["specialisms"]
    within, band = graph.nodes[pathway]["name"], Column(at["column"]).band
    return Member.of(occupation, node["title"], node["level"], specialisms, at["name"], within, band)


def _meetings(left: Sequence[Member], right: Sequence[Member], basis: str) -> Iterator[tuple[Member, Member]]:
    """Which members of the left cluster progress to which of the right one."""
    following: dict[int | None, int] = dict(pairwise(sorted({m.level for m in left if m.level is not None})))
    for origin in left:
        for destination in right:
            gap = level_gap(origin.level, destination.level)
            if basis == "within_cluster":  # Rule 3: to each of the next stated level.
                if gap is not None and destination.level == following.get(origin.level):
                    yield origin, destination
            elif origin.id != destination.id and (gap is None or gap > 0):  # Rule 4: never to itself, never down.
                yield origin, destination
