"""Relations between occupations: from the names of their ends to the occupations that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near
from career_pathways.loader.words.titles import named, normalised_title

from .mapping import PROGRESSION, SAME
from .records import Aside, Occupation, Relation, Source, StatedCorrespondence
from .tables import Bad, Report

_TITLE_WITH_LEVEL = re.compile(r"(?P<title>.*\S)\s*[(\[]\s*(?:level\s*)?(?P<level>-?\d{1,4})\s*[)\]]", re.IGNORECASE)
"""As loader/words/titles.py has it, but for levels of a map's own, of which there may be more than nine."""

MOST_OFFERED = 20
"""Names that are not known and for which others are offered: to compare them takes a millisecond each."""


def offered(text: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that nothing has, as the cure of an error."""
    close = near(text, known)
    return f"Did you mean {' or '.join(map(shown, close))}?" if close else "Name one that a table of occupations has."


class End(NamedTuple):
    """One end of a relation, as a table names it."""

    text: str
    column: str


class StatedRelation(NamedTuple):
    """A relation while its ends are names."""

    kind: str
    origin: End | None
    """None where the row is that of an occupation."""
    of: object
    """What that occupation is known by while rows are read."""
    destination: End
    rank: int | None
    note: str | None
    source: Source


class NamedCorrespondence(NamedTuple):
    """A correspondence while the occupation of this map is a name."""

    edition: str
    origin: End
    code: str
    match: str | None
    """What the table calls it; None where it has no column for that."""
    source: Source


def joined(
    stated: Iterable[StatedRelation], ends: Ends, numbers: Mapping[object, int], report: Report
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Relations between occupations, and those that were stated before; what is none is reported.

    `numbers`: the places of the occupations, by what they were known by while rows were read.

    1. An end is named by code, else by title, with the level in brackets where that is needed; of namesakes, that in
       the route of the other end is meant.
    2. A pair that is stated twice is one relation, and what is the same is so both ways.
    3. Nothing leads to itself. A progression does not fall. What is the same is of two routes and of one level.
    """
    found: dict[tuple[str, int, int], Relation] = {}
    twice = []
    for one in stated:
        start = numbers.get(one.of) if one.origin is None else ends.place(one.origin, one.source)
        end = ends.place(one.destination, one.source, start)
        if start is None or end is None:
            continue
        relation = Relation(one.kind, start, end, one.rank, one.note, one.source)
        key = (one.kind, *(sorted((start, end)) if one.kind == SAME else (start, end)))
        if wrong := _wrong(relation, ends.occupations[start], ends.occupations[end]):
            kind, what, cure = wrong
            report(Bad(kind, one.source.file, one.source.row, what, cure))
        elif key in found:  # Rule 2
            twice.append(relation)
        else:
            found[key] = relation
    return tuple(found.values()), tuple(twice)


def corresponding(
    stated: Iterable[NamedCorrespondence], ends: Ends
) -> tuple[tuple[StatedCorrespondence, ...], tuple[Aside, ...]]:
    """The correspondences to other editions, and what is left aside: rows that are not exact, or stated before.

    1. The occupation of this map is named as the end of a relation is; the other by its code, which nobody looks up
       here: its edition need not be at hand.
    2. A match is exact where it is called so in any of the ways of SKOS: "exact", "Exact match", "exactMatch",
       "skos:exactMatch", its address. Where a table has no column for it, all are.
    """
    found: dict[tuple[int, str, str], StatedCorrespondence] = {}
    aside = []
    for one in stated:
        if one.match is not None and not _is_exact(one.match):  # Rule 2
            finding = f"{shown(one.origin.text)} and {shown(one.code)} of {one.edition}: {shown(one.match)}"
            aside.append(Aside("correspondence not exact", one.source, finding))
        elif (start := ends.place(one.origin, one.source)) is not None:
            new = StatedCorrespondence(start, one.edition, one.code, one.source)
            if found.setdefault(new[:3], new) is not new:
                finding = f"{shown(one.origin.text)} and {shown(one.code)} of {one.edition}"
                aside.append(Aside("correspondence stated twice", one.source, finding))
    return tuple(found.values()), tuple(aside)


def _is_exact(match: str) -> bool:
    """Rule 2.

    >>> [_is_exact(text) for text in ("skos:exactMatch", "EXACT_MATCH", "close", "not exact", "")]
    [True, True, False, False, False]
    """
    name = re.sub(r"[\s_-]", "", re.split(r"[:#/]", match)[-1]).casefold()
    return name.removesuffix("match") == "exact"


def _wrong(relation: Relation, origin: Occupation, destination: Occupation) -> tuple[str, str, str] | None:
    """Rule 3: what is wrong with a relation, its kind first and the cure last."""
    names = named(origin.title, origin.level), named(destination.title, destination.level)
    stated = origin.level is not None and destination.level is not None
    if relation.origin == relation.destination:
        return "leads to itself", f"{shown(origin.title)} leads to itself", "Name another."
    if relation.kind == PROGRESSION and stated and (destination.level or 0) < (origin.level or 0):
        cure = "A progression keeps the level or rises; what is only related is of the kind related."
        return "progression that falls", f"{names[0]} leads down to {names[1]}", cure
    if relation.kind == SAME:
        cure = "The same occupation stands in two routes, at one level."
        routes = [o.listings[0].place.route for o in (origin, destination)]
        if stated and origin.level != destination.level:
            return "not the same", f"{names[0]} and {names[1]} are of two levels", cure
        if routes[0] == routes[1]:
            return "not the same", f"{names[0]} and {names[1]} are of one route", cure
    return None


class Ends:
    """Occupations, by what relations call them; what means none or several is reported."""

    def __init__(self, occupations: Sequence[Occupation], report: Report) -> None:
        """In: all that there are, by their places."""
        self.occupations = occupations
        self._report = report
        self._unknown = 0
        self._by_code = {o.code: i for i, o in enumerate(occupations) if o.code is not None}
        self._by_title: dict[str, list[int]] = {}
        self._in_route: dict[tuple[str, str], set[int]] = {}
        """By title and route."""
        for i, occupation in enumerate(occupations):
            title = normalised_title(occupation.title)
            self._by_title.setdefault(title, []).append(i)
            for route in self._routes(i):
                self._in_route.setdefault((title, route), set()).add(i)

    def place(self, end: End, source: Source, beside: int | None = None) -> int | None:
        """The place of the occupation that is meant, by rule 1 of `joined`; `beside`: that of the other end."""
        fitting = self._fitting(end.text, beside)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            what = f"{len(fitting)} occupations are called {shown(end.text)} ({end.column})"
            cure = "Name it by its code, or with its level, as in Welder (3)."
            self._report(Bad("name of several", source.file, source.row, what, cure))
        else:
            self._unknown += 1
            what = f"no occupation {shown(end.text)} ({end.column})"
            cure = offered(end.text, self._names() if self._unknown <= MOST_OFFERED else ())
            self._report(Bad("unknown end", source.file, source.row, what, cure))
        return None

    def _names(self) -> Iterator[str]:
        yield from self._by_code
        yield from (occupation.title for occupation in self.occupations)

    def _fitting(self, text: str, beside: int | None) -> list[int]:
        """Those of that code, else of that title."""
        if text in self._by_code:
            return [self._by_code[text]]
        title, level = normalised_title(text), None
        if title not in self._by_title and (match := _TITLE_WITH_LEVEL.fullmatch(text)):
            title, level = normalised_title(match["title"]), int(match["level"])
        found = self._by_title.get(title, [])
        if len(found) > 1 and beside is not None:
            near_by = set[int]().union(*(self._in_route.get((title, route), ()) for route in self._routes(beside)))
            found = self._of_level(sorted(near_by), level) or found
        return self._of_level(found, level)

    def _of_level(self, found: list[int], level: int | None) -> list[int]:
        return found if level is None else [i for i in found if self.occupations[i].level == level]

    def _routes(self, number: int) -> set[str]:
        listings = self.occupations[number].listings
        return {normalised_title(li.place.route.name) for li in listings if li.place.route is not None}
