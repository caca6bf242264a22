"""Documents of the same kind as the occupational maps, about other work: what a reader has never seen.

    python tests/helpers/unseen.py --seed N           the document
    python tests/helpers/unseen.py --seed N --gold    what it says, in the format of the hand-read routes

Every layout form of the real document occurs, about as often as there; titles and specialisms come from
unseen/routes.txt and from combinations of its fields with the common nouns of work in unseen/words.txt.
Nothing here knows how the reader works. The truth stays readable by a careful human, by these rules:

1. An occupation without a level follows a list of areas ("Bottling") only when it names a person's work.
2. It follows a list of roles ("Crane slinger") only when it breaks the list's alphabetical order and goes on
   with the occupations'.
3. Otherwise it gets a level; or, less often than in the real document, it stands under "either_reading".
4. A list of roles whose end would fit into the order of the occupations is mostly cut before that end.
5. A colon is lost only where the list is one of areas, or starts and ends out of the occupations' order.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, TypeVar

from places import TESTS

T = TypeVar("T")

COLUMNS = ("technical", "higher_technical", "professional")
FLAG = "APPRENTICESHIP ONLY"

SHARE_BROKEN, SHARE_CONTINUED, SHARE_NO_TABLE = 0.14, 0.09, 0.05
"""Of pathways: broken out into paragraphs, continued after a page break; of routes: without a table."""
LIST_SHARE = (0.22, 0.1, 0.045)
SIZE_LOG, SIZE_MOST = (1.57, 1.03, 1.26), (40, 20, 22)
"""By column: the share of occupations with specialisms; the size of a cluster: log of the median, most."""
LIST_SIZES = {1: 11, 2: 15, 3: 9, 4: 7, 5: 7, 6: 2, 7: 3, 8: 1, 9: 1, 10: 1, 11: 1}
STATED = (  # the share of levels stated in one cell: it differs more between cells than within them
    {0.0: 10, 0.4: 20, 0.7: 40, 1.0: 30},
    {0.0: 33, 0.35: 25, 0.6: 22, 1.0: 20},
    {0.0: 41, 0.25: 20, 0.45: 22, 1.0: 17},
)


@dataclass
class Occupation:
    title: str
    level: int | None = None
    degree: bool = False
    specialisms: list[str] = field(default_factory=list)
    areas: bool = True  # the specialisms name areas of work, not roles
    person: bool = True  # the title names a person's work
    marker: str = ""  # what follows the title: level, degree
    colon: str = ":"
    commas: bool = False  # a stray separator between two specialisms

    def lines(self) -> list[str]:
        shown = [s + ("," if self.commas and i == 0 else "") for i, s in enumerate(self.specialisms)]
        return [self.title + self.marker + (self.colon if shown else ""), *shown]

    def gold(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in ("title", "level", "degree", "specialisms")}


@dataclass
class Group:
    """A cluster."""

    name: str
    column: int
    row: int
    apprenticeship_only: bool
    description: str
    occupations: list[Occupation]
    either: list[str]
    label: str = "Cluster: "
    line: int = 0

    def lines(self) -> list[str]:
        return [line for o in self.occupations for line in o.lines()]

    def run(self) -> str:
        return " ".join(self.lines())

    def head(self) -> str:
        return self.label + self.name + (f" {FLAG}" if self.apprenticeship_only else "")

    def italic(self) -> str:
        return f"{self.head()} <i>{self.description}</i>"

    def gold(self) -> dict[str, Any]:
        told = {key: getattr(self, key) for key in ("name", "row", "apprenticeship_only", "description", "line")}
        told |= {"column": COLUMNS[self.column], "entries": [o.gold() for o in self.occupations]}
        return told | ({"either_reading": self.either} if self.either else {})


Grid = list[list[list[Group]]]
"""Rows of three cells, each with the clusters in it."""


@dataclass(frozen=True)
class Subject:
    """The words of one route: pathways with their fields, titles by column, and lists of specialisms."""

    name: str
    pathways: dict[str, list[str]] = field(default_factory=dict)
    titles: tuple[list[str], ...] = field(default_factory=lambda: ([], [], []))
    activities: list[str] = field(default_factory=list)
    lists: tuple[list[tuple[bool, str, list[str]]], ...] = field(default_factory=lambda: ([], [], []))


def lines_of(name: str) -> list[str]:
    """The lines of a word list; its first say how it is written."""
    lines = (TESTS / "unseen" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line[:1] not in ("", "#")]


@cache
def words(kind: str, column: int | None = None) -> list[str]:
    """The words of one kind, or of one kind and column, of unseen/words.txt."""
    key = kind if column is None else f"{kind} {'thp'[column]}"
    key += ": "
    return next(line[len(key) :].split("; ") for line in lines_of("words.txt") if line.startswith(key))


@cache
def subjects() -> tuple[Subject, ...]:
    """The routes of unseen/routes.txt."""
    found: list[Subject] = []
    for line in lines_of("routes.txt"):
        key, _, rest = line.partition(": ")
        items = rest.split("; ")
        if line.startswith("= "):
            found.append(Subject(line[2:]))
        elif line.startswith("+ "):
            found[-1].pathways[key[2:]] = items
        elif key in ("t", "h", "p"):
            found[-1].titles["thp".index(key)].extend(items)
        elif key == "a":
            found[-1].activities.extend(items)
        elif line[:1] in ("s", "r"):
            found[-1].lists["thp".index(key[1])].append((key[0] == "s", key[3:], items))
    return tuple(found)


def pick(rng: Random, weights: Mapping[T, float]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    return " ".join(w if w in ("and", "of", "the", "in") else upper_first(w) for w in text.split(" "))


def misspelt(rng: Random, text: str) -> str:
    """One letter lost inside a long word."""
    words = text.split(" ")
    long = [i for i, w in enumerate(words) if len(w) > 7 and w.isalpha()]
    if long:
        i = rng.choice(long)
        cut = rng.randrange(3, len(words[i]) - 2)
        words[i] = words[i][:cut] + words[i][cut + 1 :]
    return " ".join(words)


def nearly_sorted(rng: Random, items: Iterable[T], key: Callable[[T], str], near: float, far: float) -> list[T]:
    """Sorted, but neighbours of one initial change places by chance `near`, items move by chance `far`."""
    out = sorted(items, key=lambda x: key(x).casefold())
    for i in range(len(out) - 1):
        if key(out[i])[0] == key(out[i + 1])[0] and rng.random() < near:
            out[i], out[i + 1] = out[i + 1], out[i]
    for i in range(len(out)):
        if rng.random() < far:
            out.insert(min(len(out), i + rng.randint(1, 3)), out.pop(i))
    return out


class Writer:
    """One document in the making: its lines, and its decks of words, each dealt until it is used up."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.out: list[str] = []

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    # Words

    def coined(self, fields: Sequence[str], column: int) -> str:
        """A title combined of fields, modifiers and roles, in the shapes that titles have."""
        rng = self.rng
        a, b, c = rng.sample(list(fields), 3) if len(fields) > 2 else [*fields, *fields, *fields][:3]
        role, other = rng.sample(words("roles", column), 2)
        affair, second = rng.sample(words("affairs"), 2)
        modifier = rng.choice([m for m in words("modifiers", column) if m.casefold() != role])
        shapes = {shape: float(weight) for weight, shape in (x.split(" ", 1) for x in words("shapes"))}
        parts = {
            "A": upper_first(a),
            "a": a,
            "b": b,
            "c": c,
            "role": role,
            "other": other,
            "modifier": modifier,
        }
        return pick(rng, shapes).format(**parts, affair=affair, second=second, short=rng.choice(words("acronyms")))

    def specialisms(self, areas: bool, items: list[str], fields: list[str], column: int, head: str) -> list[str]:
        """A list of the usual length: items of a written list, and coined ones of the same kind."""
        rng, size = self.rng, pick(self.rng, LIST_SIZES)
        chosen = rng.sample(items, min(size, len(items)))
        if areas:
            act = words("activities")
            coined = [f"{upper_first(f)} {rng.choice(act)}" for f in fields]
            coined += [f"{upper_first(f)} and {g} {rng.choice(act)}" for f, g in zip(fields, fields[3:], strict=False)]
        else:
            roles = rng.sample(words("roles", column), 2)
            coined = [f"{upper_first(f)} {rng.choice(roles)}" for f in fields]
        rng.shuffle(coined)
        if self.chance(0.28):
            chosen = coined[: min(size, rng.randint(1, 5) if size > 1 else 1)] + chosen
        elif size > len(chosen):
            chosen += coined
        chosen = list(dict.fromkeys(s for s in chosen if s.casefold() not in head.casefold()))[:size]
        chosen = nearly_sorted(rng, chosen, str, *((0.2, 0.03) if areas else (0, 0)))
        if self.chance(0.35 if len(chosen) == 1 else 0.02):
            chosen[0] = chosen[0] if chosen[0][1:2].isupper() else chosen[0][:1].lower() + chosen[0][1:]
        return chosen

    def occupations(self, deck: Deck, themes: list[str], column: int, size: int) -> list[Occupation]:
        """The occupations of one cluster, in its order, each with its level or without."""
        rng, stated = self.rng, pick(self.rng, STATED[column])
        found: dict[str, Occupation] = {}
        while len(found) < size:
            one = Occupation("")
            if self.chance(LIST_SHARE[column] if size > 2 else 0.06):
                one.areas, one.title, items = deck.list(column, repeat=self.chance(0.12))
                if self.chance(0.25):
                    one.title = f"{upper_first(rng.choice(themes))} {rng.choice(words('roles', column))}"
                one.specialisms = self.specialisms(one.areas, items, deck.fields, column, one.title)
            elif column == 0 and deck.activities and self.chance(0.03):
                one.title, one.person = deck.activities.pop(), False
            elif self.chance(0.55) and deck.titles[column]:
                one.title = deck.titles[column].pop()
            else:
                one.title = self.coined(themes if self.chance(0.8) else deck.fields, column)
            if one.title.casefold() in found:
                continue
            found[one.title.casefold()] = one
            if one.specialisms or not one.person or self.chance(stated):
                one.level = self.level(column, bool(one.specialisms))
            plain = one.title.split()[0] not in words("modifiers", 0)
            if one.level == 2 and plain and self.chance(0.04):  # the next level of the same work
                name = one.title if self.chance(0.3) else f"Senior {one.title[0].lower()}{one.title[1:]}"
                twin = Occupation(name, 3)
                twin.areas, twin.specialisms = one.areas, list(one.specialisms)
                found[twin.title.casefold() + " 3"] = twin
        ordered = nearly_sorted(rng, found.values(), lambda o: o.title, 0.19, 0.024)
        for before, one in zip([None, *ordered], ordered, strict=False):
            if not (before and before.specialisms) and one.person and self.chance(0.045):
                one.title = title_case(one.title)
            if self.chance(0.005):
                one.title = misspelt(rng, one.title)
        return ordered

    def level(self, column: int, listed: bool) -> int:
        weights = ({3: 67, 2: 33} if listed else {3: 57, 2: 43}, {4: 80, 5: 18, 6: 2}, {6: 81, 7: 19})[column]
        return pick(self.rng, weights)

    def settled(self, ordered: list[Occupation], column: int) -> list[str]:
        """Writes markers and colons so that the end of every list can be told. Gives the undecidable."""
        either: list[str] = []
        for i, one in enumerate(ordered):
            after = ordered[i + 1] if i + 1 < len(ordered) else None
            if not one.specialisms:
                continue
            low = [s.casefold() for s in one.specialisms]
            head, limit = one.title.casefold(), after.title.casefold() if after else "\uffff"
            if not one.areas and self.chance(0.7):  # Rule 4
                while len(low) > 1 and head < low[-1] <= limit:
                    low.pop()
                    one.specialisms.pop()
            broken = head <= limit < low[-1]
            told = bool(after and after.person and (one.areas or broken))  # Rules 1 and 2
            if after and after.level is None and not told:  # Rule 3
                alone = i + 2 >= len(ordered) or ordered[i + 2].level is not None
                if alone and after.title not in one.specialisms and self.chance(0.8):
                    either.append(after.title)
                else:
                    after.level = self.level(column, False)
            one.colon = pick(self.rng, {":": 98, ";": 1})
            clear = one.areas or (low[0] < head and broken)
            if len(low) > 1 and one.specialisms[0][0].isupper() and clear and self.chance(0.07):  # Rule 5
                one.colon = "" if not (after and after.title in either) else one.colon
            one.commas = bool(one.colon) and len(low) > 2 and self.chance(0.02)
        for one in ordered:
            self.mark(one, column, one.title in either)
        return either

    def mark(self, one: Occupation, column: int, plain: bool) -> None:
        """Writes the level and the degree behind the title, in one of the forms that occur."""
        gap = "" if self.chance(0.006) else " "
        one.marker = "" if one.level is None else f"{gap}({one.level})"
        if column == 2 and not plain and self.chance(0.05 if one.level is None else 0.66):
            forms = [form.split("|") for form in words(f"degrees {one.level}")]
            _, marker, end = self.rng.choices(forms, [float(weight) for weight, *_ in forms])[0]
            if "degree" not in one.title and (not end or one.title[-1].isalpha()):
                one.degree, one.title, one.marker = True, one.title + end, marker

    def description(self, themes: list[str], column: int) -> str:
        rng = self.rng
        fields = rng.sample(themes, min(len(themes), rng.randint(1, 3)))
        listed = fields[0] if len(fields) == 1 else f"{', '.join(fields[:-1])} and {fields[-1]}"
        text = f"{rng.choice(words('verbs', column))} {listed} {rng.choice(words('matters'))}"
        text += f" {rng.choice(words('tails'))}" if self.chance(0.75) else ""
        if self.chance(0.12):
            text += f" (e.g. {', '.join(rng.sample(themes, min(2, len(themes))))})"
        text += "."
        for second in rng.sample(words("seconds"), pick(rng, {0: 65, 1: 25, 2: 10})):
            text += f" {second}"
        if self.chance(0.03) and len(text) > 60:
            return " ".join(text.split(" ")[: -rng.randint(2, 4)]).rstrip(",")
        return text[:-1] if self.chance(0.05) else text

    # Clusters

    def group(self, deck: Deck, themes: list[str], column: int, row: int, label: str | None = None) -> Group:
        """A cluster about the themes; without a label given, one whose name alone has to tell its column."""
        rng = self.rng
        suffixes = words("telling suffixes" if label is None else "suffixes", column)
        name = ""
        while not name or name in deck.names:
            about = " and ".join(themes[:2]) if self.chance(0.35) else rng.choice(themes)
            if self.chance(0.2):
                about += f" {rng.choice(words('affairs'))}"
            name = f"{title_case(about)} {rng.choice(suffixes)}"
        if self.chance(0.03):
            name = upper_first(name.lower())
        deck.names.add(name)
        size = min(SIZE_MOST[column], max(1, round(rng.lognormvariate(SIZE_LOG[column], 0.8))))
        ordered = self.occupations(deck, themes, column, size)
        either = self.settled(ordered, column)
        flag = column == 0 and (deck.flagged or self.chance(0.15))
        return Group(
            name,
            column,
            row,
            flag,
            self.description(themes, column),
            ordered,
            either,
            "Cluster: " if label is None else label,
        )

    def grid(self, deck: Deck) -> Grid:
        """The clusters of a pathway: rows of three cells, each with no, one, or (seldom) two clusters."""
        rng = self.rng
        shapes = [pick(rng, {"012": 80, "01": 13, "0": 4, "12": 3})]
        for _ in range(pick(rng, {1: 52, 2: 21, 3: 14, 4: 6, 5: 3, 6: 4}) - 1):
            shapes.append(pick(rng, {"012": 52, "1": 11, "12": 6, "2": 6, "0": 16, "01": 8, "02": 2}))
        label = "" if self.chance(0.06) else "Cluster: "
        rows = []
        for row, shape in enumerate(shapes, 1):
            themes = rng.sample(deck.fields, rng.randint(3, 5))
            some = "" if self.chance(0.03) else label
            cells: list[list[Group]] = [[], [], []]
            for column in map(int, shape):
                for _ in range(2 if self.chance(0.012) else 1):
                    cells[column].append(self.group(deck, themes, column, row, some))
            rows.append(cells)
        return rows

    # Layout

    def put(self, *lines: str, groups: Iterable[Group] = ()) -> None:
        """Writes lines; the first is where the groups are named."""
        for group in groups:
            group.line = len(self.out) + 1
        self.out += lines

    def cell_single(self, form: str, group: Group) -> str:
        """A cluster and its occupations in one cell."""
        if form == "lines":
            flag = [FLAG] if group.apprenticeship_only else []
            lines = [group.label + group.name, *flag, group.description, *group.lines()]
            return "<div>" + "".join(f"<div>{x}</div>" for x in lines) + "</div>"
        if form == "nested":
            return f"<div><div>{group.italic()}</div><div>{group.run()}</div></div>"
        unitalic = group.label and not group.apprenticeship_only and self.chance(0.01)
        head = f"{group.head()} {group.description}" if unitalic else group.italic()
        return f"<div>{head}</div> <div>{group.run()}</div>"

    def cells_double(self, form: str, group: Group) -> tuple[str, str]:
        """A cluster in a cell and its occupations in the cell under it."""
        if form == "plain":
            return group.italic(), group.run()
        if form == "divs":
            return f"<div>{group.italic()}</div>", f"<div>{group.run()}</div>"
        names = [group.label + group.name, FLAG] if group.apprenticeship_only and self.chance(0.5) else [group.head()]
        head = "".join(f"<div>{x}</div>" for x in [*names, group.description])
        return f"<div>{head}</div>", " ".join(f"<div>{x}</div>" for x in group.lines())

    def rows(self, name: str, rows: Grid, form: str, width: int) -> None:
        """Table rows in one form, the pathway's name before the first of them."""
        for i, cells in enumerate(rows):
            first, named = (name if i == 0 else ""), [g for cell in cells for g in cell]
            if form in ("run", "nested", "lines"):
                texts = [" ".join(self.cell_single(form, g) for g in cell) for cell in cells]
                self.put("\t".join([first, *texts[:width]]), groups=named)
                if first and self.chance({"run": 0.6, "nested": 0.15, "lines": 0}[form]):
                    rules = self.rng.choices(("--", "---"), k=width)
                    self.put("\t".join(["-" * (len(name) + 2), *rules]))
                continue
            upper, lower, late = [], [], []
            for cell in cells:
                pairs = [self.cells_double(form, g) for g in cell]
                stays = form == "divided" and len(named) > 1 and cell == cells[2] and self.chance(0.25)
                if len(cell) > 1 or (cell and stays):  # the cluster stands in the row of the occupations
                    late += cell
                    upper.append("")
                    whole = "<div>{}</div> <div>{}</div>" if form == "plain" else "{} {}"
                    lower.append(" ".join(whole.format(*pair) for pair in pairs))
                else:
                    upper.append(pairs[0][0] if pairs else "")
                    lower.append(pairs[0][1] if pairs else "")
            if first or any(upper):
                self.put("\t".join([first, *upper[:width]]), groups=[g for g in named if g not in late])
            self.put("\t".join(["", *lower[:width]]), groups=late)

    def table(self, name: str, deck: Deck) -> list[Group]:
        """A pathway as a table: in one form, or changing it at a page break, or with a row continued."""
        rng = self.rng
        forms = {"run": 7, "nested": 11, "lines": 4, "plain": 8, "divs": 2.5, "divided": 4}
        form, rows = pick(rng, forms), self.grid(deck)
        width = 2 if not any(cells[2] for cells in rows) and self.chance(0.5) else 3
        groups = [g for cells in rows for cell in cells for g in cell]
        for group in groups:
            if form in ("lines", "divided"):  # no italics there to tell a cluster by
                group.label = "Cluster: "
        single = [g for g in groups if len(rows[g.row - 1][g.column]) == 1]
        cuts = {id(g): cut for g in single if (cut := self.cut(g)) and g.row == len(rows)}
        if cuts and form in ("plain", "run", "nested") and self.chance(SHARE_CONTINUED * 2):
            self.continued(name, rows, form, width, cuts)
        elif len(rows) > 1 and self.chance(0.3):
            split = rng.randrange(1, len(rows))
            self.rows(name, rows[:split], form, width)
            self.put("")
            if form in ("run", "nested", "lines") and self.chance(0.7):
                form = rng.choice(("nested", "run"))
            self.rows("", rows[split:], form, width)
        else:
            self.rows(name, rows, form, width)
        return groups

    def cut(self, group: Group) -> int:
        """A place between two occupations, not behind a list; 0 where there is none."""
        places = [i for i in range(1, len(group.occupations)) if not group.occupations[i - 1].specialisms]
        return self.rng.choice(places) if places else 0

    def continued(self, name: str, rows: Grid, form: str, width: int, cuts: dict[int, int]) -> None:
        """The table, its last row without the last occupations of some clusters, and a row of these."""
        last = [cell[0] if len(cell) == 1 else None for cell in rows[-1]]
        if form != "plain":  # one cell runs over the page: the leftmost that can be cut
            first = next(g for g in last if g and id(g) in cuts)
            cuts = {id(first): cuts[id(first)]}
        rest = {g.column: g.occupations[cuts[id(g)] :] for g in last if g and id(g) in cuts}
        for g in last:
            if g and g.column in rest:
                g.occupations = g.occupations[: cuts[id(g)]]
        self.rows(name, rows, form, width)
        if form != "plain" or self.chance(0.3):
            self.put("")
        texts = [" ".join(x for o in rest.get(c, ()) for x in o.lines()) for c in range(width)]
        while form != "plain" and not texts[-1]:
            texts.pop()
        self.put("\t" + "\t".join(texts))
        if form != "plain" and self.chance(0.4):
            self.put("\t".join(["--"] * (len(texts) + 1)))
        for g in last:
            if g and g.column in rest:
                g.occupations = [*g.occupations, *rest[g.column]]

    def broken(self, name: str, deck: Deck) -> list[Group]:
        """A pathway whose table was broken into paragraphs: the clusters column by column, or row by row."""
        words = name.split(" ")
        by_column = self.chance(0.35)
        if by_column or len(words) < 2:
            self.put(name, "")
        else:
            cut = self.rng.randrange(1, len(words))
            self.put(*[" ".join(words[:cut]), " ".join(words[cut:])], "")

        def make(column: int, row: int) -> Group:
            return self.group(deck, self.rng.sample(deck.fields, 4), column, row)

        if by_column:
            groups = [make(0, row + 1) for row in range(self.rng.randint(1, 3))] + [make(1, 1), make(2, 1)]
            for before, group in zip([None, *groups], groups, strict=False):
                if before and before.column != group.column:
                    self.put("", *([" "] if self.chance(0.3) else []))
                self.put(group.italic(), group.run(), groups=[group])
            self.put("")
            return groups
        bulleted = self.chance(0.5)
        top = [make(column, 1) for column in range(3)]
        for group in top:
            if bulleted:
                self.put(group.italic(), group.run(), "", groups=[group])
            else:
                self.put(group.head(), f"<i>{group.description}</i>", group.run(), "", groups=[group])
        below = (
            [make(0, row) for row in range(2, self.rng.randint(3, 5))]
            if bulleted
            else [make(column, 2) for column in range(3)]
        )
        for group in below:
            self.put(group.label + group.name if bulleted else group.name, groups=[group])
            flag = [FLAG] if group.apprenticeship_only else []
            late = bulleted and bool(flag) and self.chance(0.3)
            self.put(*([group.description, "", FLAG] if late else [*flag, group.description]), "")
            if self.chance(0.15):
                self.put(" ")
            for occupation in group.occupations:
                head, *rest = occupation.lines()
                self.put(*([f"- {head}", *(f" - {s}" for s in rest)] if bulleted else [head, *rest]))
            self.put("")
        return [*top, *below]

    def tail(self, rows: int, deck: Deck, higher: bool) -> list[Group]:
        """The end of a table broken into paragraphs: its columns go on counting down."""
        themes = self.rng.sample(deck.fields, 4)
        count = 1 if higher else self.rng.randint(1, 2)
        groups = [self.group(deck, themes, 0, rows + 1 + i) for i in range(count)]
        for group in groups:
            self.put(group.italic(), group.run(), groups=[group])
        if higher:
            groups.append(self.group(deck, themes, 1, rows + 1))
            self.put("", groups[-1].italic(), groups[-1].run(), groups=[])
            groups[-1].line = len(self.out) - 1
        self.put("")
        return groups

    # Routes

    def preamble(self, subject: Subject, total: int) -> int:
        """The heading and standing text. Gives the index of the paragraph still to name pathways."""
        self.put(f"Occupational Map: {subject.name}", "", "", "")
        index = len(self.out) - 2
        comma = "," if self.chance(0.6) else ""
        introduction = words("introduction")[0].replace("knowledge,", f"knowledge{comma}")
        self.out[index] = introduction.replace("#", str(total))
        legend = words("legend")[: None if self.chance(0.93) else -1]
        if len(legend) == 4:
            legend[-1] += f" {words('legend')[-1]}"
        if self.chance(0.08):
            self.put(" ")
        self.put(*(legend if self.chance(0.93) else []), "", "", "")
        return index

    def route(self, subject: Subject, total: int) -> dict[str, Any]:
        """Writes one occupational map. Gives its gold."""
        rng = self.rng
        intro = self.preamble(subject, total)
        if self.chance(SHARE_NO_TABLE):
            return {"name": subject.name, "pathways": []}
        deck = Deck(rng, subject, self.chance(0.2))
        most = len(subject.pathways)
        names = rng.sample(list(subject.pathways), max(rng.randint(1, most), rng.randint(1, most)))
        told, flagged = [], []
        for i, name in enumerate(names):
            deck.turn(subject.pathways[name])
            broken = self.chance(SHARE_BROKEN)
            if i == 0:
                click = " for more information on the occupations listed in this map"
                tabs = not broken and self.chance(0.2)
                self.put(f"Click here{click}\t\t\t" if tabs else f"[Click here](#){click}", *([] if tabs else [""]))
            if self.chance(0.25) and not self.out[-1].endswith("\t"):
                self.put(" ")
            groups = self.broken(name, deck) if broken else self.table(name, deck)
            if not broken:
                self.put("")
                last = max(g.row for g in groups)
                columns = [{g.row for g in groups if g.column == c} for c in range(2)]
                if len(columns[0]) == last and last > 1 and self.chance(0.2):
                    groups += self.tail(last, deck, higher=len(columns[1]) == last and self.chance(0.5))
            told.append({"name": name, "clusters": [g.gold() for g in groups]})
            flagged += [g.name.lower() for g in groups if g.apprenticeship_only]
        count = ("one career pathway", "two career pathways", "three career pathways")[len(names) - 1]
        self.out[intro] += f" This map has been split into {count}: {'; '.join(n.lower() for n in names)}."
        if flagged:
            self.out[intro] += (
                f" The {', '.join(flagged)} clusters have been identified as suitable for learning"
                " via apprenticeships only, so Government does not intend to launch T levels for these."
            )
        return {"name": subject.name, "pathways": told}


class Deck:
    """A route's words, shuffled; and the fields and the cluster names of its present pathway."""

    def __init__(self, rng: Random, subject: Subject, flagged: bool) -> None:
        # Titles of one word come sooner: there are few, and a cluster rarely goes through its deck.
        self.titles = [sorted(t, key=lambda x: rng.random() + 0.4 * (" " not in x)) for t in subject.titles]
        self.activities = rng.sample(subject.activities, len(subject.activities))
        self._lists = [rng.sample(lists, len(lists)) for lists in subject.lists]
        self.flagged = flagged  # all technical clusters of the route are for apprenticeships only
        self.fields: list[str] = []
        self.names: set[str] = set()

    def turn(self, fields: list[str]) -> None:
        self.fields, self.names = list(fields), set()

    def list(self, column: int, repeat: bool) -> tuple[bool, str, list[str]]:
        """A list, the last one again where `repeat`: whether of areas, its occupation, its specialisms."""
        lists = self._lists[column]
        if not repeat:
            lists.insert(0, lists.pop())
        return lists[-1]


def generate(seed: int, routes: int = 3) -> tuple[str, dict[str, Any]]:
    """A document of so many routes (at most those in unseen/routes.txt) and what it says, by seed."""
    writer = Writer(seed)
    chosen = writer.rng.sample(subjects(), routes)
    writer.put("", "", "OCCUPATIONAL MAPS CONSULTATION", "", "December 2017", "", "OCCUPATIONAL MAPS", "")
    for subject in chosen:
        if writer.chance(0.07):
            writer.put(" ")
        listed = subject.name.replace(",", "") if writer.chance(0.15) else subject.name
        writer.put(listed, "")
    told = [writer.route(subject, routes) for subject in chosen]
    return "\n".join(writer.out).rstrip("\n") + "\n", {"routes": told}


def main() -> None:
    parser = argparse.ArgumentParser(description="Print a generated document, or what it says.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--routes", type=int, default=3)
    parser.add_argument("--gold", action="store_true")
    options = parser.parse_args()
    text, gold = generate(options.seed, options.routes)
    print(json.dumps(gold, ensure_ascii=False, indent=1) if options.gold else text, end="")


if __name__ == "__main__":
    main()
