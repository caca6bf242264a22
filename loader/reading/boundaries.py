"""Between which words of a cluster an item may begin, and where one must.

1. A level, a degree or a colon ends its item.
2. The end of a line ends one, unless the title runs over it: a little word, a dash or a slash on either side of it,
   or a comma before a small letter.
3. Elsewhere an item begins with a capital, and not behind a little word, a dash or a slash.
4. A bracket belongs to the words before it.
5. No item begins inside the words that a bracket abbreviates: "Designated Person Ashore (DPA)".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from career_pathways.loader.words.roles import LITTLE_WORDS, is_acronym

from .tokens import GLUE, Word


class Boundaries(NamedTuple):
    """For each word of a cluster, whether an item must begin with it, and whether one may."""

    must: list[bool]
    may: list[bool]

    @property
    def open(self) -> int:
        """How many words there are with which an item may begin or may not: what has to be weighed."""
        return sum(may and not must for may, must in zip(self.may, self.must, strict=True))


def boundaries(words: Sequence[Word]) -> Boundaries:
    """The boundaries between the words of a cluster."""
    short = {i for end, word in enumerate(words) if word.bracket for i in _abbreviated(words, end)}
    must = [i == 0 or _must_begin(words[i - 1], word) for i, word in enumerate(words)]
    may = [
        begins or (_may_begin(words[i - 1], word) and i not in short)
        for i, (begins, word) in enumerate(zip(must, words, strict=True))
    ]
    return Boundaries(must, may)


def _abbreviated(words: Sequence[Word], bracket: int) -> range:
    """The words that a bracket abbreviates, but for the first of them: those whose first letters it holds."""  # Rule 5
    letters = words[bracket].text[1:-1].casefold()
    start = bracket - len(letters)
    initials = "".join(word.text[0] for word in words[max(0, start) : bracket]).casefold()
    return range(start + 1, bracket) if len(letters) > 1 and initials == letters else range(0)


def _must_begin(before: Word, word: Word) -> bool:
    if word.bracket:  # Rule 4
        return False
    return before.ends_item or (before.row != word.row and not _goes_on(before, word))  # Rules 1 and 2


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a title runs over the end of a line."""
    return (
        before.text in LITTLE_WORDS
        or word.text in LITTLE_WORDS
        or bool(GLUE.fullmatch(before.text) or GLUE.fullmatch(word.text))
        or before.text.endswith(("/", "-"))
        or (before.has("comma") and word.text[0].islower())
    )


def _may_begin(before: Word, word: Word) -> bool:  # Rule 3
    glued = any(GLUE.fullmatch(text) for text in (before.text, word.text))
    glued |= before.text.endswith("/") or word.text.startswith("/")
    return (
        not glued
        and not word.bracket
        and before.text.casefold() not in LITTLE_WORDS
        and (word.text[0].isupper() or is_acronym(word.text))
    )
