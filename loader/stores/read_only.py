"""What a question may do: read the graph, and nothing else, in whatever store it is asked.

A store opened for reading still lets through what reaches outside, so a question is read here first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from career_pathways.loader.errors import RefusedQuery
from career_pathways.loader.schema import ALL_RELATIONSHIPS, NODES
from career_pathways.loader.words.near import near

from .cypher.functions import BY_SUBJECT, LIST_FUNCTIONS
from .cypher_tokens import (
    BRACKETS,
    CLAUSE_WORDS,
    KEYWORDS,
    OPENING_WORDS,
    Token,
    enclosing_brackets,
    opening_bracket,
    printable,
    read_tokens,
    refusal,
)

CLAUSES = "MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION, CALL {}"
"""All that a question is made of."""

FUNCTIONS = frozenset(name for names in BY_SUBJECT.values() for name in names) | LIST_FUNCTIONS
"""The functions that a question may call: those of Cypher that only compute. Capitals do not count."""

LONGEST_QUESTION = 100_000
"""Characters. What is longer should pass a list as a parameter."""

MOST_TOKENS = 5_000
"""Words and signs. 700 conditions joined by OR have 4,000, and keep Neo4j planning for seconds."""

LONGEST_PATH = 20
"""Relationships of a path: the longest shortest path of the maps has 5."""

_ENDING_A_VALUE = {"END", "ASC", "DESC", "ASCENDING", "DESCENDING"}
_BEGINNING_A_VALUE = {"CASE", "NOT"}
_ONLY_AFTER = {"BY": {"ORDER"}, "ALL": {"UNION"}, "DISTINCT": {"UNION", "RETURN", "WITH", "("}}
_ALSO_AFTER = {"MATCH": {"OPTIONAL"}, "CALL": {"OPTIONAL"}, "WITH": {"STARTS", "ENDS"}, "WHEN": {"CASE"}}
_JOINING_VALUES = {"IN", "STARTS", "ENDS", "CONTAINS", "IS", "NOT"}
_COMPARISONS = {"=", "<>", "<", ">", "<=", ">="}
_SUBQUERIES = {"CALL", "EXISTS", "COUNT", "COLLECT"}


def checked_question(cypher: str, parameters: Mapping[str, Any] | None = None) -> str:
    """`cypher` with its comments blanked out, where it only reads; raises RefusedQuery where not.

    A store opened for reading still lets through what reaches outside (LOAD CSV reads any file, procedures do
    as they like), so a question is read here first. The rules, the same for every store:

    1. It is one statement; a `;` at its end is allowed.
    2. It begins with a clause of CLAUSES, and so do a subquery and what a UNION adds.
    3. Between two values stands an operator or a word that belongs to CLAUSES, never another word: whatever
       else a dialect may have (LOAD CSV, CREATE, SHOW, FORMAT CSV, …) is refused without being listed. Such a
       word stands only where it can be meant: a variable of that name could hide what follows it.
    4. A function is one of FUNCTIONS; CALL is followed by a subquery in braces, not by a procedure's name.
    5. A `*` in a relationship pattern has an upper bound; kglite would stop at 10 of them, Neo4j never. Nothing else
       repeats a pattern.
    6. Labels, relationship types and properties are those of schema.py (or keys of a map that the question
       itself makes, or its parameters have): a slip of the pen would find nothing, without a word.
    7. No `\\u` escapes: stores differ in where they expand them, so they could hide a quote or a keyword. No lone
       surrogates, which no store takes.
    8. It is of at most MOST_TOKENS words and signs, and DEEPEST brackets within each other; without regular
       expressions, and without what Neo4j writes out twice or more at each level (XOR, `1 < x < 2`, a CASE that
       asks for a CASE). Neo4j stops a question between rows and between steps of its planning, and not within
       one. (A long walk over a list is within one too, and looks like a short one.)
    """
    if len(cypher) > LONGEST_QUESTION:
        raise RefusedQuery(f"the question is longer than {LONGEST_QUESTION:,} characters.", "Pass lists as parameters.")
    tokens, text = read_tokens(cypher)
    if not tokens:
        raise RefusedQuery("the question is empty.", "Try: MATCH (r:Route) RETURN r.name AS name ORDER BY name")
    enclosing = enclosing_brackets(cypher, tokens)
    if len(tokens) > MOST_TOKENS:  # Rule 8: what is long keeps Neo4j planning.
        raise RefusedQuery(f"the question has more than {MOST_TOKENS:,} words and signs.", "Ask for less at a time.")
    _check_words(cypher, tokens, enclosing)
    _check_functions(cypher, tokens)
    _check_beginnings(cypher, tokens, enclosing)
    _check_bounds(cypher, tokens, enclosing)
    _check_names(cypher, tokens, enclosing, _keys(parameters))
    _check_effort(cypher, tokens, enclosing)
    return text


def _check_words(cypher: str, tokens: list[Token], enclosing: list[int]) -> None:
    """Rules 1 and 3, and of rule 4 what concerns CALL."""
    if not (tokens[0].is_keyword and tokens[0].word in OPENING_WORDS):  # Rule 2: it begins with a clause.
        what = f"a question does not begin with {printable(tokens[0].text)}"
        raise refusal(cypher, tokens[0].start, what, _WHAT_IT_IS)
    beginnings = dict(_beginnings(tokens, enclosing))
    begin = set(beginnings.values())
    before, value_before = "", False
    for i, token in enumerate(tokens):
        if token.text == ";":  # Rule 1: one statement.
            raise refusal(cypher, token.start, "a second statement", "Ask one question at a time.")
        if token.word == "TRANSACTIONS" and i and before != ".":  # Rule 3: IN, its operator, hides it
            raise refusal(cypher, token.start, "IN TRANSACTIONS, which only writing needs", _WHAT_IT_IS)
        if token.is_keyword:
            if token.word == "CALL" and i not in beginnings:  # Rule 4: no subquery follows.
                raise refusal(cypher, token.start, "CALL of a procedure", _WHAT_IT_IS)
            in_case = enclosing[i] >= 0 and tokens[enclosing[i]].word == "CASE"
            if not _fits(token.word, before, value_before, i in begin, in_case):  # Rule 3: it cannot be meant.
                cure = "Where it is a name of yours, put it in backticks: `{name}`."
                raise refusal(cypher, token.start, f"{token.text} cannot stand here", cure, name=token.text)
            value_before = token.word in _ENDING_A_VALUE
        elif token.kind == "sign":
            if token.text == "." and tokens[i - 1].kind == "number":  # Rule 3: where 1. is a number, a word follows
                raise refusal(cypher, token.start, "a dot after a number", "Write 1.0, or 1..3 for from 1 to 3.")
            named = i > 1 and tokens[i - 2].word == "AS" and tokens[i - 2].is_keyword
            if named and token.text not in {",", "}"}:  # Rule 3: a name ends there.
                raise refusal(cypher, token.start, f"{token.text} cannot stand here", _WHAT_IT_IS)
            everything = token.text == "*" and before in {"WITH", "RETURN", "DISTINCT"}
            value_before = token.text in BRACKETS.values() or everything
        elif value_before:  # Rule 3: a word after a value is an operator, and this is none.
            raise refusal(cypher, token.start, f"{printable(token.text)} cannot stand here", _WHAT_IT_IS)
        else:
            value_before = True
        before = token.word


def _fits(word: str, before: str, value_before: bool, begins: bool, in_case: bool) -> bool:
    """Whether a keyword can be meant as one where it stands: after `before`, and directly within a CASE or not."""
    if before in _ALSO_AFTER.get(word, ()):
        return True
    if word in _ONLY_AFTER:
        return before in _ONLY_AFTER[word]
    if word in _BEGINNING_A_VALUE:
        return not value_before
    if word in CLAUSE_WORDS and in_case:
        return False
    return value_before or begins or word == "AS"  # what follows an AS is a name and nothing more


def _beginnings(tokens: list[Token], enclosing: list[int]) -> Iterator[tuple[int, int]]:
    """Where the question begins, its subqueries, and what UNIONs add.

    Out: the index of the word that announces it, -1 where none does, and that of the word that must begin it.
    """
    yield -1, 0
    for i, (token, after) in enumerate(pairwise(tokens)):
        if token.word == "UNION" and token.is_keyword:
            yield i, min(i + 1 + (after.word in {"ALL", "DISTINCT"}), len(tokens) - 1)
        elif token.word in _SUBQUERIES and after.text == "{" and tokens[i + 2].text != ".":  # no projection of `count`
            yield i, i + 2
        elif (
            token.text == ")" and after.text == "{" and tokens[opening_bracket(tokens, enclosing, i) - 1].word == "CALL"
        ):
            yield opening_bracket(tokens, enclosing, i) - 1, i + 2


def _check_functions(cypher: str, tokens: list[Token]) -> None:
    """Rule 4: what stands before a `(` is an operator, a keyword, or one of FUNCTIONS."""
    allowed = KEYWORDS | {name.upper() for name in FUNCTIONS}
    for i, (token, after) in enumerate(pairwise(tokens)):
        if after.text != "(" or (token.kind == "sign" and token.text not in BRACKETS.values()):
            continue
        if not token.is_name:
            raise refusal(cypher, after.start, "a bracket after a value", _AS_A_PATH)
        chosen = i > 0 and tokens[i - 1].text == "."
        if chosen or token.word not in allowed:
            raise _unknown(cypher, token, f"no function {printable(token.text)!r} for a question", FUNCTIONS)


def _check_beginnings(cypher: str, tokens: list[Token], enclosing: list[int]) -> None:
    """Rule 2. For EXISTS and COUNT a pattern is enough."""
    for of, i in _beginnings(tokens, enclosing):
        pattern = tokens[of].word in {"EXISTS", "COUNT"} and tokens[i].text == "("
        if not pattern and not (tokens[i].is_keyword and tokens[i].word in OPENING_WORDS):
            what = f"{printable(tokens[i].text)} cannot stand after {tokens[of].text}"
            raise refusal(cypher, tokens[i].start, what, _WHAT_IT_IS)


def _check_bounds(cypher: str, tokens: list[Token], enclosing: list[int]) -> None:
    """Rule 5: the star of `-[…*…]-` is followed by `n`, `..n` or `m..n`; no `+`, `*` or `{…}` by what it repeats."""
    repeatable = _groups_with_a_path(tokens, enclosing)
    for i, token in enumerate(tokens):
        if token.text == "*" and _is_relationship(tokens, enclosing[i]):
            bound = "".join("n" if t.kind == "number" else t.word for t in tokens[i + 1 : i + 5])
            if not re.match(r"(n?\.\.)?n(\]|\{|WHERE)", bound):
                raise refusal(cypher, token.start, "a path without an upper bound", "Write one, such as *1..6.")
            longest = [t.text for t in tokens[i + 1 : i + 4] if t.kind == "number"][-1]
            if not longest.isdecimal() or len(longest) > 3 or int(longest) > LONGEST_PATH:
                what = f"a path of {printable(longest)}"
                raise refusal(cypher, token.start, what, f"Write at most *..{LONGEST_PATH}.")
        elif token.text in {"+", "*", "{"} and i > 1:
            end_of_arrow = tokens[i - 2].text + tokens[i - 1].text in {"->", "--", "]-"}
            if end_of_arrow or (tokens[i - 1].text == ")" and opening_bracket(tokens, enclosing, i - 1) in repeatable):
                raise refusal(cypher, token.start, "a pattern that is repeated", _AS_A_PATH)


def _groups_with_a_path(tokens: list[Token], enclosing: list[int]) -> set[int]:
    """The indices of the round brackets around nothing but patterns that have a relationship."""
    found = set()
    for i in range(1, len(tokens)):
        if _is_arrow(tokens, i):
            group = enclosing[i]
            while group >= 0 and tokens[group].text == "(":
                found.add(group)
                group = enclosing[group]
    return found


def _is_arrow(tokens: list[Token], i: int) -> bool:
    """Whether a relationship begins at `i`, after a node: `-[`, `--`, `<-[` or `<--`."""
    if tokens[i - 1].text != ")" or tokens[i].text not in {"-", "<"}:
        return False
    return "".join(t.word for t in tokens[i : i + 3]).startswith(("-[", "--", "<-[", "<--"))


def _keys(parameters: Mapping[str, Any] | None) -> set[str]:
    """The keys of all maps in the parameters, which may hold themselves."""
    keys: set[str] = set()
    seen: set[int] = set()
    waiting: list[Any] = [parameters]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Mapping | list | tuple) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Mapping):
            keys.update(map(str, value))
        waiting += value.values() if isinstance(value, Mapping) else value
    return keys


def _check_names(cypher: str, tokens: list[Token], enclosing: list[int], given: set[str]) -> None:
    """Rule 6; `given`: the keys of the parameters."""
    types, labels = {r.name for r in ALL_RELATIONSHIPS}, {n.name for n in NODES}
    properties = {p.name for declared in (*NODES, *ALL_RELATIONSHIPS) for p in declared.properties}
    keys = given | {token.text.strip("`") for token, after in pairwise(tokens) if after.text == ":" and token.is_name}
    for i, token in enumerate(tokens[:-1]):  # `n {.id, found}` makes a key of a variable
        in_braces = enclosing[i] >= 0 and tokens[enclosing[i]].text == "{" and token.is_name
        if in_braces and tokens[i - 1].text in {"{", ","} and tokens[i + 1].text in {",", "}"}:
            keys.add(token.text.strip("`"))
    after_colon = False  # in the `A|B` of `:A|B`
    for i, token in enumerate(tokens):
        after_colon = token.text == ":" or (after_colon and (token.is_name or token.text in _BETWEEN_LABELS))
        if not token.is_name or i == 0:
            continue
        name, before = token.text.strip("`"), tokens[i - 1].text
        if after_colon and _is_label(tokens, enclosing, i):
            known = types if _is_relationship(tokens, enclosing[i]) else labels
            if name not in known:
                what = "relationship type" if known is types else "label"
                raise _unknown(cypher, token, f"no {what} {printable(name)!r}", known)
        elif before == "." and name not in properties | keys:
            raise _unknown(cypher, token, f"no property {printable(name)!r}", properties)


def _is_relationship(tokens: list[Token], bracket: int) -> bool:
    """Whether the bracket at that index opens a relationship pattern."""
    return bracket > 0 and tokens[bracket].text == "[" and tokens[bracket - 1].text == "-"


def _is_label(tokens: list[Token], enclosing: list[int], i: int) -> bool:
    """Whether the name at `i`, somewhere after a colon, is a label or a type: the `A` or the `B` of `:A` or `:A|B`."""
    if tokens[i - 1].text in _BETWEEN_LABELS:  # in a list comprehension the bar separates
        return enclosing[i] >= 0 and (tokens[enclosing[i]].text == "(" or _is_relationship(tokens, enclosing[i]))
    if tokens[i - 1].text != ":":
        return False
    in_braces = enclosing[i] >= 0 and tokens[enclosing[i]].text == "{"
    return not (in_braces and i >= 3 and tokens[i - 2].is_name and tokens[i - 3].text in {"{", ","})


def _check_effort(cypher: str, tokens: list[Token], enclosing: list[int]) -> None:
    """Rule 8."""
    compared: set[int] = set()  # brackets in which a comparison stands that nothing has ended
    asking: list[int] = []  # CASEs before their first WHEN
    for i, token in enumerate(tokens):
        before = tokens[i - 1].word if i else ""
        if token.text == "=~":
            cure = "Neo4j cannot end one that runs away. Write STARTS WITH, ENDS WITH or CONTAINS, with toLower(…)."
            raise refusal(cypher, token.start, "a regular expression", cure)
        if token.is_keyword and token.word == "XOR":
            raise refusal(cypher, token.start, "XOR", "Write (a) <> (b), which says the same.")
        if token.is_keyword and token.word == "CASE":
            if asking:
                raise refusal(cypher, token.start, "a CASE that asks for a CASE", "Name the inner one in a WITH.")
            asking.append(i)
        elif asking and token.word == "WHEN" and enclosing[i] == asking[-1]:
            asking.pop()
        if token.word in _COMPARISONS and not (token.text == ">" and before == "-") and not _is_arrow(tokens, i):
            if enclosing[i] in compared:
                cure = "Write both with AND between, as in 1 < x AND x < 2."
                raise refusal(cypher, token.start, "a comparison of a comparison", cure)
            compared.add(enclosing[i])
        elif token.text in {",", "|"} or (token.is_keyword and not _joins(token.word, before)):
            compared.discard(enclosing[i])


def _joins(word: str, before: str) -> bool:
    """Whether a keyword stands between values as a comparison does, so that it ends none."""
    return word in _JOINING_VALUES or before in _ALSO_AFTER.get(word, ())


_WHAT_IT_IS = f"A question only reads the graph; it is made of {CLAUSES}."

_AS_A_PATH = "Write a path as -[:PROGRESSES_TO*1..3]->, which every store understands."
_BETWEEN_LABELS = {"|", "&", "!"}


def _unknown(cypher: str, token: Token, what: str, known: Collection[str]) -> RefusedQuery:
    """The error for a name that is none of the known ones, with the nearest of them."""
    folded = {name.lower(): name for name in sorted(known)}
    candidates = [folded[name] for name in near(token.text.strip("`").lower(), folded)]
    if candidates:
        meant = " or ".join(map(repr, candidates))
        return refusal(cypher, token.start, what, "Did you mean {near}?", near=meant, candidates=candidates)
    return refusal(cypher, token.start, what, f"There are: {', '.join(sorted(known))}.")
