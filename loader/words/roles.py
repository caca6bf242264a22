"""Kinds of words in occupational titles: role nouns, adjectives, little words, acronyms; roles.toml lists them."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from career_pathways.loader.catalogue import Column

_MOST_KEPT = 20_000
"""Words whose answers are remembered: many times those of a document, and never more, whatever comes."""

_TEXT = (files("career_pathways.loader.words") / "roles.toml").read_text("utf-8")
_LISTS = {name: frozenset(words.split()) for name, words in tomllib.loads(_TEXT).items()}

LITTLE_WORDS = _LISTS["little_words"]
"""Words that neither begin nor end an occupation's title, unless capital at the start ("In the community")."""

LAST_WORDS = {
    Column.TECHNICAL: """
    administrator assistant assistants attendant craftsperson crew installer maker member operative operator
    technician tradesperson worker
    """.split(),
    Column.HIGHER_TECHNICAL: """
    adviser advisor captain coordinator designer instructor manager practitioner specialist supervisor
    technologist
    """.split(),
    Column.PROFESSIONAL: """
    architect consultant director engineer executive expert leader pilot professional scientist strategist
    """.split(),
}
"""Last words of clusters' names that speak for a column (rule 11 of reading/columns.py)."""

GENERIC_ROLES = _LISTS["generic_roles"]
"""Role nouns that need another word to say which role it is: seldom an occupation by themselves."""

LEADING_ROLES = _LISTS["leading_roles"]
"""Role nouns that stand before another as ranks do."""

RANKS = _LISTS["ranks"]
"""Words that put a role above or below another."""

_ROLES = GENERIC_ROLES | _LISTS["roles"]

_NOT_ROLES = _LISTS["not_roles"]

_NEVER_ROLES = ("leather", "meter", "over", "paper", "power", "timber", "under", "water", "ware", "weather")
"""What a word may end with that makes it no role noun: "wallpaper", "changeover"."""

_ROLE_ENDING = re.compile(
    r"[a-z]{2,}(?:er|or|ist|yst|ian|eer|eur|smith|wright|monger|person|people|woman|women|keeper|guard|hand|herd|mate|naut"
    r"|surgeon|stress)|[a-z]{3,}(?:man|men)|[a-z]{5,}ant"
)

_ADJECTIVES = _LISTS["adjectives"]

_ADJECTIVE_ENDING = re.compile(r"[a-z]{2,}(?:al|tic|nic|ific|mic|ary|ory|ous|able|ible|ful|less|ern|ese)")
_PARTICIPLE = re.compile(r"(?!.*(?:[^aeiouy]eed|med|shed|hundred)$)[a-z]{3,}ed")
_NOT_ADJECTIVES = _LISTS["not_adjectives"]


OPENINGS = _LISTS["openings"]
"""What descriptions of clusters begin with."""


@lru_cache(_MOST_KEPT)
def is_role(word: str) -> bool:
    """Whether a word names somebody by what they do: "technician", "baker", "Curator".

    >>> [is_role(w) for w in ("Technician", "saddler", "water", "management")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ROLES:
        return True
    last = _last_part(plain)
    spelt = last.replace("our", "or")
    never = spelt in _NOT_ROLES or spelt.endswith(_NEVER_ROLES)
    return last in _ROLES or (not never and _ROLE_ENDING.fullmatch(last) is not None)


@lru_cache(_MOST_KEPT)
def is_adjective(word: str) -> bool:
    """Whether a word is one that needs a noun after it: "Regulatory", "senior", "Electrical".

    >>> [is_adjective(w) for w in ("Regulatory", "senior", "Mineral", "secretary")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ADJECTIVES:
        return True
    last = _last_part(plain)
    ending = last not in _NOT_ADJECTIVES and _ADJECTIVE_ENDING.fullmatch(last) is not None
    return (last in _ADJECTIVES or ending) and not is_role(last)


@lru_cache(_MOST_KEPT)
def is_participle(word: str) -> bool:
    """Whether a word is a participle that needs a noun after it: "United", "semi-skilled".

    >>> [is_participle(w) for w in ("United", "integrated", "Seed", "Biomed")]
    [True, True, False, False]
    """
    return _PARTICIPLE.fullmatch(_last_part(_plain(word))) is not None


@lru_cache(_MOST_KEPT)
def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals, as "HR", "CAD", "UX" or "2D" are.

    >>> [is_acronym(w) for w in ("HR", "2D", "A", "Core")]
    [True, True, False, False]
    """
    letters = re.sub(r"[^A-Za-z0-9]", "", word)
    return len(letters) >= 2 and letters.upper() == letters and any(c.isalpha() for c in letters)


def _last_part(word: str) -> str:
    return re.split(r"[-/–]", word)[-1]


def _plain(word: str) -> str:
    return word.strip(".,;:()[]'\"").casefold()
