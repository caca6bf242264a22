"""What a question may do: read the graph, and nothing else, in whatever store it is asked.

A store opened for reading still lets through what reaches outside, so a question is read here first.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from .errors import RefusedQuery
from .schema import NODES, RELATIONSHIPS

CLAUSES = (
    "MATCH",
    "OPTIONAL MATCH",
    "WHERE",
    "WITH",
    "UNWIND",
    "RETURN",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "UNION",
    "CALL {}",
)
"""All that a question is made of."""

_FUNCTIONS_BY_SUBJECT = {
    "paths": "shortestPath allShortestPaths nodes relationships length startNode endNode type labels",
    "maps": "keys properties",
    "lists": "all any none single exists isEmpty size head last tail range reverse reduce collect",
    "rows": "count sum avg min max stDev stDevP percentileCont percentileDisc",
    "text": "toLower toUpper trim ltrim rtrim split substring replace left right toString toStringOrNull",
    "numbers": "abs ceil floor round sign sqrt exp log log10 toInteger toFloat toIntegerOrNull toFloatOrNull",
    "values": "coalesce nullIf toBoolean toBooleanOrNull",
}
FUNCTIONS = frozenset(" ".join(_FUNCTIONS_BY_SUBJECT.values()).split())
"""The functions that a question may call: those of Cypher that only compute. Capitals do not count."""

LONGEST_QUESTION = 100_000
"""Characters. What is longer should pass a list as a parameter."""

LONGEST_PATH = 20
"""Relationships of a path: the longest shortest path of the maps has 5."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`]+`)
      | (?P<number>0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)
      | (?P<parameter>\$[A-Za-z_]\w*)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\.\.|<=|>=|<>|=~|\+=|::|[()\[\]{}<>=+\-*%^|&!:,.;]|/(?!\*))""",
    re.VERBOSE | re.DOTALL,
)
_OPENING_WORDS = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"}
_KEYWORDS = (
    _OPENING_WORDS
    | {"WHERE", "ORDER", "BY", "SKIP", "OFFSET", "LIMIT", "UNION", "ALL", "DISTINCT", "AS"}
    | {"AND", "OR", "XOR", "NOT", "IN", "STARTS", "ENDS", "CONTAINS", "IS"}
    | {"CASE", "WHEN", "THEN", "ELSE", "END", "ASC", "DESC", "ASCENDING", "DESCENDING"}
)
_ENDING_A_VALUE = {"END", "ASC", "DESC", "ASCENDING", "DESCENDING"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def is_name(self) -> bool:
        return self.kind in {"word", "quoted"}


def checked_question(cypher: str) -> str:
    """`cypher` with its comments blanked out, where it only reads; raises RefusedQuery where not.

    A store opened for reading still lets through what reaches outside (LOAD CSV reads any file, procedures do
    as they like), so a question is read here first. The rules, the same for every store:

    1. It is one statement; a `;` at its end is allowed.
    2. It begins with a clause of CLAUSES.
    3. Between two values stands an operator or a word that belongs to CLAUSES, never another word: whatever
       else a dialect may have (LOAD CSV, CREATE, SHOW, FORMAT CSV, …) is refused without being listed.
    4. A function is one of FUNCTIONS; CALL is followed by a subquery in braces, not by a procedure's name.
    5. A `*` in a relationship pattern has an upper bound; kglite would stop at 10 hops, Neo4j never.
    6. Labels, relationship types and properties are those of schema.py (or keys of a map that the question
       itself makes): a slip of the pen would find nothing, without a word.
    7. No `\\u` escapes: stores differ in where they expand them, so they could hide a quote or a keyword.
    """
    if len(cypher) > LONGEST_QUESTION:
        raise RefusedQuery(f"the question is longer than {LONGEST_QUESTION:,} characters. Pass lists as parameters.")
    tokens, text = _read_tokens(cypher)
    if not tokens:
        raise RefusedQuery("the question is empty. Try: MATCH (r:Route) RETURN r.name AS name ORDER BY name")
    enclosing = _enclosing(cypher, tokens)
    _check_words(cypher, tokens, enclosing)
    _check_functions(cypher, tokens)
    _check_bounds(cypher, tokens, enclosing)
    _check_names(cypher, tokens, enclosing)
    return text


def _read_tokens(cypher: str) -> tuple[list[_Token], str]:
    """The tokens, and the text without comments and without the `;` at the end, each place where it was."""
    tokens: list[_Token] = []
    text: list[str] = []
    position = 0
    while position < len(cypher):
        match = _TOKEN.match(cypher, position)
        if match is None:
            closable = {"'": "text", '"': "text", "`": "name"}.get(cypher[position])
            if cypher.startswith("/*", position):
                closable = "comment"
            what = f"a {closable} that is not closed" if closable else f"the character {cypher[position]!r}"
            raise _refusal(cypher, position, f"cannot read {what}", "Close it, or take it out.")
        kind, part = str(match.lastgroup), match.group()
        if kind in {"string", "quoted"} and "\\u" in part.lower():  # Rule 7
            raise _refusal(cypher, position, "a \\u escape", "Write the character itself.")
        if kind == "comment":  # kglite reads no /* */; spaces, so that its errors point at the right column
            part = re.sub(r"[^\n]", " ", part)
        elif kind != "space":
            tokens.append(_Token(kind, part, position))
        text.append(part)
        position = match.end()
    if tokens and tokens[-1].text == ";":  # Rule 1
        text = ["".join(text)[: tokens.pop().start]]
    return tokens, "".join(text)


def _enclosing(cypher: str, tokens: list[_Token]) -> list[int]:
    """For each token the index of the bracket that it stands in, -1 where in none."""
    enclosing: list[int] = []
    opened: list[int] = []
    for i, token in enumerate(tokens):
        if token.text in _BRACKETS.values():
            if not opened or _BRACKETS[tokens[opened[-1]].text] != token.text:
                raise _refusal(cypher, token.start, f"a {token.text} that closes nothing", "Count the brackets.")
            opened.pop()
        enclosing.append(opened[-1] if opened else -1)
        if token.text in _BRACKETS:
            opened.append(i)
    if opened:
        last = tokens[opened[-1]]
        raise _refusal(cypher, last.start, f"a {last.text} that is not closed", "Count the brackets.")
    return enclosing


def _check_words(cypher: str, tokens: list[_Token], enclosing: list[int]) -> None:
    """Rules 1 to 3, and of rule 4 what concerns CALL."""
    first = tokens[0]
    if first.text.upper() not in _OPENING_WORDS:  # Rule 2
        raise _refusal(cypher, first.start, f"a question does not begin with {first.text}", _WHAT_IT_IS)
    value_before = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        word = token.text.upper() if token.kind == "word" else ""
        chosen = (before is not None and before.text.upper() in {".", "AS"}) or (
            after is not None and after.text == ":"
        )
        keyword = word in _KEYWORDS and not chosen and not (word == "ALL" and after and after.text == "(")
        if word == "TRANSACTIONS" and before is not None and before.text != ".":  # Rule 3: IN, its operator, hides it
            raise _refusal(cypher, token.start, "IN TRANSACTIONS, which only writing needs", _WHAT_IT_IS)
        if token.text == ";":  # Rule 1
            raise _refusal(cypher, token.start, "a second statement", "Ask one question at a time.")
        if keyword:
            value_before = word in _ENDING_A_VALUE
            if word == "CALL":
                _check_call(cypher, tokens, enclosing, i)
        elif token.kind == "sign":
            everything = (
                token.text == "*" and before is not None and before.text.upper() in {"WITH", "RETURN", "DISTINCT"}
            )
            value_before = token.text in _BRACKETS.values() or everything
        elif value_before:  # Rule 3
            raise _refusal(cypher, token.start, f"{token.text} cannot stand here", _WHAT_IT_IS)
        else:
            value_before = True


def _check_call(cypher: str, tokens: list[_Token], enclosing: list[int], i: int) -> None:
    """Rule 4: what follows the CALL at `i` is `{` or `(…) {`."""
    opening = i + 1
    if opening < len(tokens) and tokens[opening].text == "(":
        opening = 1 + next(
            j for j in range(opening, len(tokens)) if tokens[j].text == ")" and enclosing[j] == enclosing[i]
        )
    if opening >= len(tokens) or tokens[opening].text != "{":
        raise _refusal(cypher, tokens[i].start, "CALL of a procedure", _WHAT_IT_IS)


def _check_functions(cypher: str, tokens: list[_Token]) -> None:
    """Rule 4: what stands before a `(` is an operator, a keyword, or one of FUNCTIONS."""
    allowed = {name.lower() for name in FUNCTIONS}
    for i, (token, after) in enumerate(pairwise(tokens)):
        if after.text != "(" or (token.kind == "sign" and token.text not in _BRACKETS.values()):
            continue
        if not token.is_name:
            cure = "Write a path as -[:PROGRESSES_TO*1..3]->, which every store understands."
            raise _refusal(cypher, after.start, "a bracket after a value", cure)
        chosen = i > 0 and tokens[i - 1].text == "."
        known = token.text.upper() in _KEYWORDS or token.text.lower() in allowed
        if chosen or token.kind == "quoted" or not known:
            what = f"no function {token.text!r} for a question"
            raise _refusal(cypher, token.start, what, _near(token.text, FUNCTIONS))


def _check_bounds(cypher: str, tokens: list[_Token], enclosing: list[int]) -> None:
    """Rule 5: the star of `-[…*…]-` is followed by `n`, `..n` or `m..n`."""
    for i, token in enumerate(tokens):
        if token.text == "*" and token.kind == "sign" and _is_relationship(tokens, enclosing[i]):
            bound = "".join("n" if t.kind == "number" else t.text for t in tokens[i + 1 : i + 4])
            if not re.match(r"n?\.\.n|n(?!\.\.)", bound):
                raise _refusal(cypher, token.start, "a path without an upper bound", "Write one, such as *1..6.")
            longest = [t.text for t in tokens[i + 1 : i + 4] if t.kind == "number"][-1]
            if not longest.isdecimal() or int(longest) > LONGEST_PATH:
                raise _refusal(cypher, token.start, f"a path of {longest}", f"Write at most *..{LONGEST_PATH}.")


def _check_names(cypher: str, tokens: list[_Token], enclosing: list[int]) -> None:
    """Rule 6."""
    types, labels = {r.name for r in RELATIONSHIPS}, {n.name for n in NODES}
    properties = {p.name for declared in (*NODES, *RELATIONSHIPS) for p in declared.properties}
    keys = {token.text.strip("`") for token, after in pairwise(tokens) if after.text == ":" and token.is_name}
    for i, token in enumerate(tokens):
        if not token.is_name or i == 0:
            continue
        name, before = token.text.strip("`"), tokens[i - 1].text
        if _is_label(tokens, enclosing, i):
            known = types if _is_relationship(tokens, enclosing[i]) else labels
            if name not in known:
                what = "relationship type" if known is types else "label"
                raise _refusal(cypher, token.start, f"no {what} {name!r}", _near(name, known))
        elif before == "." and name not in properties | keys:
            raise _refusal(cypher, token.start, f"no property {name!r}", _near(name, properties))


def _is_relationship(tokens: list[_Token], bracket: int) -> bool:
    """Whether the bracket at that index opens a relationship pattern."""
    return bracket > 0 and tokens[bracket].text == "[" and tokens[bracket - 1].text == "-"


def _is_label(tokens: list[_Token], enclosing: list[int], i: int) -> bool:
    """Whether the name at `i` is a label or a relationship type: the `A` or the `B` of `:A` or `:A|B`."""
    if tokens[i - 1].text in {"|", "&", "!"}:  # in a list comprehension the bar separates
        pattern = enclosing[i] >= 0 and (tokens[enclosing[i]].text == "(" or _is_relationship(tokens, enclosing[i]))
        j = i - 1
        while j > 0 and (tokens[j].is_name or tokens[j].text in {"|", "&", "!"}):
            j -= 1
        return pattern and tokens[j].text == ":"
    if tokens[i - 1].text != ":":
        return False
    in_braces = enclosing[i] >= 0 and tokens[enclosing[i]].text == "{"
    return not (in_braces and i >= 3 and tokens[i - 2].is_name and tokens[i - 3].text in {"{", ","})


_WHAT_IT_IS = f"A question only reads the graph; it is made of {', '.join(CLAUSES)}."


def _near(name: str, known: Collection[str]) -> str:
    folded = {k.lower(): k for k in sorted(known)}
    near = [folded[k] for k in get_close_matches(name.lower(), folded, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else f"There are: {', '.join(sorted(known))}."


def _refusal(cypher: str, position: int, what: str, cure: str) -> RefusedQuery:
    """The error for what stands at `position`, with its line and a mark under the place."""
    start = cypher.rfind("\n", 0, position) + 1
    line, column = cypher[start:].split("\n", 1)[0], position - start
    cut = max(0, column - 60)  # of a long line only the part around the place
    place = f"  {line[cut : cut + 100]}\n  {' ' * (column - cut)}^"
    return RefusedQuery(f"line {cypher.count(chr(10), 0, position) + 1} of the question: {what}\n{place}\n{cure}")
