"""From a text to look for to what the question `search` is asked with: words that the map knows, however spelt."""

from __future__ import annotations

import re
from typing import NamedTuple

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.stores.store import ReadOnly, Store
from career_pathways.loader.words.near import rapidfuzz
from career_pathways.loader.words.titles import key_words

LONGEST_SEARCH = 200
"""Characters of a text to look for."""

_SHORTEST_SLIP = 4
"""Letters of a word that may be a slip for another; shorter ones are names and abbreviations."""

_LEVEL = re.compile(r"[(\[]\s*\d\s*[)\]]|\blevel \d\b")

_BECOMES_ASCII = frozenset("\u0130\u212a")

TEXTS = ReadOnly("MATCH (o:Occupation) RETURN o.title AS title, o.specialisms AS specialisms")
"""All that a search looks at."""


def looked_for(store: Store, text: str, *, forgiving: bool) -> tuple[str, tuple[str, ...]]:
    """A text to look for as `search.cypher` takes it, and, where it is `forgiving`, a note for each word replaced.

    1. The words are key words of the text, each once, without "(6)" and "level 6". A title or a specialism holds a word
       that is a part of one of its own key words, or several of them written together; one of a single character
       ("C", the two of "R&D") only as a word of its own. Where it is a key word itself, it is no part of one with a
       single letter more ("office", "officer"; "light", "flight"), but for a plural and a trade's "-y" ("bakery").
    2. A word with a hyphen that nothing holds is looked for in its parts, and a single character not at all.
    3. Forgiving: another word that nothing holds is replaced by the nearest one, as `_near` finds it.
    4. The words stand in the first line. For each other spelling of a word a line follows: the word, a tab, and what
       stands for it, from white space to white space.

    Raises UnknownName where the text holds nothing to look for, or more than LONGEST_SEARCH characters.
    """
    if len(text) > LONGEST_SEARCH:
        raise UnknownName(f"{len(text):,} characters are too long to look for.", f"Write at most {LONGEST_SEARCH}.")
    wanted = _wanted(text)
    if not wanted:
        raise _nothing(text)
    rows = store.run(TEXTS, limit=None).rows
    texts = list(dict.fromkeys(known for title, specialisms in rows for known in (title, *specialisms)))
    spelt = [f" {words} " for words in key_words(texts)]
    found: dict[str, _Sought] = {}
    notes = []
    for word, parts in wanted.items():
        sought = _sought(word, spelt)
        near = None if sought.places or len(parts) > 1 or not forgiving else _near(word, spelt)
        if near:
            notes.append(f"no title or specialism holds {word!r}; looked for {near!r}")
        if len(parts) > 1 and not sought.places:  # Rule 2
            found |= {part: _sought(part, spelt) for part in parts}
        elif len(word) > 1 or sought.places:
            found[near or word] = _sought(near, spelt) if near else sought
    if not found:
        raise _nothing(text)
    return _asked(found, texts), tuple(notes)


def _nothing(text: str) -> UnknownName:
    return UnknownName(f"{text!r} holds nothing to look for.", "Write at least one word of a title or a specialism.")


def _wanted(text: str) -> dict[str, tuple[str, ...]]:
    """The words of rule 1, each with its parts: several where it was written with hyphens."""
    text = _LEVEL.sub(" ", text.casefold())
    (whole,) = key_words([text])
    parted = key_words([chunk.replace("-", " ") for chunk in text.split()])
    parts = {words.replace(" ", ""): tuple(words.split()) for words in parted}
    return {word: parts.get(word, (word,)) for word in whole.split() if word.strip("#+.") and word != "a"}


class _Sought(NamedTuple):
    """A word that is looked for."""

    others: re.Pattern[str] | None
    """The key words that hold it and are not meant by it."""
    places: tuple[int, ...] = ()
    """Of the texts that hold it."""


def _sought(word: str, spelt: list[str]) -> _Sought:
    """Which texts hold a word as rule 1 has it; each text is its key words, with a space around each."""
    others, everything = None, "\n".join(spelt)
    if f" {word} " in everything:
        letter = rf" (\w{re.escape(word)}|{re.escape(word)}[^\Wsy])(?= )"
        longer = sorted(set(re.findall(letter, everything)))
        others = re.compile(rf" (?:{'|'.join(map(re.escape, longer))})(?= )") if longer else None
    return _Sought(others, tuple(_holders(word, others, spelt)))


def _holders(word: str, others: re.Pattern[str] | None, spelt: list[str]) -> list[int]:
    if len(word) == 1:
        return [i for i, words in enumerate(spelt) if f" {word} " in words]
    if others:
        spelt = [others.sub("", words) for words in spelt]
    together = re.compile(" " + " ?".join(map(re.escape, word)) + " ")
    return [
        i
        for i, words in enumerate(spelt)
        if word in words or (word[0] in words and word in words.replace(" ", "") and together.search(words))
    ]


def _asked(found: dict[str, _Sought], texts: list[str]) -> str:
    """The text that search.cypher takes (rule 4); "=" before a word says that it is found by those lines alone."""
    words, lines = [], []
    for word, sought in found.items():
        alone = len(word) == 1 or sought.others is not None
        words.append(f"={word}" if alone else word)
        for spelling in _spellings(word, sought, texts, alone=alone):
            lines.append(f"{words[-1]}\t{spelling}")
    return "\n".join([" ".join(words), *lines])


def _spellings(word: str, sought: _Sought, texts: list[str], *, alone: bool) -> list[str]:
    """How the texts that hold a word spell it where search.cypher does not find it by itself."""
    found: list[str] = []
    for text in (texts[place] for place in sought.places):
        if (not alone and _plain(word, text)) or any(spelling in f" {text} " for spelling in found):
            continue
        pieces = list(re.finditer(r"\S+", text))
        for count in range(1, len(pieces) + 1):  # the shortest first
            runs = [text[a.start() : b.end()] for a, b in zip(pieces, pieces[count - 1 :], strict=False)]
            if holding := _holders(word, sought.others, [f" {words} " for words in key_words(runs)]):
                found += [f" {runs[i]} " for i in holding]
                break
    return [spelling[1:-1] for spelling in dict.fromkeys(found)]


def _plain(word: str, text: str) -> bool:
    """Whether search.cypher finds a word in a text by itself, on every store: they agree on the small letters of ASCII.

    But for the Kelvin sign and the Turkish İ, which become some.
    """
    plain = text.lower().replace("-", " ").replace("/", " ").replace("&", "and")
    return word.isascii() and word in plain and _BECOMES_ASCII.isdisjoint(text)


def _near(word: str, spelt: list[str]) -> str | None:
    """The word of the texts that another is a slip for, or the first that begins as it does.

    A slip changes at most one letter in each four (Damerau-Levenshtein). Words of less than four letters are none.
    """
    if len(word) < _SHORTEST_SLIP:
        return None
    vocabulary = sorted({known for words in spelt for known in words.split()})
    distance = rapidfuzz().distance.DamerauLevenshtein.distance
    slip = rapidfuzz().process.extractOne(word, vocabulary, scorer=distance, score_cutoff=len(word) // 4)
    stem = word[: max(_SHORTEST_SLIP, len(word) - 3)]
    return slip[0] if slip else next((known for known in vocabulary if known.startswith(stem)), None)
