"""PROGRESSES_TO: where one can go within a pathway, on what basis, and how near it lies. Pure; networkx in, tuples out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING, Any

from .catalogue import Column
from .names import folded_words

if TYPE_CHECKING:
    import networkx as nx

COST = {"within_cluster": 1, "same_row": 1, "skips_column": 2, "same_pathway": 2}
"""Every basis and its cost, the strongest basis first."""

STRENGTH = {basis: rank for rank, basis in enumerate(COST)}
"""0 for the strongest basis."""

WEIGHTS = {"title": 0.6, "specialisms": 0.15, "cluster": 0.1, "basis": 0.15}
"""What each part of relatedness counts; together 1. Chosen by eye on the maps of 2017, as are the figures below."""

BASIS_PART = {"within_cluster": 1.0, "same_row": 0.8, "skips_column": 0.5, "same_pathway": 0.2}

STANDING = frozenset(
    "advanc assist associat chartered chief degre expert graduat head integrat junior lead level master oper practition "
    "princip profession registered senior special specialist techn trainee".split()
)
"""Folded words that say how one stands in a trade, not which trade it is ("senior", "assistant", "technician")."""

STANDING_COUNTS = 0.25

Relationship = tuple[str, str, dict[str, Any]]
"""Origin, destination, properties."""


def progressions(graph: nx.MultiDiGraph) -> Iterator[Relationship]:
    """All PROGRESSES_TO of a graph that holds clusters, occupations and their IN_* relationships.

    Out: cluster to cluster first, then occupation to occupation, each in the graph's order of nodes. The document does
    not state these relationships; they are inferred from the layout of its tables, by these rules.

    1. Both ends stand in one pathway.
    2. Clusters progress as `basis_between` says, and the occupations of the one to those of the other on that basis.
    3. Within a cluster an occupation of a stated level progresses to those of the next higher level that is stated
       among the cluster's occupations (`within_cluster`).
    4. Never to itself, and never to an occupation whose stated level is not above the stated level of the origin.
       Where either level is not stated, the columns alone speak.
    5. One relationship an ordered pair, though the two may meet in several clusters: the one with the strongest basis,
       then the highest relatedness, then the clusters that come first in the document.
    """
    order = {node: i for i, node in enumerate(graph)}
    rarity = Rarity.of_occupations(graph)
    best: dict[tuple[str, str], tuple[tuple[int, float], dict[str, Any]]] = {}
    for pathway, clusters in _pathways(graph):  # Rule 1
        members = {cluster: _members(graph, cluster) for cluster in clusters}
        positions = {c: Position(Column(graph.nodes[c]["column"]), graph.nodes[c]["row"]) for c in clusters}
        taken = frozenset(positions.values())
        for origin_cluster in clusters:
            for destination_cluster in clusters:
                if origin_cluster == destination_cluster:
                    basis, meetings = "within_cluster", _to_next_level(members[origin_cluster])
                elif between := basis_between(positions[origin_cluster], positions[destination_cluster], taken):
                    yield origin_cluster, destination_cluster, {"basis": between, "cost": COST[between]}
                    basis, meetings = between, _upwards(members[origin_cluster], members[destination_cluster])
                else:
                    continue
                for origin, destination in meetings:
                    relatedness, shared = related(origin, destination, basis, rarity)
                    pair, rank = (origin.id, destination.id), (STRENGTH[basis], -relatedness)
                    if pair in best and best[pair][0] <= rank:  # Rule 5
                        continue
                    best[pair] = rank, {
                        "basis": basis,
                        "cost": COST[basis],
                        "level_gap": level_gap(origin.level, destination.level),
                        "relatedness": relatedness,
                        "shared_words": shared,
                        "pathway": pathway,
                        "from_cluster": origin_cluster,
                        "to_cluster": destination_cluster,
                    }
    for pair in sorted(best, key=lambda pair: (order[pair[0]], order[pair[1]])):
        yield *pair, best[pair][1]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cluster stands in its pathway's table."""

    column: Column
    row: int


def basis_between(origin: Position, destination: Position, taken: AbstractSet[Position]) -> str | None:
    """On what basis a cluster progresses to another of its pathway; None where it does not.

    In: where the two stand, and all positions of the pathway that hold a cluster.

    1. `same_row`: to the next column, in the same row.
    2. `same_pathway`: to the next column, in another row.
    3. `skips_column`: to the column after the next, where no cluster stands between: in the same row where the row has
       none in the next column, in any row where the whole pathway has none in it.
    4. Never to the left, nor down or up a column.
    """
    steps = destination.column.index - origin.column.index
    if steps == 1:
        return "same_row" if origin.row == destination.row else "same_pathway"  # Rules 1 and 2
    if steps == 2:  # Rule 3
        rows = {p.row for p in taken if p.column.index == origin.column.index + 1}
        if not rows or (origin.row == destination.row and origin.row not in rows):
            return "skips_column"
    return None  # Rule 4


def level_gap(origin: int | None, destination: int | None) -> int | None:
    """How many levels up, where both are stated."""
    return None if origin is None or destination is None else destination - origin


@dataclass(frozen=True, slots=True)
class Member:
    """An occupation as one cluster lists it, with its folded words."""

    id: str
    level: int | None
    title: Mapping[str, str]
    """Folded words to the words as the title has them."""
    told: Mapping[str, str]
    """The same of the title and of the specialisms that this cluster lists."""
    cluster: AbstractSet[str]
    """The folded words of the cluster's name."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a folded word tells: the rarer over the whole map, the more."""

    occupations: int
    holding: Mapping[str, int]
    """How many occupations have the word in their title or specialisms."""

    @classmethod
    def of_occupations(cls, graph: nx.MultiDiGraph) -> Rarity:
        """Counted over all occupations of a graph."""
        told = [
            {w for text in (node["title"], *node["specialisms"]) for w in folded_words(text)}
            for _, node in graph.nodes(data=True)
            if node["label"] == "Occupation"
        ]
        return cls(len(told), Counter(w for words in told for w in words))

    def weight(self, words: Iterable[str]) -> float:
        """The sum of what the words tell: each 1 where one occupation has it, less the more have it, never 0.

        The square of its inverse document frequency, as a share of the highest there is; of that a quarter for a word
        of standing.
        """
        highest = log(self.occupations + 1)
        return fsum(  # exact, so that the order of a set cannot show in the last digit
            (1 - log(max(1, self.holding.get(word, 0))) / highest) ** 2 * (STANDING_COUNTS if word in STANDING else 1)
            for word in words
        )


def related(origin: Member, destination: Member, basis: str, rarity: Rarity) -> tuple[float, list[str]]:
    """How near the destination lies to the origin, 0 to 1 with four decimals, and the words the two share.

    It ranks suggestions; it measures nothing. Its parts, each 0 to 1, are weighed by `WEIGHTS`:

    1. title: the folded words that both titles hold, against all that they hold, by what they tell (Dice).
    2. specialisms: other words that the two share where specialisms count too, x/(1+x) of what they tell.
    3. cluster: the share of the destination's cluster name that the origin's title, specialisms or cluster name holds.
    4. basis: `BASIS_PART`.

    The words shared by title or specialism come as the origin spells them, the most telling first, then by alphabet.
    """
    weight = rarity.weight
    titles = origin.title.keys() & destination.title.keys()
    told = origin.told.keys() & destination.told.keys()
    whole = weight(origin.title) + weight(destination.title)
    others = weight(told - titles)
    name = weight(destination.cluster)
    named = destination.cluster & (origin.told.keys() | origin.cluster)
    parts = {
        "title": 2 * weight(titles) / whole if whole else 0.0,
        "specialisms": others / (1 + others),
        "cluster": weight(named) / name if name else 0.0,
        "basis": BASIS_PART[basis],
    }
    relatedness = round(fsum(WEIGHTS[part] * value for part, value in parts.items()), 4)
    return relatedness, [origin.told[w] for w in sorted(told, key=lambda w: (-weight([w]), origin.told[w]))]


def _pathways(graph: nx.MultiDiGraph) -> Iterator[tuple[str, list[str]]]:
    clusters: dict[str, list[str]] = {node: [] for node, label in graph.nodes(data="label") if label == "Pathway"}
    for node, label in graph.nodes(data="label"):
        if label == "Cluster":
            for _, pathway, key in graph.out_edges(node, keys=True):
                if key == "IN_PATHWAY":
                    clusters[pathway].append(node)
    yield from clusters.items()


def _members(graph: nx.MultiDiGraph, cluster: str) -> list[Member]:
    name = folded_words(graph.nodes[cluster]["name"]).keys()
    members = []
    for occupation, _, key, listing in graph.in_edges(cluster, keys=True, data=True):
        if key == "IN_CLUSTER":
            node = graph.nodes[occupation]
            title = folded_words(node["title"])
            told = dict(title)
            for specialism in listing["specialisms"]:
                for folded, word in folded_words(specialism).items():
                    told.setdefault(folded, word)
            members.append(Member(occupation, node["level"], title, told, name))
    return members


def _upwards(origins: Sequence[Member], destinations: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    for origin in origins:
        for destination in destinations:
            gap = level_gap(origin.level, destination.level)
            if origin.id != destination.id and (gap is None or gap > 0):  # Rule 4
                yield origin, destination


def _to_next_level(members: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    stated = sorted({m.level for m in members if m.level is not None})
    following = dict(zip(stated, stated[1:], strict=False))
    for origin in members:
        for destination in members:
            if origin.level in following and destination.level == following[origin.level]:  # Rule 3
                yield origin, destination
