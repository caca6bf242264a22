"""Patterns: nodes and relationships, the variables that they make known, and what of them each store reads."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field

from career_pathways.loader.schema import ALL_TYPES, LABELS

from .calls import Calls, ends
from .kinds import BOOLEAN, INTEGER, NULL, PATH, Kind, list_of, node_of, relationship_of
from .operand import Operand, joined, without
from .properties import labels_with
from .values import ALIASED, RESERVED

OWN_LABEL = "CareerPathwaysLoad"
"""The label of what a load keeps beside the graph on a server, and what no question is to see."""

FIRST_OF_THE_PATHS = (
    "Find the paths, and take the first: MATCH p = (a)-[:PROGRESSES_TO*..6]->(b) WHERE … "
    "RETURN p ORDER BY length(p) LIMIT 1."
)
"""The cure where a shortest path is to be of one sort only."""

_NODES, _RELATIONSHIPS = frozenset(LABELS), frozenset(ALL_TYPES)


@dataclass
class Part:
    """A node or a relationship of a path."""

    start: int
    name: str | None = None
    names: frozenset[str] | None = None
    """The labels or the types that it may have; None for any."""
    direction: str = ""
    length: tuple[int, int] | None = None
    """Of a relationship that stands for several: the fewest and the most."""
    conditions: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """What its `id` is said to be."""
    after_name: int = 0
    labelled: bool = False


class Patterns(Calls):
    """What reads patterns."""

    made: dict[str, str]
    """The variables that the clause here makes known, with what they are."""
    shortest_ends: tuple[Part, Part, int] | None = None
    """The ends of the shortest path that the clause here asks for, and where."""
    taken: set[str]
    """The relationships that the clause here has named."""
    inline: list[str]
    """The conditions that stand within the patterns of the clause here."""
    outer: dict[str, Kind]
    """The variables that were known before the clause here."""
    _ids: dict[str | None, str]
    """What the ids of variables are said to be."""
    may_make = True
    """Whether a pattern may make a variable known."""
    returns_all = True
    """Whether the WITH or RETURN that was read last has a row for each that it is given."""

    def is_pattern(self) -> bool:
        """See Values."""
        if self.word() != "(" or self.i not in self.closing:
            return False
        after = self.closing[self.i] + 1 - self.i
        signs = "".join(self.word(after + k) for k in range(5))
        return signs.startswith(("-[", "--(", "-->(", "<-[", "<--(", "<-->("))

    def begin(self) -> None:
        """Forget what the clause before has made known."""
        self.made, self.taken, self.inline, self.outer = {}, set(), [], dict(self.scope)

    def pattern(self) -> None:
        """Read a pattern of a MATCH, with the path that it names."""
        name = None
        if self.token().is_name and self.word(1) == "=":
            name = self.name()
            self.i += 1
            if name in self.scope:
                self.differs(self.start, f"{name} is known already", "Take another name for the path.")
        position = self.start
        shortest = self.word() in {"SHORTESTPATH", "ALLSHORTESTPATHS"}
        if shortest:
            self.i += 1
            self.expect("(")
        parts = self.path()
        if shortest:
            self.expect(")")
            self._check_shortest(parts, position)
        if name:
            self.scope[name] = PATH
            self.made[name] = "shortest" if shortest else "path"

    def _check_shortest(self, parts: list[Part], position: int) -> None:
        if len(parts) != 3:
            self.differs(
                position, "a shortest path of other than one relationship", "Write (a)-[:PROGRESSES_TO*..6]->(b)."
            )
            return
        start, by, end = parts
        if by.conditions or by.name:
            self.differs(
                by.start,
                "a shortest path over relationships with a name or with properties",
                FIRST_OF_THE_PATHS,
            )
        self.shortest_ends = (start, end, position)

    def path(self) -> list[Part]:
        """Read nodes and relationships, one after another."""
        parts = [self._node()]
        while self.word() in {"-", "<"}:
            parts += [self._relationship(), self._node()]
        self._narrow(parts)
        if not self.embedded and (len(parts) == 1 or any(p.length and p.length[0] == 0 for p in parts)):
            for node in parts[::2]:  # what has relationships is none of a load's own
                if not node.labelled and node.name not in self.outer:
                    self.put(node.after_name, node.after_name, f":!{OWN_LABEL}")
        return parts

    def _narrow(self, parts: list[Part]) -> None:
        """What the schema says of the labels at the ends of relationships."""
        for i in range(1, len(parts), 2):
            by = parts[i]
            if by.length or by.names is None or not by.direction:
                continue
            pairs = [(parts[i - 1], parts[i + 1]), (parts[i + 1], parts[i - 1])][by.direction == "<"]
            for node, start in zip(pairs, (True, False), strict=True):
                narrowed = (ends(by.names, start) or frozenset()) & (_NODES if node.names is None else node.names)
                if narrowed and node.name in self.scope and self.scope[node.name].kinds == {"node"}:
                    self.scope[node.name] = node_of(narrowed)

    def _name(self, kind: Kind) -> str | None:
        """Read the name of a node or a relationship, and know it."""
        if not self.token().is_name or self.token().is_keyword:
            return None
        position = self.start
        name = self.name()
        self.need_letters(name, position)
        known = self.scope.get(name)
        if known is None:
            if not self.may_make:
                self.differs(
                    position, f"a condition cannot make {name} known", "Write EXISTS { … }, or leave the name out."
                )
            self.scope[name] = kind
            self.made[name] = next(iter(kind.kinds))
        elif known.kinds != kind.kinds or "list" in kind.kinds:
            self.differs(position, f"{name} is known already, as something else", "Take another name.")
        if "node" not in kind.kinds:
            if name in self.taken:
                cure = "Take another name: one MATCH meets each relationship once."
                self.differs(position, f"the relationship {name} twice in one MATCH", cure)
            self.taken.add(name)
        return name

    def _node(self) -> Part:
        part = Part(self.start)
        self.expect("(")
        part.name = self._name(node_of(None))
        part.after_name = self.end
        colon = self.start
        simple = True
        stated: frozenset[str] | None = None
        if self.word() in {":", "IS"}:
            word = self.word() == "IS"
            self.i += 1
            begin = self.start
            stated, simple = self.label_expression(_NODES)
            simple = simple and not word
            part.labelled = True
            if not self.embedded and any(sign in self.question[begin : self.end] for sign in "!%"):
                self.put(begin, self.end, f"({self.question[begin : self.end]})&!{OWN_LABEL}")
        stop = self.end
        known = self.scope[part.name].names if part.name else None
        part.names = stated if known is None else known if stated is None else known & stated
        if part.name:
            self.scope[part.name] = node_of(part.names)
        asked = self._properties(part, _NODES if part.names is None else part.names)
        owners = _NODES if stated is None else stated
        for name in asked & ALIASED:
            owners &= labels_with(name)
        if self.embedded and (not simple or owners != (_NODES if stated is None else stated)):
            new = "" if owners == _NODES else ":" + ("|".join(sorted(owners)) or ":".join(LABELS[:2]))
            self.write(
                colon if stated is not None else part.after_name, stop if stated is not None else part.after_name, new
            )
        if self.word() == "WHERE":
            self._inline()
        self.expect(")")
        return part

    def _inline(self) -> None:
        """A condition within a pattern, which goes to the others of its clause."""
        before = self.end
        self.expect("WHERE")
        condition = self.expression()
        self.need(condition, {"boolean"}, "a condition is true or false", "Compare it, as in n.level > 2.")
        self.inline.append(self.text(condition.start, condition.end))
        self.write(before, self.end, "")

    def _properties(self, part: Part, names: frozenset[str]) -> set[str]:
        """Read the properties that a pattern asks for, in braces; out: their names."""
        asked: set[str] = set()
        if self.token().kind == "parameter":
            self.differs(self.start, "a pattern whose properties are a parameter", "Write them out: {id: $id}.")
            self.i += 1
        if not self.skip("{"):
            return asked
        while self.word() != "}":
            position = self.start
            name = self.token().text.strip("`")
            self.i += 1
            if name.upper() in RESERVED:
                self.write(position, self.end, f"`{name}`")
            self.expect(":")
            self.has_property(names, name, position)
            value = self.expression()
            if any(v.partition(".")[0] in self.made for v in value.variables):
                cure = "Write it as a condition: WHERE a.level = b.level."
                self.differs(value.start, "a property that is to be as another of the same clause", cure)
            asked.add(name)
            part.conditions.append(name)
            if name == "id":
                part.ids.append(self.question[value.start : value.end])
            if not self.skip(","):
                break
        self.expect("}")
        if part.ids and part.name:
            self._ids[part.name] = part.ids[0]
        return asked

    def _relationship(self) -> Part:
        part = Part(self.start)
        left = self.skip("<")
        self.expect("-")
        if self.skip("["):
            ahead, depth = 0, 0
            while not (self.word(ahead) == "]" and depth == 0) and self.i + ahead < len(self.tokens):
                depth += {"[": 1, "]": -1}.get(self.word(ahead), 0)
                if self.word(ahead) == "*" and depth == 0 and not part.length:
                    part.length = (1, 1)
                ahead += 1
            one = relationship_of(None)
            part.name = self._name(list_of(one) if part.length else one)
            if self.word() in {":", "IS"}:
                self._types(part)
            if self.skip("*"):
                part.length = self._length()
            self._properties(part, _RELATIONSHIPS if part.names is None else part.names)
            if part.name:
                one = relationship_of(part.names)
                self.scope[part.name] = list_of(one) if part.length else one
            if self.word() == "WHERE":
                if part.length:
                    self.differs(
                        self.start, "a condition on each of several relationships", "Write all(r IN rs WHERE …)."
                    )
                self._inline()
                part.conditions.append("WHERE")
            self.expect("]")
        self.expect("-")
        right = self.skip(">")
        if left and right:
            self.differs(part.start, "a relationship in both directions", "Leave both arrows out, which says the same.")
        part.direction = "<" if left and not right else ">" if right and not left else ""
        return part

    def _types(self, part: Part) -> None:
        colon = self.start
        self.i += 1
        found, simple = self.label_expression(_RELATIONSHIPS)
        part.names = found
        if not found:
            self.differs(colon, "a relationship of two types at once", "Name one type, or several with | between.")
        if self.embedded and not simple:
            self.write(colon, self.end, "" if found == _RELATIONSHIPS else ":" + "|".join(sorted(found)))

    def _length(self) -> tuple[int, int]:
        fewest = most = 1
        exact = self.token().kind == "number"
        if exact:
            fewest = most = int(self.token().text)
            self.i += 1
        if self.skip(".."):
            most = int(self.token().text) if self.token().kind == "number" else 10**6
            self.i += self.token().kind == "number"
        return fewest, most

    # Patterns within expressions

    def pattern_test(self) -> Operand:
        """See Values."""
        start = self.start
        if not self.in_where:
            cure = "Write EXISTS { (a)-->(b) }, or COUNT { (a)-->(b) } for how many."
            self.differs(start, "a pattern as a value", cure)
        before, known = self._set_aside(), self.may_make
        self.may_make = False
        self.begin()
        self.path()
        self.may_make = known
        used = self._restore(before, start)
        return Operand(BOOLEAN, start, self.end, variables=used)

    def pattern_list(self) -> Operand:
        """See Values."""
        start = self.tokens[self.i - 1].start
        before, known = self._set_aside(), self.may_make
        self.may_make = True
        self.begin()
        self.pattern()
        at = self.end
        parts = []
        with self.allowing(grouping="no", in_where=True):
            if self.skip("WHERE"):
                parts.append(self.expression())
                self.need(parts[0], {"boolean"}, "a condition is true or false", "Compare it, as in n.level > 2.")
            self.write_conditions(at, parts[0] if parts else None)
        with self.allowing(grouping="no"):
            self.expect("|")
            parts.append(self.expression())
            self.expect("]")
        made = tuple(self.made)
        self.may_make = known
        used = self._restore(before, start)
        whole = joined(*parts, kind=list_of(parts[-1].kind), start=start, end=self.end)
        return without(Operand(whole.kind, start, self.end, variables=(*whole.variables, *used)), *made)

    def write_conditions(self, at: int, stated: Operand | None, *, more: str = "") -> None:
        """Write the conditions within patterns, and `more`, with those of the clause: after `at`, or in `stated`."""
        conditions = [*self.inline, *([more] if more else [])]
        if not self.embedded or not conditions:
            return
        joined_up = " AND ".join(f"({condition})" for condition in conditions)
        if stated is None:
            self.write(at, at, f" WHERE {joined_up}")
        else:
            text = self.text(stated.start, stated.end)
            self.write(stated.start, stated.end, f"{joined_up} AND ({text})")

    def _set_aside(self) -> tuple[dict[str, Kind], dict[str, str], set[str], list[str], dict[str, Kind]]:
        before = self.scope, self.made, self.taken, self.inline, self.outer
        self.scope = dict(self.scope)
        return before

    def _restore(
        self, before: tuple[dict[str, Kind], dict[str, str], set[str], list[str], dict[str, Kind]], start: int
    ) -> tuple[str, ...]:
        """Know what was known before; out: the variables of that which stand since `start`."""
        self.scope, self.made, self.taken, self.inline, self.outer = before
        names = {token.text.strip("`") for token in self.tokens if start <= token.start < self.end and token.is_name}
        return tuple(sorted(names & self.scope.keys()))

    @abstractmethod
    def subquery(self) -> tuple[dict[str, Kind], list[str], int]:
        """Read a question within another one."""

    def subquery_value(self) -> Operand:
        """See Values."""
        start, what = self.start, self.word()
        before = self._set_aside()
        self.i += 2
        self.begin()
        if self.word() == "(" or (self.token().is_name and self.word(1) == "="):
            with self.allowing(grouping="no", in_where=True):
                self.patterns_with_condition()
        else:
            self._inner(what, start)
        self.expect("}")
        used = self._restore(before, start)
        if what == "COLLECT":
            cure = "Write CALL (x) { MATCH … WITH … ORDER BY … RETURN collect(…) AS found } before it."
            self.differs(start, "COLLECT { }, which the embedded store does not have", cure)
        kind = {"EXISTS": BOOLEAN, "COUNT": INTEGER, "COLLECT": list_of(NULL)}[what]
        return Operand(kind, start, self.end, variables=used)

    def _inner(self, what: str, start: int) -> None:
        """A subquery with clauses, of which the embedded store reads MATCH and WHERE.

        A RETURN of each row says nothing more, and is left out.
        """
        _, clauses, returned = self.subquery()
        if what != "COLLECT":
            if set(clauses) - {"MATCH", "RETURN"} or ("RETURN" in clauses and not self.returns_all):
                cure = "Write CALL (x) { … RETURN count(*) AS found } before it."
                self.differs(start, f"{what} {{ }} of more than MATCH and WHERE", cure)
            elif "RETURN" in clauses and self.embedded:
                self.write(returned, self.end, "")

    @abstractmethod
    def patterns_with_condition(self) -> None:
        """Read patterns, and the WHERE that belongs to them."""
