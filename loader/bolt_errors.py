"""What the driver and the server say, in words that name the fact, the place and the cure. Error to error; no driver.

Errors of the driver are told by their names and codes, so that this module needs none of it.
"""

from __future__ import annotations

import socket
import ssl

from .errors import AccessRefused, NoConnection, PathwaysError, QueryError, StoreError
from .store import Target

_WAY = "NEO4J_USERNAME, NEO4J_PASSWORD or --password-file"


def explained(error: BaseException, target: Target, *, opened: bool) -> PathwaysError:
    """The project's error for an error of the driver.

    `opened`: whether the server has answered before, so that a lost connection is one that was lost on the way.
    """
    code = str(getattr(error, "code", None) or "")
    name = type(error).__name__
    at = target.uri
    for known, told in _BY_CODE.items():
        if known in code:
            kind, what = told
            return kind(what.format(at=at, user=target.username, database=target.database or "the default one"))
    if code.startswith("Neo.") and not code.startswith("Neo.TransientError.General.Database"):
        said = _without_secret(str(getattr(error, "message", None) or error), target)
        return QueryError(f"the store cannot answer: {said}")
    if name == "IncompleteCommit":
        return NoConnection(
            f"{at}: the connection was lost while the load was committed. The graph is wholly the old one or the new "
            "one; load again, which writes only what is missing."
        )
    return _unreachable(error, target, opened=opened)


_BY_CODE: dict[str, tuple[type[PathwaysError], str]] = {
    "Security.AuthenticationRateLimit": (
        AccessRefused,
        "{at}: too many wrong passwords, so the server refuses the right one too for a while. Wait 5 seconds, then try "
        f"again with the right {_WAY}.",
    ),
    "Security.CredentialsExpired": (
        AccessRefused,
        "{at}: the password of {user!r} must be changed before it may be used. Log in with Neo4j Browser once, or run "
        "ALTER CURRENT USER SET PASSWORD.",
    ),
    "Security.Unauthorized": (
        AccessRefused,
        f"{{at}}: the server does not know {{user!r}} with this password. Check {_WAY}.",
    ),
    "Security.TokenExpired": (AccessRefused, "{at}: the login has expired. Log in again."),
    "Security.Forbidden": (
        AccessRefused,
        "{at}: {user!r} may not do this. A question needs the right to read, a load those to write and to create "
        "constraints and indexes; name another user with NEO4J_USERNAME, or have the rights granted (docs/neo4j.md).",
    ),
    "ReadOnlyDatabase": (
        AccessRefused,
        "{at}: the database may only be read. Load into another with NEO4J_DATABASE, or make it writable.",
    ),
    "WriteOnReadOnlyAccess": (
        AccessRefused,
        "{at}: the database may only be read. Load into another with NEO4J_DATABASE, or make it writable.",
    ),
    "Database.DatabaseNotFound": (
        AccessRefused,
        "{at}: no database {database!r} there. Name one with NEO4J_DATABASE, or leave it out for the default one.",
    ),
    "Cluster.NotALeader": (
        AccessRefused,
        "{at}: this member of the cluster takes no writes. Name the cluster with neo4j:// instead of bolt://, so that "
        "loads find the leader.",
    ),
    "General.DatabaseUnavailable": (NoConnection, "{at}: the database {database!r} is not online. Start it, or wait."),
    "MemoryPoolOutOfMemory": (
        StoreError,
        "{at}: the server has not memory enough for it. A load is one transaction: raise the heap "
        "(server.memory.heap.max_size) and dbms.memory.transaction.total.max; about 4 KB a row are needed.",
    ),
    "General.OutOfMemory": (QueryError, "{at}: the server has not memory enough for it. Let it put less together."),
    "TransactionOutOfMemory": (
        StoreError,
        "{at}: one transaction may not take so much memory there. Raise db.memory.transaction.max.",
    ),
    "Schema.ConstraintCreationFailed": (
        StoreError,
        "{at}: nodes of your own there share an `id` under one of the graph's labels, so that its constraints cannot "
        "be made. Name a database of its own with NEO4J_DATABASE.",
    ),
}
"""By a part of the server's code: the error, and what it says."""


def _unreachable(  # noqa: PLR0911 -- one for each fact
    error: BaseException, target: Target, *, opened: bool
) -> PathwaysError:
    """Why no connection came about, or why it ended."""
    at, chain = target.uri, tuple(_chain(error))
    text = " ".join(map(str, chain))
    secure = "+s" in target.uri.partition("://")[0]
    if any(isinstance(e, ssl.SSLCertVerificationError) for e in chain) or "CERTIFICATE_VERIFY_FAILED" in text:
        return NoConnection(
            f"{at}: the server's certificate is not one that this machine trusts. Write +ssc instead of +s if it is "
            "one of your own making, else add its authority to the system's."
        )
    if secure and (any(isinstance(e, ssl.SSLError) for e in chain) or _closed(chain, text)):
        return NoConnection(
            f"{at}: the server speaks no TLS at that port. Write {target.uri.partition('+')[0]}:// without +s, "
            "or switch TLS on in the server (server.bolt.tls_level)."
        )
    if any(isinstance(e, socket.gaierror) for e in chain) or "resolve" in text:
        return NoConnection(f"{at}: no such host. Check the spelling of the address.")
    if opened:
        return NoConnection(f"{at}: the server went away while it was asked. See that it runs, and ask again.")
    if any(isinstance(e, ConnectionRefusedError) for e in chain) or "refused" in text:
        return NoConnection(
            f"{at}: nothing listens there. Start the server (`docker compose up -d`, `pathways neo4j start`), or check "
            "host and port: Bolt's is 7687 as a rule."
        )
    if not secure and _closed(chain, text):
        scheme = target.uri.partition("://")[0]
        return NoConnection(
            f"{at}: what listens there does not speak Bolt without TLS. Write {scheme}+s:// if it is a server with TLS "
            f"({scheme}+ssc:// for a certificate of your own making); Neo4j's HTTP port is another than Bolt's 7687."
        )
    if any(isinstance(e, TimeoutError) for e in chain) or "timed out" in text or "timeout" in text.lower():
        return NoConnection(f"{at}: no answer. Check host and port, and whether a firewall stands between.")
    return NoConnection(f"{at}: no connection: {_without_secret(str(error), target)}. Check address and server.")


def _closed(chain: tuple[BaseException, ...], text: str) -> bool:
    """Whether the other side ended the talk, or said what is no Bolt."""
    ended = any(isinstance(e, ConnectionResetError | BrokenPipeError) for e in chain)
    return ended or any(
        part in text for part in ("closed by", "HTTP", "handshake", "without responding", "incomplete", "No data")
    )


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _without_secret(text: str, target: Target) -> str:
    return text.replace(target.password, "…") if target.password else text
