"""How alike the words of two standards are, where nothing surer links them: what is proposed, never shown as fact.

Former titles, names of options, the parts of "Garment/product technologist", and what a title says without its brackets
are titles, too: the two likest count.

1. How alike two titles are: twice what their shared words tell, over all that both tell and _CHANCE more, which leaves
   titles of few and common words unlike.
2. A word tells the more, the fewer titles of both editions have it; a word of standing ("senior", "technician") tells
   _STANDING of that. Forms of a word are one (`folded_words`); a word that is none of standing must be shared.
3. Where the levels are not both stated and equal, words of rank speak: each rung between the two takes _A_RUNG off, and
   _MANAGING goes where only one of them leads people.
4. Levels are at most one apart, which takes _A_LEVEL off. Titles of the same words in the same order may be further
   apart.

The constants were chosen on 80 judged occupations. Chosen anew on 40 of them by chance, 200 times, they link the other
40 with a precision of 0.94 and a recall of 0.92; those above link 60 others with 1.00 and 0.97. Specialisms were tried,
too, and tell nothing that the titles do not.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from career_pathways.loader.words.ranks import MANAGING, RUNGS, STANDING
from career_pathways.loader.words.stems import folded_word, folded_words
from career_pathways.loader.words.titles import MOST_KEPT

from .former_titles import FormerTitle
from .listed import Listed, Standard, levels_apart, standard_code

LEAST = 0.45
"""Below it nobody would take one for the other."""

_CHANCE = 3.0
_STANDING = 0.3
_A_RUNG = 0.05
_MANAGING = 0.2
_A_LEVEL = 0.05
_MOST_APART = 1
_NO_RUNG = 1
_FEWEST_TITLES = 1_690
"""Of the two maps that the constants were chosen on: in smaller editions a word is no less rare."""
_TITLE_ITSELF = 3
"""Words of a title that are more than chance."""
_LEARNT = frozenset(map(folded_word, ("apprenticeship", "degree", "integrated", "masters")))

_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SIGNS = re.compile(r"[()\[\]/,]")


class Proposal(NamedTuple):
    """Two standards that may be one."""

    score: float
    """From 0 to 1, four decimals."""
    older: Standard
    newer: Standard
    option: Listed | None = None
    """The one option of the newer standard that is meant."""
    covers: bool = False
    """Whether the title of the newer has all words of the older's that are not of standing."""


class _Title(NamedTuple):
    words: tuple[str, ...]
    """Folded, in order."""
    tells: float
    option: Listed | None

    @property
    def telling(self) -> frozenset[str]:
        """Its words that are none of standing."""
        return frozenset(self.words) - STANDING


def proposals(
    older: Iterable[Standard], newer: Iterable[Standard], former: Iterable[FormerTitle], known: Iterable[str]
) -> list[Proposal]:
    """All pairs that are at least LEAST alike, the likest first.

    In: the standards of both editions that nothing surer links, and all titles of both, which say how rare a word is.
    """
    weights, former = _Weights(known), tuple(former)
    now = [(standard, title) for standard in newer for title in _titles(standard, former, weights)]
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, (_, title) in enumerate(now):
        for word in title.telling:
            having[word].append(place)
    best: dict[tuple[str, str, str | None], Proposal] = {}
    for standard in older:
        for title in _titles(standard, former, weights):
            for place in sorted({place for word in title.telling for place in having[word]}):
                other, its = now[place]
                proposal = _proposal(standard, title, other, its, weights)
                ends = standard.first.id, other.first.id, its.option.id if its.option else None
                if proposal.score >= LEAST and (ends not in best or proposal.score > best[ends].score):
                    best[ends] = proposal
    return sorted(best.values(), key=_order)


def _order(proposal: Proposal) -> tuple[float, str, str, str]:
    first, second = sorted((proposal.older.first.id, proposal.newer.first.id))
    return -proposal.score, first, second, proposal.option.id if proposal.option else ""


class _Weights:
    """How much each word tells."""

    def __init__(self, titles: Iterable[str]) -> None:
        folded = [set(_words(title)) for title in titles]
        self.titles = max(len(folded), _FEWEST_TITLES)
        self.having = Counter(word for words in folded for word in words)

    def of(self, words: Iterable[str]) -> float:
        # Rule 2. What no title has, as the words of former titles, tells as much as what one has.
        return sum(
            math.log((self.titles + 1) / (max(self.having[word], 1) + 0.5)) * (_STANDING if word in STANDING else 1)
            for word in words
        )


def _proposal(older: Standard, title: _Title, newer: Standard, its: _Title, weights: _Weights) -> Proposal:
    one, other = older.first, its.option or newer.first
    apart = levels_apart(one, other)
    # Rule 4: the words and their order are the title.
    if apart > _MOST_APART and (title.words != its.words or len(title.words) < _TITLE_ITSELF):
        return Proposal(0, older, newer)
    shared = set(title.words) & set(its.words)
    # Rule 1.
    score = 2 * weights.of(sorted(shared)) / (title.tells + its.tells + _CHANCE)
    if one.level is None or one.level != other.level:
        # Rule 3.
        score *= (
            1
            - _A_RUNG * abs(_rung(title.words) - _rung(its.words))
            - _MANAGING * (MANAGING.isdisjoint(title.words) != MANAGING.isdisjoint(its.words))
        )
    score *= 1 - _A_LEVEL * apart
    return Proposal(round(score, 4), older, newer, its.option, title.telling <= its.telling)


def _titles(standard: Standard, former: Iterable[FormerTitle], weights: _Weights) -> list[_Title]:
    """All titles of a standard, its own first."""
    code = standard_code(standard.first.code)
    texts = [standard.title, *(was.title for was in former if was.code == code)]
    texts += [part for text in texts if "/" in text for part in text.split("/") if _is_title(part)]
    texts += [_IN_BRACKETS.sub("", text) for text in texts if _IN_BRACKETS.search(text)]
    named: list[tuple[str, Listed | None]] = [(text, None) for text in texts]
    named += [(f"{standard.title} {name}", option) for name, option in standard.options]
    named += [(name, option) for name, option in standard.options if _is_title(name)]
    found: dict[tuple[str, ...], _Title] = {}
    for text, option in named:
        words = _words(text)
        found.setdefault(words, _Title(words, weights.of(words), option))
    return list(found.values())


def _is_title(text: str) -> bool:
    """Whether a part of a title says by itself which occupation it is."""
    words = _words(text)
    return len(words) > 2 or len(set(words) - STANDING) > 1


@lru_cache(MOST_KEPT)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in folded_words(_SIGNS.sub(" ", text)) if word not in _LEARNT)


def _rung(words: Iterable[str]) -> int:
    rungs = [RUNGS[word] for word in words if word in RUNGS]
    return max(rungs, default=_NO_RUNG)
