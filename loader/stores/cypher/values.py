"""What expressions are made of: variables and what is chosen of them, lists, maps, cases, functions."""

from __future__ import annotations

import re
from abc import abstractmethod

from career_pathways.loader.schema import ALL_TYPES, LABELS
from career_pathways.loader.stores.cypher_tokens import KEYWORDS

from .expressions import Expressions
from .kinds import (
    ANYTHING,
    BOOLEAN,
    NULL,
    PROPERTIES,
    Kind,
    any_of,
    list_of,
    map_of,
)
from .operand import Operand, joined, without
from .properties import labels_with, without_property

_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT"}
_OF_NODES = frozenset(LABELS)
ALIASED = {"title", "name"}
"""Properties that the embedded store answers with each other where a node has only one of them."""

RESERVED = KEYWORDS | {"EXISTS"}
"""What the embedded store takes for a property's name only in backticks."""


class Values(Expressions):
    """What reads values."""

    def chosen(self) -> Operand:
        """See Expressions."""
        value = self._atom()
        while True:
            if self.word() == "." and self.token(1).is_name:
                value = self._property(value)
            elif self.word() == "[":
                value = self._item(value)
            elif (
                self.word() == ":" and self.token(1).kind in {"word", "quoted", "sign"} and self._may_have_labels(value)
            ):
                value = self._has_label(value)
            else:
                return value

    def _may_have_labels(self, value: Operand) -> bool:
        return bool(value.kind.kinds & {"node", "relationship"}) and (
            self.token(1).is_name or self.word(1) in {"!", "%", "("}
        )

    # What is chosen of a value

    def _property(self, of: Operand) -> Operand:
        self.need(of, {"node", "relationship", "map"}, "only nodes, relationships and maps have properties")
        self.i += 1
        position = self.start
        name = self.token().text.strip("`")
        self.i += 1
        return self.property_of(of, name, position, self.end)

    def property_of(self, of: Operand, name: str, position: int, end: int) -> Operand:
        """The property `name` of a value. Raises RefusedQuery where none of the labels that it may have has it."""
        kind = self.property_kind(of.kind, name, position)
        text = self.text(of.start, of.end)
        if (read := self.property_text(text, of.kind, name)) != f"{text}.`{name}`" or name.upper() in RESERVED:
            self.write(of.start, end, read)
        written = re.sub(r"\s", "", self.question[of.start : end])
        return Operand(kind, of.start, end, of.aggregate, (written,) if len(of.variables) == 1 else of.variables)

    def property_kind(self, of: Kind, name: str, position: int) -> Kind:
        """The kind of a property. Raises RefusedQuery where none of the labels that its owner may have has it."""
        kinds: list[Kind] = []
        if "map" in of.kinds:
            kinds.append(ANYTHING if of.fields is None else of.fields.get(name, NULL))
        if of.kinds & {"node", "relationship"}:
            names = self._names_of(of)
            if of.within({"node", "relationship"}):
                self.has_property(names, name, position)
            kinds += [PROPERTIES[owner][name] for owner in names if name in PROPERTIES[owner]]
        return any_of(kinds)

    def property_text(self, text: str, kind: Kind, name: str) -> str:
        """Cypher for a property of what `text` stands for, also where the embedded store would answer another."""
        if "node" in kind.kinds and name in ALIASED:
            labels = _OF_NODES if kind.names is None else kind.names & _OF_NODES
            if not labels <= labels_with(name):
                owners = str(sorted(labels_with(name) & labels))
                return f"CASE WHEN labels({text})[0] IN {owners} THEN {text}.`{name}` END"
        return f"{text}.`{name}`"

    def _names_of(self, kind: Kind) -> frozenset[str]:
        if kind.names is not None:
            return kind.names
        return frozenset(
            (*(LABELS if "node" in kind.kinds else ()), *(ALL_TYPES if "relationship" in kind.kinds else ()))
        )

    def has_property(self, names: frozenset[str], name: str, position: int) -> None:
        """Raise RefusedQuery where none of these labels or types has the property."""
        if names and (what := without_property(names, name)):
            self.wrong(position, what)

    @abstractmethod
    def wrong(self, position: int, what: str) -> None:
        """Raise RefusedQuery for what is wrong on every store."""

    def _item(self, of: Operand) -> Operand:
        self.expect("[")
        if self.word() == "..":
            first: Operand | None = None
        else:
            first = self.expression()
        if self.skip(".."):
            bounds = [first] if first else []
            if self.word() != "]":
                bounds.append(self.expression())
            self.expect("]")
            if not bounds:
                self.differs(of.start, "a part of a list without a first and a last place", "Leave out [..].")
            self.need(of, {"list"}, "only lists have parts", "Write substring(…) for a part of a text.")
            for bound in bounds:
                self.need(bound, {"integer"}, "places are integers")
            return joined(of, *bounds, kind=Kind(of.kind.kinds & {"list"}, of.kind.item), start=of.start, end=self.end)
        self.expect("]")
        assert first is not None
        if not self.embedded and of.kind.kinds & {"node", "relationship"}:  # which may be the user's own
            return joined(of, first, kind=ANYTHING, start=of.start, end=self.end)
        written = self.question[first.start : first.end]
        if isinstance(first.literal, str) and of.kind.kinds & {"node", "relationship"}:
            self.need(of, {"node", "relationship", "map"}, "only nodes, relationships and maps have properties")
            name = first.literal if written.lstrip("( \t\r\n").startswith("$") else first.literal[1:-1]
            return self.property_of(of, name, first.start, self.end)
        self.need(of, {"list", "map"}, "only lists and maps have items", "Write n.level for a property.")
        if "list" in of.kind.kinds:
            self.need(first, {"integer"}, "places are integers")
        if "map" in of.kind.kinds:
            self.need(first, {"string"}, "keys are texts")
        kinds = [of.kind.items] if "list" in of.kind.kinds else []
        if "map" in of.kind.kinds:
            fields = of.kind.fields
            kinds.append(ANYTHING if fields is None else any_of(fields.values()))
        return joined(of, first, kind=any_of(kinds), start=of.start, end=self.end)

    def _has_label(self, of: Operand) -> Operand:
        self.i += 1
        node = "node" in of.kind.kinds
        self.need(of, {"node"} if node else {"relationship"}, "only nodes and relationships have labels")
        found, simple = self.label_expression(_OF_NODES if node else frozenset(ALL_TYPES))
        if self.embedded and not (simple and len(found) == 1):
            text = self.text(of.start, of.end)
            owners = sorted(found)
            either = " OR ".join(f"{text}:{name}" for name in owners) or " AND ".join(f"{text}:{n}" for n in LABELS[:2])
            self.write(of.start, self.end, f"({either})")
        return joined(of, kind=BOOLEAN, start=of.start, end=self.end, level=2)

    def label_expression(self, universe: frozenset[str]) -> tuple[frozenset[str], bool]:
        """The labels that an expression of labels means, and whether every store reads it: `A`, or `A|B`."""
        start = self.i
        found = self._labels_joined(universe)
        signs = {token.text for token in self.tokens[start : self.i] if token.kind == "sign"}
        return found, signs <= {"|"}

    def _labels_joined(self, universe: frozenset[str]) -> frozenset[str]:
        found = self._labels_both(universe)
        while self.skip("|"):
            found |= self._labels_both(universe)
        return found

    def _labels_both(self, universe: frozenset[str]) -> frozenset[str]:
        found = self._labels_single(universe)
        while self.word() in {"&", ":"}:
            if not self.embedded and self.word() == ":":  # Neo4j takes no other sign beside it
                self.put(self.start, self.start + 1, "&")
            self.i += 1
            found &= self._labels_single(universe)
        return found

    def _labels_single(self, universe: frozenset[str]) -> frozenset[str]:
        if self.skip("!"):
            return universe - self._labels_single(universe)
        if self.skip("%"):
            return universe
        if self.skip("("):
            found = self._labels_joined(universe)
            self.expect(")")
            return found
        return frozenset({self.name()})

    # Values

    def _atom(self) -> Operand:
        word, after = self.word(), self.word(1)
        if word == "(" and self.is_pattern():
            return self.pattern_test()
        readers = {"(": self._bracketed, "[": self._list, "{": self._map}
        if self.word() == "CASE" and self.token().is_keyword:
            readers["CASE"] = self._case
        if word in readers:
            return readers[word]()
        if operand := self.literal():
            return operand
        if word in _SUBQUERIES and after == "{" and self.word(2) != ".":
            return self.subquery_value()
        return self.call() if after == "(" and self.token().is_name else self._variable()

    @abstractmethod
    def call(self) -> Operand:
        """Read a call of a function."""

    @abstractmethod
    def is_pattern(self) -> bool:
        """Whether the bracket here begins a pattern."""

    @abstractmethod
    def pattern_test(self) -> Operand:
        """Read a pattern that stands for whether it is found."""

    @abstractmethod
    def pattern_list(self) -> Operand:
        """Read what a list of found patterns has between its brackets."""

    @abstractmethod
    def subquery_value(self) -> Operand:
        """Read an EXISTS, a COUNT or a COLLECT."""

    def _bracketed(self) -> Operand:
        start = self.start
        self.expect("(")
        inner = self.expression()
        self.expect(")")
        return Operand(inner.kind, start, self.end, inner.aggregate, inner.variables, inner.literal)

    def _variable(self) -> Operand:
        start = self.start
        name = self.name()
        if name not in self.scope:
            self.i -= 1
            known = ", ".join(self.scope) or "none"
            self.differs(start, f"no variable {name!r} here", f"There are: {known}.")
            self.unreadable()
        if self.word() == "{":
            return self._projection(name, start)
        return Operand(self.scope[name], start, self.end, variables=(name,))

    def _projection(self, name: str, start: int) -> Operand:
        """`n {.id, own: 1}`."""
        subject = Operand(self.scope[name], start, self.end, variables=(name,))
        self.need(subject, {"node", "relationship", "map"}, "only nodes, relationships and maps have properties")
        of = self.question[start : self.end]
        parts, fields, operands = [], {}, [subject]
        self.expect("{")
        while self.word() != "}":
            position = self.start
            if self.word() == "." and self.word(1) == "*":
                self.differs(
                    position, "all properties, of which each store adds some", "Name them, as in n {.id, .line}."
                )
                self.unreadable()
            chosen = self.skip(".")
            key = self.token().text.strip("`")
            if chosen or self.word(1) != ":":
                if chosen:
                    self.i += 1
                    kind = self.property_kind(subject.kind, key, position + 1)
                    parts.append(f"`{key}`: {self.property_text(of, subject.kind, key)}")
                else:
                    operands.append(self._variable())
                    kind = operands[-1].kind
                    parts.append(f"`{key}`: {self.text(operands[-1].start, operands[-1].end)}")
            else:
                self.i += 2
                operands.append(self.expression())
                kind = operands[-1].kind
                parts.append(f"`{key}`: {self.text(operands[-1].start, operands[-1].end)}")
            fields[key] = kind
            if not self.skip(","):
                break
        self.expect("}")
        self.write(start, self.end, f"CASE WHEN {of} IS NULL THEN null ELSE {{{', '.join(parts)}}} END")
        return joined(*operands, kind=map_of(fields), start=start, end=self.end)

    def _list(self) -> Operand:
        start = self.start
        self.expect("[")
        if self.is_pattern() or (self.token().is_name and self.word(1) == "=" and self.word(2) == "("):
            return self.pattern_list()
        if self.token().is_name and self.word(1) == "IN" and self.token(1).is_keyword:
            return self._comprehension(start)
        items = self.expressions_to("]")
        return joined(*items, kind=list_of(any_of(item.kind for item in items)), start=start, end=self.end)

    def _comprehension(self, start: int) -> Operand:
        name = self.name()
        of = self.gone_through()
        item = of.kind.items
        parts = [of]
        with self.local(**{name: item}), self.allowing(grouping="no"):
            if self.skip("WHERE"):
                parts.append(self._condition())
            if self.skip("|"):
                parts.append(self.expression())
                item = parts[-1].kind
        self.expect("]")
        return without(joined(*parts, kind=list_of(item), start=start, end=self.end), name)

    def gone_through(self) -> Operand:
        """Read `IN` and the list behind it."""
        self.expect("IN")
        of = self.expression()
        self.need(of, {"list"}, "this goes through a list")
        return of

    def expressions_to(self, bracket: str) -> list[Operand]:
        """Read expressions with commas between, and the bracket that closes them."""
        found = []
        while self.word() != bracket:
            found.append(self.expression())
            if not self.skip(","):
                break
        self.expect(bracket)
        return found

    def _condition(self) -> Operand:
        condition = self.expression()
        self.need(condition, {"boolean"}, "a condition is true or false", "Compare it, as in x > 0.")
        return condition

    def _map(self) -> Operand:
        start = self.start
        self.expect("{")
        fields: dict[str, Kind] = {}
        values = []
        while self.word() != "}":
            token = self.token()
            if not token.is_name:
                self.unreadable()
            self.i += 1
            self.expect(":")
            values.append(self.expression())
            fields[token.text.strip("`")] = values[-1].kind
            if not self.skip(","):
                break
        self.expect("}")
        return joined(*values, kind=map_of(fields), start=start, end=self.end)

    def _case(self) -> Operand:
        start = self.start
        self.expect("CASE")
        parts, kinds = [], []
        subject = None if self.word() == "WHEN" else self.expression()
        while self.skip("WHEN"):
            if subject is None:
                parts.append(self._condition())
            else:
                parts.append(self.expression())
            self.expect("THEN")
            parts.append(self.expression())
            kinds.append(parts[-1].kind)
        if self.skip("ELSE"):
            parts.append(self.expression())
            kinds.append(parts[-1].kind)
        self.expect("END")
        if subject:
            parts.append(subject)
        return joined(*parts, kind=any_of(kinds), start=start, end=self.end)
