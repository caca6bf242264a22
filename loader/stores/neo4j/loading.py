"""A load into a server: what is there of an edition is compared, and what differs is written, in one transaction.

docs/decisions/0005-loading-a-server.md says why it is done so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from career_pathways.loader.errors import LossRefused, StoreError
from career_pathways.loader.schema import (
    ALL_RELATIONSHIPS,
    LABELS,
    NODES,
    RELATIONSHIPS,
    NodeLabel,
    RelationshipType,
    nodes_of,
)
from career_pathways.loader.stores.rows import Rows
from career_pathways.loader.stores.statements import join_rows
from career_pathways.loader.stores.store import Progress, Target
from career_pathways.loader.words.counting import counted

from .connection import OPENING, graph_replaced, metadata, retried, run, run_whole
from .row_changes import (
    BOOKKEEPING,
    BROKEN,
    HELD_NODES_STATEMENT,
    HELD_RELATIONSHIPS_STATEMENT,
    OTHERS,
    OWNER,
    REMOVE_BROKEN_STATEMENT,
    SEARCH_TEXT,
    STAMP_STATEMENT,
    Change,
    Difference,
    Key,
    Kind,
    all_new,
    changes,
    compared,
    compared_names,
    count_statement,
    create_statement,
    difference,
    indexed,
    own_statement,
    parameters_of,
    places_of,
    refuse_loss,
    remove_statement,
    schema_statements,
    write_statement,
)
from .searching import INDEX_STATEMENT, TEXTS_STATEMENT

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    from career_pathways.loader.editions.joins import Join

LOADING = 1800.0
"""Seconds that the transaction of a load may take."""

BATCH = 5_000
"""Rows a statement: larger ones are no faster, and hold more memory."""

COMMITTING = (15.0, 0.001)
"""Seconds, and seconds a row more, after which a commit is over, or its loader dead. Measured on two cores: 1 to 4 s
for 45,000 rows, 25 s for 450,000; 19 s for 45,000 on a machine busy with six other things."""

_LOCK = (
    f"MERGE (l:{BOOKKEEPING} {{id: 'lock'}}) SET l.taken = timestamp() "
    f"MERGE (s:{BOOKKEEPING} {{id: 'sequence'}}) ON CREATE SET s.number = 0, s.until = 0 RETURN s.number AS number"
)
"""Waits for the load that writes just now. The number is read behind that."""

_MARK = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) WHERE s.number = $number OR $number < 0 "
    "SET s.number = s.number + CASE WHEN s.number % 2 = 0 OR $number >= 0 THEN 1 ELSE 2 END, "
    "s.until = timestamp() + $milliseconds, s.searchable = coalesce(s.searchable, false) OR $searchable "
    "RETURN s.number AS number"
)
"""Says that a commit is about to begin, or, of the number that this gave, that it is over; and, `$searchable`, that all
occupations have the texts by which they are found (searching.py)."""

_IN_USE = (
    "CALL db.labels() YIELD label RETURN collect(label) AS names "
    "UNION ALL CALL db.relationshipTypes() YIELD relationshipType RETURN collect(relationshipType) AS names"
)
"""All labels and relationship types of which there is any: of others nothing is asked, since a server that has just
started takes a tenth of a second to plan each statement."""

_TIMES = 3
"""How often constraints and indexes are tried to be made, where others make them at the same time."""

_COUNT_ANEW = "CALL db.resampleOutdatedIndexes()"
"""Without it Neo4j plans the first questions after a first load by an index that it takes to be empty, and keeps those
plans: 4 of 4 times scans, where they are seeks 4 of 4 times with it (5.26.12)."""


class Wanted(NamedTuple):
    """What a server is to hold of one edition."""

    edition: str
    rows: Rows | None
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
    there = retried(driver, target, lambda tx: _compared(tx, wanted))
    found, held = there.differences, there.number
    if found_in not in {None, held} and held is not None:
        raise graph_replaced(target)
    ready = there.has_schema and there.counts_loads and there.searchable
    if ready and held is not None and held % 2 == 0 and not any(chain(*found)):
        return changes(chain(*found))
    if not allow_loss:
        _refuse_loss(wanted, found)
    if not (there.has_schema and there.counts_loads):
        make_schema(driver, target)
    marked: list[int] = []

    @neo4j.unit_of_work(timeout=LOADING, metadata=metadata("load"))
    def write(tx: neo4j.ManagedTransaction) -> Differences:
        now = run(tx, _LOCK).single(strict=True)["number"]
        differences = found
        if found_in not in {None, now}:
            raise graph_replaced(target)
        if held is None or held % 2 or now != held:  # another load may have come between
            differences = _differences(tx, wanted, _in_use(tx), mending=True) or []
            if not allow_loss:
                _refuse_loss(wanted, differences)
        if any(chain(*differences)) or not there.searchable:
            differences = _write(tx, wanted, differences, allow_loss=allow_loss, progress=progress)
            for edition in wanted if there.searchable else wanted[:1]:  # else of all that are there
                run_whole(tx, TEXTS_STATEMENT, {**parameters_of(edition.edition), "all": not there.searchable})
            rows = sum(d.rows for d in chain(*differences))
            marked.append(_mark(driver, target, COMMITTING[0] + COMMITTING[1] * rows))
        return differences

    try:
        found = retried(driver, target, write)
    except Neo4jError:  # the server has said no; after anything else it may still be committing, and the mark runs out
        if marked:
            _settle(driver, target, marked[-1], committed=False)
        raise
    if marked:
        _settle(driver, target, marked[-1], committed=True)
    with suppress(DriverError, Neo4jError):  # who may not do this has slower questions for a while, and no other harm
        retried(driver, target, partial(run_whole, statement=_COUNT_ANEW))
    return changes(chain(*found))


def _refuse_loss(wanted: Sequence[Wanted], differences: Differences) -> None:
    """Raises LossRefused where an edition that is to stay would lose more than one edition takes away."""
    for edition, of_edition in zip(wanted, differences, strict=False):  # nothing was compared where nodes are broken
        if edition.rows is not None:
            refuse_loss(of_edition)


def make_schema(driver: neo4j.Driver, target: Target, patience: int = 300) -> None:
    """Constraints and indexes, and the two nodes of the bookkeeping; `patience`: in seconds, for the indexes."""

    def make(tx: neo4j.ManagedTransaction) -> None:
        for statement in (*schema_statements(), INDEX_STATEMENT):
            run_whole(tx, statement)

    for last in (*[False] * _TIMES, True):  # IF NOT EXISTS is no help against a load that makes the same now
        try:
            retried(driver, target, make)
            break
        except Neo4jError as error:
            if last or "EquivalentSchemaRule" not in str(error.code):
                raise
    if not retried(driver, target, _has_schema):  # asked first, as it has been planned
        retried(driver, target, partial(run_whole, statement=f"CALL db.awaitIndexes({patience})"))
    if not retried(driver, target, _has_schema):
        raise StoreError(
            f"{target.uri}: a constraint or an index of your own there has the name of one that the graph needs.",
            "{page_neo4j} lists them. Drop it, or name a database of its own with NEO4J_DATABASE.",
        )
    retried(driver, target, partial(run_whole, statement=_LOCK))


def _mark(driver: neo4j.Driver, target: Target, seconds: float) -> int:
    """Tell readers that a commit is about to begin, and after how many seconds it is over whatever happens."""
    parameters = {"number": -1, "milliseconds": round(seconds * 1000), "searchable": False}
    return retried(driver, target, lambda tx: int(run(tx, _MARK, parameters).single(strict=True)["number"]))


def _settle(driver: neo4j.Driver, target: Target, number: int, *, committed: bool) -> None:
    """Tell readers that the commit that was marked with `number` is over; where this fails, the mark runs out."""
    parameters = {"number": number, "milliseconds": 0, "searchable": committed}
    with suppress(DriverError, Neo4jError):
        retried(driver, target, partial(run_whole, statement=_MARK, parameters=parameters))


class _Compared(NamedTuple):
    """What a load finds."""

    differences: Differences
    number: int | None
    """Of what was compared, 0 where no load has given it any; None where it changed meanwhile, or was not compared."""
    has_schema: bool
    """Whether constraints and indexes are there and in use."""
    counts_loads: bool
    """Whether the number is kept."""
    searchable: bool
    """Whether its occupations have the texts that they are found by."""


def _compared(tx: neo4j.ManagedTransaction, wanted: Sequence[Wanted]) -> _Compared:
    """What separates the database from what is wanted. Raises StoreError where a node of the user's is in the way."""
    in_use, has_schema = _in_use(tx), _has_schema(tx)
    before, searchable = _numbered(tx, in_use)
    differences = _differences(tx, wanted, in_use)
    same = differences is not None and _numbered(tx, in_use)[0] == before
    return _Compared(differences or [], (before or 0) if same else None, has_schema, before is not None, searchable)


def _numbered(tx: neo4j.ManagedTransaction, in_use: frozenset[str]) -> tuple[int | None, bool]:
    """By the statement that has been planned already as the server was first asked."""
    if BOOKKEEPING not in in_use:
        return None, False
    record = run(tx, OPENING).single(strict=True)
    return record["number"], record["searchable"]


def _in_use(tx: neo4j.ManagedTransaction) -> frozenset[str]:
    return frozenset(name for record in run(tx, _IN_USE) for name in record["names"])


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
    return indexed() | {("Occupation", SEARCH_TEXT, False)} <= in_use


def _differences(
    tx: neo4j.ManagedTransaction, wanted: Sequence[Wanted], in_use: frozenset[str], *, mending: bool = False
) -> Differences | None:
    """What separates the database from what is wanted.

    None where nodes have become something else; `mending`, they go first, with all that hangs on them. Raises
    StoreError at a node of a label of ours which is not ours: every question would meet it.
    """
    differences = []
    for edition in wanted:
        if mending:
            run_whole(tx, REMOVE_BROKEN_STATEMENT, parameters_of(edition.edition))
        nodes = _of_nodes(tx, edition, in_use)
        if nodes is None:
            return None
        differences.append([*nodes, *_of_relationships(tx, edition, in_use)])
    return differences


def _of_nodes(tx: neo4j.ManagedTransaction, wanted: Wanted, in_use: frozenset[str]) -> list[Difference] | None:
    rows = ((kind, ()) for kind in NODES) if wanted.rows is None else wanted.rows.nodes()
    if in_use.isdisjoint(LABELS):
        return [_difference(kind, iter(()), of, wanted) for kind, of in rows]
    kinds = NODES if wanted.rows is None else nodes_of(wanted.rows.version)
    answer = run(tx, HELD_NODES_STATEMENT, parameters_of(wanted.edition) | compared_names(kinds))
    by_rank = groupby(answer, key=itemgetter("rank"))
    rank, held = next(by_rank, (len(kinds), iter(())))
    if rank == OTHERS:
        _, key, _, label = next(held)
        raise StoreError(
            f"a node of your own there is labelled {label} (its id: {key!r}), and so are the graph's: its "
            " questions would meet yours.",
            "Give it another label, or name a database of its own with NEO4J_DATABASE.",
        )
    if rank == BROKEN:
        answer.consume()
        return None
    differences = []
    for own, (kind, of) in enumerate(rows):
        if rank == own:
            differences.append(_difference(kind, ((key, values) for _, key, values, _ in held), of, wanted))
            rank, held = next(by_rank, (len(kinds), iter(())))
        else:
            differences.append(_difference(kind, iter(()), of, wanted))
    return differences


def _of_relationships(tx: neo4j.ManagedTransaction, wanted: Wanted, in_use: frozenset[str]) -> Iterator[Difference]:
    rows = ((kind, ()) for kind in RELATIONSHIPS) if wanted.rows is None else wanted.rows.relationships()
    for kind, of in chain(rows, join_rows(wanted.joins)):
        held = _held(tx, kind, wanted.edition) if kind.name in in_use else iter(())
        yield _difference(kind, held, of, wanted)


def _held(tx: neo4j.ManagedTransaction, kind: RelationshipType, edition: str) -> Iterator[tuple[Key, list[Any]]]:
    """The relationships of `kind`, by the ids of their ends."""
    of_kind = {"name": kind.name, "start": kind.start, "end": kind.end, "names": compared(kind)}
    for origin, rows in run(tx, HELD_RELATIONSHIPS_STATEMENT, parameters_of(edition) | {"of": of_kind}):
        yield from (((origin, destination), values) for destination, values in sorted(rows, key=itemgetter(0)))


def _difference(
    kind: Kind, held: Iterator[tuple[Key, list[Any]]], rows: Iterable[dict[str, Any]], wanted: Wanted
) -> Difference:
    """That of one kind. Where nothing of it is held only its first row is looked at, unless they lie in memory."""
    first = next(held, None)
    if first is None and wanted.rows is not None and not isinstance(rows, list):
        any_wanted = wanted.rows.counts.get(kind.name) and next(iter(rows), None)
        return all_new(kind) if any_wanted else difference(kind, (), ())
    return difference(kind, () if first is None else chain([first], held), rows)


def _rows(wanted: Wanted) -> Iterator[tuple[Kind, Iterable[dict[str, Any]]]]:
    if wanted.rows is None:
        yield from ((kind, ()) for kind in (*NODES, *ALL_RELATIONSHIPS))
    else:
        yield from wanted.rows.nodes()
        yield from wanted.rows.relationships()
        yield from join_rows(wanted.joins)


class _Told:
    """How many rows of how many are written, as `progress` is told."""

    def __init__(self, progress: Progress | None, wanted: Sequence[Wanted], differences: Differences) -> None:
        self._progress = progress
        self._done = 0
        self._total = sum(d.rows for d in chain(*differences))
        for edition, of_edition in zip(wanted, differences, strict=True):
            new = {d.kind.name for d in of_edition if d.written is None}
            counted = sum(d.wanted for d in of_edition if d.kind.name in new)
            self._total += sum(edition.rows.counts[name] for name in new) - counted if edition.rows else 0
        self.advance(0)

    def advance(self, rows: int) -> None:
        self._done += rows
        if self._progress:
            self._progress(self._done, self._total)


def _write(
    tx: neo4j.ManagedTransaction,
    wanted: Sequence[Wanted],
    differences: Differences,
    *,
    allow_loss: bool,
    progress: Progress | None,
) -> Differences:
    """What goes, then what comes or changes. Out: the differences, all rows counted."""
    told = _Told(progress, wanted, differences)
    # Relationships before the nodes that they hang on, whatever edition these are of.
    for d in sorted(chain(*differences), key=lambda d: isinstance(d.kind, NodeLabel)):
        for keys in _batches(iter(d.removed)):
            if isinstance(d.kind, NodeLabel) and not allow_loss:
                _refuse_own(tx, d.kind, keys)
            run_whole(tx, remove_statement(d.kind), {"keys": keys, "owner": OWNER})
            told.advance(len(keys))
    written, now = [], datetime.now(UTC).isoformat(timespec="seconds")
    for edition, of_edition in zip(wanted, differences, strict=True):
        counted = []
        for d, (kind, rows) in zip(of_edition, _rows(edition), strict=True):
            if d.written is None:
                count = _create(tx, kind, rows, told, now)
                counted.append(replace(d, wanted=count, added=count))
            else:
                if d.added or d.changed:
                    _merge(tx, kind, d.to_write(rows), told)
                counted.append(d)
        _stamp(tx, edition.edition, counted, now)
        written.append(counted)
    return written


def _create(tx: neo4j.ManagedTransaction, kind: Kind, rows: Iterable[dict[str, Any]], told: _Told, now: str) -> int:
    """Write rows of which none is there, and count them. While the server writes some the next are made ready."""
    of_kind = {"name": kind.name, "at": places_of(kind), "owner": OWNER}
    names = [p.name for p in kind.properties]
    if isinstance(kind, NodeLabel):
        values = ([now if name == "loaded_at" else row[name] for name in names] for row in rows)
    else:
        values = ([row["origin"], row["destination"], *map(row["properties"].__getitem__, names)] for row in rows)
    count = 0
    under_way: deque[tuple[int, neo4j.Result]] = deque()

    def finish() -> None:
        size, answer = under_way.popleft()
        written = answer.single(strict=True)["count"]
        if written != size:
            raise _taken_back(kind, written, size)
        told.advance(size)

    for batch in _batches(values):
        under_way.append((len(batch), run(tx, create_statement(kind), {"of": of_kind | {"rows": batch}})))
        count += len(batch)
        batch.clear()  # the driver keeps what it was given until the transaction ends
        if len(under_way) > 1:
            finish()
    while under_way:
        finish()
    return count


def _merge(tx: neo4j.ManagedTransaction, kind: Kind, rows: Iterator[dict[str, Any]], told: _Told) -> None:
    """Write rows of which some are there."""
    for batch in _batches(_as_sent(kind, row) for row in rows):
        run_whole(tx, write_statement(kind), {"rows": batch, "owner": OWNER})
        told.advance(len(batch))
        batch.clear()


def _as_sent(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """A row with the null that takes an `edition` away which somebody has given a node of a document by hand."""
    return {"edition": None, **row} if isinstance(kind, NodeLabel) else row


def _stamp(tx: neo4j.ManagedTransaction, edition: str, differences: list[Difference], now: str) -> None:
    """Say when an edition was loaded, where it was there before, and count what was there in part.

    That, since a MERGE whose ends are missing says nothing. Raises StoreError where something was not written.
    """
    parameters = parameters_of(edition)
    if any(d.kind.name == "Edition" and d.wanted for d in differences if d.written is not None):
        run_whole(tx, STAMP_STATEMENT, {**parameters, "now": now})
    for d in differences:
        if d.written is not None and (d.held or d.wanted):
            count = run(tx, count_statement(d.kind), parameters).single(strict=True)["count"]
            if count != d.wanted:
                raise _taken_back(d.kind, count, d.wanted)


def _taken_back(kind: Kind, count: int, wanted: int) -> StoreError:
    return StoreError(
        f"{count:,} {kind.name} were loaded, not {wanted:,}, so the load was taken back.",
        "Somebody else writes to the graph at the same time; load again.",
    )


def _refuse_own(tx: neo4j.ManagedTransaction, label: NodeLabel, keys: list[Any]) -> None:
    """Raises LossRefused where the user has hung something on nodes that are to go."""
    own = list(run(tx, own_statement(label), {"keys": keys, "owner": OWNER}))
    if own:
        lines = "".join(f"\n  {record['id']}: {', '.join(record['own'])}" for record in own[:5])
        nodes = f"{'100 or more nodes' if len(own) == 100 else counted(len(own), 'node')} that would go"
        raise LossRefused(
            f"{nodes} {'holds' if len(own) == 1 else 'hold'} something of your own, "
            f"relationships, labels or properties:{lines}\nNothing was changed.",
            "Move it elsewhere, or let it go too: {allow_loss}.",
        )


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
