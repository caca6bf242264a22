"""What speaks for two standards of different editions being one, strongest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from career_pathways.loader.words.close_titles import close_pairs, vocabulary
from career_pathways.loader.words.titles import normalised_title

from .former_titles import FormerTitle, as_listed, by_title
from .listed import Listed, Standard, folded_title, levels_apart, standard_code

CODE, NUMBER, TITLE, WORDS, CURATED = "code", "number", "title", "words", "curated"

SURE = (CODE, NUMBER, TITLE)
"""Kinds of evidence that are shown as fact, in the order in which they count."""

_MOST_APART = 1
"""Levels by which a standard may move and be known by its number, where its title changed, too."""


class Claim(NamedTuple):
    """One piece of evidence. The smaller of two claims counts first."""

    rank: int
    """The place of its kind in SURE."""
    apart: int
    """Levels between the two."""
    elsewhere: bool
    """Whether both name a route, and not the same."""
    ids: tuple[str, str]
    """Of both, in alphabetical order: what decides where nothing else does, and the same for swapped editions."""
    older: Standard
    newer: Standard
    option: Listed | None = None
    """The one option of the newer standard that is meant, if one is."""
    part: Listed | None = None
    """The one option of the older standard that is meant, if one is."""

    @property
    def kind(self) -> str:
        """Of SURE."""
        return SURE[self.rank]


def sure_claims(older: Sequence[Standard], newer: Sequence[Standard], former: Iterable[FormerTitle]) -> list[Claim]:
    """All claims of the kinds in SURE, in the order in which they count.

    1. `code`: both have the same code, but for the letter of an option.
    2. `number`: one has no code, and its title is one that the standard of the other's code once had, when its level
       was at most one away. Nor is its level now more than one away, unless the title is still the same: a standard
       that changed both is another ("Animator" of level 7, ST0488, is no "Junior animator" of level 4).
    3. `title`: the titles are equal when folded; or, where the levels fit and no standard has the title, one title is
       the name of an option of the other.

    For the map of 2017 and the list of July 2026: no code, 388 claims by number, 418 by title.
    """
    former = tuple(former)
    found = [
        *_by_code(older, newer),
        *_by_number(older, newer, former),
        *map(claim_turned, _by_number(newer, older, former)),
        *_by_title(older, newer),
        *_by_option(older, newer),
        *map(claim_turned, _by_option(newer, older)),
    ]
    return sorted(found, key=lambda claim: claim[:4])


def spelt_as(
    edition: Iterable[Standard], other: Iterable[Standard], former: Iterable[FormerTitle]
) -> tuple[Standard, ...]:
    """The standards of an edition, each with the key of the title that its own can only be a slip of the pen for.

    That is one of the other edition, or a former one (`is_close`): "Learning and devlopment consultant". Where neither
    edition has the spelling of the other, both get the same of the two keys.
    """
    edition, other = tuple(edition), tuple(other)
    settled = {folded_title(was.title) for was in former} | {standard.key for standard in edition}
    right = {normalised_title(standard.title): standard.key for standard in other}
    right |= {normalised_title(was.title): folded_title(was.title) for was in former}
    keys = set(right.values())
    wrong = {normalised_title(s.title): s.key for s in edition if s.key not in keys}
    known = vocabulary((*right, *(standard.title for standard in edition)))
    meant: dict[str, str] = {}
    for pair in close_pairs({*wrong, *right}, known):
        for slip, title in (pair, pair[::-1]):
            if slip in wrong and title in right:
                key = right[title]
                meant.setdefault(slip, key if key in settled else min(key, wrong[slip]))
    return tuple(s._replace(key=meant.get(normalised_title(s.title), s.key)) for s in edition)


def claim(kind: str, older: Standard, newer: Standard, option: Listed | None = None) -> Claim:
    """A claim of a kind for two standards, or for one and an option of the newer."""
    one, other = older.first, option or newer.first
    first, second = sorted((one.id, other.id))
    elsewhere = bool(one.route and other.route) and folded_title(one.route or "") != folded_title(other.route or "")
    return Claim(SURE.index(kind), levels_apart(one, other), elsewhere, (first, second), older, newer, option)


def claim_turned(claim: Claim) -> Claim:
    """The same for swapped editions."""
    return claim._replace(older=claim.newer, newer=claim.older, option=claim.part, part=claim.option)


def _by_code(older: Iterable[Standard], newer: Iterable[Standard]) -> Iterator[Claim]:
    # Rule 1.
    of_code = {standard_code(standard.first.code): standard for standard in newer if standard.first.code}
    for standard in older:
        if standard.first.code and (same := of_code.get(standard_code(standard.first.code))):
            yield claim(CODE, standard, same)


def _by_number(older: Iterable[Standard], newer: Iterable[Standard], former: Iterable[FormerTitle]) -> Iterator[Claim]:
    # Rule 2.
    of_code = {standard_code(standard.first.code): standard for standard in newer if standard.first.code}
    numbers = by_title(title for title in former if title.code in of_code)
    for standard in older:
        for was in () if standard.first.code else numbers.get(standard.key, ()):
            now = of_code[was.code]
            same = claim(NUMBER, standard, now)
            then = levels_apart(standard.first, as_listed(was))
            if standard.key == now.key or max(then, same.apart) <= _MOST_APART:
                yield same._replace(apart=max(then, same.apart))


def _by_title(older: Iterable[Standard], newer: Iterable[Standard]) -> Iterator[Claim]:
    # Rule 3, whole titles.
    now = _of_key(newer)
    for standard in older:
        yield from (claim(TITLE, standard, same) for same in now.get(standard.key, ()))


def _by_option(older: Iterable[Standard], newer: Sequence[Standard]) -> Iterator[Claim]:
    # Rule 3, names of options.
    was, now = _of_key(older), _of_key(newer)
    for standard in newer:
        for name, option in standard.options:
            for one in () if folded_title(name) in now else was.get(folded_title(name), ()):
                if not (same := claim(TITLE, one, standard, option)).apart:
                    yield same


def _of_key(edition: Iterable[Standard]) -> dict[str, list[Standard]]:
    of_key: dict[str, list[Standard]] = {}
    for standard in edition:
        of_key.setdefault(standard.key, []).append(standard)
    return of_key
