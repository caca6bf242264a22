"""The store: its interface. Nothing of a file here and no socket."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from career_pathways.loader.errors import QueryError, WrongAddress

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

TIMEOUT = 10.0
"""Seconds that a question may take where nobody says otherwise."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""Those of the driver: with +s over TLS, with +ssc over TLS whatever the certificate; neo4j finds the members of a
cluster, bolt talks to one server."""

LIMIT = 1_000
"""Rows that are returned where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A database of a Neo4j server, and who asks it."""

    uri: str
    """With one of the schemes bolt, bolt+s, bolt+ssc, neo4j, neo4j+s, neo4j+ssc; without user and password."""
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    """None where the server asks for none."""
    database: str | None = None
    """None for the user's home database."""

    def __post_init__(self) -> None:
        """Raises WrongAddress where the driver would take the address for something else, or show a password."""
        scheme, _, rest = self.uri.partition("://")
        if "@" in rest:  # a password may hold a slash
            raise WrongAddress(
                f"{scheme}://…@{rest.rpartition('@')[2]}: no user and no password belong into an address.",
                "Set NEO4J_USERNAME and NEO4J_PASSWORD, or name a file with {password_file}.",
            )
        host, _, path = rest.partition("?")[0].partition("/")
        if scheme not in SCHEMES:
            cure, bolt = f"Write one of {', '.join(f'{s}://' for s in SCHEMES)}.", ""
            if scheme in {"http", "https"}:
                bare = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
                cure = "That is where a browser looks; Bolt is at {bolt}."
                bolt = f"bolt{'+s' * (scheme == 'https')}://{bare}:7687"
            raise WrongAddress(f"{self.uri}: no address of a Neo4j store.", cure, bolt=bolt)
        if not host:
            raise WrongAddress(f"{self.uri}: no host in it.", "An address is like bolt://localhost:7687.")
        port = re.search(r":([^:\]]*)$", host)
        if port and not (port[1].isdecimal() and 0 < int(port[1]) < 2**16):
            raise WrongAddress(f"{self.uri}: no such port.", "Bolt's is 7687 as a rule.")
        if path:
            raise WrongAddress(f"{self.uri}: an address ends with its port.", "Name the database with NEO4J_DATABASE.")


class ReadOnly(str):
    """A question that `Store.run` takes as it is: it has passed `checked_question`, or a test proves that it would.

    Only the project's own texts are made ReadOnly by hand; what comes from anywhere else stays a plain `str`.
    """

    __slots__ = ()


class Result(NamedTuple):
    """What a store answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """One value for each column: null, boolean, integer, float, string, or lists and maps of these. A node is
    a map of `labels` and `properties`; a relationship one of `type`, `start` and `end` (the ids of the nodes at its
    ends) and `properties`; a path one of `nodes` and `relationships`."""
    truncated: bool = False
    """Whether there were more rows than the limit allowed."""

    def records(self) -> list[dict[str, Any]]:
        """The rows as maps from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store(Protocol):
    """A graph that answers Cypher. Use it in a `with` statement; nothing is opened before it is needed."""

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """Make `graph` the whole content: all of it, or, where that fails, the store as it was.

        Takes a graph of `loader/graph/build.py`: node key = id, node attribute `label` beside the properties,
        relationship key = type. Raises StoreError.
        """

    def counts(self) -> dict[str, int]:
        """How many nodes of each label, then relationships of each type, in the order of schema.py."""

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """Answer one reading statement, within `timeout` seconds, with at most `limit` rows (None: all).

        A ReadOnly is taken as it is; any other text is checked by `checked_question` first.
        Raises QueryError where the statement is refused, wrong, or too slow; StoreError where there is no
        sound store.
        """

    def close(self) -> None:
        """Let go of file and memory. A closed store is not used again."""

    def __enter__(self) -> Self:
        """The store itself; nothing is opened yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()


def as_read_only(cypher: str) -> ReadOnly:
    """`cypher` itself where it is ReadOnly, else what `checked_question` gives. Raises RefusedQuery."""
    if isinstance(cypher, ReadOnly):
        return cypher
    from .read_only import checked_question  # noqa: PLC0415 -- a question of the library pays nothing for the guard

    return ReadOnly(checked_question(cypher))


def too_slow(timeout: float) -> QueryError:
    """The error for a question that took longer than `timeout` seconds."""
    return QueryError(
        f"no answer within {timeout:g} seconds.", "Begin from an id, shorten the paths, or allow more time."
    )
