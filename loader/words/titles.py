"""Titles as text: when two are the same, and what words they have."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
"""What a scan does not keep apart from a hyphen."""
_AROUND = re.compile(r"\s*([/-])\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)-+(?=\w)")
_BREAKS = re.compile(r"[\s,.;:/()\[\]{}'\"‘’“”-]+")

TITLE_WITH_LEVEL = re.compile(r"(?P<title>.*\S)\s*\((?:level\s*)?(?P<level>\d)\)", re.IGNORECASE)
"""A title as people write it with its level: "Butcher (2)", "Butcher (level 2)"."""

MOST_KEPT = 20_000
"""Texts whose form is remembered: many times those of a document, and never more, whatever comes."""

VOWELS = frozenset("aeiouy")


@lru_cache(MOST_KEPT)
def normalised_title(title: str) -> str:
    """What all spellings of one title have in common: two titles are the same where this is equal.

    1. Unicode NFKC, case-folded.
    2. "&" reads "and".
    3. Every dash counts as "-", since a scan does not keep them apart: the en dash of "Curator –
       exhibitions", the non-breaking hyphen, the minus sign, the soft hyphen of a line end.
    4. White space is folded, and dropped around "/" and "-".
    5. A hyphen between two letters or digits is dropped. Rule 4 comes first, so "Able seafarer - deck" is
       "Able seafarer-deck", as "Co-ordinator" is "Coordinator".

    It is a key to compare, not a text to show.

    >>> normalised_title("Learning & Development  Co-ordinator/ Assessor")
    'learning and development coordinator/assessor'
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    text = DASHES.sub("-", text.replace("&", " and "))
    text = _AROUND.sub(r"\1", " ".join(text.split()))
    return _INNER_HYPHEN.sub("", text)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, spelt as in its normalised title, without punctuation.

    >>> words("Supply chain practitioner (FMCG)")
    ('supply', 'chain', 'practitioner', 'fmcg')
    """
    return tuple(word for word in _BREAKS.split(normalised_title(text)) if word)


def named(title: str, level: int | None) -> str:
    """A title with its level, where it is stated."""
    return title if level is None else f"{title} ({level})"
