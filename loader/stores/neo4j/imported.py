"""What Neo4j's own import lacks to be what a load makes; and what an import would take away, which replaces all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, cast

import neo4j

from career_pathways.loader.errors import LossRefused, StoreError
from career_pathways.loader.schema import ALL_RELATIONSHIPS, ALL_TYPES, NODES
from career_pathways.loader.stores.declared import counting_statements
from career_pathways.loader.stores.store import Target
from career_pathways.loader.words.counting import counted

from .connection import explaining, new_driver, opening, retried, run_whole, session
from .loading import LOADING, make_schema
from .row_changes import BOOKKEEPING, OWNER, STAMP_STATEMENT, Difference, parameters_of, refuse_loss
from .searching import TEXTS_IN_BATCHES

IMPORTING = 3600
"""Seconds that indexes, or the empty lists of one property, may take: 8 million take minutes."""

_OWN_NODES = f"MATCH (n) WHERE coalesce(n.loaded_by, '') <> $owner AND NOT n:{BOOKKEEPING} RETURN count(n) AS count"
_OWN_RELATIONSHIPS = "MATCH ()-[r]->() WHERE NOT type(r) IN $types RETURN count(r) AS count"
_NUMBERED = f"MERGE (s:{BOOKKEEPING} {{id: 'sequence'}}) SET s.number = $number, s.until = 0, s.searchable = true"


class Found(NamedTuple):
    """What a database holds before an import."""

    number: int
    """That of its graphs, 0 where it has none."""
    editions: tuple[str, ...]
    counts: dict[str, int]
    """Of all that questions meet, by label and type."""
    nodes: int
    """Those of the user's own."""
    relationships: int
    """Of types that no load writes."""


def found_in(target: Target) -> Found:
    """What a database holds; this takes as long as counting all of it. Raises NoConnection, AccessRefused."""
    with explaining(target), new_driver(target) as driver:
        number, editions, _ = opening(driver, target, LOADING)
        counts = {name: _count(driver, target, statement) for name, statement in counting_statements()}
        nodes = _count(driver, target, _OWN_NODES, owner=OWNER)
        relationships = _count(driver, target, _OWN_RELATIONSHIPS, types=list(ALL_TYPES))
        return Found(number or 0, tuple(editions), counts, nodes, relationships)


def refuse_to_replace(found: Found, edition: str, counts: Mapping[str, int], target: Target) -> None:
    """Raises LossRefused where a database holds more than an older state of the edition of that name.

    `counts`: those of the rows that are to come.
    """
    others = [name for name in found.editions if name != edition]
    besides = [f"the edition{'s' * (len(others) > 1)} {', '.join(others)}"] if others else []
    besides += [f"{counted(found.nodes, 'node')} of your own"] if found.nodes else []
    besides += [f"{counted(found.relationships, 'relationship')} of your own"] if found.relationships else []
    if besides:
        raise LossRefused(
            f"{target.uri}: a bulk load replaces the whole database, which holds {' and '.join(besides)} besides. "
            "Nothing was changed.",
            "Leave out {bulk}, and they stay; or let them go: {allow_loss}.",
        )
    by_name = {kind.name: kind for kind in (*NODES, *ALL_RELATIONSHIPS)}
    refuse_loss(
        [
            Difference(kind, found.counts.get(name, 0), counts.get(name, 0), 0, 0, (), b"")
            for name, kind in by_name.items()
        ]
    )


def complete(target: Target, counts: Mapping[str, int], edition: str, number: int, empty_lists: Sequence[str]) -> None:
    """Make of an imported database what a load of its rows would have made: lists, constraints, bookkeeping, clock.

    In: a database that nobody else knows yet; the counts of the rows; the name of the edition; the number that its
    graph is to have; the statements of `AdminFiles.empty_lists`. Raises StoreError where it holds something else.
    """
    with explaining(target, loading=True), new_driver(target) as driver:
        given = {**parameters_of(edition), "all": True}
        for statement in (*empty_lists, TEXTS_IN_BATCHES):  # by itself, since it commits on its way
            with session(driver, target, neo4j.WRITE_ACCESS) as opened:
                opened.run(neo4j.Query(cast(Any, statement), timeout=IMPORTING), given).consume()
        make_schema(driver, target, IMPORTING)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        stamp = {**parameters_of(edition), "now": now}
        retried(driver, target, partial(run_whole, statement=STAMP_STATEMENT, parameters=stamp))
        retried(driver, target, partial(run_whole, statement=_NUMBERED, parameters={"number": number}))
        for name, statement in counting_statements():
            count, wanted = _count(driver, target, statement), counts.get(name, 0)
            if count != wanted:
                raise StoreError(f"{count:,} {name} were imported, not {wanted:,}. Nothing was changed.")


def _count(driver: neo4j.Driver, target: Target, statement: str, **parameters: Any) -> int:
    with session(driver, target, neo4j.READ_ACCESS) as opened:
        answer = opened.run(neo4j.Query(cast(Any, statement), timeout=LOADING), parameters)
        return int(answer.single(strict=True).value())
