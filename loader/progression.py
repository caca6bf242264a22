"""PROGRESSES_TO: where one can go within a pathway, on what basis, and how near it lies. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log
from typing import TYPE_CHECKING, Any

from .catalogue import Column
from .names import folded_word, folded_words

if TYPE_CHECKING:
    import networkx as nx

COST = {"within_cluster": 1, "same_row": 1, "skips_column": 2, "same_pathway": 2}
"""Every basis and its cost, the strongest basis first."""

WEIGHTS = {"title": 0.6, "specialisms": 0.15, "cluster": 0.1, "basis": 0.15}
"""What each part of relatedness counts, together 1; chosen by eye on the maps of 2017, as are those below."""

BASIS_PART = {"within_cluster": 1.0, "same_row": 0.8, "skips_column": 0.5, "same_pathway": 0.2}

# fmt: off
STANDING = frozenset(folded_word(word) for word in (
    "advanced", "assistant", "associate", "chartered", "chief", "degree", "expert", "graduate", "head",
    "integrated", "junior", "lead", "leader", "level", "masters", "operative", "practitioner", "principal",
    "professional", "registered", "senior", "specialist", "technician", "trainee",
))
# fmt: on
"""Words, folded, that say how one stands in a trade and not which trade it is."""

STANDING_COUNTS = 0.25
"""What such a word counts of another that is as rare."""

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
    rarity = Rarity.among_occupations(graph)
    best: dict[tuple[str, str], tuple[tuple[int, float], dict[str, Any]]] = {}
    for pathway, clusters in _pathways(graph):  # Rule 1
        members = {cluster: _members(graph, cluster) for cluster in clusters}
        positions = {c: Position(Column(graph.nodes[c]["column"]), graph.nodes[c]["row"]) for c in clusters}
        taken = frozenset(positions.values())
        for left in clusters:
            for right in clusters:
                basis = "within_cluster"
                if left != right:  # Rule 2
                    between = basis_between(positions[left], positions[right], taken)
                    if between is None:
                        continue
                    basis = between
                    yield left, right, {"basis": basis, "cost": COST[basis]}
                for origin, destination in _meetings(members[left], members[right], basis):
                    relatedness, shared = related(origin, destination, basis, rarity)
                    pair, rank = (origin.id, destination.id), (strength[basis], -relatedness)
                    if pair in best and best[pair][0] <= rank:  # Rule 5
                        continue
                    properties = {
                        "basis": basis,
                        "cost": COST[basis],
                        "level_gap": level_gap(origin.level, destination.level),
                        "relatedness": relatedness,
                        "shared_words": shared,
                        "pathway": pathway,
                        "from_cluster": left,
                        "to_cluster": right,
                    }
                    best[pair] = rank, properties
    for pair in sorted(best, key=lambda pair: (order[pair[0]], order[pair[1]])):
        yield *pair, best[pair][1]


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
        return "same_row" if origin.row == destination.row else "same_pathway"  # Rules 1 and 2
    if steps == 2:  # Rule 3
        between = {p.row for p in taken if p.column.position == origin.column.position + 1}
        if not between or (origin.row == destination.row and origin.row not in between):
            return "skips_column"
    return None  # Rule 4


def level_gap(origin: int | None, destination: int | None) -> int | None:
    """How many levels the destination is above the origin, where both levels are stated."""
    return None if origin is None or destination is None else destination - origin


@dataclass(frozen=True, slots=True)
class Member:
    """An occupation as one cluster lists it."""

    id: str
    level: int | None
    title: Mapping[str, str]
    """The folded words of its title, each with the word as the title has it."""
    told: Mapping[str, str]
    """The same of its title and of the specialisms that this cluster lists."""
    cluster: AbstractSet[str]
    """The folded words of the cluster's name."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a folded word tells: the rarer over the whole map, the more."""

    occupations: int
    holding: Mapping[str, int]
    """How many occupations have the word in their title or specialisms."""

    @classmethod
    def among_occupations(cls, graph: nx.MultiDiGraph) -> Rarity:
        """Counted over the occupations of a graph."""
        told = [
            {word for text in (node["title"], *node["specialisms"]) for word in folded_words(text)}
            for _, node in graph.nodes(data=True)
            if node["label"] == "Occupation"
        ]
        return cls(len(told), Counter(word for words in told for word in words))

    def weight(self, words: Iterable[str]) -> float:
        """What the words tell together.

        A word of one occupation tells 1, a word of all almost nothing: the square of its inverse document
        frequency, as a share of the highest there can be. A word of `STANDING` tells a quarter of that.
        """
        return fsum(map(self._of_one, words))  # exact, so that the order of a set does not show

    def _of_one(self, word: str) -> float:
        share = 1 - log(max(1, self.holding.get(word, 0))) / log(self.occupations + 1)
        return share**2 * (STANDING_COUNTS if word in STANDING else 1)


def related(origin: Member, destination: Member, basis: str, rarity: Rarity) -> tuple[float, list[str]]:
    """How near the destination lies to the origin, from 0 to 1 with four decimals, and the words they share.

    It ranks suggestions and measures nothing. Each part lies between 0 and 1 and counts as in `WEIGHTS`.

    1. title: the folded words that both titles hold against all that they hold, by what they tell (Dice).
    2. specialisms: x / (1 + x), x being what the other words tell that the two share when their specialisms
       are read with their titles.
    3. cluster: of what the name of the destination's cluster tells, the share that the origin's title,
       specialisms and cluster name hold.
    4. basis: as in `BASIS_PART`.

    The words shared by titles or specialisms come as the origin spells them, the most telling first, then by
    alphabet.
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
    relatedness = fsum(WEIGHTS[part] * value for part, value in parts.items())
    shared = sorted(told, key=lambda word: (-weight([word]), origin.told[word]))
    return round(relatedness, 4), [origin.told[word] for word in shared]


def _pathways(graph: nx.MultiDiGraph) -> Iterator[tuple[str, list[str]]]:
    """Each pathway with its clusters, in the graph's order of nodes."""
    clusters: dict[str, list[str]] = {n: [] for n, label in graph.nodes(data="label") if label == "Pathway"}
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


def _meetings(left: Sequence[Member], right: Sequence[Member], basis: str) -> Iterator[tuple[Member, Member]]:
    """Which members of the left cluster progress to which of the right one."""
    following: dict[int | None, int] = dict(pairwise(sorted({m.level for m in left if m.level is not None})))
    for origin in left:
        for destination in right:
            gap = level_gap(origin.level, destination.level)
            if basis == "within_cluster":  # Rule 3
                if gap is not None and destination.level == following.get(origin.level):
                    yield origin, destination
            elif origin.id != destination.id and (gap is None or gap > 0):  # Rule 4
                yield origin, destination
