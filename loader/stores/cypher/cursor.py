"""The words of a question, one after another, and what is to be written in place of some of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from career_pathways.loader.errors import RefusedQuery
from career_pathways.loader.stores.cypher_tokens import (
    KEYWORDS,
    Token,
    enclosing_brackets,
    printable,
    read_tokens,
    refusal,
)

LONGEST = 400_000
"""Characters of what a question is written out as."""

_END = Token("end", "the end of the question", 0, "")


class UnreadableForm(Exception):
    """The question has a form that is not read here; only Neo4j can tell whether it is Cypher."""

    def __init__(self, refused: RefusedQuery) -> None:
        """`refused`: what to raise where it is for the embedded store."""
        super().__init__(str(refused))
        self.refused = refused


class Cursor:
    """A place in a question."""

    def __init__(self, question: str, parameters: Mapping[str, Any] | None, *, embedded: bool) -> None:
        """`question`: one that has passed `checked_question`; `parameters`: its own, where they are known.

        `embedded`: whether it is for the embedded store, so that what the two stores answer differently is refused.
        """
        self.question = question
        self.parameters = parameters
        self.embedded = embedded
        self.tokens, _ = read_tokens(question)
        self.enclosing = enclosing_brackets(question, self.tokens)
        self.i = 0
        self._edits: list[tuple[int, int, str]] = []
        opened: list[int] = []
        self.closing: dict[int, int] = {}
        """The index of the bracket that closes the one at an index."""
        for i, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in "([{":
                opened.append(i)
            elif token.kind == "sign" and token.text in ")]}":
                self.closing[opened.pop()] = i

    # Reading

    def token(self, ahead: int = 0) -> Token:
        """The token here, or some places ahead."""
        return self.tokens[self.i + ahead] if 0 <= self.i + ahead < len(self.tokens) else _END

    def word(self, ahead: int = 0) -> str:
        """Its word in capitals, or its sign; nothing where it is a text, a number or in backticks."""
        return self.token(ahead).word

    def skip(self, *words: str) -> bool:
        """Go past these words, where they come next."""
        if any(self.word(ahead) != word for ahead, word in enumerate(words)):
            return False
        self.i += len(words)
        return True

    def expect(self, word: str) -> None:
        """Go past this word. Raises UnreadableForm where something else comes."""
        if not self.skip(word):
            self.unreadable(f"{word} is missing before ")

    def name(self) -> str:
        """Go past a name. Raises UnreadableForm where none comes."""
        token = self.token()
        if not token.is_name or (token.is_keyword and token.word in KEYWORDS):
            self.unreadable("a name is missing before ")
        self.i += 1
        return token.text.strip("`")

    @property
    def start(self) -> int:
        """Where the token here begins, as a character of the question."""
        return self.token().start if self.i < len(self.tokens) else len(self.question)

    @property
    def end(self) -> int:
        """Where the token before ends."""
        before = self.tokens[self.i - 1]
        return before.start + len(before.text)

    # Refusing

    def unreadable(self, what: str = "cannot read ") -> NoReturn:
        """Raise UnreadableForm at the token here."""
        cure = "Ask it in plainer Cypher, or of a Neo4j."
        raise UnreadableForm(refusal(self.question, self.start, f"{what}{printable(self.token().text)!r}", cure))

    def differs(self, position: int, what: str, cure: str) -> None:
        """Raise RefusedQuery for what the stores answer differently, where the embedded one is asked."""
        if self.embedded:
            raise refusal(self.question, position, what, cure)

    def need_letters(self, name: str, position: int) -> None:
        """Raise RefusedQuery for a name that the embedded store cannot read."""
        if not name.isascii():
            self.differs(position, "a name with other letters than a to z", "Take one of a to z, 0 to 9 and _.")

    # Writing

    def text(self, start: int, end: int) -> str:
        """The question from `start` to `end`, with what is written in place of some of it."""
        parts, at = [], start
        for begin, stop, new in self._edits:
            if start <= begin and stop <= end and begin >= at:
                parts += [self.question[at:begin], new]
                at = stop
        return "".join(parts) + self.question[at:end]

    def edited(self, start: int, end: int) -> bool:
        """Whether something is written in place of a part of it."""
        return any(start <= begin and stop <= end for begin, stop, _ in self._edits)

    def write(self, start: int, end: int, new: str) -> None:
        """Ask the embedded store `new` in place of what is from `start` to `end`; where both are one place, after
        what is written there.
        """
        if self.embedded:
            self.put(start, end, new)

    def put(self, start: int, end: int, new: str) -> None:
        """Ask whatever store `new` in that place."""
        if len(new) > LONGEST:
            raise refusal(
                self.question, start, "an expression that is written out too long", "Name its parts in a WITH."
            )
        if start < end:
            self._edits = [e for e in self._edits if not (start <= e[0] and e[1] <= end)]
        at = sum(1 for e in self._edits if (e[0], e[1]) <= (start, end))
        self._edits.insert(at, (start, end, new))
