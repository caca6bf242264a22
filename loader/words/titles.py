"""Titles as text: when two are the same, when a name means one, and what words they have.

Two forms are compared, and both are keys, not texts to show:

- `normalised_title` says which titles are one occupation. It forgives what typing and scanning change (capitals,
  dashes, apostrophes, white space, invisible characters) and nothing that may make another word.
- `key` says which name or title somebody means who types it. It also forgives accents, punctuation, plurals, British or
  American spelling (spellings.py), and whether words are written together. Where it fits several, those of the same
  normalised title are meant (queries/names.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .spellings import spelt_alike

DASHES = (
    "[\u058a\u05be\u1806\u02d7\u2010-\u2015\u2043\u207b\u208b\u2212"
    "\u2e3a\u2e3b\u301c\u3030\ufe31\ufe32\ufe58\ufe63\uff0d]"
)
"""What a scan does not keep apart from a hyphen."""
_APOSTROPHES = "[`´\u02b9\u02bb-\u02bf\u02c8\u2018\u2019\u201b\u2032\u2035\ua78c\uff07\uff40]"
_INVISIBLE = (
    "\u00ad\\s*|[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e01ef\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
"""What no reader sees: joiners, marks of direction, variants, control characters, the soft hyphen of a line end.

These and other expressions that plain titles do without are compiled where a text needs them first."""
_AROUND = re.compile(r"\s*([/-])\s*")
_INNER_HYPHEN = re.compile(r"-(?<=[^\W\d]-)-*(?=\w)|-(?<=\d-)-*(?=[^\W\d])")
_BREAKS = re.compile(r"[\s,.;:/()\[\]{}'\"“”-]+")

_ACCENTS = "([a-z\u0370-\u03ff])[\u0300-\u036f]+"
"""On Latin and Greek letters: a mark on a letter of another script may make another letter of it."""
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "♯": "#"}
)
"""Letters that Unicode does not take apart, as people without them on their keyboard write them."""
_PUNCTUATION = re.compile(
    r"[!\"$%()*,/:;<=>?@\[\\\]^_{|}~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u060c\u061b\u061f\u2010-\u2027\u2030-\u205e"
    r"\u2e00-\u2e7f\u3001-\u3003\u3008-\u301f-]"
)
_DOT = re.compile(r"\.(?<=[\w.]\.)|\.(?!\w)")
"""What parts words. The signs of "C#", "C++" and ".NET" are letters of theirs."""
_JOINED = re.compile(r"(?<!\d) | (?!\d)")

TITLE_WITH_LEVEL = re.compile(r"(?P<title>.*\S)\s*[(\[]\s*(?:level\s*)?(?P<level>\d)\s*[)\]]", re.IGNORECASE)
"""A title as people write it with its level: "Butcher (2)", "Butcher [level 2]"."""

MOST_KEPT = 20_000
"""Texts whose form is remembered: many times those of a document, and never more, whatever comes."""

VOWELS = frozenset("aeiouy")


@lru_cache(MOST_KEPT)
def normalised_title(title: str) -> str:
    """What all spellings of one title have in common: two titles are the same where this is equal.

    1. Unicode NFKC, case-folded. What no reader sees is dropped, and every apostrophe is "'".
    2. "&" reads "and".
    3. Every dash counts as "-", since a scan does not keep them apart: the en dash of "Curator –
       exhibitions", the non-breaking hyphen, the minus sign.
    4. White space is folded, and dropped around "/" and "-".
    5. A hyphen beside a letter and inside a word is dropped; between two digits it stays ("1-2" is not "12"). Rule 4
       comes first, so "Able seafarer - deck" is "Able seafarer-deck", as "Co-ordinator" is "Coordinator".

    It is a key to compare, not a text to show.

    >>> normalised_title("Learning & Development  Co-ordinator/ Assessor")
    'learning and development coordinator/assessor'
    """
    return _INNER_HYPHEN.sub("", _AROUND.sub(r"\1", " ".join(_typed(title).split())))


def _typed(text: str) -> str:
    """A text with rules 1 to 3 of `normalised_title` carried out."""
    if not (text.isascii() and text.isprintable()):
        text = re.sub(_INVISIBLE, "", text)
    text = text.replace("`", "'").casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", re.sub(_APOSTROPHES, "'", text))
        text = unicodedata.normalize("NFKC", text.casefold())
        text = re.sub(DASHES, "-", text)
    return text.replace("&", " and ")


@lru_cache(MOST_KEPT)
def key(text: str) -> str:
    """What a name has in common with all that people may write for it: its key words, spelt alike, written together.

    >>> {key(name) for name in ("Co-ordinator", "co ordinator", "COÖRDINATOR.", "Coordinators")}
    {'coordinater'}
    >>> key("C#"), key("C++"), key(".NET"), key("Children’s nurse"), key("24/7")
    ('c#', 'c++', '.net', 'childrennurse', '24 7')
    """
    words = " ".join(spelt_alike(word) for word in key_words([text])[0].split())
    return _JOINED.sub("", words) or normalised_title(text)


def key_words(texts: Iterable[str]) -> list[str]:
    """For each text its words as `key` compares them, with a space between them; all at once, which is fast.

    1. As in rules 1 to 3 of `normalised_title`; then accents go from Latin and Greek letters, and apostrophes.
    2. A hyphen beside a letter and inside a word is dropped.
    3. Punctuation and symbols of ASCII part words, but for "#", "+" and the "." before a word.
    4. "and" is left out. In `key`, words are written together, but for two digits side by side.

    >>> key_words(["Co-ordinator – R&D (C#)", "‘Café’ server"])
    ['coordinator r d c#', 'cafe server']
    """
    # Rules 1 and 2. One long text is worked through several times as fast as a thousand short ones.
    text = _typed("\n".join([" ".join(text.split()).rstrip("\u00ad ") for text in texts]))
    text = _INNER_HYPHEN.sub("", unaccented(text).replace("'", ""))
    # Rules 3 and 4.
    text = _DOT.sub(" ", _PUNCTUATION.sub(" ", text)).replace("\n", " \n ")
    return [" ".join(line.split()) for line in f" {text} ".replace(" and ", " ").split("\n")]


def unaccented(text: str) -> str:
    """A case-folded text without the accents of its Latin and Greek letters.

    >>> unaccented("crème brûlée, łąka")
    'creme brulee, laka'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", re.sub(_ACCENTS, r"\1", unicodedata.normalize("NFKD", text))).translate(
        _LETTERS
    )


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, spelt as in its normalised title, without punctuation.

    >>> words("Supply chain practitioner (FMCG)")
    ('supply', 'chain', 'practitioner', 'fmcg')
    """
    return tuple(word for word in _BREAKS.split(normalised_title(text)) if word)


def named(title: str, level: int | None) -> str:
    """A title with its level, where it is stated."""
    return title if level is None else f"{title} ({level})"
