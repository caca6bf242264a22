"""Where each occupation and each specialism of a cluster begins: all cuts of its words weighed together.

Each item has a score for what it is (capitals inside it, the word it ends with, its length) and one for its
neighbours (order, lists, lost colons); the way to cut with the best sum wins. It is found by a beam search from the
first word to the last. docs/decisions/0001-reading-run-together-text.md says how the weights were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from career_pathways.loader.words.roles import GENERIC_ROLES, LITTLE_WORDS, RANKS, is_acronym, is_adjective, is_role

from .markup import Line
from .tokens import GLUE, Word

_DASH = re.compile(r"[–—-]")
_AFTER_A_ROLE = frozenset({"for", "in", "of", "to"})
BARE_DEGREE = re.compile(r"\bdegree\b", re.IGNORECASE)


class Weights:
    """What each piece of evidence is worth. Positive speaks for a reading, negative against it."""

    # A capital inside an item: most begin a new one.
    CAPITAL_INSIDE = -3.5
    NEVER_SMALL_INSIDE = -3.8
    """A capital word that the document never writes small, so that it may be a name."""
    ROLE_INSIDE = -3.1
    """"Compliance Officer": a role noun with a capital."""
    ACRONYM_INSIDE = -0.7
    AFTER_ADJECTIVE = 0.4
    """What an adjective before a capital or an acronym takes back: "Senior CAD engineer"."""
    AFTER_ROLE = -0.6
    """A role noun or a bracket before the capital: "Locksmith Maritime mechanic"."""
    TITLE_CASE = 0.6
    CAPITAL_AGAIN = 0.2
    """Factors for the first capital inside and for any further one, where all words are capital up to a role noun."""
    COMMA_INSIDE = 0.3
    """"Electrical, electronic product": what the comma takes back from the capital after it."""
    COMMA_CUT = -0.2

    BEFORE_A_DASH = 1.0
    """"Waste Water - Sewerage technician"."""

    # What an item ends with and begins with.
    OCCUPATION_ENDS_IN_ROLE = 0.7
    OCCUPATION_ENDS_OTHERWISE = -0.9
    """Without a level; with one, anything may be an occupation ("Gas engineering (3)")."""
    SPECIALISM_ENDS_IN_ROLE = 0.7
    ENDS_IN_ADJECTIVE = -2.4
    ENDS_IN_LITTLE_WORD = -10.0
    ENDS_IN_RANK = -7.0
    """"Senior", "Advanced": words that always need another."""
    SPECIALISM_IS_ADJECTIVE = -0.7
    """"Mechanical" alone is a specialism often enough."""
    OCCUPATION_OF_ONE_WORD = -2.2
    """Where that word is no role noun."""
    SPECIALISM_OF_ONE_WORD = -0.4
    ROLE_ALONE = -4.5
    """"Officer", with something else to belong to before it."""
    ACRONYM_ALONE = -1.5
    BEGINS_WITH_LITTLE_WORD = -1.0
    SMALL_OCCUPATION = -1.5
    LONG = -0.9
    """For each word after the fifth."""

    # What its neighbours say of an item.
    OUT_OF_ORDER = -2.8
    OUT_OF_ORDER_SAME_LETTER = -0.9
    SPECIALISM_OUT_OF_ORDER = -2.9
    SPECIALISM_OUT_OF_ORDER_SAME_LETTER = -0.6
    COLON_WITHOUT_SPECIALISM = -5.0
    COLON_LOST = -3.9
    COLON_AND_LEVEL_LOST = -6.9
    LIST_ENDS = -0.4
    """An occupation without a level after a specialism."""
    ROLE_AMONG_OTHERS = -0.8
    """A specialism that ends in a role noun after some that do not, for each of up to three of them."""
    OTHER_AMONG_ROLES = -0.2
    """A specialism that does not, after some that do."""
    SAME_LAST_WORD = 0.3
    SAME_LAST_WORD_IN_CAPITALS = 0.5
    """What it is worth besides, where the word is capital: "Bed Base Operator Board Operator"."""
    CAPITAL_AFTER_SMALL = -0.5
    """A specialism that begins with a capital after one that does not."""
    LAST_WORD_OF_THE_OCCUPATION = 0.5
    INDENTED_OCCUPATION = -8.0
    """An item under an indented bullet is a specialism, unless it has a level of its own."""
    UNMARKED_LIST = -1.0
    """For each specialism after the fourth, where the occupation above has neither a level nor a colon."""
    CUT_IN_A_LISTED_LINE = -2.5
    """Where the document gives each item a line of its own."""


class Role(Enum):
    """What an item is read as."""

    OCCUPATION = auto()
    SPECIALISM = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start` to `end` of a cluster's text, read as one occupation or one specialism."""

    start: int
    end: int
    role: Role


def best_cut(
    words: Sequence[Word],
    lines: Sequence[Line],
    small_words: AbstractSet[str],
    settled: Mapping[int, Item],
    list_ends: AbstractSet[int],
) -> list[Item]:
    """The items of the likeliest reading, in order; together they hold each word once.

    In: the words of a cluster and the lines they stand in; the words that the document writes in small letters
    somewhere; items that a curated reading has settled, by their first word; and the words before which a curated
    list ends.
    """
    cutter = _Cutter(words, lines, small_words, settled, list_ends)
    # Of all ways to read the words up to a position, one is kept for each way that later words can tell apart.
    states: list[dict[tuple[_Candidate | None, _Candidate | None], _State]] = [{} for _ in range(len(words) + 1)]
    states[0][(None, None)] = _State(0.0, None, None, None, 0, 0)
    for position in range(len(words)):
        beam = sorted(states[position].values(), key=attrgetter("score"), reverse=True)[:_BEAM]
        for end in cutter.ends(position) if beam else ():
            candidates = cutter.candidates(position, end)
            for before in beam:
                for candidate, score in candidates:
                    new = cutter.extend(before, candidate, score)
                    key = (new.occupation, new.last if new.list_size else None)
                    old = states[end].get(key)
                    if old is None or new.score > old.score:
                        states[end][key] = new
    items = []
    state: _State | None = max(states[-1].values(), key=attrgetter("score"))
    while state is not None and state.last is not None:
        items.append(state.last.item)
        state = state.before
    return items[::-1]


_BEAM = 40
"""Ways to read that are followed from each position; with twice as many nothing is read otherwise."""

_SHORT_LIST = 4
"""So many specialisms may stand under an occupation without a mark before more of them are ever less likely."""

_MOST_CAPITALS = 7
"""An item with more capitals inside than these is not tried."""


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """An item that may be one, with all that its place among others is judged by."""

    item: Item
    size: int
    """How many words it has; brackets and what joins two words are none."""
    last_word: str
    """The last word that is not in brackets, in small letters."""
    names_role: bool
    """Whether it ends in a role noun, or holds one before a preposition or a dash ("Head of canning")."""
    marked: bool
    """Whether a level, a degree or a colon ends it."""
    colon: bool
    order: str
    """Its words as they are ordered."""
    first: str
    """The first of them."""


class _State(NamedTuple):
    """The best way to read the words so far, of all that agree in what later words can see of them."""

    score: float
    last: _Candidate | None
    before: _State | None
    occupation: _Candidate | None
    list_size: int
    """How many specialisms the occupation has so far."""
    list_roles: int
    """How many of them end in a role noun."""


class _Cutter:
    """Where one cluster's words may be cut, and what each item scores."""

    def __init__(
        self,
        words: Sequence[Word],
        lines: Sequence[Line],
        small_words: AbstractSet[str],
        settled: Mapping[int, Item],
        list_ends: AbstractSet[int],
    ) -> None:
        self.words = words
        self.small_words = small_words
        self.settled = settled
        self.list_ends = list_ends
        self.indents = [line.indent for line in lines]
        depths = {indent for indent in self.indents if indent is not None}
        self.base_indent = min(depths, default=0)
        self.nested = len(depths) > 1
        inside = {i for item in settled.values() for i in range(item.start + 1, item.end)}
        edges = {edge for item in settled.values() for edge in (item.start, item.end)}
        positions = range(len(words))
        self.must_cut = [i not in inside and (i in edges or self._must_cut(i)) for i in positions]
        self.may_cut = [self.must_cut[i] or (i not in inside and self._may_cut(i)) for i in positions]
        cuts_inside_lines = sum(may and not must for may, must in zip(self.may_cut, self.must_cut, strict=True))
        self.listed = len(lines) > 1 and cuts_inside_lines <= 1.5 * len(lines)

    # Where items may begin and end, and what they may be

    def ends(self, start: int) -> Iterator[int]:
        """Where an item that begins at a word may end."""
        capitals = 0
        for end in range(start + 1, len(self.words) + 1):
            if end == len(self.words) or self.may_cut[end]:
                yield end
                capitals += 1
                if end == len(self.words) or self.must_cut[end] or capitals > _MOST_CAPITALS:
                    return

    def candidates(self, start: int, end: int) -> list[tuple[_Candidate, float]]:
        """What the words `start` to `end` may be read as, each with its score for what it is."""
        words = self.words[start:end]
        plain = [word for word in words if not word.bracket]
        last_word = (plain or words)[-1].text.casefold()
        order = re.findall(r"\w+", " ".join(word.text for word in words).casefold())
        names_role = is_role(last_word) or any(
            is_role(word.text) and (after.text in _AFTER_A_ROLE or _DASH.fullmatch(after.text))
            for word, after in pairwise(words)
        )
        read = []
        for role in self._roles(start, words[-1]):
            candidate = _Candidate(
                item=Item(start, end, role),
                size=sum(not GLUE.fullmatch(word.text) for word in plain),
                last_word=last_word,
                names_role=names_role,
                marked=words[-1].ends_item,
                colon=words[-1].has("colon"),
                order=" ".join(order),
                first=order[0] if order else "",
            )
            read.append((candidate, self._score(candidate)))
        return read

    def _roles(self, start: int, last: Word) -> tuple[Role, ...]:
        """What an item that begins at a word and ends with another may be."""
        if start in self.settled:
            return (self.settled[start].role,)
        if start == 0 or start in self.list_ends or last.levelled:
            return (Role.OCCUPATION,)
        indent = self.indents[self.words[start].row]
        if self.nested and indent is not None:  # the bullets say which it is
            return (Role.SPECIALISM, Role.OCCUPATION) if indent > self.base_indent else (Role.OCCUPATION,)
        return (Role.OCCUPATION, Role.SPECIALISM)

    def _must_cut(self, i: int) -> bool:
        if i == 0:
            return True
        before, word = self.words[i - 1], self.words[i]
        if word.bracket:
            return False
        return before.ends_item or (before.row != word.row and not self._goes_on(before, word))

    @staticmethod
    def _goes_on(before: Word, word: Word) -> bool:
        """Whether a title runs over the end of a line."""
        return (
            before.text in LITTLE_WORDS
            or word.text in LITTLE_WORDS
            or bool(GLUE.fullmatch(before.text) or GLUE.fullmatch(word.text))
            or before.text.endswith(("/", "-"))
            or (before.has("comma") and word.text[0].islower())
        )

    def _may_cut(self, i: int) -> bool:
        before, word = self.words[i - 1], self.words[i]
        glued = any(GLUE.fullmatch(text) for text in (before.text, word.text))
        glued |= before.text.endswith("/") or word.text.startswith("/")
        return (
            not glued
            and not word.bracket
            and before.text.casefold() not in LITTLE_WORDS
            and (word.text[0].isupper() or is_acronym(word.text))
        )

    # What its neighbours say of an item

    def extend(self, state: _State, new: _Candidate, score: float) -> _State:
        """The state after one more item, which has a score for what it is."""
        score += state.score
        if new.item.role is Role.OCCUPATION:
            return _State(score + self._as_next_occupation(state, new), new, state, new, 0, 0)
        score += self._as_next_specialism(state, new)
        return _State(score, new, state, state.occupation, state.list_size + 1, state.list_roles + new.names_role)

    def _as_next_occupation(self, state: _State, new: _Candidate) -> float:
        if state.occupation is None:
            return 0.0
        score = _order(state.occupation, new, Weights.OUT_OF_ORDER, Weights.OUT_OF_ORDER_SAME_LETTER)
        if not state.list_size and state.occupation.colon:
            score += Weights.COLON_WITHOUT_SPECIALISM
        if state.list_size and not new.marked and not self.nested:
            score += Weights.LIST_ENDS
        if self.nested and (self.indents[self.words[new.item.start].row] or 0) > self.base_indent:
            score += Weights.INDENTED_OCCUPATION
        return score

    def _as_next_specialism(self, state: _State, new: _Candidate) -> float:
        assert state.occupation is not None
        assert state.last is not None
        score = 0.0
        if new.colon:  # a colon ends occupations
            score += Weights.COLON_WITHOUT_SPECIALISM
        if state.occupation.last_word == new.last_word:
            score += Weights.LAST_WORD_OF_THE_OCCUPATION
        marked = state.occupation.marked or self.nested
        if state.list_size:
            if state.list_size >= _SHORT_LIST and not marked:
                score += Weights.UNMARKED_LIST
            return score + self._as_one_of_a_list(state, state.last, new)
        if not state.occupation.colon and not self.nested:
            score += Weights.COLON_LOST if marked else Weights.COLON_AND_LEVEL_LOST
        return score

    def _as_one_of_a_list(self, state: _State, previous: _Candidate, new: _Candidate) -> float:
        score = _order(previous, new, Weights.SPECIALISM_OUT_OF_ORDER, Weights.SPECIALISM_OUT_OF_ORDER_SAME_LETTER)
        if previous.last_word == new.last_word:
            score += Weights.SAME_LAST_WORD
            if self.words[new.item.end - 1].text[0].isupper() and new.item.end - new.item.start > 1:
                score += Weights.SAME_LAST_WORD_IN_CAPITALS
        if self.words[previous.item.start].text[0].islower() and self.words[new.item.start].text[0].isupper():
            score += Weights.CAPITAL_AFTER_SMALL
        size = min(state.list_size, 3)
        if new.names_role and state.list_roles == 0:
            score += Weights.ROLE_AMONG_OTHERS * size
        elif not new.names_role and state.list_roles == state.list_size:
            score += Weights.OTHER_AMONG_ROLES * size
        return score

    # What an item is

    def _score(self, candidate: _Candidate) -> float:
        item, size = candidate.item, candidate.size
        score = self._capitals_inside(candidate) + self._beginning(item)
        score += self._ending_of_occupation(candidate) if item.role is Role.OCCUPATION else self._ending(candidate)
        if size == 1:
            score += self._alone(candidate)
        return score + Weights.LONG * max(0, size - 5)

    def _capitals_inside(self, candidate: _Candidate) -> float:
        """What the capitals inside an item cost, where it could have been cut and was not."""
        item = candidate.item
        costs = [self._capital_inside(i) for i in range(item.start + 1, item.end) if self.may_cut[i]]
        if not costs:
            return 0.0
        title_case = candidate.names_role and all(
            w.text[0].isupper() or w.bracket or w.text in LITTLE_WORDS or not w.text[0].isalpha()
            for w in self.words[item.start + (item.role is Role.SPECIALISM) : item.end]  # "forest School Specialist"
        )
        if title_case:
            return Weights.TITLE_CASE * costs[0] + Weights.CAPITAL_AGAIN * sum(costs[1:])
        return sum(costs)

    def _capital_inside(self, i: int) -> float:
        word, before = self.words[i].text, self.words[i - 1]
        if is_acronym(word):
            cost = Weights.ACRONYM_INSIDE
        elif is_role(word):
            cost = Weights.ROLE_INSIDE
        elif word.casefold() in self.small_words:
            cost = Weights.CAPITAL_INSIDE
        else:
            cost = Weights.NEVER_SMALL_INSIDE
        if i + 1 < len(self.words) and _DASH.fullmatch(self.words[i + 1].text) and before.text[0].isupper():
            cost += Weights.BEFORE_A_DASH
        if before.has("comma"):
            return cost + Weights.COMMA_INSIDE
        if is_adjective(before.text):
            return cost + Weights.AFTER_ADJECTIVE
        if before.bracket or is_role(before.text):
            return cost + Weights.AFTER_ROLE
        return cost

    def _beginning(self, item: Item) -> float:
        first = self.words[item.start].text
        score = 0.0
        if first.casefold() in LITTLE_WORDS:
            score += Weights.BEGINS_WITH_LITTLE_WORD
        if item.role is Role.OCCUPATION and first[0].islower():
            score += Weights.SMALL_OCCUPATION
        if not self.must_cut[item.start]:
            score += Weights.COMMA_CUT * self.words[item.start - 1].has("comma")
            score += Weights.CUT_IN_A_LISTED_LINE * self.listed
        return score

    @staticmethod
    def _ending(candidate: _Candidate) -> float:
        """What the last word says of a specialism."""
        last, alone = candidate.last_word, candidate.size == 1
        if last in LITTLE_WORDS:
            return Weights.ENDS_IN_LITTLE_WORD
        if candidate.names_role:
            return Weights.SPECIALISM_ENDS_IN_ROLE + Weights.SPECIALISM_OF_ONE_WORD * alone
        if last in RANKS:
            return Weights.ENDS_IN_RANK
        if is_adjective(last):
            return Weights.SPECIALISM_IS_ADJECTIVE if alone else Weights.ENDS_IN_ADJECTIVE
        return Weights.SPECIALISM_OF_ONE_WORD * alone

    @staticmethod
    def _ending_of_occupation(candidate: _Candidate) -> float:
        """What the last word says of an occupation; nothing where a mark proves that it ends there."""
        last = candidate.last_word
        if last in LITTLE_WORDS:
            return Weights.ENDS_IN_LITTLE_WORD
        if candidate.marked:
            return 0.0
        if candidate.names_role or BARE_DEGREE.search(last):
            return Weights.OCCUPATION_ENDS_IN_ROLE
        if last in RANKS:
            return Weights.ENDS_IN_RANK
        if is_adjective(last):
            return Weights.ENDS_IN_ADJECTIVE
        return Weights.OCCUPATION_ENDS_OTHERWISE + Weights.OCCUPATION_OF_ONE_WORD * (candidate.size == 1)

    def _alone(self, candidate: _Candidate) -> float:
        """What it costs an item to be a single word that wants another."""
        item = candidate.item
        cut_off = not self.must_cut[item.start] and not is_role(self.words[item.start - 1].text)
        score = 0.0
        if candidate.last_word in GENERIC_ROLES and (item.role is Role.OCCUPATION or cut_off):
            score += Weights.ROLE_ALONE
        if is_acronym(self.words[item.start].text) and not candidate.marked:
            score += Weights.ACRONYM_ALONE
        return score


def _order(before: _Candidate, new: _Candidate, out: float, same_letter: float) -> float:
    """What it costs an item to stand after one that follows it in the alphabet."""
    if before.order <= new.order or before.first == new.first:
        return 0.0
    return same_letter if before.order[:1] == new.order[:1] else out
