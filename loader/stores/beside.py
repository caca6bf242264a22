"""What a store holds besides the edition that is asked: what all of them list, and what joins them."""

from __future__ import annotations

from typing import Any

from career_pathways.loader.editions.joins import Join, Lists
from career_pathways.loader.editions.listed import Listed
from career_pathways.loader.schema import LINKS, RelationshipType

from .editions import FOLLOWS
from .store import TIMEOUT, ReadOnly, Store

_LISTED = ReadOnly(
    "MATCH (o:Occupation) WHERE coalesce(o.edition, '2017') = $of MATCH (r:Route {id: o.route}) "
    "RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, "
    "CASE WHEN coalesce(r.stated, true) THEN o.route_name END AS route, o.code AS code ORDER BY id"
)
"""The fields of Listed. Where no table states a route, what stands in its place says nothing of it."""


def lists_of(store: Store, *, timeout: float = TIMEOUT) -> tuple[Lists, ...]:
    """What each edition of a store lists, in the order of `Store.editions`. Raises what Store.run raises."""
    follows: dict[str, Any] = dict(store.run(FOLLOWS, timeout=timeout, limit=None).rows)
    return tuple(Lists(name, follows[name], listed_in(store, name, timeout=timeout)) for name in store.editions)


def listed_in(store: Store, edition: str, *, timeout: float = TIMEOUT) -> tuple[Listed, ...]:
    """The occupations of an edition of a store, by id; none where it is not there. Raises what Store.run raises."""
    return tuple(Listed(*row) for row in store.run(_LISTED, {"of": edition}, timeout=timeout, limit=None).rows)


def joins_in(store: Store, *, timeout: float = TIMEOUT) -> tuple[Join, ...]:
    """All that joins editions of a store. Raises what Store.run raises."""
    return tuple(
        Join(kind.name, origin, destination, dict(zip((p.name for p in kind.properties), values, strict=True)))
        for kind, statement in _JOINS
        for origin, destination, *values in store.run(statement, timeout=timeout, limit=None).rows
    )


def _statement(kind: RelationshipType) -> ReadOnly:
    properties = "".join(f", r.`{p.name}` AS `{p.name}`" for p in kind.properties)
    return ReadOnly(
        f"MATCH (a:{kind.start})-[r:{kind.name}]->(b:{kind.end}) "
        f"RETURN a.id AS origin, b.id AS destination{properties} ORDER BY origin, destination"
    )


_JOINS = tuple((kind, _statement(kind)) for kind in LINKS)
