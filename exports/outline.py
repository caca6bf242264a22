"""A part as drawings show it: what lies in what, what a node is called, which relationship is one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from career_pathways.loader.catalogue import Column
from career_pathways.loader.graph.nesting import NESTING
from career_pathways.queries.network import CROSSING

from .part import Node, Part, Relationship
from .text import xml_text

FRAMES = "Plain frame: technical column; round: higher technical; double: professional."
"""Said in a drawing, so that it reads without colour."""

NO_COLUMN = "#ffffff"
"""Of what an imported map puts in no column."""

FILLS = {"technical": "#dbeaf7", "higher_technical": "#fbeecb", "professional": "#dff0d8"}
"""A colour for each column: dark text reads well on it, on a screen and on paper."""

_CONTROL = re.compile("[\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Place:
    """A node, and what stands in it."""

    node: Node
    held: tuple[Place, ...]

    def __iter__(self) -> Iterator[Place]:
        """It and all that stands in it, it first."""
        yield self
        for place in self.held:
            yield from place


@dataclass(frozen=True, slots=True)
class Outline:
    """A part as it is drawn."""

    roots: tuple[Place, ...]
    """What stands in nothing that the part holds: the routes, or, where it has none, what it has."""
    also: tuple[Relationship, ...]
    """IN_CLUSTER of occupations that stand in more than one cluster, beyond the first."""
    moves: tuple[Relationship, ...]
    """Progressions and crossings, in the order of the part."""


def outline(part: Part) -> Outline:
    """A part as it is drawn; its edition is none of it.

    1. A node stands in the first thing, by id, that holds it.
    2. Routes and pathways come in the document's order, clusters by row and column, occupations by level (not stated
       last), title and id.
    3. A part without what holds a node has that node at the top.
    4. What is only related is not drawn: it would be taken for a progression.
    """
    nodes = {node.id: node for node in part.nodes() if node.label.name != "Edition"}
    inside: dict[str, list[str]] = {}
    placed: set[str] = set()
    also, moves = [], []
    for relationship in part.relationships():
        if relationship.kind.name == "RELATED_TO":  # Rule 4
            continue
        if relationship.kind.name not in NESTING.values():
            moves.append(relationship)
        elif relationship.origin in placed:  # Rule 1
            also.append(relationship)
        else:
            placed.add(relationship.origin)
            inside.setdefault(relationship.destination, []).append(relationship.origin)

    def place(id_: str) -> Place:
        held = sorted((nodes[one] for one in inside.get(id_, ())), key=order)
        return Place(nodes[id_], tuple(place(node.id) for node in held))

    tops = sorted((node for id_, node in nodes.items() if id_ not in placed), key=order)  # Rule 3
    return Outline(tuple(place(node.id) for node in tops), tuple(also), tuple(moves))


def order(node: Node) -> tuple[int, int, int, str, str]:
    """What sorts nodes as rule 2 of `outline` says, those of one label or of several, routes first."""
    properties = node.properties
    if node.label.name == "Cluster":
        column = properties["column"]
        return 2, properties["row"] or 0, -1 if column is None else Column(column).position, "", node.id
    if node.label.name == "Occupation":
        return 3, properties["level"] is None, properties["level"] or 0, node.name, node.id
    return (0 if node.label.name == "Route" else 1), properties["line"], 0, "", node.id


def both_ways(moves: Iterable[Relationship]) -> frozenset[tuple[str, str]]:
    """The ends, either way round, of crossings whose way back says the same: one line is drawn for the two."""
    crossings = {(r.origin, r.destination): r.properties for r in moves if r.kind.name == CROSSING}
    return frozenset(
        (start, end)
        for (start, end), properties in crossings.items()
        if start != end and crossings.get((end, start)) == properties
    )


def caption(node: Node) -> str:
    """What a drawing calls a node: its name, and the level of an occupation in brackets, where it is stated.

    >>> from career_pathways.loader.schema import NODES
    >>> caption(Node(NODES[3], {"title": "Butcher", "level": 2}))
    'Butcher (2)'
    """
    level = node.properties.get("level")
    return one_line(node.name if level is None else f"{node.name} ({level})")


def one_line(text: str) -> str:
    """A text as a line of a drawing: white space folded, U+FFFD for control characters and what XML cannot say."""
    return _CONTROL.sub("\ufffd", xml_text(" ".join(text.split())))


def joined(moves: Iterable[Relationship]) -> Iterator[tuple[Relationship, bool]]:
    """Progressions and crossings, each with whether it stands for the way back, too.

    That is a crossing whose way back says the same. It comes once, with the lower id first.
    """
    moves = tuple(moves)
    together = both_ways(moves)
    for r in moves:
        both = r.kind.name == CROSSING and (r.origin, r.destination) in together
        if not both or r.origin < r.destination:
            yield r, both
