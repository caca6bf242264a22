"""Calls of functions, and of what is written like one."""

from __future__ import annotations

import re

from career_pathways.loader.schema import ALL_RELATIONSHIPS
from career_pathways.loader.words.counting import counted

from . import STOP
from .functions import BY_NAME, TAKEN, Function
from .kinds import (
    ALL_KINDS,
    ANYTHING,
    BOOLEAN,
    NULL,
    NUMBERS,
    SCALARS,
    Kind,
    any_of,
    list_of,
    map_of,
    named,
    node_of,
    relationship_of,
)
from .operand import Operand, guarded, joined, without
from .values import Values

_LIST_WORDS = {"ALL", "ANY", "NONE", "SINGLE"}
_CONVERSIONS = {"toInteger", "toFloat", "toString", "toBoolean"}
_AVERAGE = (  # as Neo4j computes it: row by row
    "[l IN [collect({0})] | CASE WHEN size(l) > 0 THEN "
    "reduce(s = [0.0, 0], v IN l | [s[0] + (v - s[0]) / (s[1] + 1.0), s[1] + 1])[0] END][0]"
)
_ADDED_UP = {
    "avg": "Write toFloat(sum(x)) / count(x).",
    "sum": "Add up integers: sum(toInteger(round(x * 10000))) / 10000.0.",
}
_DOWNWARDS = (
    f"[v IN [[{{0}}, {{1}}]] | CASE WHEN v[0] < v[1] THEN date('{STOP}a range downwards from less to more') "
    "ELSE range(v[0], v[1], {2}) END][0]"
)
_ROUNDED = (
    f"[v IN [{{0}}] | CASE WHEN abs(v) > 9e18 THEN date('{STOP}a float beyond 64 bits') "
    "WHEN abs(v) > 4503599627370496.0 THEN v WHEN v <= 0 THEN floor(v + 0.5) + 0.0 "
    "ELSE round(v) END][0]"
)


class Calls(Values):
    """What reads calls."""

    def call(self) -> Operand:
        """See Values."""
        start, place, word = self.start, self.i, self.word()
        if word in _LIST_WORDS and self.word(3) == "IN" and self.token(2).is_name:
            return self._quantifier(start)
        if word == "REDUCE":
            return self._reduction(start)
        if word == "EXISTS":
            return self._exists(start)
        if word not in BY_NAME:
            self.unreadable("no function ")
        name, function = BY_NAME[word]
        self.i += 2
        if function.groups:
            return self._grouped(name, function, start)
        arguments = self.expressions_to(")")
        self._check(name, function, arguments, start)
        kind = given(function, arguments)
        if name in {"startNode", "endNode"}:
            kind = node_of(ends(arguments[0].kind.names, name == "startNode"))
            if not self._is_only_asked(place):
                cure = "Name the node in the pattern, or ask it for a property."
                self.differs(start, f"{name} as a value, of which the embedded store gives the title", cure)
        if name == "reverse" and "list" in kind.kinds and arguments[0].variables == (self._written(arguments[0]),):
            cure = "Write reverse([x IN list | x])."
            self.differs(start, "reverse of a list that may be a property, which Neo4j refuses", cure)
        result = joined(*arguments, kind=kind, start=start, end=self.end)
        self._write_call(name, function, arguments, result)
        return result

    def _is_only_asked(self, place: int) -> bool:
        """Whether the function that begins with token `place` and ends here is asked for something, not given on."""
        before = place - 1
        asked = self.word() in {".", "=", "<>"} or self.tokens[before].text in {"=", "<>"}
        return asked or (self.tokens[before].text == "(" and self.tokens[before - 1].word == "LABELS")

    def _written(self, operand: Operand) -> str:
        return re.sub(r"\s", "", self.question[operand.start : operand.end]).strip("`")

    def _check(self, name: str, function: Function, arguments: list[Operand], start: int) -> None:
        least = len(function.takes) if function.least < 0 else function.least
        most = len(function.takes) if name != "coalesce" else 10**6
        if not least <= len(arguments) <= most:
            self.differs(start, f"{name} with {counted(len(arguments), 'value')}", f"Give it {least}.")
        for argument, taken in zip(arguments, function.takes, strict=False):
            kinds = TAKEN[taken] or ALL_KINDS
            self.need(argument, kinds, f"{name} takes {named(Kind(kinds))}")
        if function.refused:
            self.differs(start, f"{name}, which the embedded store does not compute as Neo4j does", function.refused)

    def _write_call(self, name: str, function: Function, arguments: list[Operand], result: Operand) -> None:
        texts = [self.text(argument.start, argument.end) for argument in arguments]
        if name == "round":
            self._round(arguments, texts, result)
        elif name == "range":
            self._range(arguments, result)
        elif name.removesuffix("OrNull") in _CONVERSIONS:
            self.write(result.start, result.end, self._converted(name.removesuffix("OrNull"), arguments[0], texts[0]))
        elif name.removesuffix("List") in _CONVERSIONS:
            of = arguments[0]
            item = Operand(of.kind.items, of.start, of.end)
            self.need(item, SCALARS, f"{name} takes what {name.removesuffix('List')} takes")
            converted = self._converted(name.removesuffix("List"), item, "w")
            self.write(result.start, result.end, f"[w IN {texts[0]} | {converted}]")
        elif function.written:
            self.write(result.start, result.end, _filled(function.written, arguments, texts))

    def _converted(self, name: str, of: Operand, text: str) -> str:
        """Cypher for a conversion of `text`, which stops at what the embedded store converts otherwise."""
        kinds = of.kind.kinds
        apart = {
            "toInteger": {"float", "string"},
            "toFloat": {"string"},
            "toString": {"float"},
            "toBoolean": {"integer"},
        }
        for kind in sorted(apart[name] & kinds):
            if not (of.kind.within({kind}) or (kind == "float" and of.kind.within(NUMBERS))):
                what = f"a value that may be {named(Kind(frozenset({kind})))} or something else"
                self.differs(of.start, what, "Convert one kind at a time.")
        if name == "toBoolean":
            if kinds == {"integer"}:
                return f"({text} <> 0)"
            return f"toBoolean(trim({guarded(f'toString({text})', 'blank')}))"
        if "float" in kinds and name != "toFloat":
            text = guarded(text, "whole" if name == "toInteger" else "printed")
        if "string" in kinds and name != "toString":
            plain = isinstance(of.literal, str) and re.fullmatch(r"'[+-]?[0-9.]{0,17}'", of.literal)
            text = text if plain else guarded(text, "digits" if name == "toInteger" else "spelling")
        return f"{name}({text})"

    def _range(self, arguments: list[Operand], result: Operand) -> None:
        if len(arguments) < 3:
            return
        step = arguments[2].literal
        if not isinstance(step, int) or step == 0:
            self.differs(result.start, "a step that is not written out, or 0", "Write it as a number.")
        elif step < 0:
            first, last, step_text = (self.text(argument.start, argument.end) for argument in arguments)
            written = _DOWNWARDS.replace("{0}", first).replace("{1}", last).replace("{2}", step_text)
            self.write(result.start, result.end, written)

    def _round(self, arguments: list[Operand], texts: list[str], result: Operand) -> None:
        """Halves go up; to decimals they go away from zero, as the decimal fraction says that the float stands for."""
        if arguments[0].kind.within({"integer"}) and len(arguments) == 1:
            return
        if len(arguments) == 1:
            self.write(result.start, result.end, _ROUNDED.replace("{0}", texts[0]))
            return
        places = arguments[1].literal
        if not isinstance(places, int) or not 1 <= places <= 9:
            self.differs(arguments[1].start, "round to other than 1 to 9 decimals", "Write round(x), or round(x, 2).")
            return
        if len(arguments) == 3 and arguments[2].literal not in {"'HALF_UP'", '"HALF_UP"'}:
            self.differs(arguments[2].start, "round in another way than HALF_UP", "Leave the way out.")
        factor = f"{10**places}.0"
        half = f"CASE WHEN a >= (2.0 * floor(a * {factor}) + 1) / {2 * 10**places}.0 THEN 1 ELSE 0 END"
        body = f"[a IN [abs(v)] | (floor(a * {factor}) + {half}) / {factor}][0]"
        reason = f"date('{STOP}a number beyond 1,000,000 that is rounded to decimals')"
        self.write(
            result.start,
            result.end,
            f"[v IN [{texts[0]}] | CASE WHEN abs(v) > 1000000 THEN {reason} "
            f"WHEN v < 0 THEN 0 - ({body}) ELSE {body} END][0]",
        )

    def _grouped(self, name: str, function: Function, start: int) -> Operand:
        if self.grouping != "yes":
            where = "within another" if self.grouping == "within" else "here"
            self.differs(start, f"{name}(…) cannot stand {where}", "Name it in a WITH before.")
        distinct = self.skip("DISTINCT")
        position = self.start
        with self.allowing(grouping="within"):
            arguments = [] if self.skip("*") else [self.expression()]
            while self.skip(","):
                arguments.append(self.expression())
        self.expect(")")
        if not arguments and name != "count":
            self.unreadable()
        if arguments:
            self._check(name, function, arguments, start)
            if distinct and arguments[0].kind.mixes_numbers:
                self.differs(
                    position,
                    "DISTINCT of integers and floats, of which Neo4j takes 1 and 1.0 for one",
                    "Convert with toFloat(…).",
                )
        added = name in _ADDED_UP and (name == "avg" or "float" in arguments[0].kind.kinds)
        if added and any(token.word == "MATCH" and token.is_keyword for token in self.tokens):
            what = f"{name} of rows that stand in no order, on which its last digit depends"
            self.differs(start, what, _ADDED_UP[name])
        if name == "avg":
            text = self.text(arguments[0].start, arguments[0].end)
            self.write(start, self.end, _AVERAGE.replace("{0}", f"{'DISTINCT ' * distinct}{text}"))
        return Operand(given(function, arguments), start, self.end, aggregate=True)

    def _list_of_a_row(self) -> Operand:
        of = self.gone_through()
        if of.aggregate:
            self.differs(of.start, "a list of many rows that is gone through here", "Name it in a WITH before.")
        return of

    def _quantifier(self, start: int) -> Operand:
        self.i += 2
        name = self.name()
        of = self._list_of_a_row()
        self.expect("WHERE")
        with self.local(**{name: of.kind.items}), self.allowing(grouping="no"):
            condition = self._condition()
        self.expect(")")
        return without(joined(of, condition, kind=BOOLEAN, start=start, end=self.end), name)

    def _reduction(self, start: int) -> Operand:
        self.i += 2
        total = self.name()
        self.expect("=")
        first = self.expression()
        self.expect(",")
        name = self.name()
        of = self._list_of_a_row()
        self.expect("|")
        place, kind = self.i, first.kind
        for more in (True, True, False):  # until the kind of the total holds what a step makes of it
            before = list(self._edits)
            with self.local(**{total: kind, name: of.kind.items}), self.allowing(grouping="no"):
                step = self.expression()
            if (kind | step.kind) == kind or not more:
                break
            kind = kind | step.kind if kind is first.kind else ANYTHING
            self.i, self._edits = place, before
        self.expect(")")
        return without(joined(first, of, step, kind=kind, start=start, end=self.end), total, name)

    def _exists(self, start: int) -> Operand:
        """`exists((a)-->(b))`."""
        self.i += 2
        if not self.is_pattern():
            self.differs(start, "exists(…) of a property, which Neo4j 5 no longer has", "Write IS NOT NULL.")
            self.unreadable()
        with self.allowing(in_where=True):
            pattern = self.pattern_test()
        self.expect(")")
        return joined(pattern, kind=BOOLEAN, start=start, end=self.end)


def ends(types: frozenset[str] | None, start: bool) -> frozenset[str] | None:
    """The labels that nodes at the start or at the end of such relationships have."""
    if types is None:
        return None
    return frozenset(r.start if start else r.end for r in ALL_RELATIONSHIPS if r.name in types)


def given(function: Function, arguments: list[Operand]) -> Kind:
    """What a function gives for these arguments."""
    gives, of = function.gives, arguments[0].kind if arguments else NULL
    if not of.kinds and gives == "argument":  # null as well is of the kinds that the function takes
        of = Kind(TAKEN[function.takes[0]])
    kinds = {
        "argument": of,
        "arguments": any_of(argument.kind for argument in arguments),
        "argument list": list_of(of),
        "item": of.items,
        "anything": ANYTHING,
        "map": map_of(None),
        "node": node_of(None),
        "node list": list_of(node_of(None)),
        "relationship list": list_of(relationship_of(of.names)),
    }
    if gives in kinds:
        return kinds[gives]
    item = Kind(frozenset({gives.removesuffix(" list")}))
    return list_of(item) if gives.endswith(" list") else item


def _filled(template: str, arguments: list[Operand], texts: list[str]) -> str:
    def value(place: re.Match[str]) -> str:
        number, guard = int(place[1]), place[2]
        if number >= len(texts):
            return ""
        literal = arguments[number].literal
        if guard is None or (isinstance(literal, int | float) and literal > 0) or (guard == "length" and literal == 0):
            return texts[number]
        return guarded(texts[number], guard)

    return re.sub(r"\{(\d)(?::(\w+))?\}", value, template).replace(", )", ")")
