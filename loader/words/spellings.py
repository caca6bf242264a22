"""How one word is spelt by different people: one and several, British and American, a trade's man, woman or person."""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_KEPT = 20_000
"""Words whose form is remembered: many times those of a document, and never more, whatever comes."""

_SPELT = {
    "aluminum": "aluminium", "analog": "analogue", "catalog": "catalogue", "cheff": "chef", "defense": "defence",
    "dialog": "dialogue", "gray": "grey", "jewelry": "jewelery", "jewellery": "jewelery",
    "license": "licence", "offense": "offence",
    "pajama": "pyjama", "plow": "plough", "practise": "practice", "programe": "program", "tyre": "tire",
}  # fmt: skip
"""Words that no rule below brings together: one spelling of each, as the rules leave it, with the other."""

_PLURALS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=[wn]i)ves$"), "fe"),
    (re.compile(r"(?<=ch|sh|ss)es$|(?<=[xz])es$|(?<![isu])s$"), ""),
)

_PEOPLE = re.compile(r"(?<=...)s?(?:m[ae]n|wom[ae]n|persons?|people|lad(?:y|ies))$")
_NO_PEOPLE = frozenset(("german", "human", "roman", "specimen", "talisman"))

_FORMS = (
    (re.compile("(?<=..)iz(?=(?:ing|ation|ational|er|ed|e)$)"), "is"),
    (re.compile("(?<=..)yz(?=(?:ing|er|e)$)"), "ys"),
    (re.compile("(?<=[a-eg-z])our"), "or"),
    (re.compile("(?<=[bt])re$"), "er"),
    (re.compile("(?<=[a-z])ae"), "e"),
    (re.compile("([aeiou][a-z]*[aeiou])([lmnprst])\\2(?=(?:ing|er|or|ed|ist|ery|ment)$)"), r"\1\2"),
    (re.compile("^draft"), "draught"),
    (re.compile("^mold"), "mould"),
    (re.compile("mme$"), "m"),
    (re.compile("(?<=[a-z]{3})ie$"), "y"),
    (re.compile("(?<=[a-z]{2})tress$"), "ter"),
    (re.compile("(?<=host|herd|ward|ager|thor)ess$"), ""),
    (re.compile("(?<=[a-z]{3})or$"), "er"),
)
"""British and American spellings, and "-er" for "-or", which people do not keep apart: "adviser", "advisor"."""

_SPELT_OTHERWISE = re.compile(
    r"s$|ie$|^draft|^mold|m[ae]n$|person|people|lad(?:y|ies)$|[iy]z|our|[bt]re$|ae|([lmnprst])\1|or$"
)
"""What a word has that any of these change; most have nothing of it, and a look for all at once takes a tenth."""


@lru_cache(_MOST_KEPT)
def spelt_alike(word: str) -> str:
    """What the spellings of one word have in common; a key to compare, not a text to show.

    1. The plural goes: "plumbers", "nannies", "coaches"; and "brickie" is "bricky", since both are "brickies".
    2. Man, woman and person at the end of a trade are one, and so are their endings: "salesman", "saleswomen",
       "salesperson"; "waiter", "waitress".
    3. British and American spellings are one: "organizer", "labour", "theater", "pediatric", "jeweler", "program".

    In: a word of `key_words`. The words of another alphabet stay as they are.

    >>> {spelt_alike(word) for word in ("counsellor", "counselors", "counseller")}
    {'counseler'}
    >>> spelt_alike("tradeswomen") == spelt_alike("tradesman"), spelt_alike("gas"), spelt_alike("business")
    (True, 'gas', 'business')
    """
    if len(word) <= 3 or not word.isascii():  # names, abbreviations
        return word
    if word not in _SPELT and not _SPELT_OTHERWISE.search(word):
        return word
    if word not in _NO_PEOPLE:
        word = _PEOPLE.sub("person", word)
    for pattern, singular in _PLURALS:
        shorter = pattern.sub(singular, word)
        if shorter != word:
            word = shorter
            break
    word = _SPELT.get(word, word)
    for pattern, spelling in _FORMS:
        word = pattern.sub(spelling, word)
    return _SPELT.get(word, word)
