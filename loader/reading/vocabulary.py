"""What a whole document says of words, so that a cluster can be cut by what stands in the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .boundaries import Boundaries
from .tokens import Word

_SMALL = re.compile(r"\b[a-z][a-z'-]+\b")
_PAIR = re.compile(r"(?=\b([A-Za-z][\w'-]+) ([A-Za-z][\w'-]+))")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, pairs of words and items that are sure somewhere in the document."""

    small: frozenset[str] = frozenset()
    """The words that stand in small letters somewhere."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Words that stand one after another where nothing can be cut, in small letters."""
    items: frozenset[tuple[str, ...]] = frozenset()
    """The words of each item between two places where it must be cut, in small letters."""


def vocabulary(
    texts: Iterable[str], names: Iterable[str], clusters: Iterable[tuple[Sequence[Word], Boundaries]]
) -> Vocabulary:
    """The vocabulary of a document: of its texts, of the names of its clusters and of their occupations' words."""
    texts = list(texts)
    items: set[tuple[str, ...]] = set()
    pairs = {pair for text in texts for pair in _PAIR.findall(text) if pair[1][0].islower()}
    pairs |= {pair for name in names for pair in _PAIR.findall(name)}
    for words, (must, may) in clusters:
        if not words:
            continue
        begins = [i for i in range(len(words)) if must[i]]
        for start, end in zip(begins, [*begins[1:], len(words)], strict=True):
            if not any(may[start + 1 : end]):
                items.add(_folded(word.text for word in words[start:end]))
    return Vocabulary(
        frozenset(w for text in texts for w in _SMALL.findall(text)),
        frozenset((one.casefold(), other.casefold()) for one, other in pairs),
        frozenset(items),
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str.casefold, words))
