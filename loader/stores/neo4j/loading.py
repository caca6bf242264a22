"""A load into a server: what is there of an edition is compared, and what differs is written, in one transaction.

docs/decisions/0005-loading-a-server.md says why it is done so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from career_pathways.loader.editions.joins import Join
from career_pathways.loader.errors import LossRefused, StoreError
from career_pathways.loader.schema import ALL_RELATIONSHIPS, NODES, NodeLabel
from career_pathways.loader.stores.rows import Rows, rows_of
from career_pathways.loader.stores.statements import join_rows
from career_pathways.loader.stores.store import Target

from .connection import graph_replaced, metadata, number, retried, run, run_whole
from .row_changes import (
    BOOKKEEPING,
    BROKEN_STATEMENT,
    OWNER,
    REMOVE_BROKEN_STATEMENT,
    STAMP_STATEMENT,
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
    parameters_of,
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


class Wanted(NamedTuple):
    """What a server is to hold of one edition."""

    edition: str
    graph: Rows | nx.MultiDiGraph | None
    """None where it is to hold nothing of it."""
    joins: Sequence[Join] = ()
    """All that joins it with other editions."""


Differences: TypeAlias = list[list[Difference]]
"""For each edition that is wanted, of each label and each relationship type."""


def load_editions(
    driver: neo4j.Driver,
    target: Target,
    wanted: Sequence[Wanted],
    *,
    allow_loss: bool,
    progress: Progress | None,
    found_in: int | None = None,
) -> tuple[Change, ...]:
    """See BoltStore.load: all of them in one transaction; whatever other editions are there stay as they are.

    `found_in`: the number of the graph in which what joins them was found, 0 where it had none yet; None where that may
    have been any.
    """
    # As if to write, so that a cluster asks its leader: another member may not know the last load yet.
    found, held, complete = retried(driver, target, lambda tx: _compared(tx, wanted))
    if found_in not in {None, held} and held is not None:
        raise graph_replaced(target)
    if complete and held is not None and held % 2 == 0 and not any(chain(*found)):
        return changes(chain(*found))
    if not allow_loss:
        _refuse_loss(wanted, found)
    if not complete or held is None:
        make_schema(driver, target)
    marked: list[int] = []

    @neo4j.unit_of_work(timeout=LOADING, metadata=metadata("load"))
    def write(tx: neo4j.ManagedTransaction) -> Differences:
        run_whole(tx, _LOCK)
        differences = found
        if found_in not in {None, number(tx)}:
            raise graph_replaced(target)
        if held is None or held % 2 or number(tx) != held:  # another load may have come between
            for edition, *_ in wanted:
                run_whole(tx, REMOVE_BROKEN_STATEMENT, parameters_of(edition))
            differences = _differences(tx, wanted)
            if not allow_loss:
                _refuse_loss(wanted, differences)
        if any(chain(*differences)):
            _write(tx, wanted, differences, allow_loss=allow_loss, progress=progress)
            rows = sum(d.rows for d in chain(*differences))
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
    return changes(chain(*found))


def _refuse_loss(wanted: Sequence[Wanted], differences: Differences) -> None:
    """Raises LossRefused where an edition that is to stay would lose more than one edition takes away."""
    for edition, of_edition in zip(wanted, differences, strict=False):  # nothing was compared where nodes are broken
        if edition.graph is not None:
            refuse_loss(of_edition)


def make_schema(driver: neo4j.Driver, target: Target, patience: int = 300) -> None:
    """Constraints and indexes, and the two nodes of the bookkeeping; `patience`: in seconds, for the indexes."""
    for statement in schema_statements():
        try:
            retried(driver, target, partial(run_whole, statement=statement))
        except Neo4jError as error:  # IF NOT EXISTS is no help against a load that makes the same at the same time
            if "EquivalentSchemaRule" not in str(error.code):
                raise
    retried(driver, target, partial(run_whole, statement=f"CALL db.awaitIndexes({patience})"))
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


def _compared(tx: neo4j.ManagedTransaction, wanted: Sequence[Wanted]) -> tuple[Differences, int | None, bool]:
    """What separates the database from what is wanted; the number of what was compared, None where it changed meanwhile
    or was never given; and whether constraints and indexes are there."""
    for edition, *_ in wanted:
        if run(tx, BROKEN_STATEMENT, parameters_of(edition)).single(strict=True)["count"]:
            return [], None, _has_schema(tx)  # they go first, with all that hangs on them
    before = number(tx)
    differences, complete = _differences(tx, wanted), _has_schema(tx)
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


def _differences(tx: neo4j.ManagedTransaction, wanted: Sequence[Wanted]) -> Differences:
    """What separates the database from what is wanted. Raises StoreError where a node of the user's is in the way."""
    return [
        [difference(kind, _held(tx, kind, edition.edition), rows) for kind, rows in _rows(edition)]
        for edition in wanted
    ]


def _rows(wanted: Wanted) -> Iterator[tuple[Kind, Iterable[dict[str, Any]]]]:
    if wanted.graph is None:
        yield from ((kind, ()) for kind in (*NODES, *ALL_RELATIONSHIPS))
    else:
        yield from rows_of(wanted.graph).nodes()
        yield from rows_of(wanted.graph).relationships()
        yield from join_rows(wanted.joins)


def _held(tx: neo4j.ManagedTransaction, kind: Kind, edition: str) -> Iterator[tuple[Key, bytes]]:
    """The rows of `kind`. Raises StoreError at a node of that label which is not ours: every question would meet it."""
    answer = run(tx, held_statement(kind), parameters_of(edition))
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
    wanted: Sequence[Wanted],
    differences: Differences,
    *,
    allow_loss: bool,
    progress: Progress | None,
) -> None:
    """What goes, then what comes or changes; then count, since a MERGE whose ends are missing says nothing."""
    total = sum(d.rows for d in chain(*differences))
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, total)

    advance(0)
    # Relationships before the nodes that they hang on, whatever edition these are of.
    for d in sorted(chain(*differences), key=lambda d: isinstance(d.kind, NodeLabel)):
        for keys in _batches(iter(d.removed)):
            if isinstance(d.kind, NodeLabel) and not allow_loss:
                _refuse_own(tx, d.kind, keys)
            run_whole(tx, remove_statement(d.kind), {"keys": keys, "owner": OWNER})
            advance(len(keys))
    for edition, of_edition in zip(wanted, differences, strict=True):
        for d, (kind, rows) in zip(of_edition, _rows(edition), strict=True):
            if d.added or d.changed:
                for batch in _batches(_as_sent(kind, row) for row in rows if key_of(kind, row) not in d.unchanged):
                    run_whole(tx, write_statement(kind), {"rows": batch, "owner": OWNER})
                    advance(len(batch))
                    batch.clear()  # the driver keeps what it was given until the transaction ends
        _stamp(tx, edition.edition, of_edition)


def _as_sent(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """A row with the null that takes an `edition` away which somebody has given a node of a document by hand."""
    return {"edition": None, **row} if isinstance(kind, NodeLabel) else row


def _stamp(tx: neo4j.ManagedTransaction, edition: str, differences: list[Difference]) -> None:
    """Say when an edition was loaded, and count it. Raises StoreError where something was not written."""
    parameters = parameters_of(edition)
    run_whole(tx, STAMP_STATEMENT, {**parameters, "now": datetime.now(UTC).isoformat(timespec="seconds")})
    for d in differences:
        count = run(tx, count_statement(d.kind), parameters).single(strict=True)["count"]
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
            f"{len(own)}{' or more' if len(own) == 100 else ''} nodes that would go hold something of your own, "
            f"relationships, labels or properties:{lines}\nNothing was changed.",
            "Move it elsewhere, or let it go too: {allow_loss}.",
        )


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
