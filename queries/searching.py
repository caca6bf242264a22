"""From what people call their work to the occupations of the map that answer it, the best first.

A text is read in these ways, the surest first; an occupation is found by the first that finds it.

1. Its title is the text.
2. The text is an everyday title, and the occupation answers it, or is nearest (everyday_titles.py).
3. One of its specialisms is the text.
4. Its title holds all words of the text; then one of its specialisms does; then both together.
5. The same with other words of one stem: "electric", "electrician".
6. It answers an everyday title that holds all words of the text, or others of their stems.
7. Its title or a specialism, or an everyday title, holds words that begin as those do which nobody knows; then titles
   and specialisms that have them within a word.

Way 6 is tried where none before found anything, and so is way 7. Where they find nothing either:

8. A word that nobody knows is a slip of the pen, or a person who works on what is known ("quarryman"): what is nearest
   stands in its place, and a note says so. Of words that are equally near, what makes the text a title is meant, then
   what is a title by itself ("electrican": "electrician" rather than "electrical"), then a word of the map.
9. The most telling words of the text are looked for without the others, and a note says so.

Within ways 1 and 3 to 7 those come first whose last word, before "of", "in", a dash or a bracket, is that of the text;
then those with the fewest other words; then level, title, id. Words are compared as `spelt_alike` has them, and whether
two of them are written together, or with a hyphen, does not count. Little words are left out, and so are those that
frame the others ("I work in a …"), or are talk ("I'd love to …"), where the text with them is no title; then short ones
are written out ("tech"). Of a text that holds nothing else, nothing but a title that it is can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import combinations, islice, pairwise, product
from math import log10
from typing import NamedTuple

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.stores.store import ReadOnly, Store
from career_pathways.loader.words.near import rapidfuzz
from career_pathways.loader.words.spellings import spelt_alike
from career_pathways.loader.words.stems import folded_word
from career_pathways.loader.words.titles import DASHES, key_words

from .everyday_titles import EverydayTitle, everyday_title, titles_with, vocabulary
from .rows.occupations import Occupation, SearchHit
from .run import rows_of

LONGEST_SEARCH = 200
"""Characters of a text to look for."""

_SHORTEST_PART = 3
"""Letters of the beginning of a word that is looked for by it."""

_SHORTEST_SLIP = 4
"""Letters of a word that may be a slip for another, or stand within one; shorter ones are names and abbreviations."""

_MOST_SLIPS = 6
"""Equally near words that are weighed in the place of one."""

_MOST_CHOICES = 36
"""Ways to put them in the places of several."""

_MOST_TELLING = 4
"""Words of a text that way 9 chooses among."""

_LEVEL = re.compile(r"[(\[]\s*\d\s*[)\]]|\blevel \d\b")

LITTLE = frozenset(
    """
    a am an and anything as at be been being by do does doing for from had has have he her his i id im in into is ive
    me my of on or our s she so some something stuff that the their them then they this to was we were who with would
    you your
    """.split()
)
"""Words without which a text tells the same; no words of an everyday title."""

_FRAME = frozenset(
    map(
        spelt_alike,
        """
        apprentice apprenticeship become becoming bloke boy career client course employed friend girl going guy help
        interested job lad lady like looking man men mum dad people person role self son daughter start trained training
        trainee used want woman women work worked worker working
        """.split(),
    )
)
"""Words that frame what a person does."""

_TALK = frozenset(
    """
    always any anyone arent because best better but can cant could couldnt cos didnt doesnt dont dream else enjoy
    enjoyed enjoying every everyone everything few find fun gonna good got great gotta happy hasnt hate havent hope how
    idea ideas idk if isnt just keen kind kinda know lets lots love loves loving many maybe might more most much must
    need never nice no not nothing now often ok only passionate please prefer pretty probably quite rather really reckon
    should shouldnt somebody someone sometimes sure thats theyre thing things think too try trying unsure usually very
    wanna wants wasnt what whatever when where whether which while why wish wont wouldnt yes youre
    """.split()
)
"""Words of whoever talks, which name no work: "I don't know", "good at". As they are typed: "goods" is none of them."""

_GENERAL = _FRAME | frozenset(
    map(
        spelt_alike,
        """
        adviser agent aide analyst assistant associate attendant boss business chief clerk consultant contractor
        controller coordinator dealer degree designer director engineer examiner executive expert fitter general hand
        head helper inspector installer instructor junior labourer lead leader maker management manager master mate
        member office officer operative operator place practitioner professional remover repairer senior service
        specialist staff supervisor support team technical technician
        """.split(),
    )
)
"""Words that many occupations have: one that holds nothing else of a text does not answer it."""

_DOING = frozenset(
    map(
        spelt_alike,
        """
        after answer build carry cut deliver drive fix get give install lay look make mend new old out put repair run
        sell serve take teach up wash
        """.split(),
    )
)
"""What people do with what tells more: "I mend phones"."""

_WRITTEN_OUT = {
    short: spelt_alike(word)
    for short, word in (
        pair.split(":")
        for pair in """
        admin:administrator asst:assistant comms:communications coord:coordinator dev:developer eng:engineer
        exec:executive lab:laboratory maint:maintenance mech:mechanic mgmt:management mgr:manager ops:operations
        rep:representative tech:technician uni:university vet:veterinary
        """.split()
    )
}
"""What people write for a longer word of a title."""

_OF_A_PERSON = r"(?<=...)(?:person|maid|boy|girl|hand|worker|driver)$"
"""What is written together with what a person works on: "quarryman", "dairymaid"."""

_INITIALS = r"\b(?:[^\W\d]\.){2,}(?:[^\W\d]\b)?"
"""An abbreviation with its full stops: "I.T.", "H.G.V". Both are compiled where a text needs them first."""

_AFTER_HEAD = re.compile(r"\s+(?:of|in|for|with|at)\s|\s[-\u2013]\s|[(\[:,]")
"""What stands behind the last word of what a title names: "Leader in adult care", "Electrician (domestic)"."""

OCCUPATIONS = ReadOnly(
    "MATCH (o:Occupation) WHERE $edition IS NULL OR coalesce(o.edition, '2017') = $edition "
    f"RETURN {', '.join(f'o.`{column}` AS `{column}`' for column in Occupation._fields)}"
)
"""All that a search looks at."""


class Found(NamedTuple):
    """What a text finds."""

    words: tuple[str, ...]
    """Those of the text that were looked for, spelt alike."""
    hits: tuple[SearchHit, ...] = ()
    """The best first."""
    everyday: EverydayTitle | None = None
    """The everyday title that the text is, or what stands in its place."""
    notes: tuple[str, ...] = ()
    """What was taken for something else, or left out."""
    exact: int = 0
    """How many of the hits, the first ones, are what the text says as a whole (ways 1 to 3)."""


class _Text(NamedTuple):
    """A title or a specialism."""

    occupation: int
    """Its place among the occupations."""
    text: str
    is_title: bool
    words: list[str]
    """Its key words, without little ones."""


class Index:
    """The words of a map, ready to be looked for."""

    def __init__(self, store: Store) -> None:
        """`store`: asked once, for all occupations."""
        self.occupations: Sequence[Occupation] = rows_of(Occupation, store.run(OCCUPATIONS, limit=None).rows)
        texts = [
            (i, text, not n) for i, o in enumerate(self.occupations) for n, text in enumerate((o.title, *o.specialisms))
        ]
        spelt = [telling(words.split()) for words in key_words(text for _, text, _ in texts)]
        self.texts = [_Text(*text, words) for text, words in zip(texts, spelt, strict=True)]
        self._as_written: dict[str, set[int]] = {}
        """The texts by their words."""
        for n, text in enumerate(self.texts):
            for word in text.words:
                self._as_written.setdefault(word, set()).add(n)

    def called(self, words: Sequence[str]) -> list[int]:
        """The texts that are these words, spelt alike, if they are written together."""
        together = "".join(words)
        return [n for n in self.of_word(words[0]) if "".join(map(spelt_alike, self.texts[n].words)) == together]

    def has(self, word: str) -> bool:
        """Whether a text has the word, spelt alike."""
        return any(spelt_alike(other) == word for other in self._near(word))

    def of_word(self, word: str) -> set[int]:
        """The texts that have a word, or several that are it when they are written together."""
        alike = [self._as_written[other] for other in self._near(word) if spelt_alike(other) == word]
        return set().union(*alike) or self._by_words_together.get(word, set())

    def of_stem(self, word: str) -> set[int]:
        """The texts that have a word of the stem of this one."""
        stem = folded_word(word)
        near = (other for other in self._near(word) if folded_word(spelt_alike(other)) == stem)
        return set().union(*(self._as_written[other] for other in near))

    def _near(self, word: str) -> Sequence[str]:
        """The words of the map that begin with the same letter, as all do that are spelt alike or have one stem."""
        return self._by_letter.get(word[:1], ())

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = {}
        for word in self._as_written:
            words.setdefault(word[0], []).append(word)
        return words

    @cached_property
    def by_word(self) -> dict[str, set[int]]:
        """The texts by their words, spelt alike."""
        words: dict[str, set[int]] = {}
        for word, texts in self._as_written.items():
            words.setdefault(spelt_alike(word), set()).update(texts)
        return words

    @cached_property
    def places(self) -> dict[str, int]:
        """Of occupations, by their ids, and by these without the route."""
        ids = {o.id: i for i, o in enumerate(self.occupations)}
        return ids | {id_.rpartition("/")[2]: i for id_, i in ids.items()}

    @cached_property
    def routes(self) -> frozenset[str]:
        """The ids of the routes that hold an occupation."""
        return frozenset(o.route for o in self.occupations)

    def knows(self, word: str) -> bool:
        """Whether the map or an everyday title has the word, or another of its stem."""
        return word in vocabulary() or bool(self.of_word(word)) or folded_word(word) in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        """The stems of all words of the map and of everyday titles."""
        return frozenset(map(folded_word, (*self.by_word, *vocabulary())))

    @cached_property
    def _by_words_together(self) -> dict[str, set[int]]:
        """The texts by two of their words that stand side by side, or three, written together."""
        together: dict[str, set[int]] = {}
        for n, text in enumerate(self.texts):
            for start in range(len(text.words)):
                for end in (start + 2, start + 3):
                    together.setdefault(spelt_alike("".join(text.words[start:end])), set()).add(n)
        return together

    def nearest(self, word: str) -> list[str]:
        """The words that another may be a slip for: one letter in each four changed at most, and never the first.

        By Damerau and Levenshtein: those that are equally near, words of the map before those of everyday titles. Of a
        person who works on what is known, that: "quarry", of a quarryman.
        """
        if len(word) < _SHORTEST_SLIP:
            return []
        worked_on = re.sub(_OF_A_PERSON, "", word)
        if worked_on != word and (worked_on in vocabulary() or self.of_word(worked_on)):
            return [worked_on]
        distance = rapidfuzz().distance.DamerauLevenshtein.distance
        known = self._by_initial.get(word[0], ())
        slips = rapidfuzz().process.extract(word, known, scorer=distance, score_cutoff=len(word) // 4, limit=None)
        least = min((changed for _, changed, _ in slips), default=0)
        return [known[place] for place in sorted(place for _, changed, place in slips if changed == least)]

    def is_title(self, words: Sequence[str]) -> bool:
        """Whether these words, spelt alike, are a title of the map or an everyday one."""
        return everyday_title("".join(words)) is not None or any(self.texts[n].is_title for n in self.called(words))

    def as_written(self, word: str) -> str:
        """A word that is spelt alike, as titles have it, in its shortest form."""
        texts = [self.texts[n].text for n in self.by_word.get(word, ())]
        texts = texts or [row.title for row in titles_with([word])]
        forms = {form for text in key_words(texts) for form in text.split() if spelt_alike(form) == word}
        return min(forms, key=lambda form: (len(form), form), default=word)

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        """All words that are known, by their first letters."""
        words: dict[str, list[str]] = {}
        for word in dict.fromkeys((*sorted(self.by_word), *sorted(vocabulary()))):
            words.setdefault(word[0], []).append(word)
        return words


def look_for(index: Index, text: str, allowed: Callable[[Occupation], bool] = lambda _: True) -> Found:
    """What a text finds among the occupations that are allowed.

    Raises UnknownName where it holds nothing to look for, or more than LONGEST_SEARCH characters.
    """
    if len(text) > LONGEST_SEARCH:
        raise UnknownName(f"{len(text):,} characters are too long to look for.", f"Write at most {LONGEST_SEARCH}.")
    typed = _spelt(text)
    readings = _readings(typed)
    if ("-" in text or not text.isascii()) and (dashes := re.findall(f"-|{DASHES}", text)):
        parted = _spelt(re.sub("|".join(map(re.escape, dashes)), " ", text))
        readings += [words for words in _readings(parted) if words not in readings]
        typed = parted | typed
    if not readings:
        raise UnknownName(f"{text!r} holds nothing to look for.", "Write at least one word of a title or a specialism.")
    search = _Search(index, allowed, tuple(readings[-1]))
    talk = {word for word, written in typed.items() if written in _TALK}
    if search.tried(readings, talk) or all(
        written in LITTLE or word in talk | _FRAME for word, written in typed.items()
    ):
        return search.found()
    words = min(reversed(readings), key=lambda some: (sum(not index.knows(word) for word in some), len(some)))
    if search.within(words):
        return search.found()
    corrected = _corrected(words, index)  # Way 8
    slips = {word: near for word, near in zip(words, corrected, strict=True) if word != near}
    notes = tuple(
        f"No title has {typed.get(word, word)!r}; looked for {index.as_written(near)!r}, which may not be meant."
        for word, near in slips.items()
    )
    if slips and search.tried([corrected]):
        return search.found(notes)
    known = [word for word in corrected if index.knows(word)]
    last = _last(text, words)
    for some in _fewer(known, slips.get(last, last), index):  # Way 9
        if search.tried([some]):
            shown = " ".join(typed.get(word) or index.as_written(word) for word in some)
            return search.found((*notes, f"Nothing has all words of {text!r}; looked for {shown!r}."))
    return search.found()


class _Search:
    """What one text finds, way after way."""

    def __init__(self, index: Index, allowed: Callable[[Occupation], bool], words: tuple[str, ...]) -> None:
        self._index = index
        self._allowed = allowed
        self._words = words
        self._hits: dict[int, tuple[str, list[str]]] = {}
        """By the place of an occupation, in order: where it was found, and the texts."""
        self._everyday: EverydayTitle | None = None
        self._exact = 0

    def found(self, notes: tuple[str, ...] = ()) -> Found:
        occupations = self._index.occupations
        hits = (
            SearchHit(o.id, o.title, o.level, o.column, o.route, o.route_name, where, tuple(texts))
            for o, where, texts in ((occupations[i], *found) for i, found in self._hits.items())
        )
        return Found(self._words, tuple(hits), self._everyday, notes, self._exact)

    def tried(self, readings: Iterable[Sequence[str]], talk: Set[str] = frozenset()) -> bool:
        """Ways 1 to 6, for each of some readings. Out: whether any finds something, if only that the map has none.

        `talk`: words without which ways 4 to 6 look, as readings without them do.
        """
        for words in readings:
            self._exactly(words)
            self._exact = self._exact or len(self._hits)
        for words in readings:
            if talk.isdisjoint(words):
                self._holding(words)
        return bool(self._hits or self._everyday)

    def within(self, words: Sequence[str]) -> bool:
        """Way 7. Out: whether it finds something."""
        index = self._index
        if not all(map(index.knows, words)):
            self._holding_all([self._parts(word, str.startswith, _SHORTEST_PART) for word in words], words)
            if not self._hits:
                self._by_everyday_titles(words, exact=False)
            if not self._hits:
                self._holding_all([self._parts(word, str.__contains__, _SHORTEST_SLIP) for word in words], words)
        return bool(self._hits)

    def _exactly(self, words: Sequence[str]) -> None:
        """Ways 1 to 3, also with two of the words written together: "bin man", "camera men"."""
        index, forms = self._index, (words, *_joined(words))
        texts = [n for form in forms for n in index.called(form)]
        self._add("title", [n for n in texts if index.texts[n].is_title], words)
        everyday = next(filter(None, map(everyday_title, map("".join, forms))), None)
        if everyday:
            self._everyday = self._everyday or everyday
            self._answer(everyday)
        self._add("specialism", [n for n in texts if not index.texts[n].is_title], words)

    def _holding(self, words: Sequence[str]) -> None:
        """Ways 4 to 6; the last where the text is no everyday title itself."""
        index = self._index
        joined = _joined(words)
        for spelt in (words, *(some for some in joined if all(map(index.has, some)))):
            self._holding_all([index.of_word(word) for word in spelt], words)
            self._holding_all([index.of_stem(word) for word in spelt], words)
        for spelt in (words, *joined):
            if not self._hits and not self._everyday and all(map(index.knows, spelt)):
                self._by_everyday_titles(spelt, exact=True)

    def _parts(self, word: str, fits: Callable[[str, str], bool], shortest: int) -> set[int]:
        """The texts that have a word, or, of one that nobody knows, words that it fits."""
        by_word = self._index.by_word
        if self._index.knows(word) or len(word) < shortest:
            return by_word.get(word, set())
        return set().union(*(texts for known, texts in by_word.items() if fits(known, word)))

    def _holding_all(self, places: Sequence[set[int]], words: Sequence[str]) -> None:
        """Adds what is in each of these sets of texts: titles, then specialisms, then both together."""
        texts, all_texts = self._index.texts, set.intersection(*places)
        self._add("title", [n for n in all_texts if texts[n].is_title], words)
        self._add("specialism", [n for n in all_texts if not texts[n].is_title], words)
        if len(places) > 1 and all(places):
            whole = set.intersection(*({texts[n].occupation for n in some} for some in places))
            self._add("both", [n for some in places for n in some if texts[n].occupation in whole], words)

    def _add(self, found_in: str, texts: Iterable[int], words: Sequence[str]) -> None:
        """Adds the occupations of some texts that no way before has found."""
        index = self._index
        new: dict[int, tuple[str, list[str]]] = {}
        for n in sorted(set(texts), key=lambda n: self._rank(n, words)):
            text = index.texts[n]
            if text.occupation not in self._hits and self._allowed(index.occupations[text.occupation]):
                new.setdefault(text.occupation, (found_in, []))[1].append(text.text)
        self._hits |= new

    def _rank(self, n: int, words: Sequence[str]) -> tuple[object, ...]:
        text = self._index.texts[n]
        row = self._index.occupations[text.occupation]
        return (folded_word(words[-1]) != _head(text.text), len(text.words), row.level or 9, row.title, row.id, n)

    def _by_everyday_titles(self, words: Sequence[str], *, exact: bool) -> None:
        """Adds what answers the everyday titles that hold words of these stems, or, not `exact`, that begin so."""
        forms = [folded_word(word) if exact else word for word in words]
        if _GENERAL.issuperset(words) or max(map(len, forms)) < _SHORTEST_PART:
            return
        rows = [row for row in titles_with(forms) if row.kind in {"same", "near"}]
        if exact:
            rows = [row for row in rows if set(forms) <= set(map(folded_word, row.words.split()))]
        last = folded_word(words[-1])
        for row in sorted(rows, key=lambda row: (folded_word(row.words.split()[-1]) != last, row.words.count(" "))):
            self._answer(row)

    def _answer(self, everyday: EverydayTitle) -> None:
        """Adds the occupations that answer an everyday title, in its order."""
        found_in = "everyday title" if everyday.kind == "same" else "nearest"
        for id_ in everyday.occupations:
            place = self._index.places.get(id_)
            if place is not None and self._allowed(self._index.occupations[place]):
                where, titles = self._hits.setdefault(place, (found_in, []))
                if where == found_in and everyday.title not in titles:
                    titles.append(everyday.title)


def telling(words: Sequence[str]) -> list[str]:
    """Key words without little ones, where others are left."""
    return [word for word in words if word not in LITTLE] or list(words)


@cache
def _head(text: str) -> str:
    """The stem of the last word of what a title names."""
    named, whole = key_words([_AFTER_HEAD.split(text, maxsplit=1)[0], text])
    return folded_word(spelt_alike((named or whole or " ").split(" ")[-1]))


def _spelt(text: str) -> dict[str, str]:
    """The words of a text, spelt alike, each with how it is written first."""
    if "." in text:
        text = re.sub(_INITIALS, lambda initials: initials[0].replace(".", ""), text)
    (words,) = key_words([_LEVEL.sub(" ", text.casefold())])
    spelt: dict[str, str] = {}
    for word in words.split():
        if word.strip("#+."):
            spelt.setdefault(spelt_alike(word), word)
    return spelt


def _readings(spelt: Mapping[str, str]) -> list[list[str]]:
    """The words without little ones, where others are left; then without those that frame the others; then in full."""
    whole = [word for word, typed in spelt.items() if typed not in LITTLE] or list(spelt)
    framed = [word for word in whole if word not in _FRAME and spelt[word] not in _TALK]
    in_full = [_WRITTEN_OUT.get(word, word) for word in framed]
    readings = [whole, framed, in_full]
    return [some for n, some in enumerate(readings) if some and some not in readings[:n]]


def _corrected(words: Sequence[str], index: Index) -> list[str]:
    """The words, with what is nearest in the place of those that nobody knows."""
    near = [[word] if index.knows(word) else index.nearest(word)[:_MOST_SLIPS] or [word] for word in words]
    choices = map(list, islice(product(*near), _MOST_CHOICES))
    return max(choices, key=lambda some: (index.is_title(some), sum(index.is_title([word]) for word in some)))


def _joined(words: Sequence[str]) -> list[list[str]]:
    """The words with two of them written together, and spelt alike as one."""
    return [
        [*words[:i], spelt_alike(first + second), *words[i + 2 :]] for i, (first, second) in enumerate(pairwise(words))
    ]


def _last(text: str, words: Sequence[str]) -> str:
    """The last of the words that stands before "of", "in", a dash or a bracket; else the last of all."""
    before = _spelt(_AFTER_HEAD.split(text, maxsplit=1)[0])
    return next((word for word in reversed(before) if word in words), words[-1])


def _fewer(words: Sequence[str], last: str, index: Index) -> Iterator[list[str]]:
    """Some of the words, the most telling first, and never only what many occupations have.

    The last tells twice as much as the first, what stands between them less than the last; a rare word tells more.
    """
    weights = {
        word: (4 - log10(1 + len(index.of_stem(word)))) * (2 if word == last else 1 + 0.6 * place / len(words))
        for place, word in enumerate(words)
    } | dict.fromkeys((_GENERAL | _DOING).intersection(words), 1.0)
    telling = sorted(words, key=lambda word: weights[word], reverse=True)[:_MOST_TELLING]
    choices = [
        [word for word in words if word in some]
        for size in range(1, len(telling) + 1)
        for some in combinations(telling, size)
        if not (_GENERAL | _DOING).issuperset(some)
    ]
    yield from sorted(choices, key=lambda some: -sum(weights[word] for word in some))
