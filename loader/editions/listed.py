"""An occupation as an edition lists it, and what is one standard there: the options of a code together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from career_pathways.loader.schema import BANDS
from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.titles import MOST_KEPT, key_words

_OPTION = re.compile(r"(?<=\d)[A-Z]$")
"""The letter that a code of an option has more than the code of its standard: "OCC0270A"."""

_BETWEEN = re.compile(r"\s+[-\u2010-\u2015]\s+")
"""What parts a standard's title from its option's: "Roofer - Roof sheeter and cladder"."""

_LEARNT = frozenset(("apprenticeship", "degree", "integrated"))
"""Words that say how one learns an occupation, and not which it is."""

_NO_LEVELS = (0, 9)


class Listed(NamedTuple):
    """One occupation of one edition, as far as it tells what became of it."""

    id: str
    title: str
    level: int | None = None
    column: str | None = None
    """The band of the level, where only that is known."""
    route: str | None = None
    """The route's name; None where the edition does not say."""
    code: str | None = None


class Standard(NamedTuple):
    """What counts as one occupation when editions are compared: its options have one code but for a letter."""

    title: str
    key: str
    """Its folded title, without a slip of the pen where the other edition has it without (`spelt_as`)."""
    options: tuple[tuple[str, Listed], ...]
    """What each option is called within the standard, and the option; none where there are no options."""
    members: tuple[Listed, ...]
    """All of it, ordered by code and id."""

    @property
    def first(self) -> Listed:
        """The member that stands for all where they do not differ: the level, the code, the route."""
        return self.members[0]


def standards(edition: Iterable[Listed]) -> tuple[Standard, ...]:
    """The standards of an edition, ordered by the ids of their first members.

    1. Occupations whose codes differ in a last letter alone are options of one standard. Its title is what stands
       before " - " in all of theirs, or the first one's, where they share none.
    2. Any other occupation is a standard of its own.

    >>> roofer, = standards([Listed("a", "Roofer - Tiler", code="OCC1A"), Listed("b", "Roofer - Slater", code="OCC1B")])
    >>> roofer.title, [name for name, _ in roofer.options]
    ('Roofer', ['Tiler', 'Slater'])
    """
    together: dict[str, list[Listed]] = {}
    for listed in edition:
        # Rule 2 is rule 1 with a key that no other has.
        together.setdefault(standard_code(listed.code) or f"\0{listed.id}", []).append(listed)
    united = (
        _united(sorted(members, key=lambda member: (member.code or "", member.id))) for members in together.values()
    )
    return tuple(sorted(united, key=lambda standard: standard.first.id))


def standard_code(code: str | None) -> str | None:
    """The code of the standard that a code is of: "OCC0270" for "OCC0270A".

    >>> standard_code(" occ0270a "), standard_code(None)
    ('OCC0270', None)
    """
    return _OPTION.sub("", code.strip().upper()) if code and code.strip() else None


def _united(members: Sequence[Listed]) -> Standard:
    first, *others = members
    if not others and (first.code or "").strip().upper() == (standard_code(first.code) or ""):
        return Standard(first.title.strip(), folded_title(first.title), (), (first,))
    parted = [_BETWEEN.split(member.title.strip(), maxsplit=1) for member in members]
    options = tuple((part[-1], member) for part, member in zip(parted, members, strict=True))
    title = parted[0][0] if len({part[0] for part in parted}) == 1 else first.title.strip()
    return Standard(title, folded_title(title), options, tuple(members))


@lru_cache(MOST_KEPT)
def folded_title(title: str) -> str:
    """What the titles of one occupation have in common in any edition; a key to compare, not a text to show.

    As the `key` of a name (capitals, punctuation, plurals, British and American spelling do not count), and "or" is
    "and", "and" is "/", and how it is learnt is left out.

    >>> folded_title("Highways electrician or installer") == folded_title("Highway electrician/installer")
    True
    >>> folded_title("Police constable degree apprenticeship")
    'policeconstable'
    """
    words = key_words([title.replace("master's", "masters")])[0].split()
    kept = [word for word in words if word not in _LEARNT and word not in ("or", "masters")] or words
    return "".join(spelt_alike(word) for word in kept)


def levels_apart(one: Listed, other: Listed) -> int:
    """How many levels lie between two occupations at least: 0 where they may be of one level.

    >>> levels_apart(Listed("a", "Roofer", 2), Listed("b", "Roofer", column="higher_technical"))
    2
    """
    (low, high), (lowest, highest) = _levels(one), _levels(other)
    return max(0, lowest - high, low - highest)


def _levels(listed: Listed) -> tuple[int, int]:
    if listed.level is not None:
        return listed.level, listed.level
    return BANDS[listed.column] if listed.column else _NO_LEVELS
