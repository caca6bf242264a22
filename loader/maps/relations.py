"""Relations between occupations: from the names of their ends to the occupations that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near
from career_pathways.loader.words.titles import named, normalised_title

from .mapping import PROGRESSION, SAME
from .records import Occupation, Relation, Source
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


def joined(
    stated: Iterable[StatedRelation], occupations: Sequence[Occupation], numbers: Mapping[object, int], report: Report
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Relations between occupations, and those that were stated before; what is none is reported.

    `numbers`: the places of the occupations, by what they were known by while rows were read.

    1. An end is named by code, else by title, with the level in brackets where that is needed; of namesakes, that in
       the route of the other end is meant.
    2. A pair that is stated twice is one relation, and what is the same is so both ways.
    3. Nothing leads to itself. A progression does not fall. What is the same is of two routes and of one level.
    """
    ends, unknown = Ends(occupations), 0
    found: dict[tuple[str, int, int], Relation] = {}
    twice = []

    def place(end: End, source: Source, beside: int | None) -> int | None:
        nonlocal unknown
        fitting = ends.fitting(end.text, beside)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            what = f"{len(fitting)} occupations are called {shown(end.text)} ({end.column})"
            cure = "Name it by its code, or with its level, as in Welder (3)."
            report(Bad("name of several", source.file, source.row, what, cure))
        else:
            unknown += 1
            what = f"no occupation {shown(end.text)} ({end.column})"
            cure = offered(end.text, ends.names() if unknown <= MOST_OFFERED else ())
            report(Bad("unknown end", source.file, source.row, what, cure))
        return None

    for one in stated:
        start = numbers.get(one.of) if one.origin is None else place(one.origin, one.source, None)
        end = place(one.destination, one.source, start)
        if start is None or end is None:
            continue
        relation = Relation(one.kind, start, end, one.rank, one.note, one.source)
        key = (one.kind, *(sorted((start, end)) if one.kind == SAME else (start, end)))
        if wrong := _wrong(relation, occupations[start], occupations[end]):
            kind, what, cure = wrong
            report(Bad(kind, one.source.file, one.source.row, what, cure))
        elif key in found:  # Rule 2
            twice.append(relation)
        else:
            found[key] = relation
    return tuple(found.values()), tuple(twice)


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
    """Occupations, by what relations call them."""

    def __init__(self, occupations: Sequence[Occupation]) -> None:
        """In: all that there are."""
        self._occupations = occupations
        self._by_code = {o.code: i for i, o in enumerate(occupations) if o.code is not None}
        self._by_title: dict[str, list[int]] = {}
        for i, occupation in enumerate(occupations):
            self._by_title.setdefault(normalised_title(occupation.title), []).append(i)

    def names(self) -> Iterator[str]:
        """All of them."""
        yield from self._by_code
        yield from (occupation.title for occupation in self._occupations)

    def fitting(self, text: str, beside: int | None) -> list[int]:
        """Rule 1: those of that code, else of that title; `beside`: the other end."""
        if text in self._by_code:
            return [self._by_code[text]]
        found = self._by_title.get(normalised_title(text), [])
        if not found and (match := _TITLE_WITH_LEVEL.fullmatch(text)):
            of_title = self._by_title.get(normalised_title(match["title"]), [])
            found = [i for i in of_title if self._occupations[i].level == int(match["level"])]
        if len(found) > 1 and beside is not None:
            routes = self._routes(beside)
            found = [i for i in found if self._routes(i) & routes] or found
        return found

    def _routes(self, number: int) -> set[str]:
        listings = self._occupations[number].listings
        return {normalised_title(li.place.route.name) for li in listings if li.place.route is not None}
