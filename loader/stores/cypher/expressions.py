"""Expressions: of what kind each is, and what the embedded store is asked in place of some."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from career_pathways.loader.stores.cypher_tokens import refusal

from . import STOP
from .cursor import Cursor
from .kinds import (
    ANYTHING,
    BOOLEAN,
    FLOAT,
    INTEGER,
    NULL,
    NUMBERS,
    SCALARS,
    STRING,
    Kind,
    any_of,
    kind_of,
    list_of,
    named,
)
from .operand import Operand, guarded, joined

ORDERED = NUMBERS | {"boolean", "string", "list"}
"""The kinds that `<` compares alike."""

EXACT = 2**53
"""From here on not every integer is a float."""

MOST_READ = 20_000
"""Expressions that are read, some of them several times, until a question is given up."""

_WRITTEN_OUT = {"number", "string", "parameter"}
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_NOT_NULL = "[v IN [[{a}, {b}]] | CASE WHEN v[0] IS NULL OR v[1] IS NULL THEN null ELSE v[0] + v[1] END][0]"
_POWER = (
    "[v IN [[{a}, {b}]] | CASE WHEN v[0] <> floor(v[0]) OR v[1] <> floor(v[1]) OR v[1] < 0 "
    f"OR abs(v[0] ^ v[1]) >= {EXACT}.0 "
    f"THEN date('{STOP}a power that is not a whole number|Multiply, or write sqrt(x).') "
    "ELSE v[0] ^ v[1] END][0]"
)
_CONVERT = "toInteger(…), toFloat(…) and toString(…) convert."


class Expressions(Cursor):
    """What reads expressions, from the operator that binds loosest to what binds tightest."""

    scope: dict[str, Kind]
    """The variables that are known here."""
    in_where: bool = False
    """Whether a pattern may stand for whether it is found."""
    _read: int = 0
    grouping: str = "no"
    """Whether a function of many rows may stand here: `no`, `yes`, or `within` one."""

    def expression(self) -> Operand:
        """Read an expression."""
        self._read += 1
        if self._read > MOST_READ:
            raise refusal(
                self.question, self.start, "an expression that is nested too deep", "Name its parts in a WITH."
            )
        return self._logical("OR", lambda: self._logical("XOR", lambda: self._logical("AND", self._not)))

    def need(self, operand: Operand, kinds: frozenset[str] | set[str], what: str, cure: str = _CONVERT) -> None:
        """Raise RefusedQuery where an operand may be of other kinds than Neo4j takes there."""
        if not operand.kind.within(kinds):
            wrong = named(Kind(operand.kind.kinds - kinds))
            self.differs(operand.start, f"this may be {wrong}, and {what}", cure)

    @contextmanager
    def local(self, **variables: Kind) -> Iterator[None]:
        """Know some variables for a while."""
        before, self.scope = self.scope, {**self.scope, **variables}
        yield
        self.scope = before

    @contextmanager
    def allowing(self, *, grouping: str | None = None, in_where: bool | None = None) -> Iterator[None]:
        """Let functions of many rows, or patterns as conditions, stand or not for a while."""
        before = self.grouping, self.in_where
        self.grouping = self.grouping if grouping is None else grouping
        self.in_where = self.in_where if in_where is None else in_where
        yield
        self.grouping, self.in_where = before

    def _logical(self, operator: str, operand: Callable[[], Operand]) -> Operand:
        left = operand()
        while self.word() == operator and self.token().is_keyword:
            self.i += 1
            right = operand()
            for side in (left, right):
                self.need(side, {"boolean"}, f"{operator} takes true and false", "Compare it, as in x > 0.")
            left = joined(left, right, kind=BOOLEAN, start=left.start, end=right.end, level=3)
        return left

    def _not(self) -> Operand:
        start = self.start
        if not (self.word() == "NOT" and self.token().is_keyword):
            return self._comparison()
        self.i += 1
        operand = self._not()
        self.need(operand, {"boolean"}, "NOT takes true and false", "Compare it, as in x > 0.")
        return joined(operand, kind=BOOLEAN, start=start, end=operand.end, level=3)

    def _comparison(self) -> Operand:
        left = self._test()
        operator = self.word()
        if operator not in _COMPARISONS:
            return left
        self.i += 1
        right = self._test()
        for side, other in ((left, right), (right, left)):
            if operator not in {"=", "<>"}:
                self.need(
                    side, ORDERED, f"{operator} compares it differently", "Compare a property of it, such as its id."
                )
            if side.level == 2:  # the embedded store reads all tests from left to right
                self.write(side.start, side.end, f"({self.text(side.start, side.end)})")
            if type(side.literal) is int and abs(side.literal) > EXACT and "float" in other.kind.kinds:
                self.differs(side.start, "an integer beyond 2^53, compared with a float", "Compare two integers.")
        return joined(left, right, kind=BOOLEAN, start=left.start, end=right.end, level=3)

    def _test(self) -> Operand:
        left = self._sum()
        tested = self._tested(left)
        if tested is None:
            return left
        if self._tested(tested):
            self.differs(left.start, "a test of a test", "Put brackets around the first.")
        return tested

    def _tested(self, left: Operand) -> Operand | None:
        """What asks something of `left`, where it comes next."""
        parts = [left]
        if self.skip("IS"):
            self.skip("NOT")
            if self.token().text.upper() != "NULL":
                self.unreadable()
            self.i += 1
        elif self.word() == "IN" and self.token().is_keyword:
            self.i += 1
            place = self.i
            parts.append(self._sum())
            written = self.text(parts[1].start, parts[1].end)
            plain = self.closing.get(place) == self.i - 1 and self.token(place + 1 - self.i).kind in _WRITTEN_OUT
            if written.startswith("[") and not plain:  # the embedded store reads only a plain list there
                self.write(parts[1].start, parts[1].end, f"({written})")
            self.need(parts[1], {"list"}, "IN looks into a list", "Put it in a list, or write CONTAINS for a text.")
        elif self.skip("STARTS", "WITH") or self.skip("ENDS", "WITH") or self.skip("CONTAINS"):
            parts.append(self._sum())
            for side in parts:
                self.need(side, SCALARS, "only texts start, end or contain")
        else:
            return None
        return joined(*parts, kind=BOOLEAN, start=left.start, end=self.end, level=2)

    def _sum(self) -> Operand:
        left = self._product()
        while True:
            if self.word() == "|" and self.word(1) == "|":
                self.i += 2
                right = self._product()
                for side in (left, right):
                    self.need(side, {"string"}, "|| joins texts here", "Write + for lists.")
                left = joined(left, right, kind=STRING, start=left.start, end=right.end, level=1)
            elif self.word() in {"+", "-"} and not self._is_arrow():
                operator = self.word()
                self.i += 1
                right = self._product()
                if operator == "+":
                    left = self._added(left, right)
                    continue
                text = self.text(right.start, right.end)
                if text.startswith("["):  # which the embedded store takes for a relationship
                    self.write(right.start, right.end, f"({text})")
                left = self._computed(left, right)
            else:
                return left

    def _added(self, left: Operand, right: Operand) -> Operand:
        """A `+`, which joins texts and lists too."""
        kind = NULL
        for one in left.kind.kinds:
            for other in right.kind.kinds:
                pair = {one, other}
                if "list" in pair:
                    items = [side.kind.items if k == "list" else side.kind for side, k in ((left, one), (right, other))]
                    kind |= list_of(any_of(items))
                elif pair <= NUMBERS:
                    kind |= FLOAT if "float" in pair else INTEGER
                elif pair <= NUMBERS | {"string"}:
                    kind |= STRING
                else:
                    what = f"+ of {named(Kind(frozenset({one})))} and {named(Kind(frozenset({other})))}"
                    self.differs(left.start, what, _CONVERT)
        only = left.kind.kinds | right.kind.kinds
        if not (left.kind.kinds and right.kind.kinds) and only - NUMBERS - {"string"}:
            items = [side.kind.items if "list" in side.kind.kinds else side.kind for side in (left, right)]
            kind = list_of(any_of(items))  # to Neo4j, though such a sum with null is null
        result = joined(left, right, kind=kind, start=left.start, end=right.end, level=1)
        if "string" in kind.kinds:
            for side in (left, right):
                if "float" in side.kind.kinds:
                    self.write(side.start, side.end, guarded(self.text(side.start, side.end), "printed"))
        if "list" in left.kind.kinds | right.kind.kinds:
            a, b = (self.text(side.start, side.end) for side in (left, right))
            self.write(left.start, right.end, _NOT_NULL.replace("{a}", a).replace("{b}", b))
        return result

    def _product(self) -> Operand:
        left = self._power()
        while self.word() in {"*", "/", "%"}:
            operator = self.word()
            self.i += 1
            right = self._power()
            whole = left.kind.within({"integer"}) and right.kind.within({"integer"})
            if operator != "*" and not whole and not right.literal:
                self.write(right.start, right.end, guarded(self.text(right.start, right.end), "divisor"))
            left = self._computed(left, right)
        return left

    def _computed(self, left: Operand, right: Operand) -> Operand:
        for side in (left, right):
            self.need(side, NUMBERS, "this computes with numbers")
        kinds = left.kind.kinds | right.kind.kinds
        kind = Kind(frozenset(kinds & NUMBERS or NUMBERS))
        if "float" in kinds and ("float" not in left.kind.kinds or "float" not in right.kind.kinds):
            alone = right if "float" in left.kind.kinds else left
            kind = kind if (left if alone is right else right).kind.kinds >= NUMBERS else FLOAT
        elif left.kind.kinds == {"float"} or right.kind.kinds == {"float"}:
            kind = FLOAT
        return joined(left, right, kind=kind, start=left.start, end=right.end, level=1)

    def _power(self) -> Operand:
        left = self._sign()
        while self.skip("^"):
            right = self._sign()
            for side in (left, right):
                self.need(side, NUMBERS, "this computes with numbers")
            a, b = (self.text(side.start, side.end) for side in (left, right))
            self.write(left.start, right.end, _POWER.replace("{a}", a).replace("{b}", b))
            left = joined(left, right, kind=FLOAT, start=left.start, end=right.end, level=1)
        return left

    def _sign(self) -> Operand:
        start = self.start
        if self.word() == "+":
            self.i += 1
            self._refuse_signs()
            operand = self._sign()
            self.need(operand, NUMBERS, "this computes with numbers")
            self.write(start, operand.end, self.text(operand.start, operand.end))
            return joined(operand, kind=operand.kind, start=start, end=operand.end)
        if self.word() != "-":
            return self.chosen()
        self.i += 1
        self._refuse_signs()
        operand = self._sign()
        self.need(operand, NUMBERS, "this computes with numbers")
        number = operand.literal if isinstance(operand.literal, int | float) else None
        if number is None and "float" in operand.kind.kinds:  # Neo4j takes it from 0, so that there is no -0.0
            self.write(start, operand.end, f"(0 - ({self.text(operand.start, operand.end)}))")
        if type(number) is float and number == 0:
            self.differs(start, "-0.0, which only Neo4j tells from 0.0", "Write 0.0.")
        negative = None if number is None else -number
        kind = operand.kind if operand.kind.kinds else Kind(NUMBERS)
        return Operand(kind, start, operand.end, operand.aggregate, operand.variables, negative)

    def _refuse_signs(self) -> None:
        """Behind a sign Neo4j takes no other, but the minus of a number."""
        if self.word() == "+" or (self.word() == "-" and self.token(1).kind != "number"):
            self.differs(self.start, "a sign behind a sign", "Write brackets, as in -(-a).")

    def _is_arrow(self) -> bool:
        """Whether a relationship of a pattern begins here."""
        signs = "".join(self.word(k) for k in range(4))
        return signs.startswith(("-[", "--(", "-->("))

    @abstractmethod
    def chosen(self) -> Operand:
        """Read a value with what is chosen of it: properties, items, labels."""

    def literal(self) -> Operand | None:
        """Read a number, a text, a parameter or a word for a value, where one comes next."""
        token, start = self.token(), self.start
        found: tuple[Kind, Any] | None = None
        if token.kind == "number":
            found = self._number(token.text)
        elif token.kind == "string":
            if re.search(r"\\[^\\'\"ntr]", re.sub(r"\\\\", "", token.text)):
                self.differs(start, "an escape that only Neo4j reads", "Write the character itself, or pass the text.")
            found = STRING, token.text
        elif token.kind == "parameter":
            known = self.parameters is not None and token.text[1:] in self.parameters
            value = self.parameters[token.text[1:]] if known and self.parameters else None
            found = (kind_of(value) if known else ANYTHING), value if isinstance(value, str | int | float) else None
        elif token.kind == "word" and token.word in {"TRUE", "FALSE", "NULL"} and self.word(1) != ":":
            found = (NULL if token.word == "NULL" else BOOLEAN), None
        if found is None:
            return None
        self.i += 1
        return Operand(found[0], start, self.end, literal=found[1])

    def _number(self, text: str) -> tuple[Kind, Any]:
        if text.lower().startswith("0x"):
            if text[1] == "X":
                self.differs(self.start, "0X", "Write 0x.")
            return INTEGER, int(text, 16)
        if text.isdecimal():
            if len(text) > 1 and text[0] == "0":
                self.differs(self.start, "a number that begins with 0", "Leave the 0 out.")
            return INTEGER, int(text)
        if float(text) == float("inf"):
            self.differs(self.start, "a number that no float holds", "Write a smaller one.")
        return FLOAT, float(text)
