"""How often the first suggestion is one that was judged right (judged/README.md), beside two plain orders."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from math import sqrt

import networkx as nx
from places import TESTS

from career_pathways.loader.words.titles import normalised_title, words

JUDGED = TESTS / "judged"

Order = Callable[[nx.MultiDiGraph, str], Sequence[str]]
"""The options of an origin, the first suggestion first."""


def options(graph: nx.MultiDiGraph, origin: str) -> list[str]:
    return [end for _, end, key in graph.out_edges(origin, keys=True) if key == "PROGRESSES_TO"]


def alphabetical(graph: nx.MultiDiGraph, origin: str) -> Sequence[str]:
    """By title."""
    return sorted(options(graph, origin), key=lambda id_: (normalised_title(graph.nodes[id_]["title"]), id_))


def title_words(graph: nx.MultiDiGraph, origin: str) -> Sequence[str]:
    """By the share of words that the two titles have in common (Dice), as they are written."""
    own = set(words(graph.nodes[origin]["title"]))

    def unlike(id_: str) -> float:
        others = set(words(graph.nodes[id_]["title"]))
        return -2 * len(own & others) / (len(own) + len(others))

    return sorted(alphabetical(graph, origin), key=unlike)


def by_relatedness(graph: nx.MultiDiGraph, origin: str) -> Sequence[str]:
    """As `pathways next` has them: relatedness (high first), cost, level (not stated last), title, id."""

    def place(id_: str) -> tuple[float, int, bool, int, str, str]:
        step, node = graph.edges[origin, id_, "PROGRESSES_TO"], graph.nodes[id_]
        return -step["relatedness"], step["cost"], node["level"] is None, node["level"] or 0, node["title"], id_

    return sorted(options(graph, origin), key=place)


ORDERS: dict[str, Order] = {
    "alphabetical order": alphabetical,
    "words of the titles alone": title_words,
    "relatedness": by_relatedness,
}


def judged(part: str) -> dict[str, list[str]]:
    """The right next steps of each origin of a part (tests/judged/README.md): those that any reader named."""
    answers = json.loads((JUDGED / f"{part}.json").read_text("utf-8"))
    return {
        origin: list(dict.fromkeys(id_ for named in readers.values() for id_ in named))
        for origin, readers in answers.items()
    }


def interval(share: float, of: int) -> tuple[float, float]:
    """Between which shares the true one lies, with 95 %, where `of` origins have this one (by Wilson)."""
    z = 1.96
    middle, spread = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def hits(graph: nx.MultiDiGraph, right: dict[str, list[str]], order: Order, first: int) -> float:
    """The share of origins where one of the `first` suggestions is a right one."""
    found = sum(bool(set(order(graph, origin)[:first]) & set(ends)) for origin, ends in right.items())
    return found / len(right)
