"""When one title is a slip of the pen for another, and how alike two are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from .titles import VOWELS, normalised_title, unaccented, words

_SHORTEST_SLIP = 7
"""Letters of the longer spelling; in shorter words one letter makes another word (driver, diver)."""

_LONGEST_SLIP = 40
"""Letters of the longer spelling; what has more is no word of English."""

_MOST_WORDS = 20
"""Of titles in which one word may be a slip."""

_MOST_ALIKE = 50
"""Titles that share a key and are compared: so many spellings of one are a pattern, and no slips of the pen."""

_SHORTEST_LONE_SLIP = 9
"""The same where the word is the whole title, and no other word speaks for it."""


def vocabulary(texts: Iterable[str]) -> Mapping[str, int]:
    """Each word of the texts with the number of different texts that have it."""
    return Counter(word for text in {words(text) for text in texts} for word in set(text))


def is_close(left: str, right: str, known: Mapping[str, int]) -> bool:
    """Whether two different titles can only be one, with a slip of the pen in it. The same both ways round.

    In: two titles, and the `vocabulary` of the document's texts, these two among them.

    1. Both have the same letters and digits, parted in other ways or without their accents: "Floor layer",
       "Floorlayer"; "Team leader / supervisor", "Team leader, supervisor"; "Café hand", "Cafe hand". Otherwise:
    2. They have the same words but one, 20 at most. Its two spellings are all letters, the first and the last the same,
       and 7 to 40 in the longer one (9 or more where the title is that word alone). So "Welder" is not "Welders",
       nor is an account manager an accounts manager: grammar is no slip.
    3. In it one letter is left out, or two neighbours are swapped ("manger" for "manager"); or, where other
       words speak for it, one vowel stands for another ("superintendant"). With another consonant it is
       another word ("Sign painter", "Sign printer").
    4. Two words that both stand in other texts too are no slips of each other; but what differs in the ending
       -er or -or alone is one word ("adviser", "advisor").
    """
    a, b = words(left), words(right)
    if normalised_title(left) == normalised_title(right):
        return False
    # Rule 1: the same letters and digits, parted in other ways or without their accents.
    if unaccented("".join(a)) == unaccented("".join(b)):
        return True
    differing = [sorted(pair, key=len) for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    # Rule 2: the same words but one.
    if len(a) != len(b) or len(a) > _MOST_WORDS or len(differing) != 1:
        return False
    # Rule 4: -er and -or end the same word; of two others one must be found nowhere else.
    short, long = differing[0]
    if short[:-2] == long[:-2] and {short[-2:], long[-2:]} == {"er", "or"}:
        return _SHORTEST_SLIP <= len(long) <= _LONGEST_SLIP
    strangers = min(known.get(short, 0), known.get(long, 0)) <= 1
    return strangers and _is_slip(short, long, lone=len(a) == 1)


def _is_slip(short: str, long: str, *, lone: bool) -> bool:
    # Rule 2: both are all letters, long enough, with the same first and last letter.
    if not (short + long).isalpha() or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    if not (_SHORTEST_LONE_SLIP if lone else _SHORTEST_SLIP) <= len(long) <= _LONGEST_SLIP:
        return False
    # Rule 3: one letter left out, two neighbours swapped, or one vowel for another.
    if OSA.distance(short, long) != 1:
        return False
    changed = {c for pair in zip(short, long, strict=False) if pair[0] != pair[1] for c in pair}
    swapped_or_left_out = len(short) < len(long) or sorted(short) == sorted(long)
    return swapped_or_left_out or (not lone and changed <= VOWELS)


def close_pairs(titles: Iterable[str], known: Mapping[str, int]) -> list[tuple[str, str]]:
    """All pairs among the normalised titles that `is_close` accepts; each pair and the list in order.

    It compares only titles that share a key, so that its time grows with the titles, not with their pairs. Where more
    than _MOST_ALIKE share one, none of them is compared for it.
    """
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for title in sorted({normalised_title(title) for title in titles}):
        for key in _keys(words(title)):
            alike[key].append(title)
    pairs = {pair for group in alike.values() if len(group) <= _MOST_ALIKE for pair in combinations(group, 2)}
    return sorted(pair for pair in pairs if is_close(*pair, known))


def _keys(title: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What close titles share: all letters (rule 1), or the words with one inner letter of one left out (rule 3).

    The two spellings of a slip have one such text in common: one has lost the letter already, or both lose the one that
    differs, or each loses one of two neighbours that are swapped.
    """
    keys = {(unaccented("".join(title)),), title}
    for i, word in enumerate(title if len(title) <= _MOST_WORDS else ()):
        if _SHORTEST_SLIP - 1 <= len(word) <= _LONGEST_SLIP:
            keys |= {(*title[:i], word[:j] + word[j + 1 :], *title[i + 1 :]) for j in range(1, len(word) - 1)}
    return keys


def closeness(left: str, right: str) -> int:
    """How alike two normalised titles are, from 0 to 100; 100 only where they are equal.

    The share of the longer one that no edit (optimal string alignment) touches, in whole percent.
    """
    return 100 if left == right else min(99, round(100 * OSA.normalized_similarity(left, right)))
