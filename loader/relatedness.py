"""Relatedness: how near the two ends of a progression lie, in parts that can be shown. It ranks only. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING

from .names import folded_word, folded_words

if TYPE_CHECKING:
    import networkx as nx

WEIGHTS = {"by_title": 0.6, "by_specialisms": 0.15, "by_place": 0.1, "by_level": 0.0, "by_basis": 0.15}
"""What each part counts at most, together 1."""

BASIS_PART = {"within_cluster": 1.0, "same_row": 0.8, "skips_column": 0.5, "same_pathway": 0.2}

# fmt: off
STANDING = frozenset(folded_word(word) for word in (
    "advanced", "assistant", "associate", "chartered", "chief", "degree", "expert", "graduate", "head",
    "integrated", "junior", "lead", "leader", "level", "masters", "operative", "practitioner", "principal",
    "professional", "registered", "senior", "specialist", "technician", "trainee",
))
# fmt: on
"""Words, folded, that say how one stands in a trade and not which trade it is."""

STANDING_COUNTS = 0.25
"""What such a word counts of another that is as rare."""


@dataclass(frozen=True, slots=True)
class Member:
    """An occupation as one cluster lists it."""

    id: str
    level: int | None
    title: Mapping[str, str]
    """The folded words of its title, each with the word as the title has it."""
    told: Mapping[str, str]
    """The same of its title and of the specialisms that this cluster lists."""
    cluster: AbstractSet[str]
    """The folded words of the cluster's name."""
    pathway: AbstractSet[str]
    """The folded words of the pathway's name."""

    @classmethod
    def of(
        cls, id_: str, title: str, level: int | None, specialisms: Sequence[str], cluster: str, pathway: str
    ) -> Member:
        """The same from the texts of the map."""
        words = folded_words(title)
        told = dict(words)
        for specialism in specialisms:
            for folded, word in folded_words(specialism).items():
                told.setdefault(folded, word)
        return cls(id_, level, words, told, folded_words(cluster).keys(), folded_words(pathway).keys())


@dataclass(frozen=True, slots=True)
class Relatedness:
    """How near a destination lies, and why."""

    parts: Mapping[str, float]
    """What each of `WEIGHTS` comes to, with four decimals."""
    shared_words: tuple[str, ...]
    """The words that titles or specialisms share, as the origin spells them, the most telling first."""

    @property
    def whole(self) -> float:
        """The sum of its parts, from 0 to 1 with four decimals."""
        return round(fsum(self.parts.values()), 4)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a folded word tells: the rarer over the whole map, the more."""

    occupations: int
    holding: Mapping[str, int]
    """How many occupations have the word in their title or specialisms."""

    @classmethod
    def among_occupations(cls, graph: nx.MultiDiGraph) -> Rarity:
        """Counted over the occupations of a graph."""
        told = [
            {word for text in (node["title"], *node["specialisms"]) for word in folded_words(text)}
            for _, node in graph.nodes(data=True)
            if node["label"] == "Occupation"
        ]
        return cls(len(told), Counter(word for words in told for word in words))

    def weight(self, words: Iterable[str]) -> float:
        """What the words tell together.

        A word of one occupation tells 1, a word of all almost nothing: the square of its inverse document
        frequency, as a share of the highest there can be. A word of `STANDING` tells a quarter of that.
        """
        return fsum(map(self._of_one, words))  # exact, so that the order of a set does not show

    def _of_one(self, word: str) -> float:
        share = 1 - log(max(1, self.holding.get(word, 0))) / log(self.occupations + 1)
        return share**2 * (STANDING_COUNTS if word in STANDING else 1)


def related(origin: Member, destination: Member, basis: str, rarity: Rarity) -> Relatedness:
    """How near the destination lies to the origin. Each part lies between 0 and 1 and counts as in `WEIGHTS`.

    1. by_title: the folded words that both titles hold against all that they hold, by what they tell (Dice).
    2. by_specialisms: x / (1 + x), x being what the other words tell that the two share when their specialisms
       are read with their titles.
    3. by_place: of what the name of the destination's cluster tells, the share that the origin's title,
       specialisms and cluster name hold.
    4. by_level: nothing yet.
    5. by_basis: as in `BASIS_PART`.
    """
    weight = rarity.weight
    titles = origin.title.keys() & destination.title.keys()
    told = origin.told.keys() & destination.told.keys()
    whole = weight(origin.title) + weight(destination.title)
    others = weight(told - titles)
    name = weight(destination.cluster)
    named = destination.cluster & (origin.told.keys() | origin.cluster)
    parts = {
        "by_title": 2 * weight(titles) / whole if whole else 0.0,  # Rule 1
        "by_specialisms": others / (1 + others),  # Rule 2
        "by_place": weight(named) / name if name else 0.0,  # Rule 3
        "by_level": 0.0,  # Rule 4
        "by_basis": BASIS_PART[basis],  # Rule 5
    }
    shared = sorted(told, key=lambda word: (-weight([word]), origin.told[word]))
    return Relatedness(
        {part: round(WEIGHTS[part] * value, 4) for part, value in parts.items()},
        tuple(origin.told[word] for word in shared),
    )
