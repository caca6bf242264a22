"""A load into a server: what is there is compared, and what differs is written, in one transaction.

docs/decisions/0005-loading-a-server.md says why it is done so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from career_pathways.loader.errors import LossRefused, StoreError
from career_pathways.loader.schema import NodeLabel
from career_pathways.loader.stores.statements import node_rows, relationship_rows
from career_pathways.loader.stores.store import Target

from .connection import metadata, number, retried, run, run_whole
from .row_changes import (
    BOOKKEEPING,
    BROKEN_STATEMENT,
    OWNER,
    REMOVE_BROKEN_STATEMENT,
    Change,
    Difference,
    Key,
    Kind,
    changes,
    count_statement,
    difference,
    digest,
    held_statement,
    indexed,
    key_of,
    own_statement,
    refuse_loss,
    remove_statement,
    schema_statements,
    write_statement,
)

if TYPE_CHECKING:
    import networkx as nx

LOADING = 1800.0
"""Seconds that the transaction of a load may take."""

BATCH = 5_000
"""Rows a statement: larger ones are no faster, and hold more memory."""

COMMITTING = (15.0, 0.001)
"""Seconds, and seconds a row more, after which a commit is over, or its loader dead. Measured on two cores: 1 to 4 s
for 45,000 rows, 25 s for 450,000; 19 s for 45,000 on a machine busy with six other things."""

Progress = Callable[[int, int], None]
"""Told, on the way, how many rows of how many are written."""

_BOOKKEEPING = (
    f"MERGE (:{BOOKKEEPING} {{id: 'lock'}}) MERGE (s:{BOOKKEEPING} {{id: 'sequence'}}) "
    "ON CREATE SET s.number = 0, s.until = 0"
)
_LOCK = f"MERGE (l:{BOOKKEEPING} {{id: 'lock'}}) SET l.taken = timestamp()"
_MARK = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) "
    "SET s.number = s.number + CASE s.number % 2 WHEN 0 THEN 1 ELSE 2 END, s.until = timestamp() + $milliseconds "
    "RETURN s.number AS number"
)
_SETTLE = f"MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) WHERE s.number = $number SET s.number = s.number + 1"
_COUNT_ANEW = "CALL db.resampleOutdatedIndexes()"
"""Without it Neo4j plans the first questions after a first load by an index that it takes to be empty, and keeps those
plans: 4 of 4 times scans, where they are seeks 4 of 4 times with it (5.26.12)."""
_STAMP = "MATCH (e:Edition) WHERE e.loaded_by = $owner SET e.loaded_at = $now"


def load_graph(
    driver: neo4j.Driver, target: Target, graph: nx.MultiDiGraph, *, allow_loss: bool, progress: Progress | None
) -> tuple[Change, ...]:
    """See BoltStore.load."""
    # As if to write, so that a cluster asks its leader: another member may not know the last load yet.
    found, held, complete = retried(driver, target, lambda tx: _compared(tx, graph))
    if complete and held is not None and held % 2 == 0 and not any(found):
        return changes(found)
    if not allow_loss:
        refuse_loss(found)
    if not complete or held is None:
        _make_schema(driver, target)
    marked: list[int] = []

    @neo4j.unit_of_work(timeout=LOADING, metadata=metadata("load"))
    def write(tx: neo4j.ManagedTransaction) -> list[Difference]:
        run_whole(tx, _LOCK)
        differences = found
        if held is None or held % 2 or number(tx) != held:  # another load may have come between
            run_whole(tx, REMOVE_BROKEN_STATEMENT, {"owner": OWNER})
            differences = _differences(tx, graph)
            if not allow_loss:
                refuse_loss(differences)
        if any(differences):
            _write(tx, graph, differences, allow_loss=allow_loss, progress=progress)
            rows = sum(d.rows for d in differences)
            marked.append(_mark(driver, target, COMMITTING[0] + COMMITTING[1] * rows))
        return differences

    try:
        found = retried(driver, target, write)
    except Neo4jError:  # the server has said no; after anything else it may still be committing, and the mark runs out
        if marked:
            _settle(driver, target, marked[-1])
        raise
    if marked:
        _settle(driver, target, marked[-1])
    with suppress(DriverError, Neo4jError):  # who may not do this has slower questions for a while, and no other harm
        retried(driver, target, partial(run_whole, statement=_COUNT_ANEW))
    return changes(found)


def _make_schema(driver: neo4j.Driver, target: Target) -> None:
    """Constraints and indexes, and the two nodes of the bookkeeping."""
    for statement in schema_statements():
        retried(driver, target, partial(run_whole, statement=statement))
    retried(driver, target, partial(run_whole, statement="CALL db.awaitIndexes(300)"))
    retried(driver, target, partial(run_whole, statement=_BOOKKEEPING))
    if not retried(driver, target, _has_schema):
        raise StoreError(
            f"{target.uri}: a constraint or an index of your own there has the name of one that the graph needs.",
            "{page_neo4j} lists them. Drop it, or name a database of its own with NEO4J_DATABASE.",
        )


def _mark(driver: neo4j.Driver, target: Target, seconds: float) -> int:
    """Tell readers that a commit is about to begin, and after how many seconds it is over whatever happens."""
    parameters = {"milliseconds": round(seconds * 1000)}
    return retried(driver, target, lambda tx: int(run(tx, _MARK, parameters).single(strict=True)["number"]))


def _settle(driver: neo4j.Driver, target: Target, number: int) -> None:
    """Tell readers that the commit that was marked with `number` is over; where this fails, the mark runs out."""
    with suppress(DriverError, Neo4jError):
        retried(driver, target, partial(run_whole, statement=_SETTLE, parameters={"number": number}))


def _compared(tx: neo4j.ManagedTransaction, graph: nx.MultiDiGraph) -> tuple[list[Difference], int | None, bool]:
    """What separates the database from `graph`; the number of what was compared, None where it changed meanwhile or was
    never given; and whether constraints and indexes are there."""
    if run(tx, BROKEN_STATEMENT, {"owner": OWNER}).single(strict=True)["count"]:
        return [], None, _has_schema(tx)  # they go first, with all that hangs on them
    before = number(tx)
    differences, complete = _differences(tx, graph), _has_schema(tx)
    return differences, before if number(tx) == before else None, complete


def _has_schema(tx: neo4j.ManagedTransaction) -> bool:
    """Whether all constraints and indexes are there and in use."""
    indexes = run(
        tx, "SHOW INDEXES YIELD labelsOrTypes, properties, state, owningConstraint WHERE state = 'ONLINE' RETURN *"
    )
    in_use = {
        (record["labelsOrTypes"][0], record["properties"][0], record["owningConstraint"] is not None)
        for record in indexes
        if record["labelsOrTypes"] and len(record["properties"] or ()) == 1
    }
    return indexed() <= in_use


def _differences(tx: neo4j.ManagedTransaction, graph: nx.MultiDiGraph) -> list[Difference]:
    """What separates the database from `graph`. Raises StoreError where a node of the user's own is in the way."""
    return [difference(kind, _held(tx, kind), rows) for kind, rows in _rows(graph)]


def _rows(graph: nx.MultiDiGraph) -> Iterator[tuple[Kind, Iterator[dict[str, Any]]]]:
    yield from node_rows(graph)
    yield from relationship_rows(graph)


def _held(tx: neo4j.ManagedTransaction, kind: Kind) -> Iterator[tuple[Key, bytes]]:
    """The rows of `kind`. Raises StoreError at a node of that label which is not ours: every question would meet it."""
    answer = run(tx, held_statement(kind), {"owner": OWNER})
    if isinstance(kind, NodeLabel):
        for key, values, ours in answer:
            if not ours:
                raise StoreError(
                    f"a node of your own there is labelled {kind.name} (its id: {key!r}), and so are the graph's: its "
                    "questions would meet yours.",
                    "Give it another label, or name a database of its own with NEO4J_DATABASE.",
                )
            yield key, digest(values)
    else:
        for origin, rows in answer:
            for destination, values in rows:
                yield (origin, destination), digest(values)


def _write(
    tx: neo4j.ManagedTransaction,
    graph: nx.MultiDiGraph,
    differences: list[Difference],
    *,
    allow_loss: bool,
    progress: Progress | None,
) -> None:
    """What goes, then what comes or changes; then count, since a MERGE whose ends are missing says nothing."""
    total = sum(d.rows for d in differences)
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, total)

    advance(0)
    for d in reversed(differences):  # relationships before the nodes that they hang on
        for keys in _batches(iter(d.removed)):
            if isinstance(d.kind, NodeLabel) and not allow_loss:
                _refuse_own(tx, d.kind, keys)
            run_whole(tx, remove_statement(d.kind), {"keys": keys, "owner": OWNER})
            advance(len(keys))
    for d, (kind, rows) in zip(differences, _rows(graph), strict=True):
        if d.added or d.changed:
            for batch in _batches(row for row in rows if key_of(kind, row) not in d.unchanged):
                run_whole(tx, write_statement(kind), {"rows": batch, "owner": OWNER})
                advance(len(batch))
                batch.clear()  # the driver keeps what it was given until the transaction ends
    run_whole(tx, _STAMP, {"owner": OWNER, "now": datetime.now(UTC).isoformat(timespec="seconds")})
    for d in differences:
        count = run(tx, count_statement(d.kind), {"owner": OWNER}).single(strict=True)["count"]
        if count != d.wanted:
            raise StoreError(
                f"{count:,} {d.kind.name} were loaded, not {d.wanted:,}, so the load was taken back.",
                "Somebody else writes to the graph at the same time; load again.",
            )


def _refuse_own(tx: neo4j.ManagedTransaction, label: NodeLabel, keys: list[Any]) -> None:
    """Raises LossRefused where the user has hung something on nodes that are to go."""
    own = list(run(tx, own_statement(label), {"keys": keys, "owner": OWNER}))
    if own:
        lines = "".join(f"\n  {record['id']}: {', '.join(record['own'])}" for record in own[:5])
        raise LossRefused(
            f"{len(own)}{' or more' if len(own) == 100 else ''} nodes that the new edition has no more hold something "
            f"of your own, relationships, labels or properties:{lines}\nNothing was changed.",
            "Move it elsewhere, or allow the load to remove it: {allow_loss}.",
        )


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
