"""The words of all occupations of a map as numbers, and what each word tells: relatedness.py has their meaning."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import fsum, sqrt
from typing import NamedTuple, TypeAlias

from career_pathways.loader.catalogue import Column
from career_pathways.loader.graph.relatedness import FAMILIES_OF, KIN_COUNTS, STANDING_COUNTS, tells
from career_pathways.loader.words.ranks import HIGHEST, MANAGING, RUNGS, STANDING
from career_pathways.loader.words.stems import folded_words

from .naming import Names
from .stated import NO_LEVEL, Stated

_MOST_KEPT = 20_000
"""Texts, clusters and words of a trade that are remembered."""

Families: TypeAlias = AbstractSet[int]
_NONE: frozenset[int] = frozenset()


class Words(NamedTuple):
    """The words of some texts."""

    words: frozenset[int]
    trades: tuple[tuple[int, Families], ...]
    """Each that is of a trade, with its families."""
    families: Families
    """Those of all of them."""
    tells: float
    """What the words tell together."""


class Member(NamedTuple):
    """An occupation as its first cluster lists it: `Member` of relatedness.py in numbers."""

    number: int
    title: Words
    entry: Words
    height: float | None
    rung: int
    leads: bool
    stands: int
    """A number for the names of its cluster and its pathway."""


class Origin(NamedTuple):
    """What counts of an occupation besides where something leads from it."""

    home: frozenset[int]
    """The words of its entry, of its cluster's name and of its pathway's."""
    own: frozenset[int]
    """Those of its entry and of its cluster's name."""
    own_families: Families
    wide_families: Families
    """The same with those of the pathway's name."""
    spelt: Mapping[int, int]
    """Each word of its entry as that spells it."""


class Wording:
    """The words of all occupations."""

    def __init__(self, names: Names, occupations: Stated) -> None:
        """By their titles and specialisms, and by the names of their first clusters."""
        self._occupations = occupations
        self.texts: list[str] = []
        """The words by their numbers, and how they are spelt."""
        self._numbers: dict[str, int] = {}
        self._starts, self._of_title = array("I", (0,)), array("H")
        self._words, self._spelt = array("I"), array("I")
        self._stands = array("I")
        self._names: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        self._add_all(names)
        self.families = {self._numbers[word]: of for word, of in FAMILIES_OF.items() if word in self._numbers}
        self.standing = frozenset(self._numbers[word] for word in STANDING if word in self._numbers)
        self._rungs = {self._numbers[word]: rung for word, rung in RUNGS.items() if word in self._numbers}
        self._managing = frozenset(self._numbers[word] for word in MANAGING if word in self._numbers)
        self._ranked = self._managing.union(self._rungs)
        del self._numbers
        self._tell()
        self._of_names: dict[int, tuple[Words, Words]] = {}
        self._of_kin: dict[tuple[int, Families], float] = {}

    def _add_all(self, names: Names) -> None:
        folded = lru_cache(_MOST_KEPT)(folded_words)
        stands: dict[tuple[str, str], int] = {}
        for number, title in enumerate(self._occupations.titles):
            spelt = folded_words(title)
            self._of_title.append(len(spelt))
            for specialism in self._occupations.specialisms(number):
                for word, shown in folded(specialism).items():
                    spelt.setdefault(word, shown)
            self._words.extend(map(self._number, spelt))
            self._spelt.extend(map(self._number, spelt.values()))
            self._starts.append(len(self._words))
            named = names.named(self._occupations.listings(number)[0].place)
            if named not in stands:
                stands[named] = len(stands)
                self._names.append(tuple(tuple(map(self._number, folded(name))) for name in named))  # type: ignore[arg-type]
            self._stands.append(stands[named])

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number

    def _tell(self) -> None:
        """What each word and each family tells; a word that no occupation has tells as much as a word can."""
        count, families = len(self._occupations), Counter[int]()
        holding = [0] * len(self.texts)
        for word in self._words:
            holding[word] += 1
        of_trades = self.families.keys()
        for start, end in zip(self._starts, self._starts[1:], strict=False):
            if not of_trades.isdisjoint(self._words[start:end]):
                families.update(_NONE.union(*(self.families.get(word, _NONE) for word in self._words[start:end])))
        self.tells = array("d", (tells(n, count) if n else 1.0 for n in holding))
        for word in self.standing:
            self.tells[word] *= STANDING_COUNTS
        self._families_tell = {family: tells(n, count) for family, n in families.items()}

    def member(self, number: int) -> Member:
        """An occupation by its number."""
        entry = self._words[self._starts[number] : self._starts[number + 1]].tolist()
        in_title = entry[: self._of_title[number]]
        rung, leads = 1, False
        if not self._ranked.isdisjoint(in_title):
            rung = max((self._rungs[word] for word in in_title if word in self._rungs), default=1)
            leads = not self._managing.isdisjoint(in_title)
        level = self._occupations.levels[number]
        height = self._height(number, rung) if level == NO_LEVEL else level
        return Member(number, self._of(in_title), self._of(entry), height, rung, leads, self._stands[number])

    def origin(self, member: Member) -> Origin:
        """What counts of it besides where something leads from it."""
        entry, (cluster, pathway) = member.entry, self.named(member.stands)
        own, families = entry.words | cluster.words, entry.families | cluster.families
        return Origin(own | pathway.words, own, families, families | pathway.families, self.spelt(member.number))

    def spelt(self, number: int) -> Mapping[int, int]:
        """Each word of the entry of an occupation as that spells it."""
        part = slice(self._starts[number], self._starts[number + 1])
        return dict(zip(self._words[part], self._spelt[part], strict=True))

    def _height(self, number: int, rung: int) -> float | None:
        column = self._occupations.listings(number)[0].place.column
        if column is None:
            return None
        band = Column(column).band
        return band[1] if rung == HIGHEST else sum(band) / 2

    def named(self, stands: int) -> tuple[Words, Words]:
        """The words of the names of a cluster and of its pathway, by the number of both."""
        found = self._of_names.get(stands)
        if found is None:
            if len(self._of_names) == _MOST_KEPT:
                self._of_names.clear()
            cluster, pathway = self._names[stands]
            found = self._of_names[stands] = self._of(cluster), self._of(pathway)
        return found

    def _of(self, words: Sequence[int]) -> Words:
        together = fsum([self.tells[word] for word in words])
        if self.families.keys().isdisjoint(words):
            return Words(frozenset(words), (), _NONE, together)
        trades = tuple((word, self.families[word]) for word in words if word in self.families)
        return Words(frozenset(words), trades, _NONE.union(*(of for _, of in trades)), together)

    def _tells_by_kin(self, word: int, common: Families) -> float:
        """What a word tells where the others have no more than words of these families, which it is of."""
        key = word, common
        if key not in self._of_kin:
            if len(self._of_kin) == _MOST_KEPT:
                self._of_kin.clear()
            alone = self.tells[word]
            trade = max(self._families_tell.get(family, 1.0) for family in common)
            self._of_kin[key] = KIN_COUNTS * sqrt(alone * min(alone, trade))
        return self._of_kin[key]

    def kin(self, words: Words, others: frozenset[int], families: Families) -> dict[int, float]:
        """Each word that the others have not, but a word of the same trade, and what it tells then."""
        found = {}
        if families:
            for word, own in words.trades:
                if word not in others and (common := own & families):
                    found[word] = self._tells_by_kin(word, common)
        return found

    def met(self, words: Words, others: frozenset[int], families: Families) -> float:
        """What the words tell that the others meet, as `Rarity.met`."""
        same = [self.tells[word] for word in words.words & others]
        return fsum([*same, *self.kin(words, others, families).values()])
