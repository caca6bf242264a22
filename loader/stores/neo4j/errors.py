"""What the driver and the server say, in words that name the fact, the place and the cure. Error to error; no driver.

Errors of the driver are told by their names and codes, so that this module needs none of it.
"""

from __future__ import annotations

import re
import socket
import ssl

from career_pathways.loader.errors import (
    AccessRefused,
    NoConnection,
    PathwaysError,
    QueryError,
    RefusedQuery,
    StoreError,
)
from career_pathways.loader.stores.store import Target, no_value, without

_LOGIN = "NEO4J_USERNAME, NEO4J_PASSWORD or {password_file}"


def explained(error: BaseException, target: Target, *, opened: bool = False, loading: bool = False) -> PathwaysError:
    """The project's error for an error of the driver.

    `opened`: whether the server has answered before, so that a lost connection is one that was lost on the way.
    `loading`: whether the graph was being written.
    """
    code = str(getattr(error, "code", None) or "")
    if "Security.Unauthorized" in code and target.password is None:
        return AccessRefused(
            f"{target.uri}: the server asks for a password.", "Set NEO4J_PASSWORD, or {password_file}."
        )
    for known, (kind, what, cure) in _BY_CODE.items():
        if known in code:
            fact = what.format(user=target.username, database=target.database or "the default one")
            return kind(f"{target.uri}: {fact}", cure)
    if code.startswith("Neo."):
        message = _without_secret(str(getattr(error, "message", None) or error), target)
        if "Statement.ParameterMissing" in code:
            return no_value(message.rpartition(": ")[2].partition(", ")[0])  # "Expected parameter(s): a, b"
        badly_put = "Statement.SyntaxError" in code or "Statement.SemanticError" in code
        return (RefusedQuery if badly_put else QueryError)(f"the store cannot answer: {message}")
    if loading and type(error).__name__ == "IncompleteCommit":
        return NoConnection(
            f"{target.uri}: the connection was lost while the load was committed.",
            "The graph is wholly the old one or the new one; load again, which writes only what is missing.",
        )
    return _unreachable(error, target, opened=opened)


_BY_CODE: dict[str, tuple[type[PathwaysError], str, str]] = {
    "Security.AuthenticationRateLimit": (
        AccessRefused,
        "too many wrong passwords, so the server refuses the right one too for a while.",
        f"Wait 5 seconds, then try again with the right {_LOGIN}.",
    ),
    "Security.CredentialsExpired": (
        AccessRefused,
        "the password of {user!r} must be changed before it may be used.",
        "Log in with Neo4j Browser once, or run ALTER CURRENT USER SET PASSWORD.",
    ),
    "Security.Unauthorized": (
        AccessRefused,
        "the server does not know {user!r} with this password.",
        f"Check {_LOGIN}.",
    ),
    "Security.TokenExpired": (AccessRefused, "the login has expired.", "Log in again."),
    "Security.Forbidden": (
        AccessRefused,
        "{user!r} may not do this.",
        "A question needs the right to read, a load those to write and to create constraints and indexes; name "
        "another user with NEO4J_USERNAME, or have the rights granted ({page_neo4j}).",
    ),
    "ReadOnly": (
        AccessRefused,
        "the database may only be read.",
        "Load into another with NEO4J_DATABASE, or make it writable.",
    ),
    "Database.DatabaseNotFound": (
        AccessRefused,
        "no database {database!r} there.",
        "Name one with NEO4J_DATABASE, or leave it out for the default one.",
    ),
    "Cluster.NotALeader": (
        AccessRefused,
        "this member of the cluster takes no writes.",
        "Name the cluster with neo4j:// instead of bolt://, so that loads find the leader.",
    ),
    "General.DatabaseUnavailable": (NoConnection, "the database {database!r} is not online.", "Start it, or wait."),
    "MemoryPoolOutOfMemory": (
        StoreError,
        "the server has not memory enough for it.",
        "A load is one transaction: raise the heap (server.memory.heap.max_size; {neo4j_heap}) and "
        "dbms.memory.transaction.total.max; some 6 KB a row are needed. {bulk} needs no such memory.",
    ),
    "TransactionTimedOut": (
        StoreError,
        "the server took too long.",
        "One that has just started is slow at first; ask again.",
    ),
    "General.OutOfMemory": (QueryError, "the server has not memory enough for it.", "Let it put less together."),
    "TransactionOutOfMemory": (
        StoreError,
        "one transaction may not take so much memory there.",
        "Raise db.memory.transaction.max.",
    ),
    "Schema.IndexAlreadyExists": (
        StoreError,
        "an index of your own there stands where the graph needs a constraint on `id`.",
        "Drop it, or name a database of its own with NEO4J_DATABASE.",
    ),
    "Schema.ConstraintValidationFailed": (
        StoreError,
        "a constraint of your own there forbids what the graph holds.",
        "Drop it, or name a database of its own with NEO4J_DATABASE.",
    ),
    "Schema.ConstraintCreationFailed": (
        StoreError,
        "nodes of your own there share an `id` under one of the graph's labels, so that its constraints cannot be "
        "made.",
        "Name a database of its own with NEO4J_DATABASE.",
    ),
}
"""By a part of the server's code: the error, its fact, and its cure."""


def _unreachable(error: BaseException, target: Target, *, opened: bool) -> PathwaysError:
    """Why no connection came about, or why it ended: the first of these facts that holds."""
    scheme = target.uri.partition("://")[0]
    plain, _, tls = scheme.partition("+")
    chain = _chain(error)

    def because(*kinds: type[BaseException]) -> bool:
        return any(isinstance(e, kinds) for e in chain)

    facts = (
        (
            because(ssl.SSLCertVerificationError),
            "the server's certificate is not one that this machine trusts.",
            f"Write {scheme}sc:// if it is one of your own making, else add its authority to the system's.",
        ),
        (because(socket.gaierror) or "DNS" in str(error), "no such host.", "Check the spelling of the address."),
        (opened, "the server went away while it was asked.", "See that it runs, and ask again."),
        (
            because(ConnectionRefusedError),
            "nothing listens there.",
            "Start the server ({start_neo4j} starts one of yours), or check host and port: Bolt's is 7687 as a rule.",
        ),
        (because(TimeoutError), "no answer.", "Check host and port, and whether a firewall stands between."),
        (
            bool(tls) and because(ssl.SSLError, ConnectionError),
            "the server speaks no TLS at that port.",
            f"Write {plain}:// without +{tls}, or switch TLS on in the server (server.bolt.tls_level).",
        ),
        (
            because(ConnectionError) or re.search("HTTP|closed with", " ".join(map(str, chain))),
            "what listens there does not speak Bolt without TLS.",
            f"Write {scheme}+s:// if it is a server with TLS ({scheme}+ssc:// for a certificate of your own making); "
            "Neo4j's HTTP port is another than Bolt's 7687.",
        ),
        (True, f"no connection: {_without_secret(str(error), target)}.", "Check address and server."),
    )
    fact, cure = next((fact, cure) for holds, fact, cure in facts if holds)
    return NoConnection(f"{target.uri}: {fact}", cure)


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _without_secret(text: str, target: Target) -> str:
    return " ".join(without(target.password, text).split())
