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
    ("ies", "ies$", "y"),
    ("ves", "(?<=[wn]i)ves$", "fe"),
    ("s", "(?<=ch|sh|ss)es$|(?<=[xz])es$|(?<![isu])s$", ""),
)
"""What ends a plural, an expression that finds it, and what ends the singular."""

_PEOPLE = ("man", "men", "person", "persons", "people", "lady", "ladies")
_NO_PEOPLE = frozenset(("german", "human", "roman", "specimen", "talisman"))

_FORMS = (
    ("iz", "(?<=..)iz(?=(?:ing|ation|ational|er|ed|e)$)", "is"),
    ("yz", "(?<=..)yz(?=(?:ing|er|e)$)", "ys"),
    ("our", "(?<=[a-eg-z])our", "or"),
    ("re", "(?<=[bt])re$", "er"),
    ("ae", "(?<=[a-z])ae", "e"),
    ("", r"([aeiou][a-z]*[aeiou])([lmnprst])\2(?=(?:ing|er|or|ed|ist|ery|ment)$)", r"\1\2"),
    ("draft", "^draft", "draught"),
    ("mold", "^mold", "mould"),
    ("mme", "mme$", "m"),
    ("ie", "(?<=[a-z]{3})ie$", "y"),
    ("tress", "(?<=[a-z]{2})tress$", "ter"),
    ("ess", "(?<=host|herd|ward|ager|thor)ess$", ""),
    ("or", "(?<=[a-z]{3})or$", "er"),
)
"""British and American spellings, and "-er" for "-or", which people do not keep apart: "adviser", "advisor".

What a word holds that one of them changes, an expression that finds it, and what stands there instead. Expressions are
compiled where a word needs them: most need none."""

_SPELT_OTHERWISE = r"s$|ie$|^draft|^mold|m[ae]n$|person|people|lad(?:y|ies)$|[iy]z|our|[bt]re$|ae|([lmnprst])\1|or$"
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
    if word not in _SPELT and not re.search(_SPELT_OTHERWISE, word):
        return word
    if word.endswith(_PEOPLE) and word not in _NO_PEOPLE:
        word = re.sub(r"(?<=...)s?(?:m[ae]n|wom[ae]n|persons?|people|lad(?:y|ies))$", "person", word)
    for end, pattern, singular in _PLURALS:
        if word.endswith(end) and (shorter := re.sub(pattern, singular, word)) != word:
            word = shorter
            break
    word = _SPELT.get(word, word)
    for part, pattern, spelling in _FORMS:
        if part in word:
            word = re.sub(pattern, spelling, word)
    return _SPELT.get(word, word)
