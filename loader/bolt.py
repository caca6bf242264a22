"""The store on a server: a real Neo4j, over Bolt, behind the interface of `store.py`. The only import of the driver.

What was measured, and why it is done so, stands in docs/stores.md.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from .bolt_errors import explained
from .difference import (
    BOOKKEEPING,
    OWNER,
    Change,
    Difference,
    Key,
    Kind,
    changes,
    count_statement,
    difference,
    digest,
    hanging_statement,
    held_statement,
    indexed,
    key_of,
    refuse_loss,
    remove_statement,
    schema_statements,
    write_statement,
)
from .errors import GraphReplaced, LossRefused, NoConnection, StoreError
from .guard import checked_question
from .plan import check_plan
from .schema import SCHEMA_VERSION, NodeLabel
from .store import (
    LIMIT,
    TIMEOUT,
    Result,
    Target,
    counting_statements,
    in_order,
    node_rows,
    relationship_rows,
    too_slow,
)

if TYPE_CHECKING:
    import networkx as nx

T = TypeVar("T")

OLDEST = (5, 26)
"""The oldest Neo4j that is known to answer: the long-term release that the tests run on."""

PATIENCE = 2.0
"""Seconds for a connection to be made. A server that is up takes milliseconds, one over an ocean half a second."""

RETRYING = 0.0
"""Seconds of retrying a question that has failed: whoever asks learns at once why, and can ask again."""

RETRYING_A_LOAD = 30.0
"""The same for a load: a cluster takes some seconds to elect another leader. The driver would also try again where the
server had not memory enough, which takes as long and ends as it did."""

IDLE = 30.0
"""Seconds after which a connection is tried before it is used: firewalls and servers close idle ones."""

GRACE = 0.8
"""Seconds beyond its own after which a question is given up, though the server has not ended it."""

LOADING = 1800.0
"""Seconds that the transaction of a load may take."""

BATCH = 5_000
"""Rows a statement: larger ones are no faster, and hold more memory."""

COMMITTING = (15.0, 0.001)
"""Seconds, and seconds a row more, after which a commit is over, or its loader dead. Measured on two cores: 1 to 4 s
for 45,000 rows, 25 s for 450,000; 19 s for 45,000 on a machine busy with six other things."""

Progress = Callable[[int, int], None]
"""Told, on the way, how many rows of how many are written."""

_OPENING = (
    f"OPTIONAL MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) OPTIONAL MATCH (e:Edition) "
    "RETURN s.number AS number, s.until - timestamp() AS left, collect(e.schema_version) AS versions"
)
_NUMBER = f"OPTIONAL MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) RETURN s.number AS number"
_BOOKKEEPING = (
    f"MERGE (:{BOOKKEEPING} {{id: 'lock'}}) MERGE (s:{BOOKKEEPING} {{id: 'sequence'}}) "
    "ON CREATE SET s.number = 0, s.until = 0"
)
_LOCK = f"MATCH (l:{BOOKKEEPING} {{id: 'lock'}}) SET l.taken = timestamp()"
_MARK = (
    f"MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) "
    "SET s.number = s.number + CASE s.number % 2 WHEN 0 THEN 1 ELSE 2 END, s.until = timestamp() + $milliseconds "
    "RETURN s.number AS number"
)
_SETTLE = f"MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) WHERE s.number = $number SET s.number = s.number + 1"
_STAMP = "MATCH (e:Edition) WHERE e.loaded_by = $owner SET e.loaded_at = $now"


class BoltStore:
    """The graph in a database of a Neo4j server, next to whatever else the user keeps there.

    What it answers is of one edition. Neo4j shows a commit to a running statement piece by piece, so each answer is
    checked against a number that a load raises before and after its commit. Once the graph was replaced, every further
    question raises GraphReplaced: open the store again.
    """

    def __init__(self, target: Target, *, wary: bool = False) -> None:
        """`target`: the server; nothing is sent before the first question or load.

        `wary`: whether the server's own plan of a question is checked before it is run (plan.py). For Cypher that
        somebody else wrote; it costs a round trip.
        """
        self.target = target
        self._wary = wary
        self._driver: neo4j.Driver | None = None
        self._number: int | None = None
        """That of the graph which the store was opened with."""

    def verify(self) -> None:
        """Pass where the server answers and lets the user in; raise NoConnection or AccessRefused where not."""
        with _explaining(self.target), _driver(self.target) as driver:
            _opening(driver, self.target, TIMEOUT)

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """See Store. Whatever else is in the database stays."""
        self.load(graph, allow_loss=True)

    def load(
        self, graph: nx.MultiDiGraph, *, allow_loss: bool = False, progress: Progress | None = None
    ) -> tuple[Change, ...]:
        """Make `graph` what the server holds of ours: in one transaction, and writing only what differs.

        Out: what changed, for each label and relationship type, in the order of schema.py. Raises LossRefused where
        more than a tenth of one of these would go, or relationships of the user's own with a node that goes, unless
        `allow_loss`; StoreError where the graph breaks the schema or a node of the user's own has the id of one of
        ours; NoConnection, AccessRefused. The database is then as it was.
        """
        self.close()  # what is asked next is asked of the new graph
        with _explaining(self.target, loading=True), _driver(self.target) as driver:
            _opening(driver, self.target, LOADING)
            # As if to write, so that a cluster asks its leader: another member may not know the last load yet.
            found, number, complete = self._retried(driver, lambda tx: _compared(tx, graph))
            if complete and number is not None and not any(found):
                return changes(found)
            if not allow_loss:
                refuse_loss(found)
            if not complete or number is None:
                self._make_schema(driver)
            marked: list[int] = []

            @neo4j.unit_of_work(timeout=LOADING, metadata=_metadata("load"))
            def write(tx: neo4j.ManagedTransaction) -> list[Difference]:
                _run_whole(tx, _LOCK)
                differences = found
                if number is None or number % 2 or _number(tx) != number:  # another load may have come between
                    differences = _differences(tx, graph)
                    if not allow_loss:
                        refuse_loss(differences)
                if any(differences):
                    _write(tx, graph, differences, allow_loss=allow_loss, progress=progress)
                    rows = sum(d.rows for d in differences)
                    marked.append(self._mark(driver, COMMITTING[0] + COMMITTING[1] * rows))
                return differences

            try:
                return changes(self._retried(driver, write))
            finally:
                if marked:
                    self._settle(driver, marked[-1])

    def counts(self) -> dict[str, int]:
        """See Store."""
        return {
            name: self._answer(statement, {}, TIMEOUT, None).rows[0][0] for name, statement in counting_statements()
        }

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """See Store. Raises GraphReplaced where a load has replaced the graph since the store was opened."""
        return self._answer(checked_question(cypher), dict(parameters or {}), timeout, limit)

    def close(self) -> None:
        """See Store."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def __enter__(self) -> Self:
        """The store itself; nothing is opened yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()

    def _answer(self, question: str, parameters: dict[str, Any], timeout: float, limit: int | None) -> Result:
        @neo4j.unit_of_work(timeout=timeout, metadata=_metadata("question"))
        def ask(tx: neo4j.ManagedTransaction) -> tuple[Result, int | None]:
            if self._wary:
                summary = _run(tx, f"EXPLAIN {question}", parameters).consume()
                check_plan(summary.plan or {}, str(summary.query_type))
            answer = _run(tx, question, parameters)
            records = list(answer) if limit is None else answer.fetch(limit + 1)
            columns = tuple(answer.keys())
            answer.consume()
            rows = tuple(tuple(map(_value, record.values())) for record in records[:limit])
            return Result(columns, rows, truncated=limit is not None and len(records) > limit), _number(tx)

        driver = self._open()
        with (
            _explaining(self.target, opened=True),
            _giving_up(self, timeout),
            self._session(driver, neo4j.READ_ACCESS) as session,
        ):
            result, number = session.execute_read(ask)
        if number != self._number:
            raise GraphReplaced(
                f"{self.target.uri}: a load has replaced the graph while it was asked. Ask again for an answer of one "
                "edition."
            )
        return result

    def _open(self) -> neo4j.Driver:
        """The driver of a server that answers, and that holds a graph of this version."""
        if self._driver is None:
            with _explaining(self.target):
                driver = _new_driver(self.target)
                try:
                    number, versions = _opening(driver, self.target, TIMEOUT)
                    if versions != [SCHEMA_VERSION]:
                        raise StoreError(f"{self.target.uri}: {_instead(versions)}")
                except BaseException:
                    driver.close()
                    raise
            self._driver, self._number = driver, number
        return self._driver

    def _session(self, driver: neo4j.Driver, access: str) -> neo4j.Session:
        """One that sees what an earlier one of this driver has written, whatever member of a cluster it asks."""
        return driver.session(
            database=self.target.database,
            default_access_mode=access,
            bookmark_manager=driver.execute_query_bookmark_manager,
        )

    def _retried(self, driver: neo4j.Driver, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """What `work` gives in a transaction that may write, tried again where the server says that this may help."""
        until = time.monotonic() + RETRYING_A_LOAD
        while True:
            try:
                with self._session(driver, neo4j.WRITE_ACCESS) as session:
                    return session.execute_write(work)
            except (DriverError, Neo4jError) as error:
                out_of_memory = "OutOfMemory" in str(getattr(error, "code", ""))
                if out_of_memory or not error.is_retryable() or time.monotonic() > until:
                    raise
            time.sleep(1)

    def _make_schema(self, driver: neo4j.Driver) -> None:
        """Constraints and indexes, and the two nodes of the bookkeeping."""
        for statement in schema_statements():
            self._retried(driver, partial(_run_whole, statement=statement))
        self._retried(driver, partial(_run_whole, statement="CALL db.awaitIndexes(300)"))
        self._retried(driver, partial(_run_whole, statement=_BOOKKEEPING))

    def _mark(self, driver: neo4j.Driver, seconds: float) -> int:
        """Tell readers that a commit is about to begin, and after how many seconds it is over whatever happens."""
        parameters = {"milliseconds": round(seconds * 1000)}
        return self._retried(driver, lambda tx: int(_run(tx, _MARK, parameters).single(strict=True)["number"]))

    def _settle(self, driver: neo4j.Driver, number: int) -> None:
        """Tell readers that the commit that was marked with `number` is over; where this fails, the mark runs out."""
        with suppress(DriverError, Neo4jError):
            self._retried(driver, partial(_run_whole, statement=_SETTLE, parameters={"number": number}))


# Connections ----------------------------------------------------------------------------------------------


logging.getLogger("neo4j").addHandler(logging.NullHandler())  # the errors raised say it; nothing goes to the terminal


def _new_driver(target: Target, patience: float = PATIENCE) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        target.uri,
        auth=None if target.password is None else (target.username, target.password),
        user_agent=f"career-pathways/{version('career-pathways')}",
        connection_timeout=patience,
        connection_acquisition_timeout=patience,
        max_transaction_retry_time=RETRYING,
        liveness_check_timeout=IDLE,
        telemetry_disabled=True,
        notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,  # guard.py says it better, and as an error
    )


@contextmanager
def _driver(target: Target) -> Iterator[neo4j.Driver]:
    with _new_driver(target) as driver:
        yield driver


@contextmanager
def _explaining(target: Target, *, opened: bool = False, loading: bool = False) -> Iterator[None]:
    """Errors of the driver as the project's."""
    try:
        yield
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        routing = not opened and "routing information" in str(error)
        raise explained(
            _directly(target, error) if routing else error, target, opened=opened, loading=loading
        ) from error


def _directly(target: Target, error: Exception) -> Exception:
    """Why the server at the address itself does not answer; the driver does not tell where it looks for a cluster."""
    direct = replace(target, uri="bolt" + target.uri.removeprefix("neo4j").partition("?")[0])
    try:
        with _new_driver(direct, PATIENCE / 3) as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError, OSError) as reason:
        return reason
    return error


@contextmanager
def _giving_up(store: BoltStore, timeout: float) -> Iterator[None]:
    """Close the store when GRACE is over too, which ends the wait for a server that does not end the question itself.

    Raises QueryError where a question took too long, whoever ended it.
    """
    late = threading.Event()

    def give_up() -> None:
        late.set()
        store.close()

    timer = threading.Timer(timeout + GRACE, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (DriverError, Neo4jError, OSError) as error:
        if late.is_set() or "TransactionTimedOut" in str(getattr(error, "code", "")):
            raise too_slow(timeout) from error
        raise
    finally:
        timer.cancel()


def _opening(driver: neo4j.Driver, target: Target, patience: float) -> tuple[int | None, list[int]]:
    """The number of the graph, once no commit is under way, and the schema versions of the editions there.

    Raises NoConnection where the server is none that is known to answer, StoreError where a commit is still under way
    after `patience` seconds.
    """
    until = time.monotonic() + patience
    while True:
        with driver.session(database=target.database, default_access_mode=neo4j.READ_ACCESS) as session:
            answer = session.run(neo4j.Query(_OPENING, timeout=TIMEOUT))
            record = answer.single(strict=True)
            agent = str(answer.consume().server.agent)
        told = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if told is None or (int(told[1]), int(told[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise NoConnection(f"{target.uri}: the server is {agent}. Neo4j {oldest} or later is needed.")
        number, left = record["number"], record["left"]
        if number is None or number % 2 == 0 or left <= 0:
            return number, record["versions"]
        if time.monotonic() > until:
            raise StoreError(
                f"{target.uri}: a load is being committed, or ended in the middle of it. Ask again; in {left // 1000} "
                "seconds the graph is settled whatever happened."
            )
        time.sleep(0.02)


def _instead(versions: list[int]) -> str:
    """What is there instead of a graph of this version, and the cure."""
    if not versions:
        return "no graph there. Load one with `pathways load --to`."
    found = f"a graph of version {versions[0]}" if len(versions) == 1 else f"{len(versions)} editions"
    return f"{found}; this program reads one of version {SCHEMA_VERSION}. Load it with `pathways load --to`."


def _metadata(what: str) -> dict[str, str]:
    """What an administrator sees of a transaction in SHOW TRANSACTIONS."""
    return {"app": "career-pathways", "doing": what}


def _run(tx: neo4j.ManagedTransaction, statement: str, parameters: Mapping[str, Any] | None = None) -> neo4j.Result:
    # The driver's types want a literal, so that no text of a user's is run; here it comes from schema.py, from the
    # library, or has passed checked_question.
    return tx.run(cast(Any, statement), dict(parameters or {}))


def _run_whole(tx: neo4j.ManagedTransaction, statement: str, parameters: Mapping[str, Any] | None = None) -> None:
    _run(tx, statement, parameters).consume()


def _number(tx: neo4j.ManagedTransaction) -> int | None:
    return cast("int | None", _run(tx, _NUMBER).single(strict=True)["number"])


def _value(value: Any) -> Any:
    """A value as Result describes it: nodes without the mark of a load, nothing with the server's own ids."""
    if isinstance(value, neo4j.graph.Node):
        return {
            "labels": sorted(value.labels),
            "properties": in_order({k: _value(v) for k, v in value.items() if k != "loaded_by"}),
        }
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, "properties": in_order({k: _value(v) for k, v in value.items()})}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": _value(list(value.nodes)), "relationships": _value(list(value.relationships))}
    if isinstance(value, list):
        return [_value(v) for v in value]
    return {k: _value(v) for k, v in value.items()} if isinstance(value, dict) else value


# Loading --------------------------------------------------------------------------------------------------


def _compared(tx: neo4j.ManagedTransaction, graph: nx.MultiDiGraph) -> tuple[list[Difference], int | None, bool]:
    """What separates the database from `graph`; the number of what was compared, None where it changed meanwhile or was
    never given; and whether constraints and indexes are there."""
    before = _number(tx)
    differences, complete = _differences(tx, graph), _has_schema(tx)
    return differences, before if _number(tx) == before else None, complete


def _has_schema(tx: neo4j.ManagedTransaction) -> bool:
    """Whether all constraints and indexes are there and in use."""
    shown = _run(
        tx, "SHOW INDEXES YIELD labelsOrTypes, properties, state, owningConstraint WHERE state = 'ONLINE' RETURN *"
    )
    there = {
        (record["labelsOrTypes"][0], record["properties"][0], record["owningConstraint"] is not None)
        for record in shown
        if record["labelsOrTypes"] and len(record["properties"] or ()) == 1
    }
    return indexed() <= there


def _differences(tx: neo4j.ManagedTransaction, graph: nx.MultiDiGraph) -> list[Difference]:
    """What separates the database from `graph`. Raises StoreError where a node of the user's own is in the way."""
    found = []
    for kind, rows in _rows(graph):
        strangers: set[Key] = set()
        found.append(difference(kind, _held(tx, kind, strangers), _passing(kind, rows, strangers)))
    return found


def _rows(graph: nx.MultiDiGraph) -> Iterator[tuple[Kind, Iterator[dict[str, Any]]]]:
    yield from node_rows(graph)
    yield from relationship_rows(graph)


def _held(tx: neo4j.ManagedTransaction, kind: Kind, strangers: set[Key]) -> Iterator[tuple[Key, bytes]]:
    """The rows of `kind` that are ours; `strangers` takes the ids of the user's own nodes of that label."""
    for first, second in _run(tx, held_statement(kind), {"owner": OWNER}):
        if not isinstance(kind, NodeLabel):
            for destination, values in second:
                yield (first, destination), digest(values)
        elif second is None:
            strangers.add(first)
        else:
            yield first, digest(second)


def _passing(kind: Kind, rows: Iterator[dict[str, Any]], strangers: set[Key]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if strangers and key_of(kind, row) in strangers:
            raise StoreError(
                f"a node of your own there is a {kind.name} with the id {row['id']!r}, which one of the graph has too. "
                "Give yours another label or another id, or name a database of its own with NEO4J_DATABASE."
            )
        yield row


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
                _refuse_hanging(tx, d.kind, keys)
            _run_whole(tx, remove_statement(d.kind), {"keys": keys, "owner": OWNER})
            advance(len(keys))
    for d, (kind, rows) in zip(differences, _rows(graph), strict=True):
        if d.added or d.changed:
            for batch in _batches(row for row in rows if d.writes(key_of(kind, row))):
                _run_whole(tx, write_statement(kind), {"rows": batch, "owner": OWNER})
                advance(len(batch))
                batch.clear()  # the driver keeps what it was given until the transaction ends
    _run_whole(tx, _STAMP, {"owner": OWNER, "now": datetime.now(UTC).isoformat(timespec="seconds")})
    for d in differences:
        count = _run(tx, count_statement(d.kind), {"owner": OWNER}).single(strict=True)["count"]
        if count != d.wanted:
            raise StoreError(
                f"{count:,} {d.kind.name} were loaded, not {d.wanted:,}, so the load was taken back. Somebody else "
                "writes to the graph at the same time; load again."
            )


def _refuse_hanging(tx: neo4j.ManagedTransaction, label: NodeLabel, keys: list[Any]) -> None:
    """Raises LossRefused where relationships of the user's own hang on nodes that are to go."""
    hanging = list(_run(tx, hanging_statement(label), {"keys": keys, "owner": OWNER}))
    if hanging:
        shown = "".join(f"\n  {r['id']} {r['type']} {':'.join(r['other']) or 'a node'}" for r in hanging[:5])
        many = f"{len(hanging)}{' or more' if len(hanging) == 100 else ''}"
        raise LossRefused(
            f"{many} relationships of your own hang on nodes that the new edition has no more:{shown}\n"
            "Nothing was changed. Hang them elsewhere, or allow the load to remove them: `pathways load --allow-loss`."
        )


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
