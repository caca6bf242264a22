"""SHARED_ACROSS_ROUTES: the same occupation in another route. Pure; networkx in, tuples out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from career_pathways.loader.words.close_titles import close_pairs, closeness, vocabulary
from career_pathways.loader.words.titles import normalised_title

if TYPE_CHECKING:
    import networkx as nx

Relationship = tuple[str, str, dict[str, Any]]
"""Origin, destination, properties."""


def shared_across_routes(graph: nx.MultiDiGraph) -> Iterator[Relationship]:
    """All SHARED_ACROSS_ROUTES of a graph that holds routes, pathways, clusters and occupations.

    Out: both directions of every pair, in the graph's order of nodes.

    1. The two stand in different routes.
    2. Their normalised titles are equal (`same_title`, score 100), or one can only be a slip of the pen for
       the other (`close_title`, by `is_close`; its score, 0 to 99, is their `closeness`). The document knows
       the words of its titles, specialisms, descriptions and names.
    3. Their levels are compatible, as `levels_compatible` says.
    """
    occupations: defaultdict[str, list[str]] = defaultdict(list)
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] == "Occupation":
            occupations[normalised_title(attributes["title"])].append(node)
    found: dict[tuple[str, str], dict[str, Any]] = {}

    def note(one: str, other: str, match: str, score: int) -> None:
        a, b = graph.nodes[one], graph.nodes[other]
        if a["route"] != b["route"] and levels_compatible(a, b):  # Rules 1 and 3: of another route, of one level.
            found[one, other] = {"match": match, "score": score}
            found[other, one] = {"match": match, "score": score}

    for namesakes in occupations.values():  # Rule 2: equal titles, then those with a slip of the pen.
        for one, other in combinations(namesakes, 2):
            note(one, other, "same_title", 100)
    for left, right in close_pairs(occupations, vocabulary(_texts(graph))):
        for one, other in product(occupations[left], occupations[right]):
            note(one, other, "close_title", closeness(left, right))

    order = {node: i for i, node in enumerate(graph)}
    for pair in sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]])):
        yield *pair, found[pair]


def levels_compatible(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two occupations, each as the properties of its node, can be of one level.

    Equal levels where both are stated; where one is not, the stated one in the band of the other's column;
    where neither is, the same column. Where a column is not stated either, as in an imported map, they can.
    """
    if any(o["level"] is None and o["column"] is None for o in (one, other)):
        return True
    if one["level"] is not None and other["level"] is not None:
        return bool(one["level"] == other["level"])
    if one["level"] is None and other["level"] is None:
        return bool(one["column"] == other["column"])
    stated, band = (one, other) if other["level"] is None else (other, one)
    return bool(band["level_min"] <= stated["level"] <= band["level_max"])


def _texts(graph: nx.MultiDiGraph) -> Iterator[str]:
    for _, attributes in graph.nodes(data=True):
        if attributes["label"] != "Edition":
            yield from (attributes[key] for key in ("title", "name", "description") if key in attributes)
            yield from attributes.get("specialisms", ())
