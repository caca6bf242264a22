"""The store: what the two of them have in common, where the user's own one lies, how a graph is loaded, what a question may do.

No backend here and no socket. The Cypher that loads a graph is derived from `schema.py` by pure functions, so that
labels, relationship types and property names come from that closed list and never from input.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from .errors import QueryError, StoreError
from .schema import NODES, RELATIONSHIPS, NodeLabel, Property, RelationshipType

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

ENVIRONMENT_VARIABLE = "PATHWAYS_STORE"
"""Names the user's store file, where the command does not."""

TIMEOUT = 10.0
"""Seconds that a question may take where nobody says otherwise: a thousand times what the slowest in the library needs."""

LIMIT = 1_000
"""Rows that are returned where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a store answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """One value for each column: null, boolean, integer, float, string, or lists and maps of these. A node is a map of
    `labels` and `properties`, a relationship one of `type` and `properties`, a path one of `nodes` and `relationships`."""
    truncated: bool = False
    """Whether there were more rows than the limit allowed."""

    def records(self) -> list[dict[str, Any]]:
        """The rows as maps from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store(Protocol):
    """A graph that answers Cypher. Use it in a `with` statement; nothing is opened before it is needed."""

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """Make `graph` the whole content: all of it, or, where that fails, the store as it was.

        Takes a graph of `loader/graph.py`: node key = id, node attribute `label` beside the properties,
        relationship key = type. Raises StoreError.
        """
        ...

    def counts(self) -> dict[str, int]:
        """How many nodes of each label, then how many relationships of each type, in the order of schema.py."""
        ...

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """Answer one reading statement, within `timeout` seconds, with at most `limit` rows (None: all of them).

        Raises QueryError where the statement is refused, wrong, or too slow; StoreError where there is no sound store.
        """
        ...

    def close(self) -> None:
        """Let go of file and memory. A closed store is not used again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


def store_path(explicit: Path | None = None) -> Path:
    """Where the store file is: as told, else as PATHWAYS_STORE says, else in the user's data folder.

    That folder is what the system keeps for such things: `~/.local/share/career-pathways` on Linux,
    `~/Library/Application Support/career-pathways` on macOS, `%LOCALAPPDATA%\\career-pathways` on Windows.
    """
    if explicit is not None:
        return explicit.expanduser()
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 -- 10 ms that most tests and many users do not need

    return user_data_path("career-pathways", appauthor=False) / "pathways.kgl"


# Loading -------------------------------------------------------------------------------------------------------------


def constraint_statements() -> tuple[str, ...]:
    """One uniqueness constraint a label: MERGE and MATCH by `id` need it, and Neo4j's free edition has no other kind."""
    return tuple(
        f"CREATE CONSTRAINT {label.name.lower()}_id IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.id IS UNIQUE"
        for label in NODES
    )


def node_statement(label: NodeLabel) -> str:
    """The statement that creates one node of `label` for each map in `$rows`."""
    return f"UNWIND $rows AS row CREATE (n:{label.name}) SET n = row"


def relationship_statement(relationship: RelationshipType) -> str:
    """The statement that creates one relationship for each map of `origin`, `destination` and `properties` in `$rows`."""
    return (
        f"UNWIND $rows AS row MATCH (origin:{relationship.start} {{id: row.origin}}) "
        f"MATCH (destination:{relationship.end} {{id: row.destination}}) "
        f"CREATE (origin)-[r:{relationship.name}]->(destination) SET r = row.properties"
    )


def load_statements(graph: nx.MultiDiGraph) -> Iterator[tuple[str, dict[str, Any]]]:
    """What fills an empty store with `graph`: statements with their parameters, in the order to run them.

    The same graph gives the same statements, whatever order its nodes were added in. Raises StoreError where the graph
    holds a label, a type or an end that schema.py does not know: nothing is dropped in silence.
    """
    nodes: dict[str, list[dict[str, Any]]] = {label.name: [] for label in NODES}
    for key in sorted(graph.nodes):
        attributes = graph.nodes[key]
        label = attributes.get("label")
        if label not in nodes:
            raise StoreError(f"node {key!r} has the label {label!r}, which loader/schema.py does not declare.")
        nodes[label].append({"id": key} | attributes)
    for node in NODES:
        if rows := nodes[node.name]:
            yield node_statement(node), {"rows": [_row(node.properties, row, row["id"]) for row in rows]}

    relationships: dict[tuple[str, str, str], list[dict[str, Any]]] = {
        (r.name, r.start, r.end): [] for r in RELATIONSHIPS
    }
    declared = {(r.name, r.start, r.end): r for r in RELATIONSHIPS}
    for origin, destination, name in sorted(graph.edges(keys=True)):
        kind = (name, graph.nodes[origin]["label"], graph.nodes[destination]["label"])
        if kind not in declared:
            raise StoreError(
                f"{origin!r} -> {destination!r}: loader/schema.py declares no {name} from {kind[1]} to {kind[2]}."
            )
        properties = _row(
            declared[kind].properties, graph.edges[origin, destination, name], f"{origin} -> {destination}"
        )
        relationships[kind].append({"origin": origin, "destination": destination, "properties": properties})
    for relationship in RELATIONSHIPS:
        if rows := relationships[relationship.name, relationship.start, relationship.end]:
            yield relationship_statement(relationship), {"rows": rows}


def _row(properties: tuple[Property, ...], attributes: Mapping[str, Any], where: str) -> dict[str, Any]:
    row = {}
    for declared in properties:
        value = attributes.get(declared.name)
        if value is None and not declared.optional:
            raise StoreError(f"{where}: no {declared.name!r}, which loader/schema.py requires.")
        row[declared.name] = list(value) if isinstance(value, tuple) else value
    return row


def counting_statements() -> tuple[tuple[str, str], ...]:
    """For each label and each relationship type its name and the statement that counts it, as `count`."""
    labels = tuple((n.name, f"MATCH (n:{n.name}) RETURN count(n) AS count") for n in NODES)
    types = tuple(dict.fromkeys(r.name for r in RELATIONSHIPS))
    return labels + tuple((name, f"MATCH ()-[r:{name}]->() RETURN count(r) AS count") for name in types)


# What a question may do ----------------------------------------------------------------------------------------------

CLAUSES = ("MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER BY", "SKIP", "LIMIT", "UNION", "CALL {}")
"""All that a question is made of."""

FUNCTIONS = frozenset(
    # Of paths and patterns
    "shortestpath allshortestpaths nodes relationships length startnode endnode type labels id elementid keys properties "
    # Of lists
    "all any none single exists isempty size head last tail range reverse reduce collect "
    # Aggregates
    "count sum avg min max stdev stdevp percentilecont percentiledisc "
    # Of text and numbers
    "tolower toupper trim ltrim rtrim split substring replace left right tostring tointeger tofloat toboolean "
    "tostringornull tointegerornull tofloatornull tobooleanornull char_length "
    "abs ceil floor round sign sqrt exp log log10 coalesce nullif".split()
)
"""The functions a question may call, in lower case: those of Cypher that only compute."""

LONGEST_QUESTION = 100_000
"""Characters: a hundred times the longest question anybody wrote here."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`]+`)
      | (?P<number>0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)
      | (?P<parameter>\$[A-Za-z_]\w*)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\.\.|<=|>=|<>|=~|\+=|::|[()\[\]{}<>=+\-*/%^|&!:,.;])""",
    re.VERBOSE | re.DOTALL,
)

_OPENING = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"}  # what a statement or a subquery begins with
_CLAUSE_WORDS = {*_OPENING, "WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"}
_BETWEEN = {"AND", "OR", "XOR", "IN", "STARTS", "ENDS", "CONTAINS", "IS", "AS", "WHEN", "THEN", "ELSE"}
_AFTER = {"END", "ASC", "DESC", "ASCENDING", "DESCENDING"}
_BEFORE = {"NOT", "DISTINCT", "CASE", "BY", "ALL"}
_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def checked_question(cypher: str) -> str:
    """`cypher` with its comments blanked out, if it is one statement that only reads the graph; raises QueryError if not.

    A store that is opened for reading still lets through what reaches outside (LOAD CSV reads any file, procedures do
    as they like), so the question is read here first. The rules, which hold for every store:

    1. One statement; a `;` at its end is allowed.
    2. It begins with one of CLAUSES, and so does a subquery that is not just a pattern.
    3. Between two values stands an operator or a word of CLAUSES, never another word: whatever else a dialect may have
       (LOAD CSV, CREATE, SHOW, FORMAT CSV, …) is refused without being listed.
    4. A function is one of FUNCTIONS; CALL is followed by a subquery in braces, not by the name of a procedure.
    5. A `*` in a relationship pattern has an upper bound.
    6. Labels, relationship types and properties are those of schema.py: a slip of the pen would find nothing, in silence.
    7. No `\\u` escapes: stores differ in where they expand them, so they could hide a quote or a keyword.
    """
    if len(cypher) > LONGEST_QUESTION:
        raise QueryError(f"the question is longer than {LONGEST_QUESTION:,} characters. Pass lists as parameters.")
    tokens, text = _tokens(cypher)
    if not tokens:
        raise QueryError("the question is empty. Write one such as: MATCH (r:Route) RETURN r.name AS name ORDER BY name")
    _check_shape(cypher, tokens)
    _check_bounds(cypher, tokens)
    _check_names(cypher, tokens)
    return text


def _tokens(cypher: str) -> tuple[list[_Token], str]:
    tokens: list[_Token] = []
    text: list[str] = []
    position = 0
    while position < len(cypher):
        match = _TOKEN.match(cypher, position)
        if match is None:
            what = "text that is not closed" if cypher[position] in "'\"`" else f"the character {cypher[position]!r}"
            if cypher.startswith("/*", position):
                what = "a comment that is not closed"
            raise _refusal(cypher, position, f"cannot read {what}", "Close it, or take it out.")
        kind, part = str(match.lastgroup), match.group()
        if kind in {"string", "quoted"} and re.search(r"\\[uU]", part):  # Rule 7
            raise _refusal(cypher, position, "a \\u escape is not allowed", "Write the character itself.")
        if kind == "comment":
            text.append(re.sub(r"[^\n]", " ", part))  # same length, so that the store's error points at the right column
        else:
            text.append(part)
            if kind != "space":
                tokens.append(_Token(kind, part, position))
        position = match.end()
    while tokens and tokens[-1].text == ";":  # Rule 1
        last = tokens.pop()
        text = ["".join(text)[: last.start]]
    return tokens, "".join(text)


def _check_shape(cypher: str, tokens: list[_Token]) -> None:
    """Rules 1 to 4."""
    open_brackets: list[str] = []  # "(", "[", "{" of a map, "q" for the "{" of a subquery
    value_ended = False  # whether a value, a name or a closing bracket came last
    begins = True  # whether a statement must begin here
    call_at = -1  # how many brackets were open when CALL was read, while its "{" has not come
    for i, token in enumerate(tokens):
        word = token.text.upper() if token.kind == "word" else ""
        before = tokens[i - 1] if i else None
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        named = before is not None and before.text in {".", ":", "|", "&", "!"} or after == ":"
        if before is not None and before.text.upper() == "AS" and before.kind == "word":
            named = True
        if token.text == ";":
            raise _refusal(cypher, token.start, "more than one statement", "Ask one question at a time.")
        if begins and word not in _OPENING:
            raise _refusal(cypher, token.start, f"a question cannot begin with {token.text}", _allowed())  # Rule 2
        begins = False
        if call_at == len(open_brackets) and token.text not in {"(", "{"}:
            raise _refusal(cypher, token.start, f"CALL {token.text} … calls a procedure", _allowed())  # Rule 4

        if token.kind == "sign":
            if token.text in _CLOSING:
                subquery = token.text == "{" and (
                    call_at == len(open_brackets)
                    or (before is not None and before.kind == "word" and before.text.upper() in _SUBQUERIES)
                )
                if token.text == "(" and value_ended and (before is None or before.kind not in {"word", "quoted"}):
                    raise _refusal(
                        cypher,
                        token.start,
                        "two values side by side",
                        "Write a path as -[:PROGRESSES_TO*1..3]->; not every store understands ((…)-->(…)){1,3}.",
                    )
                if token.text == "{" and call_at == len(open_brackets):
                    call_at = -1
                open_brackets.append("q" if subquery else token.text)
                if subquery and (after.upper() in _CLAUSE_WORDS):
                    begins = True
                value_ended = False
            elif token.text in _CLOSING.values():
                if not open_brackets or _CLOSING[open_brackets[-1].replace("q", "{")] != token.text:
                    raise _refusal(cypher, token.start, f"a {token.text} that closes nothing", "Count the brackets.")
                open_brackets.pop()
                value_ended = True
            else:
                value_ended = False
        elif word and not named and value_ended:
            if word not in _CLAUSE_WORDS | _BETWEEN | _AFTER:
                raise _refusal(cypher, token.start, f"{token.text} is not allowed here", _allowed())  # Rule 3
            value_ended = word in _AFTER
            if word == "CALL":
                call_at = len(open_brackets)
            begins = word == "UNION" and after.upper() != "ALL"
        elif word and not named:
            if word == "CALL":
                call_at = len(open_brackets)
            keyword = word in _CLAUSE_WORDS | _BEFORE
            if after == "(" and not keyword and token.text.lower() not in FUNCTIONS:
                raise _refusal(
                    cypher, token.start, f"{token.text} is not a function that a question may call", _near_function(word)
                )
            begins = word == "ALL" and before is not None and before.text.upper() == "UNION"
            value_ended = not keyword or (word == "ALL" and after == "(")
        elif value_ended and not named:
            raise _refusal(cypher, token.start, "two values side by side", _allowed())  # Rule 3
        else:
            if named and after == "(" and before is not None and before.text == ".":
                raise _refusal(
                    cypher, token.start, f"{token.text} is not a function that a question may call", _near_function(word)
                )
            value_ended = True
    if call_at >= 0:
        raise _refusal(cypher, len(cypher), "CALL without a subquery", _allowed())
    if open_brackets:
        opened = open_brackets[-1].replace("q", "{")
        raise _refusal(cypher, len(cypher), f"a {opened} that is not closed", "Count the brackets.")


def _check_bounds(cypher: str, tokens: list[_Token]) -> None:
    """Rule 5: `-[…*…]-` where the star is not followed by `n`, `..n` or `m..n`."""
    depth = 0
    for i, token in enumerate(tokens):
        if token.text == "[" and i and tokens[i - 1].text == "-":
            depth = 1
        elif depth and token.text in {"[", "{", "("}:
            depth += 1
        elif depth and token.text in {"]", "}", ")"}:
            depth -= 1
        elif depth == 1 and token.text == "*":
            bound = "".join(t.text if t.kind != "number" else "n" for t in tokens[i + 1 : i + 4])
            if not re.match(r"(n?\.\.n|n(?!\.\.))", bound):
                raise _refusal(
                    cypher, token.start, "a path pattern without an upper bound", "Write one, for example *1..6."
                )


def _check_names(cypher: str, tokens: list[_Token]) -> None:
    """Rule 6. A property may also be a key of a map that the question makes itself."""
    types = {r.name for r in RELATIONSHIPS}
    labels = {n.name for n in NODES}
    made = {t.text for t, after in zip(tokens, tokens[1:], strict=False) if after.text == ":" and t.kind == "word"}
    properties = {p.name for declared in (*NODES, *RELATIONSHIPS) for p in declared.properties}
    open_brackets: list[tuple[str, bool]] = []  # the bracket; whether it encloses a relationship pattern
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else _Token("sign", "", 0)
        if token.text in _CLOSING and token.kind == "sign":
            open_brackets.append((token.text, token.text == "[" and before.text == "-"))
        elif token.text in _CLOSING.values() and token.kind == "sign":
            open_brackets.pop()
        if token.kind not in {"word", "quoted"}:
            continue
        name = token.text.strip("`")
        inside, relationship = open_brackets[-1] if open_brackets else ("", False)
        key = inside == "{" and before.text == ":" and i >= 2 and _is_map_key(tokens, i - 2)
        if before.text in {":", "|", "&", "!"} and before.kind == "sign" and not key:
            if before.text != ":" and not _in_label_expression(tokens, i):
                continue
            known = types if relationship else labels if inside == "(" else labels | types
            if name not in known:
                what = "relationship type" if relationship else "label"
                raise _refusal(cypher, token.start, f"no {what} {name!r}", _near(name, known))
        elif before.text == "." and i >= 2 and tokens[i - 2].kind in {"word", "quoted"}:
            if name not in properties | made:
                raise _refusal(cypher, token.start, f"no property {name!r}", _near(name, properties))


def _is_map_key(tokens: list[_Token], i: int) -> bool:
    return i >= 1 and tokens[i].kind in {"word", "quoted"} and tokens[i - 1].text in {"{", ","}


def _in_label_expression(tokens: list[_Token], i: int) -> bool:
    """Whether the name at `i` belongs to a `:A|B`: going left over names and `|`, `&`, `!` one meets the `:`."""
    while i > 0 and (tokens[i].kind in {"word", "quoted"} or tokens[i].text in {"|", "&", "!", "(", ")"}):
        i -= 1
    return tokens[i].text == ":"


def _near(name: str, known: set[str] | frozenset[str]) -> str:
    folded = {k.lower(): k for k in sorted(known)}
    near = [folded[k] for k in get_close_matches(name.lower(), folded, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else f"There are: {', '.join(sorted(known))}."


def _near_function(word: str) -> str:
    return _near(word, FUNCTIONS)


def _allowed() -> str:
    return f"A question only reads the graph: {', '.join(CLAUSES)}."


def _refusal(cypher: str, position: int, what: str, cure: str) -> QueryError:
    """The error for what stands at `position`, with its line underlined."""
    start = cypher.rfind("\n", 0, position) + 1
    end = cypher.find("\n", position)
    line = cypher[start : end if end >= 0 else len(cypher)]
    number, column = cypher.count("\n", 0, position) + 1, position - start
    shown = max(0, column - 60)  # a question on one long line: the part around the place
    return QueryError(
        f"line {number} of the question: {what}\n"
        f"  {line[shown : shown + 100]}\n  {' ' * (column - shown)}^\n{cure}"
    )
