"""The occupations that relations and correspondences mean by a code, a title, or a title with its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near
from career_pathways.loader.words.titles import normalised_title

from .bad import Bad, Report
from .records import Source
from .stated import Stated

_TITLE_WITH_LEVEL = re.compile(r"(?P<title>.*\S)\s*[(\[]\s*(?:level\s*)?(?P<level>-?\d{1,4})\s*[)\]]", re.IGNORECASE)
"""As loader/words/titles.py has it, but for levels of a map's own, of which there may be more than nine."""

MOST_OFFERED = 20
"""Names that are not known and for which others are offered: to compare them takes a millisecond each."""

_BETWEEN = "|;,/"
"""What a cell of several names has between them, the likeliest first."""

_MOST_TITLED = 1_000_000
"""Titles of which it is remembered whose they are."""


def offered(text: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that nothing has, as the cure of an error."""
    close = near(text, known)
    return f"Did you mean {' or '.join(map(shown, close))}?" if close else "Name one that a table of occupations has."


class End(NamedTuple):
    """One end of a relation, as a table names it."""

    text: str
    column: str


class Ends:
    """Occupations, by what relations call them; what means none or several is reported."""

    def __init__(self, occupations: Stated, numbers: Mapping[object, int], report: Report) -> None:
        """In: all that there are, and their numbers by what they were known by while rows were read."""
        self.occupations = occupations
        self.numbers = numbers
        """The occupations by their codes."""
        self.titled: dict[str, int] = {}
        """Titles that were looked for and that one occupation alone has."""
        self._report = report
        self._unknown = 0
        self._in_route: dict[str, dict[str, list[int]]] = {}
        """Of titles of several, by their routes."""

    @cached_property
    def _by_title(self) -> Mapping[str, list[int] | int]:
        """Only where a table names occupations by their titles; one that has its title alone stands for itself."""
        found: dict[str, list[int] | int] = {}
        for number, title in enumerate(self.occupations.titles):
            key = normalised_title(title)
            if (before := found.setdefault(key, number)) != number:
                found[key] = [*(before if isinstance(before, list) else [before]), number]
        return found

    def place(self, end: End, source: Source, beside: int | None = None) -> int | None:
        """The number of the occupation that is meant, by its code, else by its title, with its level if need be.

        `beside`: that of the other end, in whose route it is looked for where several have the title.
        """
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
            if mark := self._parted_by(end.text, beside):
                cure = f'Each part of it is one: add split = "{mark}" to this column in the mapping file.'
            self._report(Bad("unknown end", source.file, source.row, what, cure))
        return None

    def _parted_by(self, text: str, beside: int | None) -> str | None:
        """The character between names that are known, where a text is a list of them."""
        parted = {mark: [part.strip() for part in text.split(mark)] for mark in _BETWEEN if mark in text}
        return next((mark for mark, parts in parted.items() if all(self._fitting(p, beside) for p in parts)), None)

    def _names(self) -> Iterator[str]:
        yield from (code for code in self.occupations.codes if code is not None)
        yield from self.occupations.titles

    def _fitting(self, text: str, beside: int | None) -> list[int]:
        """Those of that code, else of that title."""
        if text in self.numbers:
            return [self.numbers[text]]
        title, level = normalised_title(text), None
        if title not in self._by_title and (match := _TITLE_WITH_LEVEL.fullmatch(text)):
            title, level = normalised_title(match["title"]), int(match["level"])
        found = self._by_title.get(title, [])
        if isinstance(found, int):
            if level is None and len(self.titled) < _MOST_TITLED:
                self.titled[text] = found
            return self._of_level([found], level)
        if len(found) > 1 and beside is not None:
            routes = self._routes_of_namesakes(title, found)
            near_by = {number for route in self._routes(beside) for number in routes.get(route, ())}
            found = self._of_level(sorted(near_by), level) or found
        return self._of_level(found, level)

    def _of_level(self, found: list[int], level: int | None) -> list[int]:
        return found if level is None else [i for i in found if self.occupations.levels[i] == level]

    def _routes_of_namesakes(self, title: str, namesakes: list[int]) -> Mapping[str, list[int]]:
        if title not in self._in_route:
            found = self._in_route[title] = {}
            for number in namesakes:
                for route in self._routes(number):
                    found.setdefault(route, []).append(number)
        return self._in_route[title]

    def _routes(self, number: int) -> set[str]:
        places = (listing.place for listing in self.occupations.listings(number))
        return {normalised_title(place.route.name) for place in places if place.route is not None}
