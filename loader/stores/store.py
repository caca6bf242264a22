"""The store: its interface. Nothing of a file here and no socket."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self
from urllib.parse import unquote

from career_pathways.loader.errors import QueryError, WrongAddress, WrongParameter

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

TIMEOUT = 10.0
"""Seconds that a question may take where nobody says otherwise."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""Those of the driver: with +s over TLS, with +ssc over TLS whatever the certificate; neo4j finds the members of a
cluster, bolt talks to one server."""

_HOST = r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])"
"""A name, a number, or a number of IPv6 in brackets."""

_LONGEST = 86_400
"""Seconds that a question may be given: a day."""

_SHORTEST_PASSWORD = 4
"""Characters; Neo4j itself wants 8."""

_ENCODED = 5
"""So often a text may be percent-encoded, one time over the other."""

NAMES_A_SECRET = r"(?:pass|pwd?|secret|token|auth|cred|key|user|uid)"
"""What the name of a value has in it that nobody is shown."""

LIMIT = 1_000
"""Rows that are returned where nobody says otherwise."""

Progress = Callable[[int, int], None]
"""Told, while a store is filled, how many rows of how many are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A database of a Neo4j server, and who asks it."""

    uri: str
    """Scheme (one of SCHEMES), host and port, and nothing else: so it can be shown."""
    routing: str = field(default="", repr=False)
    """What a cluster is told of who asks, as in "policy=eu"; only with a scheme that finds its members."""
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    """None where the server asks for none."""
    database: str | None = None
    """None for the user's home database."""

    def __post_init__(self) -> None:
        """Raises WrongAddress where the driver would take the address for something else, or show a password."""
        scheme, _, rest = self.uri.partition("://")
        if "@" in in_plain(rest):  # a password may hold a slash
            raise WrongAddress(
                f"{shown_address(self.uri)}: no user and no password belong into an address.",
                "Set NEO4J_USERNAME and NEO4J_PASSWORD, or name a file with {password_file}.",
            )
        host, path = re.fullmatch(r"([^/?#]*)/?(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
        bare, _, port = host.rpartition(":") if re.search(r":[^\]]*$", host) else (host, "", None)
        if scheme not in SCHEMES:
            cure, bolt = f"Write one of {', '.join(f'{s}://' for s in SCHEMES)}.", ""
            if scheme in {"http", "https"} and re.fullmatch(_HOST, bare):
                cure, bolt = "That is where a browser looks; Bolt is at {bolt}.", f"bolt{'+s' * (scheme == 'https')}"
            raise WrongAddress(
                f"{shown_address(self.uri)}: not the address of a Neo4j server.", cure, bolt=f"{bolt}://{bare}:7687"
            )
        if not host:
            raise WrongAddress(
                f"{shown_address(self.uri)}: no host in it.", "An address is like bolt://localhost:7687."
            )
        if port is not None and not (port.isdecimal() and 0 < int(port) < 2**16):
            raise WrongAddress(f"{shown_address(self.uri)}: no such port.", "Bolt's is 7687 as a rule.")
        if not re.fullmatch(_HOST, bare):
            raise WrongAddress(f"{shown_address(self.uri)}: no such host.", "Check the spelling of the address.")
        if path or not re.fullmatch(r"[^?#]*", rest):
            raise WrongAddress(
                f"{shown_address(self.uri)}: an address ends with its port.",
                "Name the database with NEO4J_DATABASE, who asks with NEO4J_USERNAME and NEO4J_PASSWORD.",
            )
        if self.routing and not (scheme.startswith("neo4j") and _is_routing(in_plain(self.routing))):
            raise WrongAddress(
                f"{self.uri}…: behind its port an address has nothing but the routing of a cluster.",
                "That is like neo4j://localhost:7687?policy=eu, and holds neither user nor password.",
            )


def _is_routing(text: str) -> bool:
    """Whether a text is keys and values for the routing of a cluster, as the driver takes them: no key twice."""
    pairs = [pair.partition("=") for pair in text.split("&")]
    keys = {key.lower() for key, _, _ in pairs}
    return (
        len(keys) == len(pairs)
        and "address" not in keys  # the driver's own
        and all(re.fullmatch(r"[\w.-]+", key) and not re.search(NAMES_A_SECRET, key) for key in keys)
        and all(re.fullmatch(r"[^=@#/]+", value) for _, _, value in pairs)
    )


def in_plain(text: str) -> str:
    """A text without what hides its signs from whoever looks for them: percent-encoding, full-width forms.

    >>> in_plain("neo4j%253Asecret%2540localhost\uff20x")
    'neo4j:secret@localhost@x'
    """
    for _ in range(_ENCODED):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return unicodedata.normalize("NFKC", text)


def without(password: str | None, text: str) -> str:
    """A text of others without the password; one so short that its gaps would tell it is not looked for.

    >>> without("5ecr3t", "no 5ecr3t"), without("e", "the server")
    ('no …', 'the server')
    """
    return text.replace(password, "…") if password and len(password) >= _SHORTEST_PASSWORD else text


def shown_address(text: str) -> str:
    """What may be seen of a text that was meant as an address: scheme, host and port, and no word besides.

    >>> shown_address("bolt://localhost:7687")
    'bolt://localhost:7687'
    >>> shown_address("bolt://localhost:7687?password=secret")
    'bolt://localhost:7687…'
    >>> shown_address("bolt://neo4j:secret%40localhost"), shown_address("neo4j:secret@localhost:7687")
    ('bolt://…', '…')
    """
    whole = re.match(rf"(?:[a-zA-Z][\w+.-]*://)?{_HOST}(?::\d{{1,5}})?(?=/?$|[/?#])", text)
    if whole and "@" not in in_plain(text):
        return text if whole[0] == text.removesuffix("/") else f"{whole[0]}…"
    scheme = text.partition("://")[0]
    return f"{scheme}://…" if scheme.lower() in {*SCHEMES, "http", "https"} else "…"


class ReadOnly(str):
    """A question that `Store.run` takes as it is: it has passed `checked_question`, or a test proves that it would.

    Only the project's own texts are made ReadOnly by hand; what comes from anywhere else stays a plain `str`.
    """

    __slots__ = ("columns",)

    columns: tuple[str, ...]
    """What it returns, where it was read; else nothing."""

    def __new__(cls, text: str, columns: tuple[str, ...] = ()) -> Self:
        """The question with what it returns."""
        made = super().__new__(cls, text)
        made.columns = columns
        return made


class Result(NamedTuple):
    """What a store answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """One value for each column: null, boolean, integer, float, string, or lists and maps of these. A node is
    a map of `labels` and `properties`; a relationship one of `type`, `start` and `end` (the ids of the nodes at its
    ends) and `properties`; a path one of `nodes` and `relationships`."""
    truncated: bool = False
    """Whether there were more rows than the limit allowed."""
    editions: tuple[str, ...] = ()
    """The names of the editions in the store, all of which were asked."""

    def records(self) -> list[dict[str, Any]]:
        """The rows as maps from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store(Protocol):
    """Graphs of editions that answer Cypher. Use it in a `with` statement; nothing is opened before it is needed.

    One of the editions is asked. A statement that does not begin at an id and means this one alone says so:
    `$edition IS NULL OR coalesce(n.edition, '2017') = $edition`. The store itself gives `$edition` its value.
    """

    wanted: str | None
    """The edition that is to be asked, by its name; None for the document's, or the only one."""

    adding: str = "{build_add}"
    """What a cure says of how an edition of the package is put there: a place, whose data has `edition`."""

    @property
    def in_parts(self) -> bool:
        """Whether the store is too large to be read whole. Raises StoreError where there is no sound store."""
        return False

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of the editions there, the document's first. Raises StoreError where there is no sound store."""

    @property
    def edition(self) -> str | None:
        """The one that is asked; None where there is no other. Raises UnknownName where that is none of them."""

    def of_edition(self, name: str) -> Self:
        """The same store, of which another edition is asked. It is open as long as this one."""

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """Make `graph` the whole content: all of it, or, where that fails, the store as it was.

        Whatever editions were there, that of the graph is then the only one.

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

    def best_asked(self, text: str) -> str:
        """How the store is best asked a question of the library; the answer is the same."""
        return text

    def close(self) -> None:
        """Let go of file and memory. A closed store is not used again."""

    def given(self, cypher: str, parameters: Mapping[str, Any] | None) -> dict[str, Any]:
        """The parameters of a statement, with the edition that is asked where it looks for that."""
        given = dict(parameters or {})
        if "$edition" in cypher and "edition" not in given:
            given["edition"] = self.edition
        return given

    def __enter__(self) -> Self:
        """The store itself; nothing is opened yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()


def as_read_only(cypher: str, parameters: Mapping[str, Any] | None, *, embedded: bool) -> ReadOnly:
    """`cypher` itself where it is ReadOnly, else what to ask the embedded store, or a server, in its place.

    It has passed `checked_question`; `read_question` says what is written otherwise. Raises RefusedQuery.
    """
    if isinstance(cypher, ReadOnly):
        return cypher
    from .cypher.question import read_question  # noqa: PLC0415 -- a question of the library pays nothing for the guard

    return ReadOnly(*read_question(cypher, parameters, embedded=embedded))


def check_limits(timeout: float, limit: int | None) -> None:
    """Raises WrongParameter for a time or a number of rows that no question can keep to; nan is such a time."""
    if not 0 < timeout <= _LONGEST:
        raise WrongParameter(f"timeout {timeout}: seconds, more than 0 and at most {_LONGEST:,}.")
    if limit is not None and not (type(limit) is int and 0 <= limit < 2**31):
        raise WrongParameter(f"limit {limit}: a number of rows, from 0 to {2**31 - 1:,}; None for all of them.")


def refuse_lone_surrogates(parameters: Mapping[str, Any]) -> None:
    """Raises WrongParameter for half a character, as Python makes of a byte that is none in the terminal's encoding."""
    try:
        json.dumps(dict(parameters), ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        fact = "a parameter holds a lone surrogate, which no store takes."
        raise WrongParameter(fact, "Write it anew; the encoding may be a wrong one.") from error


def no_value(parameter: str) -> WrongParameter:
    """The error for a question with a parameter that was not given."""
    return WrongParameter(f"the question has no value for ${parameter}.", "Give it one with {parameter}.")


def too_slow(timeout: float) -> QueryError:
    """The error for a question that took longer than `timeout` seconds."""
    return QueryError(
        f"no answer within {timeout:g} seconds.",
        "Begin from an id, shorten the paths, or allow more time; {analyse} asks of a whole map at once.",
    )
