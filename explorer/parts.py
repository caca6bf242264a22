"""A part of a map, chosen by names as people write them: for files, for networkx and for data frames."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import networkx as nx

from career_pathways.exports.part import Part, part_of_graph, part_of_store
from career_pathways.loader.errors import WrongExport, WrongParameter
from career_pathways.loader.schema import LABELS, TYPES
from career_pathways.queries.naming import find_cluster, find_pathway
from career_pathways.queries.run import Answer
from career_pathways.queries.selection import Choice, Given, given_of, selected

from .explorer import Explorer


def choose(
    map_: Explorer,
    *,
    routes: Sequence[str] = (),
    pathways: Sequence[str] = (),
    clusters: Sequence[str] = (),
    levels: Sequence[int] = (),
    around: Sequence[str] = (),
    steps: int = 1,
    paths: Sequence[tuple[str, str]] = (),
    shared: bool = False,
    query: str | None = None,
    parameters: Mapping[str, str | int | None] | None = None,
    cypher: str | None = None,
    given: Given | None = None,
    only: Sequence[str] = (),
) -> Part:
    """The part of a map that keeps what is asked for; all of it where nothing is.

    In: names or ids of routes, pathways, clusters and occupations; stated levels; `paths`: pairs of occupations, for
    what stands along the best path from the one to the other; `query`: a named question with its `parameters`, for the
    nodes that its rows name, or `cypher`: a statement of one's own, for the nodes and relationships that it returns, or
    that were `given`, where it was asked before; `only`: labels and relationship types.
    `career_pathways.queries.selection.selected` has the rules of how they go together. Where a name has namesakes and
    one route is asked for, the one in it is meant.

    Raises WrongExport where nothing is left, UnknownName, AmbiguousName, NoPathway, WrongParameter, and what Store.run
    raises.
    """
    _check_lists(routes=routes, pathways=pathways, clusters=clusters, around=around, only=only)
    _check_others(levels, around, steps, paths, only)
    if (parameters and query is None) or (given is not None and cypher is None) or (query is not None and cypher):
        raise WrongParameter("`parameters` belong to a `query`, `given` to `cypher`, and there is one of the two.")
    prefer = map_.route(routes[0]).id if len(routes) == 1 else None
    along = [_along(map_, pair, prefer) for pair in paths]
    answer = None if query is None else map_.ask(query, parameters, prefer=prefer, limit=None)
    if cypher is not None and given is None:
        given = given_of(map_.store.run(cypher, limit=None).rows)
    if given is not None and not (given.nodes or given.relationships):
        raise WrongExport("the statement returns no node and no relationship. Return them whole, as in RETURN a, r, b.")
    chosen: dict[str, Any] = {
        "route": sorted({map_.route(name).id for name in routes}),
        "pathway": sorted({find_pathway(map_.names, name, prefer=prefer) for name in pathways}),
        "cluster": sorted({find_cluster(map_.names, name, prefer=prefer) for name in clusters}),
        "level": sorted(set(levels)),
        "around": sorted({map_.occupation(name, prefer=prefer).id for name in around}),
        "steps": steps if around else None,
        "path": [[path[0], path[-1]] for path in along],
        "shared": shared,
        "query": query,
        "parameters": {k: v for k, v in answer.parameters.items() if v is not None} if answer else None,
        "cypher": cypher,
        "only": sorted(set(only)),
    }
    chosen = {name: value for name, value in chosen.items() if value}
    if not chosen and "graph" not in map_.__dict__:
        return part_of_store(map_.store)
    choice = Choice(
        routes=frozenset(chosen.get("route", ())),
        pathways=frozenset(chosen.get("pathway", ())),
        clusters=frozenset(chosen.get("cluster", ())),
        levels=frozenset(levels),
        around=tuple(chosen.get("around", ())),
        steps=steps,
        along=frozenset().union(*along) if along else None,
        shared=shared,
        listed=_listed(answer) if answer else None,
        given=given,
        only=frozenset(only),
    )
    graph = selected(map_.graph, choice)
    labels = {label for _, label in graph.nodes(data="label")}
    if not labels or (labels == {"Edition"} and given is None and "Edition" not in only):
        asked = json.dumps(chosen, ensure_ascii=False)
        raise WrongExport(f"nothing of the map keeps all of this: {asked}. Leave out a condition.")
    edition = next(attributes for _, attributes in map_.graph.nodes(data=True) if attributes["label"] == "Edition")
    return part_of_graph(graph, edition, chosen, tuple(_left_out(map_.graph, choice)))


def _check_lists(**lists: Sequence[str]) -> None:
    """Raises WrongParameter where one is no list of texts."""
    for name, value in lists.items():
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise WrongParameter(f"{name} {value!r}: not a list of texts, as in {name}=['…'].")


def _check_others(
    levels: Sequence[int],
    around: Sequence[str],
    steps: int,
    paths: Sequence[tuple[str, str]],
    only: Sequence[str],
) -> None:
    """Raises WrongParameter."""
    if not isinstance(levels, list | tuple) or not all(type(level) is int for level in levels):
        raise WrongParameter(f"levels {levels!r}: not a list of levels, as in levels=[2, 3].")
    for path in paths:
        if not isinstance(path, list | tuple) or [type(end) for end in path] != [str, str]:
            raise WrongParameter(f"a path is from one occupation to another, not {path!r}, as in paths=[('…', '…')].")
    if unknown := sorted(set(only) - {*LABELS, *TYPES}):
        there = f"neither a label ({', '.join(LABELS)}) nor a type ({', '.join(TYPES)})"
        raise WrongParameter(f"only {unknown[0]!r}: {there}.")
    if type(steps) is not int or steps < 1:
        raise WrongParameter(f"steps {steps!r}: a number of steps, 1 or more.")
    if steps != 1 and not around:
        raise WrongParameter("steps are counted around an occupation. Name one with --around.")


def _along(map_: Explorer, path: tuple[str, str], prefer: str | None) -> tuple[str, ...]:
    """The occupations of the best path, in its order."""
    links = map_.path(*path, route=prefer).links
    return (links[0].from_id, *(link.id for link in links))


def _listed(answer: Answer) -> frozenset[str]:
    """The nodes that a question names: those of its rows, and those that it was asked about."""
    columns = [column for column in ("id", "from_id", "other_id") if column in answer.query.returns]
    if not columns:
        raise WrongExport(f"the question {answer.query.name} counts, and names no node. Choose another.")
    asked = {str(value) for name, value in answer.parameters.items() if name in {"id", "from", "to"}}
    return frozenset(asked.union(*({getattr(row, column) for column in columns} for row in answer.rows)))


def _left_out(graph: nx.MultiDiGraph, choice: Choice) -> Iterator[str]:
    """What somebody might miss who has chosen so."""
    everything = replace(choice, only=frozenset())
    if choice.levels:
        found = selected(graph, replace(everything, levels=frozenset())).nodes(data=True)
        levels = [attributes["level"] for _, attributes in found if attributes["label"] == "Occupation"]
        if unstated := levels.count(None):  # half of the map
            yield f"{unstated} of {len(levels)} occupations state no level, and are left out like those of others."
    named = (choice.along or frozenset()).union(choice.around)
    if named and (missed := sorted(named - set(selected(graph, everything)))):
        yield (
            f"{len(missed)} of {len(named)} occupations that are named, or stand along the path, are left out by the "
            f"other conditions: {', '.join(missed[:3])}{' …' if len(missed) > 3 else ''}"
        )
    if choice.given is not None and (unknown := choice.given.nodes - set(graph)):
        yield f"{len(unknown)} of {len(choice.given.nodes)} nodes that the statement returned are not of this map."
