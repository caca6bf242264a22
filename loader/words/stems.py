"""What the forms of one word have in common: "nursing" and "nurse", "manager" and "management"."""

from __future__ import annotations

import re
from functools import lru_cache

from .titles import DASHES, MOST_KEPT, VOWELS, words

_AMERICAN = re.compile("(..)iz(ing|ation|ational|er|e)$")
_PARTING_DASH = rf"\s+(?:-|{DASHES})|(?:-|{DASHES})\s+"
"""Compiled where a text needs it first: a search and a path of a store do without."""

SHORT_FORMS = {
    "ac": "air conditioning",
    "atc": "air traffic control",
    "cad": "design draughting",
    "cnc": "machining",
    "fe": "further education",
    "fmcg": "consumer goods",
    "he": "higher education",
    "hgv": "goods vehicle",
    "hr": "human resources",
    "ict": "computing",
    "it": "computing",
    "lgv": "goods vehicle",
    "ndt": "nondestructive testing",
    "nhs": "health",
    "pa": "personal assistant",
    "pcv": "passenger vehicle",
    "pr": "public relations",
    "psv": "passenger vehicle",
    "qa": "quality assurance",
    "qs": "quantity surveyor",
    "ui": "user interface",
    "ux": "user experience",
    "vfx": "visual effects",
}
"""Short forms of titles, each with the words that it is read as."""

# fmt: off
_IDLE = frozenset((
    "a", "an", "and", "apprenticeship", "as", "at", "by", "de", "degree", "for", "from", "in", "integrated",
    "into", "masters", "of", "on", "or", "other", "the", "to", "with",
))
_FAMILIES = {
    "analyst": "analys", "analytic": "analys", "analytical": "analys", "analysi": "analys",
    "animation": "animat", "animator": "animat", "applicator": "applicator", "career": "career", "carer": "care",
    "caring": "care", "childcare": "child", "children": "child", "craftperson": "craft", "craftsperson": "craft",
    "customer": "customer", "fabrication": "fabricat", "fabricator": "fabricat", "fisherman": "fish",
    "forestry": "forest", "higher": "higher", "internal": "internal", "lighting": "lighting",
    "machinist": "machinist", "mental": "mental", "mentor": "mentor", "midwifery": "midwif", "nursery": "nursery",
    "office": "office", "official": "official", "organisation": "organis", "physical": "physical",
    "physician": "physician", "policy": "policy", "probate": "probate", "probation": "probation",
    "processing": "process", "production": "produc", "reservation": "reservation", "safety": "safe",
    "science": "scienc", "scientific": "scienc", "scientist": "scienc", "static": "static", "station": "station",
    "supplier": "suppl", "survey": "survey", "taxation": "tax", "trainer": "training", "training": "training",
}
_ENDINGS = (
    "ological", "isation", "ational", "ologist", "eering", "ership", "mental", "ation", "ative", "ating",
    "atory", "ement", "ician", "icist", "ional", "istic", "istry", "ology", "ance", "ancy", "ator", "ence",
    "ency", "ical", "ment", "ship", "ural", "ant", "ate", "eer", "ent", "ery", "ial", "ian", "ing", "ion",
    "ism", "ist", "ity", "ive", "ory", "ure", "al", "er", "ic", "or", "e", "i", "y",
)
# fmt: on
"""Longest first."""

_SHORTEST_STEM = 4


@lru_cache(MOST_KEPT)
def folded_word(word: str) -> str:
    """What the forms of one word have in common: "nursing" meets "nurse", "management" meets "manager".

    1. A plural s goes ("ies" becomes "y"), and "-iz-" before an ending reads "-is-" ("organizer").
    2. A few families are listed word by word, where rule 3 would part them or join them to strangers.
    3. The longest known ending goes that leaves 4 letters or more; then a doubled last consonant is halved.

    It is a key to compare, not a text to show. In: a word of `words`.

    >>> [folded_word(word) for word in ("nursing", "nurse", "technicians", "technology")]
    ['nurs', 'nurs', 'techn', 'techn']
    """
    # Rule 1: the singular, spelt with -is-.
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    word = _AMERICAN.sub(r"\1is\2", word)
    # Rule 2: a word that is listed has the form of its family.
    if word in _FAMILIES:
        return _FAMILIES[word]
    # Rule 3: the longest ending goes that leaves enough of the word.
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in VOWELS else stem
    return word


def folded_words(text: str) -> dict[str, str]:
    """The telling words of a text: each folded form with the first word in the text that has it, to show.

    1. A dash with white space beside it parts two words ("Able seafarer - deck").
    2. Idle words and single letters are left out: "and", "of", and what says how a trade is learnt ("degree").
    3. A short form counts as the words that it stands for, and is shown in capitals: "it" alone is another word.

    >>> folded_words("HR advisor")
    {'human': 'HR', 'resourc': 'HR', 'advis': 'advisor'}
    """
    telling: dict[str, str] = {}
    # Rules 1 to 3: part at a dash with white space, leave out idle words, read a short form as what it means.
    for word in words(re.sub(_PARTING_DASH, " ", text)):
        if len(word) > 1 and word not in _IDLE:
            shown = word.upper() if word in SHORT_FORMS else word
            for meant in SHORT_FORMS.get(word, word).split():
                telling.setdefault(folded_word(meant), shown)
    return telling
