"""Relatedness: how near the two ends of a progression lie, in parts that can be shown. It ranks only. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log, sqrt
from typing import TYPE_CHECKING

from career_pathways.loader.words.ranks import HIGHEST, LEADING, MANAGING, RUNGS, STANDING
from career_pathways.loader.words.stems import folded_word, folded_words
from career_pathways.loader.words.trades import FAMILIES

if TYPE_CHECKING:
    import networkx as nx

WEIGHTS = {"by_title": 0.31, "by_specialisms": 0.09, "by_place": 0.31, "by_level": 0.21, "by_basis": 0.08}
"""What each part counts at most, together 1."""

BASIS_PART = {"within_cluster": 1.0, "same_row": 0.2, "skips_column": 0.05, "same_pathway": 0.0}

BASIS_PART_OF_IMPORTS = {"stated": 1.0, "related": 0.0}
"""The same of each basis that only imported maps have."""

STANDING_COUNTS = 0.1
"""What such a word counts of another that is as rare."""

KIN_COUNTS = 0.7
"""What a word of the same trade counts of the same word, where all the trade is as rare as the word."""


def _families_of_words() -> Mapping[str, AbstractSet[int]]:
    families: defaultdict[str, set[int]] = defaultdict(set)
    for number, family in enumerate(FAMILIES):
        for word in family:
            families[folded_word(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in families.items()}


FAMILIES_OF = _families_of_words()
"""By a folded word, the places in `FAMILIES` of the trades that it is a word of."""
_NONE: AbstractSet[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of some texts."""

    spelt: Mapping[str, str]
    """Each folded word with the word as the first text has it."""
    families: AbstractSet[int]
    """The places in `FAMILIES` of all families that one of the words is of."""

    @classmethod
    @lru_cache(maxsize=10_000)  # of an occupation and of a cluster they are asked for many times in a row
    def of(cls, *texts: str) -> Words:
        """The words of the texts."""
        spelt: dict[str, str] = {}
        for text in texts:
            for folded, word in folded_words(text).items():
                spelt.setdefault(folded, word)
        return cls(spelt, frozenset().union(*(FAMILIES_OF.get(word, _NONE) for word in spelt)))

    def and_of(self, other: Words) -> Words:
        """These words and the others, spelt as here where both have them."""
        return Words({**other.spelt, **self.spelt}, self.families | other.families)


@dataclass(frozen=True, slots=True)
class Member:
    """An occupation as one cluster lists it."""

    id: str
    level: int | None
    height: float | None
    """Its level. Where none is stated: the upper level of the column's band for a title on the rung `HIGHEST`, for
    others the middle of the band; None where the band is not known either."""
    rung: int
    """The highest of `RUNGS` that a word of its title stands for."""
    leads: bool
    """Whether a word of its title is one of `MANAGING`."""
    title: Words
    entry: Words
    """The words of its title and of the specialisms that this cluster lists."""
    home: Words
    """The same, and the words of the names of the cluster and of the pathway; these two have no kin here."""
    cluster: Words
    """The words of the cluster's name."""
    pathway: Words
    """The words of the pathway's name, with kin."""
    own: Words
    """The words of its title, of these specialisms and of the cluster's name, with kin."""

    @classmethod
    def of(
        cls,
        id_: str,
        title: str,
        level: int | None,
        specialisms: Sequence[str],
        cluster: str,
        pathway: str,
        band: tuple[int, int] | None = None,
    ) -> Member:
        """The same from the texts of the map, and from the levels of the column's band."""
        words, entry, named = Words.of(title), Words.of(title, *specialisms), Words.of(cluster)
        rung = max((RUNGS[word] for word in words.spelt if word in RUNGS), default=1)
        height: float | None = level
        if height is None and band is not None:
            height = band[1] if rung == HIGHEST else sum(band) / 2
        home = Words({**Words.of(cluster, pathway).spelt, **entry.spelt}, entry.families)
        leads = not MANAGING.isdisjoint(words.spelt)
        return cls(id_, level, height, rung, leads, words, entry, home, named, Words.of(pathway), entry.and_of(named))


@dataclass(frozen=True, slots=True)
class Relatedness:
    """How near a destination lies, and why."""

    parts: Mapping[str, float]
    """What each of `WEIGHTS` comes to, with four decimals."""
    shared_words: tuple[str, ...]
    """The words that titles or specialisms share, as the origin spells them: those of a trade that both titles have,
    then the others, each the most telling first. Where the destination has another word of the same trade, both
    ("saddler ~ leather")."""

    @property
    def whole(self) -> float:
        """The sum of its parts, from 0 to 1 with four decimals."""
        return round(fsum(self.parts.values()), 4)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a folded word tells, and how much a trade: the rarer, the more."""

    words: Mapping[str, float]
    families: Mapping[int, float]

    @classmethod
    def among_occupations(cls, graph: nx.MultiDiGraph) -> Rarity:
        """By the occupations of a graph, with their titles and specialisms."""
        nodes = (node for _, node in graph.nodes(data=True) if node["label"] == "Occupation")
        return cls.among([Words.of(node["title"], *node["specialisms"]) for node in nodes])

    @classmethod
    def among(cls, occupations: Sequence[Words]) -> Rarity:
        """By the occupations that have the word, or a word of the trade.

        A word of one occupation tells 1, a word of all almost nothing: the inverse document frequency to the power of
        1.5, as a share of the highest there can be. A word of `STANDING` tells a tenth of that.
        """

        words = Counter(word for each in occupations for word in each.spelt)
        families = Counter(family for each in occupations for family in each.families)
        count = len(occupations)
        return cls(
            {word: tells(n, count) * (STANDING_COUNTS if word in STANDING else 1) for word, n in words.items()},
            {family: tells(n, count) for family, n in families.items()},
        )

    def in_pathway(self, members: Iterable[Member]) -> Rarity:
        """The same for one pathway with these members: what most of it has ("business") tells little there.

        The geometric mean of what a word or a trade tells over the whole map and over the pathway.
        """
        by_id: dict[str, Words] = {}
        for member in members:
            by_id[member.id] = by_id[member.id].and_of(member.entry) if member.id in by_id else member.entry
        within = Rarity.among(list(by_id.values()))
        return Rarity(
            {word: sqrt(self.of(word) * there) for word, there in within.words.items()},
            {family: sqrt(self.families.get(family, 1.0) * there) for family, there in within.families.items()},
        )

    def of(self, word: str) -> float:
        """What a word tells; one that no occupation has tells as much as a word can."""
        known = self.words.get(word)
        return known if known is not None else STANDING_COUNTS if word in STANDING else 1.0

    def whole(self, words: Words) -> float:
        """What the words tell together."""
        return fsum(map(self.of, words.spelt))  # exact, so that no order shows

    def met(self, words: Words, others: Words) -> float:
        """What of that the others meet: all of a word that they have too, and less of one that they have kin of."""
        return fsum(self.each_met(words, others).values())

    def each_met(self, words: Words, others: Words) -> dict[str, float]:
        """Each word that the others meet, and what it tells then.

        Kin tell `KIN_COUNTS` of the geometric mean of what the word tells and what its trade tells.
        """
        met = {word: self.of(word) for word in words.spelt.keys() & others.spelt.keys()}
        if not words.families.isdisjoint(others.families):
            for word in words.spelt.keys() - met.keys():
                if common := FAMILIES_OF.get(word, _NONE) & others.families:
                    alone = self.of(word)
                    met[word] = KIN_COUNTS * sqrt(alone * min(alone, max(self.families.get(f, 1.0) for f in common)))
        return met


def tells(holding: int, occupations: int) -> float:
    """What a word or a trade tells that so many of the occupations have, as `Rarity.among` says."""
    return float((1 - log(holding) / log(occupations + 1)) ** 1.5)


def related(origin: Member, destination: Member, basis: str, rarity: Rarity) -> Relatedness:
    """How near the destination lies to the origin. Each part lies between 0 and 1 and counts as in `WEIGHTS`.

    A word meets itself in all its forms, and in part the words of the same trade (`FAMILIES` of trades.py); what it
    tells, `Rarity` says.

    1. by_title = titles / whole, as Dice has it.
       titles: what of each title the other one meets, both together; whole: what both tell.
    2. by_specialisms = beyond / (1 + beyond)
       beyond: what meets more than that when the specialisms are read with the titles, the mean of both ways.
    3. by_place = 3/4 · 1 / (1 + foreign) + 1/4 · named: how far the destination is at home where the origin stands.
       foreign: what the destination's title tells and the origin's title and specialisms do not meet, nor the names of
       its cluster and pathway, word for word: so a broad occupation lies nearer than a narrow one of another trade.
       named: the share of the name of the destination's cluster that the origin's title, specialisms and cluster meet.
    4. by_level = 2/3 · 1 / √(max(1, up)) + 1/3 · rise: whether it is the next step up.
       up: the destination's `Member.height` less the origin's.
       rise: 1 for the next of the `RUNGS`, or for one who leads and goes on leading; 1/2 for the same rung or one
       further up; 0 for a lower one.
    5. by_basis: as in `BASIS_PART`.
    """
    met, whole = rarity.met, rarity.whole
    own, others = whole(origin.title), whole(destination.title)
    titles = met(origin.title, destination.title) + met(destination.title, origin.title)
    shared = rarity.each_met(origin.entry, destination.entry)
    entries = fsum(shared.values()) + met(destination.entry, origin.entry)
    beyond = max(0.0, entries - titles) / 2
    foreign = max(0.0, others - met(destination.title, origin.home))
    named = share(met(destination.cluster, origin.own), whole(destination.cluster))
    up = 2 * nearness_of_heights(origin.height, destination.height) + rise(origin.rung, destination.rung)
    parts = {
        "by_title": share(titles, own + others),
        "by_specialisms": beyond / (1 + beyond),
        "by_place": (3 / (1 + foreign) + named) / 4,
        "by_level": up / 3,
        "by_basis": (BASIS_PART | BASIS_PART_OF_IMPORTS)[basis],
    }
    return Relatedness(
        {part: round(WEIGHTS[part] * value, 4) for part, value in parts.items()},
        tuple(_spelt(shared, origin, destination, rarity)),
    )


def share(part: float, whole: float) -> float:
    """What a part is of a whole; 0 of nothing."""
    return part / whole if whole else 0.0


def nearness_of_heights(origin: float | None, destination: float | None) -> float:
    """The first term of rule 4 of `related`, from 0 to 1."""
    return 0.0 if origin is None or destination is None else 1 / sqrt(max(1.0, destination - origin))


def rise(origin: int, destination: int) -> float:
    """The second term of rule 4 of `related`, from 0 to 1."""
    if destination < origin:
        return 0.0
    return 1.0 if destination == origin + 1 or origin >= LEADING else 0.5


def _spelt(shared: Mapping[str, float], origin: Member, destination: Member, rarity: Rarity) -> list[str]:
    """The shared words as `Relatedness` shows them, each once: a short form stands for several words."""
    known: dict[str, tuple[bool, float]] = {}
    for word, value in shared.items():
        spelt = origin.entry.spelt[word]
        if word not in destination.entry.spelt:
            families = FAMILIES_OF[word]
            kin = [other for other in destination.entry.spelt if families & FAMILIES_OF.get(other, _NONE)]
            spelt += f" ~ {destination.entry.spelt[min(kin, key=lambda k: (-rarity.of(k), k))]}"
        of_titles = word not in STANDING and word in origin.title.spelt and word in destination.title.spelt
        known[spelt] = max((of_titles, value), known.get(spelt, (False, 0.0)))
    return sorted(known, key=lambda word: (not known[word][0], -known[word][1], word))
