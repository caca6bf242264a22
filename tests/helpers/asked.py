"""What each question is asked when stores are compared: every route of a map, and much of all else in it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints

import networkx as nx
from pairs import sampled_pairs
from tries import some, tries

from career_pathways.queries.library import Query, Term, query
from career_pathways.queries.run import row_kind, rows_of

Parameters = Mapping[str, str | int]

OF_OTHERS = {"became", "related", "stated-later", "stated-steps"}
"""Questions that the map of a document alone has no answer to."""

SAMPLE = tries(100)
"""Words of the map to search for."""

PAIRS = tries(1_000)


def asked(name: str, graph: nx.MultiDiGraph) -> list[Parameters]:  # noqa: PLR0911 -- one for each kind of question
    """What of the map it is asked: all of it in `make soak`, but for pairs and words, of which there are too many."""
    ids = {
        label: [n for n, of in graph.nodes(data="label") if of == label] for label in ("Occupation", "Cluster", "Route")
    }
    if name == "shortest-path":
        return [{"from": origin, "to": destination} for origin, destination in sampled_pairs(graph, size=PAIRS)]
    if name == "cluster-occupations":
        return [{"id": id_} for id_ in some(ids["Cluster"])]
    if name == "route-occupations":
        return [{"id": id_} for id_ in ids["Route"]]
    if name == "search":
        words = sorted({word for _, title in graph.nodes(data="title") if title for word in title.split()})
        return [{"text": word} for word in random.Random(name).sample(words, min(SAMPLE, len(words)))] + [
            {"text": "crane tower"},
            {"text": "é–"},
        ]
    wanted = {p.name for p in query(name).parameters if not p.optional}
    if wanted == {"id"}:
        return [{"id": id_} for id_ in some(some(ids["Occupation"]), fewest=20)]
    if wanted == {"level"}:
        steps = [{}] if name == "level-next-steps" else [{"steps": 1}, {"steps": 3}]
        return some([{"level": n, "route": r} | more for n in range(1, 8) for r in ids["Route"] for more in steps])
    assert not wanted, f"{name}: say here what it is asked"
    optional = {p.name for p in query(name).parameters}
    routes: list[Parameters] = [{"route": id_} for id_ in ids["Route"]] if "route" in optional else []
    levels: list[Parameters] = [{"level": n} for n in range(1, 8)] if "level" in optional else []
    return [{}, *routes, *levels]


def checked(question: Query, values: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """What a store answered, as the rows of the question: of the types that they declare, in their total order."""
    kind = row_kind(question)
    rows = rows_of(kind, values)
    hints = [declared(hint) for hint in get_type_hints(kind).values()]
    for row in rows:
        for name, value, (types, items) in zip(kind._fields, row, hints, strict=True):
            assert type(value) in types, f"{question.name}: {name} is {value!r}"
            assert not isinstance(value, tuple) or all(type(item) is items for item in value), f"{name} is {value!r}"
    keys = [order_key(row, question.order) for row in rows]
    assert keys == sorted(keys), question.name
    assert len(set(keys)) == len(keys), question.name
    return rows


def order_key(row: Any, order: tuple[Term, ...]) -> tuple[Any, ...]:
    """The key that sorts the rows of every question as every store does.

    `order`: columns, each with whether downwards, as the question's last ORDER BY has them: relatedness (high
    first), cost, level (not stated last), title, id, where it applies. As in Cypher, null is higher than all
    else, and text goes by code points.
    """
    values = ((getattr(row, term.column), term) for term in order)
    return tuple(_term(v if term.value is None else v == term.value, term.downwards) for v, term in values)


def _term(value: Any, downwards: bool) -> tuple[Any, ...]:
    """One part of the key: whether null, which decides first, then the value, turned round if downwards."""
    if value is None:
        return (not downwards,)
    if not downwards:
        return (False, value)
    if isinstance(value, str):
        return (True, *(-ord(character) for character in value), 1)  # the 1: the longer text comes first
    return (True, -value)


def declared(hint: Any) -> tuple[set[Any], Any]:
    """The types of a value that a field may hold, and those of its items where it is a tuple.

    >>> declared(int | None)[0] == {int, NoneType}
    True
    """
    choices = [hint] if get_origin(hint) is tuple else get_args(hint) or [hint]
    items = [get_args(choice)[0] for choice in choices if get_origin(choice) is tuple]
    return {get_origin(choice) or choice for choice in choices}, (items or [None])[0]
