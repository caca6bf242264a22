"""Names: when two titles are one, when one is a slip of the pen, how a name becomes an id. Strings in, strings out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

_DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_AROUND = re.compile(r"\s*([/-])\s*")
_INNER_HYPHEN = re.compile(r"(?<=\w)-+(?=\w)")
_BREAKS = re.compile(r"[\s,.;:/()\[\]{}'\"‘’“”-]+")
_NO_SLUG = re.compile(r"[^a-z0-9]+")

_VOWELS = frozenset("aeiouy")
_SHORTEST_SLIP = 7
"""Letters of the longer word; in shorter ones one letter makes another word (driver, diver)."""
_SHORTEST_LONE_SLIP = 9
"""The same where the word is the whole title, and no second word speaks for it."""


def normalised_title(title: str) -> str:
    """What two spellings of one title have in common; two titles are the same where this is equal.

    1. Unicode NFKC, case-folded.
    2. "&" reads "and".
    3. Every dash counts as "-", since a scan does not keep them apart: the en dash of "Curator – exhibitions",
       the non-breaking hyphen, the minus sign, the soft hyphen of a line end.
    4. White space is folded, and dropped around "/" and "-".
    5. A hyphen between two letters or digits is dropped. As rule 4 comes first, "Able seafarer - deck" and
       "Able seafarer-deck" are one title, and so are "Co-ordinator" and "Coordinator".

    It is a key to compare, not a text to show.

    >>> normalised_title("Learning & Development  Co-ordinator/ Assessor")
    'learning and development coordinator/assessor'
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    text = _DASHES.sub("-", text.replace("&", " and "))
    text = _AROUND.sub(r"\1", " ".join(text.split()))
    return _INNER_HYPHEN.sub("", text)


def slug(text: str) -> str:
    """The text as a part of an id: a-z, 0-9 and single inner hyphens, never empty, safe in a URL and in a shell.

    1. Accents are dropped, "&" reads "and", apostrophes go; whatever else is no ASCII letter or digit is a hyphen.
    2. Where a letter or digit has no ASCII form, or none is left at all, the first 8 hexadecimal digits of the
       SHA-256 of the folded text follow, so that two such texts stay apart, on every run in the same way.

    >>> slug("Children's & young people’s café/bar")
    'childrens-and-young-peoples-cafe-bar'
    >>> slug("溶接工")
    'x-1b0e6d22'
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = re.sub(r"['‘’`´]", "", "".join(c for c in folded if not unicodedata.combining(c)))
    kept = _NO_SLUG.sub("-", plain).strip("-")
    if kept and not any(c.isalnum() and not c.isascii() for c in plain):
        return kept
    digest = hashlib.sha256(" ".join(folded.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept or 'x'}-{digest}"


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, spelt as in its normalised title, without punctuation.

    >>> words("Supply chain practitioner (FMCG)")
    ('supply', 'chain', 'practitioner', 'fmcg')
    """
    return tuple(w for w in _BREAKS.split(normalised_title(text)) if w)


def vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """In how many different texts each word stands."""
    count: dict[str, int] = {}
    for distinct in sorted({words(t) for t in texts}):
        for word in dict.fromkeys(distinct):
            count[word] = count.get(word, 0) + 1
    return count


def is_close(left: str, right: str, known: Mapping[str, int]) -> bool:
    """Whether two different titles can only be one, with a slip of the pen in it. True both ways round, or neither.

    In: two titles, and the vocabulary of all names and titles of the document, these two among them.

    1. The same letters and digits, parted otherwise: "Floor layer", "Floorlayer"; "Team leader, supervisor". Or:
    2. The same words but one, of the same first and last letter, of at least 7 letters in the longer spelling (9
       where the title is that word alone), without a digit.
    3. In that word one letter is left out, or two neighbours are swapped, or, where other words speak for it, one
       vowel stands for another ("superintendant"). A consonant for another makes a word: "Sign painter", "Sign printer".
    4. Not both spellings stand elsewhere in the document, or they are words of their own; but "adviser" and
       "advisor" are one word. Grammar is no slip: "Account manager" and "Accounts manager" fail rule 2.
    """
    a, b = words(left), words(right)
    if normalised_title(left) == normalised_title(right):
        return False
    if "".join(a) == "".join(b):
        return True  # Rule 1
    differing = [(v, w) for v, w in zip(a, b, strict=False) if v != w]
    if len(a) != len(b) or len(differing) != 1:
        return False
    v, w = sorted(differing[0], key=lambda word: (len(word), word))
    lone = len(a) == 1
    if not (v + w).isalpha() or v[0] != w[0] or v[-1] != w[-1]:
        return False  # Rule 2
    if len(w) < (_SHORTEST_LONE_SLIP if lone else _SHORTEST_SLIP) or OSA.distance(v, w) != 1:
        return False  # Rules 2 and 3
    if len(v) == len(w):  # Rule 3: a swap, or one vowel for another
        changed = [(x, y) for x, y in zip(v, w, strict=True) if x != y]
        if len(changed) == 1 and (lone or not _VOWELS.issuperset(changed[0])):
            return False
    if v[:-2] == w[:-2] and {v[-2:], w[-2:]} == {"er", "or"}:
        return True  # Rule 4
    return known.get(v, 0) <= 1 or known.get(w, 0) <= 1


def close_pairs(titles: Iterable[str], known: Mapping[str, int]) -> list[tuple[str, str]]:
    """All pairs of normalised titles that `is_close` finds among `titles`, each pair and the list in order.

    It compares only titles that share a key of rules 1 or 2, so its time grows with the titles, not with their pairs.
    """
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for title in sorted({normalised_title(t) for t in titles}):
        for key in _keys(words(title)):
            alike[key].append(title)
    pairs = {pair for group in alike.values() for pair in combinations(group, 2) if is_close(*pair, known)}
    return sorted(pairs)


def _keys(title: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield ("".join(title),)
    for i, word in enumerate(title):
        if len(word) >= _SHORTEST_SLIP - 1:
            yield (*title[:i], f"{word[0]}…{word[-1]}", *title[i + 1 :])


def closeness(left: str, right: str) -> int:
    """How alike two normalised titles are, 0 to 100: 100 only where they are equal.

    The share of the longer one that no edit touches (optimal string alignment), rounded.
    """
    if left == right:
        return 100
    return min(99, round(100 * OSA.normalized_similarity(left, right)))


_IDLE = frozenset("a an and as at by for from in into it of on or other the to with".split())
_FAMILIES = {
    "analyst": "analys", "analytic": "analys", "analytical": "analys", "analysi": "analys",
    "career": "career", "carer": "care", "caring": "care", "children": "child", "childcare": "child",
    "forestry": "forest", "fisherman": "fish", "midwifery": "midwife", "nursery": "nursery",
    "scientist": "scienc", "scientific": "scienc", "science": "scienc",
}  # fmt: skip
"""Words that the endings below would part, or would join to a stranger."""
_ENDINGS = tuple(
    sorted(
        "ological ologist ology isation ization ational ation ative ator atory ating ate ement ment ership ship "
        "ance ence ancy ency ician icist istry istic ical ial ian ism ist ive ity ing ion ional eering eer er or "
        "ery ory ant ent al ic e y i".split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_SHORTEST_STEM = 4


def folded_word(word: str) -> str:
    """What the forms of one word have in common: "nursing" meets "nurse", "management" meets "manager".

    1. A plural s goes ("ies" becomes "y").
    2. A few families are told word by word.
    3. The longest known ending goes that leaves 4 letters, then a doubled last consonant is halved.

    A key to compare, not a text to show. In: a word of `words`.

    >>> folded_word("nursing"), folded_word("nurse"), folded_word("technicians"), folded_word("technology")
    ('nurs', 'nurs', 'techn', 'techn')
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    if word in _FAMILIES:
        return _FAMILIES[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                stem = stem[:-1]
            return stem
    return word


def folded_words(text: str) -> dict[str, str]:
    """The telling words of a text: folded form to the first form in the text. Idle words ("and", "of") are left out."""
    telling: dict[str, str] = {}
    for word in words(text):
        if len(word) > 1 and word not in _IDLE:
            telling.setdefault(folded_word(word), word)
    return telling
