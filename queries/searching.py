"""From a text to look for to words that the map knows."""

from __future__ import annotations

import re
import unicodedata

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.stores.store import ReadOnly, Store

from .naming import rapidfuzz

LONGEST_SEARCH = 200
"""Characters of a text to look for."""

_SHORTEST_SLIP = 4
"""Letters of a word that may be a slip for another; shorter ones are names and abbreviations."""

TEXTS = ReadOnly("MATCH (o:Occupation) RETURN o.title AS title, o.specialisms AS specialisms")
"""All that a search looks at, asked for where it finds nothing: what it finds holds every word as it is written."""


def words_of(text: str) -> list[str]:
    """The words to look for, each once, in small letters, without "and", "(6)" and "level 6".

    Raises UnknownName where the text holds no letter and no digit, or more than LONGEST_SEARCH characters.
    """
    if len(text) > LONGEST_SEARCH:
        raise UnknownName(f"{len(text):,} characters are too long to look for.", f"Write at most {LONGEST_SEARCH}.")
    plain = re.sub(r"\(\d\)|\blevel \d\b", " ", unicodedata.normalize("NFKC", text).casefold())
    words = [word for word in dict.fromkeys(re.findall(r"\w[\w']+", plain)) if word != "and"]
    if not words:
        raise UnknownName(f"{text!r} holds nothing to look for.", "Write at least one word of a title or a specialism.")
    return words


def known_words(store: Store, words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Words with each that no title and no specialism holds replaced by the nearest that one does.

    Out: the words, and a note for each that was replaced: by one that begins as it does ("plumber", "plumbing"), or by
    one that is at most a slip away for each four letters (Damerau-Levenshtein). Words of less than four letters stay as
    they are, and so does a word that is near to none.
    """
    texts = (
        " ".join(known for title, specialisms in store.run(TEXTS, limit=None).rows for known in (title, *specialisms))
        .casefold()
        .replace("&", "and")
    )
    known, notes = [], []
    for word in words:
        near = _near(word, texts) if word not in texts and len(word) >= _SHORTEST_SLIP else None
        if near:
            notes.append(f"no title or specialism holds {word!r}; looked for {near!r}")
        known.append(near or word)
    return known, tuple(notes)


def _near(word: str, texts: str) -> str | None:
    """The word of the texts that another is a slip for, or the first that begins as it does."""
    vocabulary = sorted(set(re.findall(r"\w+", texts)))
    distance = rapidfuzz().distance.DamerauLevenshtein.distance
    slip = rapidfuzz().process.extractOne(word, vocabulary, scorer=distance, score_cutoff=len(word) // 4)
    stem = word[: max(_SHORTEST_SLIP, len(word) - 3)]
    return slip[0] if slip else next((known for known in vocabulary if known.startswith(stem)), None)
