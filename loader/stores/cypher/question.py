"""A question as a whole: its clauses, and the variables that each makes known to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from career_pathways.loader.errors import RefusedQuery
from career_pathways.loader.stores.cypher_tokens import CLAUSE_WORDS, refusal
from career_pathways.loader.stores.read_only import checked_question

from .cursor import UnreadableForm
from .kinds import INTEGER, Kind, any_of
from .operand import Operand
from .patterns import FIRST_OF_THE_PATHS, Patterns

_PROJECTION = re.compile(r"`?(\w+)`?\s*\{.*\}$", re.DOTALL)
"""`n {.id, own: 1}`, where the name is that of a variable, after which Neo4j names the column."""
_OF_PROPERTIES = re.compile(r"(\w+)\{(\.\w+(?:,\.\w+)*)\}")
"""`n {.id, .title}` without blanks: a map that has what its node has."""
_PLAIN = re.compile(r"\w+(\.\w+)?")
"""What the embedded store names a column after as Neo4j does."""

_CUTTING = ("SKIP", "OFFSET", "LIMIT")
_SORTED = frozenset({"integer", "float", "boolean", "string", "list", "map"})


class Item(NamedTuple):
    """What a WITH or a RETURN passes on under a name."""

    name: str
    operand: Operand
    text: str
    """It without blanks, as it stands in the question."""


class ReadQuestion(NamedTuple):
    """What a store is asked in place of a question."""

    text: str
    columns: tuple[str, ...]
    """What it returns; nothing where a server alone can read it."""


def read_question(question: str, parameters: Mapping[str, Any] | None = None, *, embedded: bool) -> ReadQuestion:
    """What a store is asked so that it answers `question` as Neo4j 5 does. Raises what `checked_question` raises.

    1. No label that a variable may have has a property that is asked of it: RefusedQuery, for every store.
    2. What a load keeps beside the graph on a server is not found.

    For the embedded store, which raises RefusedQuery with a form that both stores answer alike:

    3. What is read here is all that is asked: a form of Cypher that is not read is refused.
    4. Values are of the kinds that Neo4j takes where they stand; the embedded store makes do with any.
    5. A function is one of FUNCTIONS that the embedded store computes as Neo4j does, or can be asked in another way.
    6. What comes out otherwise for some values is asked in another way, or stops the embedded store with a reason.
    7. A variable is known before it is used, is one thing, and stands beside functions of many rows only where the rows
       are grouped by it.
    """
    checked = checked_question(question, parameters)
    try:
        return Question(checked, parameters, embedded=embedded).read()
    except (UnreadableForm, RecursionError) as error:
        if not embedded:
            return ReadQuestion(checked, ())  # a server says itself what is wrong with it
        if isinstance(error, UnreadableForm):
            raise error.refused from None
        raise RefusedQuery("the question, or what it answers, is nested too deep.", "Ask it more flatly.") from None


class Question(Patterns):
    """What reads a question."""

    def read(self) -> ReadQuestion:
        """Read all of it; out: what to ask."""
        self.scope = {}
        self.begin()
        for token in self.tokens:
            if token.kind == "word":
                self.need_letters(token.text, token.start)
        self._different: set[frozenset[str | None]] = set()
        self._ids: dict[str | None, str] = {}
        columns, _, _ = self._unions(within=False)
        if self.i < len(self.tokens):
            self.unreadable()
        return ReadQuestion(self.text(0, len(self.question)), tuple(columns))

    def wrong(self, position: int, what: str) -> None:
        """See Values."""
        raise refusal(self.question, position, what, "")

    def subquery(self) -> tuple[dict[str, Kind], list[str], int]:
        """See Patterns."""
        return self._unions(within=True, imports=dict(self.scope))

    def _unions(
        self, *, within: bool, imports: dict[str, Kind] | None = None
    ) -> tuple[dict[str, Kind], list[str], int]:
        """Read clauses, and what UNIONs add; out: what they return, the clauses, and where the last RETURN begins."""
        start = dict(imports or {})
        self.scope = dict(start)
        columns, clauses, at = self._clauses(within)
        words = set()
        while self.word() == "UNION":
            position = self.start
            self.i += 1
            words.add("ALL" if self.skip("ALL") else "DISTINCT")
            if self.word() == "DISTINCT":
                self.write(self.start, self.start + len("DISTINCT"), "")
                self.i += 1
            if len(words) > 1:
                self.differs(position, "UNION beside UNION ALL", "Put one of them into a CALL { }.")
            self.scope = dict(start)
            more, names, at = self._clauses(within)
            clauses += ["UNION", *names]
            if list(more) != list(columns):
                self.differs(position, "a UNION of other columns, or in another order", "Name them alike with AS.")
            columns = {name: kind | more.get(name, kind) for name, kind in columns.items()}
            if "DISTINCT" in words and any(kind.mixes_numbers for kind in columns.values()):
                self.differs(position, "a UNION of integers and floats", "Convert with toFloat(…), or write UNION ALL.")
        return columns, clauses, at

    def _clauses(self, within: bool) -> tuple[dict[str, Kind], list[str], int]:
        clauses: list[str] = []
        columns: dict[str, Kind] = {}
        at = self.start
        while self.word() in CLAUSE_WORDS and self.word() != "UNION":
            if clauses and clauses[-1] == "RETURN":
                self.unreadable()
            word, at = self.word(), self.start
            clauses.append(word)
            self.i += 1
            if word in {"MATCH", "OPTIONAL"}:
                self._match(word == "OPTIONAL")
            elif word == "UNWIND":
                self._unwind()
            elif word == "CALL":
                self._call_subquery()
            elif word in {"WITH", "RETURN"}:
                columns = self._projection_clause(word, within)
            else:
                self.i -= 1
                self.unreadable()
        if not clauses or (clauses[-1] != "RETURN" and not within):
            self.differs(at, "a question that ends without RETURN", "End it with RETURN.")
        return columns, clauses, at

    def _match(self, optional: bool) -> None:
        if optional:
            if self.word() == "CALL":
                self.differs(self.start, "OPTIONAL CALL", "Write OPTIONAL MATCH within the CALL { }.")
                self.i += 1
                self._call_subquery()
                return
            self.expect("MATCH")
        self.begin()
        with self.allowing(grouping="no", in_where=True):
            self.patterns_with_condition(clause=True)

    def patterns_with_condition(self, *, clause: bool = False) -> None:
        """See Patterns."""
        first, self.shortest_ends = self.i, None
        self.pattern()
        while self.word() == ",":
            self._next_pattern(first)
        at, several = self.end, sum(token.text in {"-", "*"} for token in self.tokens[first : self.i]) > 2
        condition = None
        if self.skip("WHERE"):
            place = self.i
            condition = self.expression()
            self.need(condition, {"boolean"}, "a condition is true or false", "Compare it, as in n.level > 2.")
            self._note_different(place)
        if self.shortest_ends:
            self._check_ends(condition)
        # Where nothing is asked of paths of several relationships, the embedded store counts them wrongly.
        self.write_conditions(at, condition, more="true" if clause and several and condition is None else "")

    def _next_pattern(self, first: int) -> None:
        """A pattern beside others; a shortest path is asked for after them."""
        comma = self.start
        self.i += 1
        shortest = "SHORTESTPATH" in self.word(2) or "SHORTESTPATH" in self.word()
        nodes_only = not any(token.text in {"-", "<"} for token in self.tokens[first : self.i])
        if self.shortest_ends or (shortest and not nodes_only):
            self.differs(self.start, "a shortest path beside other patterns", "Give it a MATCH of its own.")
        if shortest and nodes_only:
            self.write(comma, comma + 1, " MATCH")
        self.pattern()

    def _note_different(self, start: int) -> None:
        """The pairs of variables that the condition from `start` on says to be different."""
        words = [token.text.strip("`") for token in self.tokens[start : self.i]]
        text = " ".join(words)
        for one, other in re.findall(r"(\w+) . id <> (\w+) . id", text) + re.findall(r"(\w+) <> (\w+)(?! \.)", text):
            self._different.add(frozenset({one, other}))
        self._ids.update(re.findall(r"(\w+) \. id = (\S+)", text))

    def _check_ends(self, condition: Operand | None) -> None:
        """The ends of a shortest path are two: Neo4j refuses one that begins where it ends."""
        assert self.shortest_ends is not None
        start, end, position = self.shortest_ends
        names = [self.scope[part.name].names if part.name else part.names for part in (start, end)]
        ids = [(part.ids or [self._ids.get(part.name, "")])[0] for part in (start, end)]
        apart = (
            frozenset({start.name, end.name}) in self._different
            or (names[0] is not None and names[1] is not None and not names[0] & names[1])
            or (all(ids) and self._value(ids[0]) != self._value(ids[1]))
        )
        if not apart:
            cure = "Say that they are two: WHERE a.id <> b.id in a MATCH before it."
            self.differs(position, "a shortest path whose ends may be one node, which Neo4j refuses", cure)
        paths = {name for name, what in self.made.items() if what == "shortest"}
        if condition and paths & {v.partition(".")[0] for v in condition.variables}:
            self.differs(condition.start, "a condition on the shortest path itself", FIRST_OF_THE_PATHS)

    def _value(self, text: str) -> Any:
        if text.startswith("$") and self.parameters is not None:
            return self.parameters.get(text[1:], text)
        return text.strip("'\"")

    def _unwind(self) -> None:
        with self.allowing(grouping="no", in_where=False):
            of = self.expression()
        self.expect("AS")
        self._know(of.kind.items | of.kind.without("list"))

    def _know(self, kind: Kind) -> None:
        position = self.start
        if not self.token().is_name:
            self.unreadable()
        name = self.token().text.strip("`")
        self.i += 1
        if name in self.scope:
            self.differs(position, f"{name} is known already", "Take another name.")
        self.scope[name] = kind

    def _call_subquery(self) -> None:
        outer = dict(self.scope)
        imports: dict[str, Kind] = {}
        if self.skip("("):
            if self.skip("*"):
                imports = dict(outer)
            while self.word() != ")":
                position, name = self.start, self.name()
                if name not in outer:
                    self.differs(position, f"no variable {name!r} here", f"There are: {', '.join(outer) or 'none'}.")
                imports[name] = outer.get(name, any_of(()))
                self.skip(",")
            self.expect(")")
            self.expect("{")
        else:
            self.expect("{")
            if self.word() == "WITH":
                ahead = 1
                while self.token(ahead).is_name and not self.token(ahead).is_keyword:
                    name = self.token(ahead).text.strip("`")
                    if name in outer:
                        imports[name] = outer[name]
                    ahead += 2 if self.word(ahead + 1) == "," else 1
        position = self.start
        columns, _, _ = self._unions(within=True, imports=imports)
        self.expect("}")
        if not columns:
            self.differs(position, "a subquery that ends without RETURN", "End it with RETURN.")
        for name in columns.keys() & outer.keys():
            self.differs(
                position, f"a subquery that returns {name}, which is known already", "Name it otherwise with AS."
            )
        self.scope = {**outer, **columns}

    # WITH and RETURN

    def _projection_clause(self, word: str, within: bool) -> dict[str, Kind]:
        position = self.start
        distinct = self.skip("DISTINCT")
        items = self._items(word, within)
        grouped = any(item.operand.aggregate for item in items)
        names = [item.name for item in items]
        for name in names:
            if names.count(name) > 1:
                self.differs(position, f"two columns named {name}", "Name them otherwise with AS.")
        if grouped:
            self._check_grouping(items)
        for item in items:
            if (distinct or (grouped and not item.operand.aggregate)) and item.operand.kind.mixes_numbers:
                what = "rows told apart by integers and floats, of which Neo4j takes 1 and 1.0 for one"
                self.differs(item.operand.start, what, "Convert with toFloat(…).")
        columns = {item.name: item.operand.kind for item in items}
        before = self.scope
        self.scope = columns if distinct or grouped else {**before, **columns}
        place = self.i
        self._order(items, before, closed=distinct or grouped)
        cut = any(token.is_keyword and token.word in _CUTTING for token in self.tokens[place : self.i])
        self.returns_all = not (distinct or grouped or cut)
        if word == "WITH" and self.skip("WHERE"):
            with self.allowing(grouping="no", in_where=True):
                place = self.i
                condition = self.expression()
                self._note_different(place)
            self.need(condition, {"boolean"}, "a condition is true or false", "Compare it, as in x > 0.")
        self.scope = dict(columns)
        return dict(columns)

    def _items(self, word: str, within: bool) -> list[Item]:
        items: list[Item] = []
        position = self.start
        if self.skip("*"):
            if not self.scope:
                self.differs(position, f"{word} * where no variable is known", "Name what to pass on.")
            for name in sorted(self.scope):
                operand = Operand(self.scope[name], position, self.end, variables=(name,))
                items.append(Item(name, operand, name))
            if self.embedded and word == "RETURN":  # whose columns stand in this order on Neo4j
                self.write(position, self.end, ", ".join(f"`{item.name}` AS `{item.name}`" for item in items))
            if not self.skip(","):
                return items
        while True:
            items.append(self._projected(word, within))
            if not self.skip(","):
                return items

    def _projected(self, word: str, within: bool) -> Item:
        with self.allowing(grouping="yes", in_where=False):
            operand = self.expression()
        shown = self.question[operand.start : operand.end]
        text = re.sub(r"\s", "", shown)
        if self.skip("AS"):
            if not self.token().is_name:
                self.unreadable()
            name = self.token().text.strip("`")
            self.i += 1
            return Item(name, operand, text)
        plain = shown.strip("`") in self.scope
        if not plain and (word == "WITH" or within):
            self.differs(operand.start, f"{word} of something without a name", "Name it with AS.")
        of = _PROJECTION.match(shown)
        name = shown.strip("`") if plain else of[1] if of and of[1] in self.scope else shown
        if "`" in name:
            self.differs(operand.start, "a column without a name, of something in backticks", "Name it with AS.")
        if word == "RETURN" and (not _PLAIN.fullmatch(shown) or self.edited(operand.start, operand.end)):
            self.write(operand.start, operand.end, f"{self.text(operand.start, operand.end)} AS `{name}`")
        return Item(name, operand, text)

    def _check_grouping(self, items: list[Item]) -> None:
        """Beside a function of many rows stand only what the rows are grouped by, and what is the same for all."""
        by = {item.text for item in items if not item.operand.aggregate}
        for item in items:
            other = [v for v in item.operand.variables if v not in by] if item.operand.aggregate else []
            if other:
                cure = "Group by it: name it in a WITH before, and return it too."
                self.differs(item.operand.start, f"{other[0]} beside a function of many rows", cure)

    def _order(self, items: list[Item], before: dict[str, Kind], *, closed: bool) -> None:
        names = {item.text: item.name for item in items}
        anew = {item.name for item in items if item.name in before and item.text.strip("`") != item.name}
        same = {name for item in items for name in self._properties_as_before(item, before)}
        if self.word() == "ORDER":
            self.i += 1
            self.expect("BY")
            while True:
                start = self.start
                operand = self._sort_item(names, before, closed)
                others = [variable for variable in operand.variables if variable not in same]
                roots = {re.split(r"\W", variable.strip("`"), maxsplit=1)[0] for variable in others}
                if roots & anew and self.question[start : operand.end].strip("`") not in anew:
                    what = "ORDER BY what a name stood for before: on Neo4j it is what it stands for now"
                    self.differs(start, what, "Give what is returned another name with AS.")
                if not self.skip(","):
                    break
        for word in _CUTTING:
            if self.skip(word):
                with self.allowing(grouping="no", in_where=False):
                    number = self.expression()
                if number.variables:
                    self.differs(number.start, f"{word} by a variable", "Write a number or a parameter.")
                self.need(number, INTEGER.kinds, f"{word} takes an integer")

    def _properties_as_before(self, item: Item, before: dict[str, Kind]) -> list[str]:
        """The properties that a name has as a map and had as a node: `n.id` of `n {.id, .title} AS n`."""
        of = _OF_PROPERTIES.fullmatch(item.text)
        if not of or of[1] != item.name or item.name not in before:
            return []
        names = [name.strip(".") for name in of[2].split(",")]
        kind = before[item.name]
        return [f"{of[1]}.{name}" for name in names if self.property_text("n", kind, name) == f"n.`{name}`"]

    def _sort_item(self, names: dict[str, str], before: dict[str, Kind], closed: bool) -> Operand:
        start, known = self.start, self.scope
        if closed:  # what is returned may be named as it was computed
            place, edits = self.i, list(self._edits)
            self.scope = {**before, **known}
            with self.allowing(grouping="yes", in_where=False):
                operand = self.expression()
            text = re.sub(r"\s", "", self.question[start : self.end])
            if text in names:
                shown = self.question[start : self.end]
                if names[text] != shown or not _PLAIN.fullmatch(shown) or self.edited(start, self.end):
                    self.write(start, self.end, f"`{names[text]}`")
            else:
                self.i, self._edits, self.scope = place, edits, known
                with self.allowing(grouping="no", in_where=False):
                    operand = self.expression()
            self.scope = known
        else:
            with self.allowing(grouping="no", in_where=False):
                operand = self.expression()
        self.need(operand, _SORTED, "its order is each store's own", "Order by a property, such as its id.")
        for word in ("ASC", "DESC", "ASCENDING", "DESCENDING"):
            if self.skip(word):
                break
        return operand
