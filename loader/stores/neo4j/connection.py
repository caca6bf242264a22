"""A connection to a Neo4j server: how it is made, what runs over it, and whose errors its errors become.

docs/stores.md says what is promised, docs/decisions/0005-loading-a-server.md why, and what was measured.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar, cast

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, SessionExpired

from career_pathways import __version__
from career_pathways.loader.errors import GraphReplaced, NoConnection, StoreError
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.store import Target

from .errors import explained
from .row_changes import BOOKKEEPING, OWNER

T = TypeVar("T")

OLDEST = (5, 26)
"""The oldest Neo4j that is known to answer: the long-term release that the tests run on."""

PATIENCE = 2.0
"""Seconds for a connection to be made. A server that is up takes milliseconds, one over an ocean half a second."""

RETRYING = 0.0
"""Seconds of retrying a question that has failed: whoever asks learns at once why, and can ask again."""

RETRYING_A_LOAD = 30.0
"""The same for a load: a cluster takes some seconds to elect another leader."""

IDLE = 30.0
"""Seconds after which a connection is tried before it is used: firewalls and servers close idle ones."""

OPENING = (
    f"OPTIONAL MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) "
    f"OPTIONAL MATCH (e:Edition) WHERE e.loaded_by = '{OWNER}' "
    "WITH s, e ORDER BY e.edition IS NOT NULL, e.edition "
    f"RETURN s.number AS number, s.until - timestamp() AS left, coalesce(s.searchable, false) AS searchable, "
    f"collect([coalesce(e.edition, '{DOCUMENT}'), e.schema_version]) AS editions"
)
_NUMBER = f"OPTIONAL MATCH (s:{BOOKKEEPING} {{id: 'sequence'}}) RETURN s.number AS number"

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # the errors raised say it; nothing goes to the terminal


def new_driver(target: Target, patience: float = PATIENCE) -> neo4j.Driver:
    """A driver that nothing has been asked of yet; each attempt to connect takes at most `patience` seconds."""
    return neo4j.GraphDatabase.driver(
        f"{target.uri}?{target.routing}" if target.routing else target.uri,
        auth=None if target.password is None else (target.username, target.password),
        user_agent=f"career-pathways/{__version__}",
        connection_timeout=patience,
        connection_acquisition_timeout=patience,
        max_transaction_retry_time=RETRYING,
        liveness_check_timeout=IDLE,
        telemetry_disabled=True,
        notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,  # the guard says it better, as an error
    )


@contextmanager
def explaining(target: Target, *, opened: bool = False, loading: bool = False) -> Iterator[None]:
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
    direct = replace(target, uri="bolt" + target.uri.removeprefix("neo4j"), routing="")
    try:
        with new_driver(direct, PATIENCE / 3) as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError, OSError) as reason:
        return reason
    return error


def session(driver: neo4j.Driver, target: Target, access: str) -> neo4j.Session:
    """One that sees what an earlier one of this driver has written, whatever member of a cluster it asks."""
    return driver.session(
        database=target.database, default_access_mode=access, bookmark_manager=driver.execute_query_bookmark_manager
    )


def retried(driver: neo4j.Driver, target: Target, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
    """What `work` gives in a transaction that may write, tried again where the server says that this may help.

    For RETRYING_A_LOAD seconds. Never where the server had not memory enough: that the driver would try again too,
    which takes as long and ends as it did.
    """
    until = time.monotonic() + RETRYING_A_LOAD
    while True:
        try:
            with session(driver, target, neo4j.WRITE_ACCESS) as opened:
                return opened.execute_write(work)
        except (DriverError, Neo4jError) as error:
            out_of_memory = "OutOfMemory" in str(getattr(error, "code", ""))
            if out_of_memory or not error.is_retryable() or time.monotonic() > until:
                raise
        time.sleep(1)


class Opened(NamedTuple):
    """What a database holds of graphs."""

    number: int | None
    """That of its graphs, which a load raises before and after its commit; None where no load has been."""
    editions: dict[str, int]
    """Each with its schema version, the document's first."""
    searchable: bool
    """Whether a search can begin at the index of words (searching.py)."""


def opening(driver: neo4j.Driver, target: Target, patience: float, access: str = neo4j.READ_ACCESS) -> Opened:
    """What there is, once no commit is under way.

    `access`: to write, where a load depends on it or is to be seen: so a cluster asks its leader, since another member
    may not know the last load yet. Raises NoConnection where the server is none that is known to answer, StoreError
    where a commit is still under way after `patience` seconds.
    """
    until, leaderless = time.monotonic() + patience, time.monotonic() + RETRYING_A_LOAD
    while True:
        try:
            with session(driver, target, access) as opened:
                answer = opened.run(neo4j.Query(OPENING, timeout=patience))
                record = answer.single(strict=True)
                agent = str(answer.consume().server.agent)
        except SessionExpired:  # a cluster without a leader, which elects one
            if access == neo4j.READ_ACCESS or time.monotonic() > leaderless:
                raise
            time.sleep(1)
            continue
        release = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if release is None or (int(release[1]), int(release[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise NoConnection(f"{target.uri}: the server is {agent}.", f"Neo4j {oldest} or later is needed.")
        held, left = record["number"], record["left"]
        if held is None or held % 2 == 0 or left <= 0:
            editions = {name: version for name, version in record["editions"] if version is not None}
            return Opened(held, editions, record["searchable"])
        if time.monotonic() > until:
            raise StoreError(
                f"{target.uri}: a load is being committed, or ended in the middle of it.",
                f"Ask again; in {left // 1000} seconds the graph is settled whatever happened.",
            )
        time.sleep(0.02)


def graph_replaced(target: Target) -> GraphReplaced:
    """The error for what was found in a state of the database that a load has ended."""
    return GraphReplaced(
        f"{target.uri}: a load has replaced the graph while it was asked.", "Ask again for an answer of one edition."
    )


def metadata(what: str) -> dict[str, str]:
    """What an administrator sees of a transaction in SHOW TRANSACTIONS."""
    return {"app": "career-pathways", "doing": what}


def run(tx: neo4j.ManagedTransaction, statement: str, parameters: Mapping[str, Any] | None = None) -> neo4j.Result:
    """Run a statement of this program's own, or of a user's that has passed checked_question."""
    # The driver's types want a literal, so that no text of a user's is run; here it comes from schema.py, from the
    # library, or has passed checked_question.
    return tx.run(cast(Any, statement), dict(parameters or {}))


def run_whole(tx: neo4j.ManagedTransaction, statement: str, parameters: Mapping[str, Any] | None = None) -> None:
    """The same, to its end, for what answers nothing."""
    run(tx, statement, parameters).consume()


def number(tx: neo4j.ManagedTransaction) -> int | None:
    """The number of the graph, which a load raises before and after its commit; None where no load has been."""
    return cast("int | None", run(tx, _NUMBER).single(strict=True)["number"])
