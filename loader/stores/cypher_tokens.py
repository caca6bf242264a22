"""The words and signs of a question in Cypher, and the brackets that each stands in."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from career_pathways.loader.errors import RefusedQuery

DEEPEST = 12
"""Brackets and CASEs within each other. The library has 6; what Neo4j doubles at every one stays below 2 ** 12."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`]+`)
      | (?P<number>0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)
      | (?P<parameter>\$[A-Za-z_]\w*)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\.\.|<=|>=|<>|=~|\+=|::|[()\[\]{}<>=+\-*%^|&!:,.;]|/(?!\*))""",
    re.VERBOSE | re.DOTALL,
)
OPENING_WORDS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
"""The first words of the clauses that a question may begin with."""

CLAUSE_WORDS = OPENING_WORDS | {"WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"}

KEYWORDS = (
    CLAUSE_WORDS
    | {"BY", "ALL", "DISTINCT", "AS"}
    | {"AND", "OR", "XOR", "NOT", "IN", "STARTS", "ENDS", "CONTAINS", "IS"}
    | {"CASE", "WHEN", "THEN", "ELSE", "END", "ASC", "DESC", "ASCENDING", "DESCENDING"}
)
"""The words that CLAUSES and their operators are made of."""

BRACKETS = {"(": ")", "[": "]", "{": "}", "CASE": "END"}
"""What opens, and what closes it."""


class Token(NamedTuple):
    """A word or a sign of a question."""

    kind: str
    """The name of a group of _TOKEN."""
    text: str
    start: int
    word: str
    """In capitals; a sign as it is. "ſKIP" is none: its capitals are Cypher's, its letters are not."""
    is_keyword: bool = False
    """Whether it is one of KEYWORDS, and not a name that looks like one."""

    @property
    def is_name(self) -> bool:
        """Whether it can name something: a word, or what backticks enclose."""
        return self.kind in {"word", "quoted"}


def read_tokens(cypher: str) -> tuple[list[Token], str]:
    """The tokens, and the text without comments and without the `;` at its end, every other character in its place.

    Raises RefusedQuery where the text breaks rule 7 of `checked_question`, or cannot be read.
    """
    if surrogate := re.search(r"[\ud800-\udfff]", cypher):  # Rule 7: no store takes it.
        raise refusal(cypher, surrogate.start(), "a lone surrogate", "Write it anew; the encoding may be a wrong one.")
    tokens: list[Token] = []
    text: list[str] = []
    position = 0
    while position < len(cypher):
        match = _TOKEN.match(cypher, position)
        if match is None:
            closable = {"'": "text", '"': "text", "`": "name"}.get(cypher[position])
            if cypher.startswith("/*", position):
                closable = "comment"
            what = f"a {closable} that is not closed" if closable else f"the character {cypher[position]!r}"
            raise refusal(cypher, position, f"cannot read {what}", "Close it, or take it out.")
        kind, part = str(match.lastgroup), match.group()
        if kind in {"string", "quoted"} and "\\u" in part.lower():  # Rule 7: stores expand it in different places.
            raise refusal(cypher, position, "a \\u escape", "Write the character itself.")
        if kind == "comment":  # kglite reads no /* */; spaces, so that its errors point at the right column
            part = re.sub(r"[^\n]", " ", part)
        elif kind != "space":
            word = part.upper() if kind in {"word", "sign"} and part.isascii() else ""
            tokens.append(Token(kind, part, position, word))
        text.append(part)
        position = match.end()
    if tokens and tokens[-1].text == ";":  # Rule 1: it may end the statement.
        text = ["".join(text)[: tokens.pop().start]]
    return _with_keywords(tokens), "".join(text)


def _with_keywords(tokens: list[Token]) -> list[Token]:
    marked = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        named = after == ":" or (i > 0 and tokens[i - 1].word in {".", "AS"})
        called = token.word == "ALL" and after == "("
        is_keyword = token.word in KEYWORDS and not named and not called
        marked.append(token._replace(is_keyword=True) if is_keyword else token)
    return marked


def enclosing_brackets(cypher: str, tokens: list[Token]) -> list[int]:
    """For each token the index of the bracket or of the CASE around it, -1 where there is none.

    Around a closing bracket is what is around its opening one. Raises RefusedQuery where brackets do not fit each
    other, or are nested deeper than DEEPEST (rule 8).
    """
    enclosing: list[int] = []
    opened: list[int] = []
    for i, token in enumerate(tokens):
        bracket = token.kind == "sign" or token.is_keyword
        if bracket and token.word in BRACKETS.values():
            if not opened or BRACKETS[tokens[opened[-1]].word] != token.word:
                raise refusal(cypher, token.start, f"a {token.text} that closes nothing", "Count the brackets.")
            opened.pop()
        enclosing.append(opened[-1] if opened else -1)
        if bracket and token.word in BRACKETS:
            opened.append(i)
            if len(opened) > DEEPEST:  # Rule 8: Neo4j writes some brackets out twice.
                raise refusal(cypher, token.start, f"a nesting of more than {DEEPEST} brackets", "Ask it more flatly.")
    if opened:
        last = tokens[opened[-1]]
        raise refusal(cypher, last.start, f"a {last.text} that is not closed", "Count the brackets.")
    return enclosing


def opening_bracket(tokens: list[Token], enclosing: list[int], closing: int) -> int:
    """The index of the bracket that the one at `closing` closes."""
    return closing - 1 if tokens[closing - 1].text in {"(", "[", "{"} else enclosing[closing - 1]


def printable(text: str) -> str:
    """`text` as it can go to a terminal: short, and without what moves the cursor or the writing."""
    text = text if len(text) <= 60 else f"{text[:60]}…"
    return "".join(c if c.isprintable() else "·" for c in text)


def refusal(cypher: str, position: int, what: str, cure: str, **data: Any) -> RefusedQuery:
    """The error for what stands at `position`, with its line and a mark under the place."""
    start = cypher.rfind("\n", 0, position) + 1
    line, column = cypher[start:].split("\n", 1)[0], position - start
    cut = max(0, column - 60)  # of a long line only the part around the place
    part = "".join(c if c.isprintable() else "·" for c in line[cut : cut + 100])
    place = f"  {part}\n  {' ' * (column - cut)}^"
    number = cypher.count("\n", 0, position) + 1
    return RefusedQuery(f"line {number} of the question: {what}\n{place}\n", cure, **data)
