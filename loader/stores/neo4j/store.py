"""The store on a server: a real Neo4j, over Bolt, behind the interface of `store.py`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Self

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from career_pathways.loader.errors import PathwaysError, StoreError, UnknownName, WrongParameter
from career_pathways.loader.schema import VERSIONS
from career_pathways.loader.stores.declared import counted, counting_statements, in_order
from career_pathways.loader.stores.editions import edition_asked, edition_of
from career_pathways.loader.stores.rows import Rows, rows_of
from career_pathways.loader.stores.store import (
    LIMIT,
    TIMEOUT,
    Progress,
    Result,
    Store,
    Target,
    as_read_only,
    check_limits,
    refuse_lone_surrogates,
    too_slow,
)

from .connection import explaining, graph_replaced, metadata, new_driver, number, opening, run, session
from .loading import LOADING, Wanted, load_editions
from .row_changes import OF_A_LOAD, Change
from .searching import by_index
from .server_plan import check_plan

if TYPE_CHECKING:
    import networkx as nx

    from career_pathways.loader.editions.joins import Join

GRACE = 0.8
"""Seconds beyond its own after which a question is given up, though the server has not ended it."""


class BoltStore(Store):
    """The graph in a database of a Neo4j server, next to whatever else the user keeps there.

    What it answers is of one state of the database. Neo4j shows a commit to a running statement piece by piece, so each
    answer is checked against a number that a load raises before and after its commit. Once a graph was replaced, every
    further question raises GraphReplaced: open the store again.
    """

    adding = "{load_edition}"

    def __init__(self, target: Target, edition: str | None = None, *, wary: bool = False) -> None:
        """`target`: the server; nothing is sent before the first question or load. `edition`: see `Store.wanted`.

        `wary`: whether the server's own plan of a question is checked (server_plan.py) before it is run. For Cypher
        that somebody else wrote; it costs a round trip.
        """
        self.target = target
        self.wanted = edition
        self._wary = wary
        self._driver: neo4j.Driver | None = None
        self._number: int | None = None
        """That of the graphs which the store was opened with."""
        self._verified: int | None = None
        """That of the graphs which `verify` found, until they are loaded."""
        self._editions: tuple[str, ...] = ()
        self._searchable = False

    @property
    def editions(self) -> tuple[str, ...]:
        """See Store."""
        self._open()
        return self._editions

    @property
    def edition(self) -> str | None:
        """See Store."""
        return edition_asked(self.editions, self.wanted, self.target.uri, self.adding)

    def of_edition(self, name: str) -> Self:
        """See Store."""
        self._open()  # so that both have one driver, which this one closes
        other = copy(self)
        other.wanted = name
        return other

    def verify(self) -> tuple[str, ...]:
        """Pass where the server answers, lets the user in, and has committed what was being committed.

        Out: the names of the editions there, the document's first; none where there is no graph. Raises NoConnection or
        AccessRefused where not.
        """
        with explaining(self.target), new_driver(self.target) as driver:
            number, editions, _ = opening(driver, self.target, LOADING, neo4j.WRITE_ACCESS)
        self._verified = number or 0
        return tuple(editions)

    def replace(self, graph: Rows | nx.MultiDiGraph) -> None:
        """See Store. Whatever else is in the database stays."""
        rows = rows_of(graph)
        of = edition_of(rows)
        self._load(
            lambda editions: [Wanted(of, rows), *(Wanted(name, None) for name in editions if name != of)],
            allow_loss=True,
            progress=None,
        )

    def load(
        self,
        graph: Rows | nx.MultiDiGraph,
        joins: Sequence[Join] = (),
        *,
        allow_loss: bool = False,
        progress: Progress | None = None,
    ) -> tuple[Change, ...]:
        """Make `graph`, or its rows, what the server holds of its edition: in one transaction, and only what differs.

        `joins`: all that joins this edition with others there, which stay as they are.

        Out: what changed, for each label and relationship type, in the order of schema.py. Raises LossRefused where
        more than a tenth of one of these would go, or relationships of the user's own with a node that goes, unless
        `allow_loss`; StoreError where the graph breaks the schema or a node of the user's own has the id of one of
        ours; NoConnection, AccessRefused; GraphReplaced where another load has come since `verify` told which editions
        are there. The database is then as it was.
        """
        found_in, self._verified = self._verified, None
        rows = rows_of(graph)
        wanted = Wanted(edition_of(rows), rows, joins)
        return self._load(lambda _: [wanted], allow_loss=allow_loss, progress=progress, found_in=found_in)

    def drop(self, name: str, *, allow_loss: bool = False, progress: Progress | None = None) -> tuple[Change, ...]:
        """Take an edition away, with what joins it to others, in one transaction; these stay as they are.

        Out: what changed. Raises UnknownName where there is no such edition, LossRefused where the user has hung
        something on its nodes, unless `allow_loss`; NoConnection, AccessRefused. The database is then as it was.
        """

        def dropped(editions: Collection[str]) -> list[Wanted]:
            if name not in editions:
                there = f"there is {'only ' * (len(editions) == 1)}{', '.join(editions) or 'none'}."
                raise UnknownName(f"{self.target.uri}: no edition {name!r}; {there}", candidates=tuple(editions))
            return [Wanted(name, None)]

        return self._load(dropped, allow_loss=allow_loss, progress=progress)

    def _load(
        self,
        wanted: Callable[[Collection[str]], Sequence[Wanted]],
        *,
        allow_loss: bool,
        progress: Progress | None,
        found_in: int | None = None,
    ) -> tuple[Change, ...]:
        """Write what is wanted, which depends on the editions that are there; `found_in`: see `load_editions`."""
        self.close()  # what is asked next is asked of what is there then
        with explaining(self.target, loading=True), new_driver(self.target) as driver:
            editions = opening(driver, self.target, LOADING, neo4j.WRITE_ACCESS).editions
            found = wanted(editions)
            return load_editions(
                driver, self.target, found, allow_loss=allow_loss, progress=progress, found_in=found_in
            )

    def counts(self) -> dict[str, int]:
        """See Store."""
        return counted(
            {name: self._answer(statement, {}, TIMEOUT, None).rows[0][0] for name, statement in counting_statements()}
        )

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """See Store. Raises GraphReplaced where a load has replaced the graph since the store was opened."""
        check_limits(timeout, limit)
        refuse_lone_surrogates(parameters or {})
        given = self.given(cypher, parameters)
        question = as_read_only(cypher, given, embedded=False)
        try:
            return self._answer(question, given, timeout, limit)
        except OverflowError as error:  # the driver's
            fact = "a parameter holds an integer beyond 64 bits, which no store takes."
            raise WrongParameter(fact, "Pass it as a text, or as a float.") from error

    def best_asked(self, text: str) -> str:
        """See Store."""
        self._open()
        return by_index(text) if self._searchable else text

    def close(self) -> None:
        """See Store."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _answer(self, question: str, parameters: dict[str, Any], timeout: float, limit: int | None) -> Result:
        @neo4j.unit_of_work(timeout=timeout, metadata=metadata("question"))
        def ask(tx: neo4j.ManagedTransaction) -> tuple[Result, int | None]:
            if self._wary:
                summary = run(tx, f"EXPLAIN {question}", parameters).consume()
                check_plan(summary.plan or {}, str(summary.query_type))
            answer = run(tx, question, parameters)
            records = list(answer) if limit is None else answer.fetch(limit + 1)
            columns = tuple(answer.keys())
            answer.consume()
            ids = _ids(tx, records[:limit])
            rows = tuple(tuple(_value(value, ids) for value in record.values()) for record in records[:limit])
            more = limit is not None and len(records) > limit
            return Result(columns, rows, truncated=more, editions=self._editions), number(tx)

        with _giving_up(self, timeout):
            driver = self._open()
        with (
            explaining(self.target, opened=True),
            _giving_up(self, timeout),
            session(driver, self.target, neo4j.READ_ACCESS) as opened,
        ):
            result, asked_of = opened.execute_read(ask)
        if asked_of != self._number:
            raise graph_replaced(self.target)
        return result

    def _open(self) -> neo4j.Driver:
        """The driver of a server that answers, and that holds a graph of this version."""
        if self._driver is None:
            with explaining(self.target):
                driver = self._driver = new_driver(self.target)
                try:
                    self._number, editions, self._searchable = opening(driver, self.target, TIMEOUT)
                    self._editions = tuple(editions)
                    if not editions or not set(editions.values()) <= set(VERSIONS):
                        raise _another_graph(self.target, editions.values())
                except BaseException:
                    self.close()
                    raise
        return self._driver


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
    except (DriverError, Neo4jError, OSError, PathwaysError) as error:
        if late.is_set() or "TransactionTimedOut" in str(getattr(error, "code", "")):
            raise too_slow(timeout) from error
        raise
    finally:
        timer.cancel()


def _another_graph(target: Target, versions: Collection[int]) -> StoreError:
    """The error for a database that holds editions of these versions instead of this program's."""
    if not versions:
        return StoreError(f"{target.uri}: no graph there.", "Load one with {load}.")
    return StoreError(
        f"{target.uri}: a graph of version {max(versions)}; this program reads one of version {VERSIONS[0]}.",
        "Load it with {load}.",
    )


def _ids(tx: neo4j.ManagedTransaction, records: Sequence[neo4j.Record]) -> dict[str, Any]:
    """The ids of the nodes at the ends of all relationships in an answer, by the server's own ids."""
    ends = {
        node.element_id
        for record in records
        for value in record.values()
        for relationship in _relationships(value)
        for node in relationship.nodes
        if node is not None
    }
    if not ends:
        return {}
    statement = "MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n) AS end, n.id AS id"
    return {record["end"]: record["id"] for record in run(tx, statement, {"ends": sorted(ends)})}


def _relationships(value: Any) -> Iterator[neo4j.graph.Relationship]:
    if isinstance(value, neo4j.graph.Relationship):
        yield value
    elif isinstance(value, neo4j.graph.Path):
        yield from value.relationships
    elif isinstance(value, list):
        for item in value:
            yield from _relationships(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _relationships(item)


def _value(value: Any, ids: Mapping[str, Any]) -> Any:
    """A value as Result describes it: nodes without the mark of a load, nothing with the server's own ids."""
    if isinstance(value, neo4j.graph.Node):
        return {
            "labels": sorted(value.labels),
            "properties": in_order({k: v for k, v in value.items() if k not in OF_A_LOAD}),
        }
    if isinstance(value, neo4j.graph.Relationship):
        start, end = (None if node is None else ids.get(node.element_id) for node in value.nodes)
        return {"type": value.type, "start": start, "end": end, "properties": in_order(dict(value.items()))}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": _value(list(value.nodes), ids), "relationships": _value(list(value.relationships), ids)}
    if isinstance(value, list):
        return [_value(v, ids) for v in value]
    return {k: _value(value[k], ids) for k in sorted(value)} if isinstance(value, dict) else value
