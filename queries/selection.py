"""A part of the map: which nodes and relationships a choice leaves. Offline, on the networkx graph of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import networkx as nx

from career_pathways.loader.graph.nesting import held_by
from career_pathways.loader.schema import LABELS, RELATIONSHIPS, TYPES

from .in_memory import within_steps
from .network import CROSSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is wanted of a map, in ids. What is empty or None is not asked for."""

    routes: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    levels: frozenset[int] = frozenset()
    around: tuple[str, ...] = ()
    """Occupations, with all within `steps` of one of them."""
    steps: int = 1
    along: frozenset[str] | None = None
    """The occupations along the paths that are asked for."""
    shared: bool = False
    """Whether only occupations that stand in more than one route."""
    listed: frozenset[str] | None = None
    """The nodes that a question names."""
    given: AnswerParts | None = None
    """What a statement returns."""
    only: frozenset[str] = frozenset()
    """Labels and relationship types."""


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """The nodes and relationships of an answer, in ids."""

    nodes: frozenset[str]
    relationships: frozenset[tuple[str, str, str]]
    """Each with the node that it leads from, the one that it leads to, and its type."""


def answer_parts(rows: Iterable[Sequence[Any]]) -> AnswerParts:
    """The nodes and relationships that stand in an answer of Store.run, also in lists, maps and paths."""
    nodes: set[str] = set()
    relationships: set[tuple[str, str, str]] = set()
    found: list[Any] = [value for row in rows for value in row]
    while found:
        value = found.pop()
        if isinstance(value, list | tuple):
            found.extend(value)
        elif isinstance(value, dict):
            if value.keys() == {"labels", "properties"}:
                nodes.add(str(value["properties"].get("id")))
            elif value.keys() == {"type", "start", "end", "properties"}:
                relationships.add((str(value["start"]), str(value["end"]), value["type"]))
            else:
                found.extend(value.values())
    return AnswerParts(frozenset(nodes), frozenset(relationships))


def selected(graph: nx.MultiDiGraph, choice: Choice) -> nx.MultiDiGraph:
    """The part of `graph` that a choice leaves, as a graph of its own.

    1. Several values of one kind: what keeps any of them. Several kinds: what keeps each of them.
    2. Routes, pathways and clusters choose themselves and what stands in them; an occupation stands in each cluster
       that lists it.
    3. A level is a stated one. Around an occupation is what it can lead to and what can lead to it within so many
       steps, crossings free, and itself. A question names nodes of any label.
    4. What is left comes with what it stands in, as far as that is chosen: clusters, their pathways, their routes. So
       clusters without any of the occupations that are asked for are out, and where none are asked for, all are in.
    5. The edition is in.
    6. Between the nodes that are left, all relationships are. Of a statement's answer there are its nodes, its
       relationships with their ends, and nothing else.
    7. `only`: nodes of these labels, relationships of these types. Where no type is among them, any type; where no
       label is, the labels that these types join.
    """
    labels = dict(graph.nodes(data="label"))
    nodes = _chosen(graph, labels, choice)
    if choice.given is not None:  # Rule 6
        nodes &= choice.given.nodes.union(*((start, end) for start, end, _ in choice.given.relationships))
    kept_labels, kept_types = _only(choice.only)
    part = nx.MultiDiGraph()
    part.add_nodes_from((node, graph.nodes[node]) for node in graph if node in nodes and labels[node] in kept_labels)
    part.add_edges_from(
        (start, end, kind, properties)
        for start, end, kind, properties in graph.edges(keys=True, data=True)
        if start in part
        and end in part
        and kind in kept_types
        and (choice.given is None or (start, end, kind) in choice.given.relationships)
    )
    return part


def _chosen(graph: nx.MultiDiGraph, labels: Mapping[str, str], choice: Choice) -> set[str]:
    """The nodes that rules 1 to 5 leave."""
    kinds = [kind for kind in (choice.routes, choice.pathways, choice.clusters) if kind]
    stand = {node: set(held_by(graph, node)) for node, label in labels.items() if label != "Edition"}

    def within(node: str) -> set[str]:
        return {node}.union(*map(within, stand[node]))

    places = {node for node in stand if labels[node] != "Occupation"}
    places = {node for node in places if all(kind & within(node) for kind in kinds)}  # Rules 1 and 2
    occupations = {node for node in stand if labels[node] == "Occupation"}
    found = places | {node for node in occupations if not kinds or stand[node] & places}
    for named in _named(graph, occupations, choice):
        found &= named
    above = list(found)  # Rule 4
    while above:
        node = above.pop()
        more = {up for up in stand[node] if up not in found and (labels[up] != "Cluster" or up in places)}
        found |= more
        above.extend(more)
    return found | {node for node, label in labels.items() if label == "Edition"}  # Rule 5


def _named(graph: nx.MultiDiGraph, occupations: Set[str], choice: Choice) -> Iterator[Set[str]]:
    """What is named in other ways than by where it stands (rule 3): one set for each kind."""
    if choice.levels:
        yield {node for node in occupations if graph.nodes[node]["level"] in choice.levels}
    if choice.around:
        yield {
            row
            for id_ in choice.around
            for backwards in (False, True)
            for row in (id_, *(away.id for away in within_steps(graph, id_, choice.steps, backwards=backwards)))
        }
    if choice.along is not None:
        yield choice.along
    if choice.shared:
        yield {node for node in occupations if any(kind == CROSSING for _, _, kind in graph.out_edges(node, keys=True))}
    if choice.listed is not None:
        yield choice.listed


def _only(names: frozenset[str]) -> tuple[Set[str], Set[str]]:
    """The labels and the types that rule 7 leaves."""
    labels, types = names & set(LABELS), names & set(TYPES)
    joined = {label for kind in RELATIONSHIPS if kind.name in types for label in (kind.start, kind.end)}
    return labels or joined or set(LABELS), types or set(TYPES)
