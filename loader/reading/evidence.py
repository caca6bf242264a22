"""What speaks for an item of a cluster and against it: what it is, and how it stands beside its neighbours.

docs/decisions/0001-reading-run-together-text.md says how the weights were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from career_pathways.loader.words.roles import (
    GENERIC_ROLES,
    LEADING_ROLES,
    LITTLE_WORDS,
    RANKS,
    is_acronym,
    is_adjective,
    is_participle,
    is_role,
)

from .markup import Line
from .tokens import GLUE, Word
from .vocabulary import Vocabulary

_DASH = re.compile(r"[–—-]")
_PLURAL = re.compile(r"[a-z]{3,}[^s\W]s")
_AFTER_A_ROLE = frozenset({"for", "in", "of", "to"})
_OF_A_DEGREE = frozenset({"degree", "integrated", "masters", "apprenticeship"})
BARE_DEGREE = re.compile(r"\bdegree\b", re.IGNORECASE)

_SHORT_LIST = 4
"""So many specialisms may stand under an occupation without a mark before more of them are ever less likely."""


class Weights:
    """What each piece of evidence is worth. Positive speaks for a reading, negative against it."""

    # A capital inside an item: most begin a new one.
    CAPITAL_INSIDE = -8.9
    NEVER_SMALL_INSIDE = -9.5
    """A capital word that the document never writes small, so that it may be a name."""
    ROLE_INSIDE = -7.0
    """"Compliance Officer": a role noun with a capital."""
    ACRONYM_INSIDE = -2.9
    AFTER_ADJECTIVE = 2.1
    """What an adjective before a capital or an acronym takes back: "National Park warden"."""
    AFTER_RANK = 0.4
    """What a rank before it takes back: "Senior CAD engineer"."""
    RANK_INSIDE = -0.7
    """A rank, which begins titles, after what is none: "Floristry Junior estate agent"."""
    AFTER_ROLE = -2.4
    """A role noun or a bracket before the capital: "Locksmith Maritime mechanic"."""
    AFTER_PLURAL = -3.7
    """A plural, which seldom describes the word after it: "Fibres Drugs"."""
    KNOWN_PAIR = 3.8
    """Two words that stand together elsewhere in the document, where nothing can be cut."""
    TITLE_CASE = -3.8
    CAPITAL_AGAIN = 1.1
    """The first capital inside and any further one, where all words are capital up to a role noun, or behind a dash."""
    AFTER_LEADING_ROLE = 2.5
    """A role noun at the beginning that stands there as a rank: "Specialist CAD engineer", "Assistant Keeper"."""
    ROLE_IN_TITLE_CASE = -1.9
    """For each role noun there that another capital follows: "Producer Production Manager"."""
    COMMA_INSIDE = 0.9
    """"Electrical, electronic product": what the comma takes back from the capital after it."""
    COMMA_CUT = -0.9

    BEFORE_A_DASH = 1.7
    """"Waste Water - Sewerage technician"."""

    # What an item ends with and begins with.
    OCCUPATION_ENDS_IN_ROLE = 2.0
    OCCUPATION_ENDS_OTHERWISE = -2.5
    """Without a level; with one, anything may be an occupation ("Gas engineering (3)")."""
    SPECIALISM_ENDS_IN_ROLE = 1.9
    ENDS_IN_ADJECTIVE = -3.6
    ENDS_IN_LITTLE_WORD = -15.0
    ENDS_IN_RANK = -20.0
    """"Senior", "Advanced": words that always need another."""
    DEGREE_OF_A_SPECIALISM = -4.0
    """"Data science degree": an occupation has a degree."""
    SPECIALISM_IS_ADJECTIVE = 1.2
    """"Mechanical" alone is a specialism often enough."""
    OCCUPATION_OF_ONE_WORD = -4.1
    """Where that word is no role noun."""
    SPECIALISM_OF_ONE_WORD = -0.3
    ROLE_ALONE = -3.4
    """"Officer", with something else to belong to before it; and "Lead", a rank as well."""
    ACRONYM_ALONE = -3.9
    BEGINS_WITH_LITTLE_WORD = -0.5
    SMALL_OCCUPATION = -0.8
    LONG = -0.4
    """For each word after the fifth."""
    KNOWN_ITEM = 2.6
    """An item that stands elsewhere in the document between two places where it must be cut."""

    # What its neighbours say of an item.
    OUT_OF_ORDER = -6.0
    OUT_OF_ORDER_SAME_LETTER = -2.9
    SPECIALISM_OUT_OF_ORDER = -6.8
    SPECIALISM_OUT_OF_ORDER_SAME_LETTER = -3.2
    SPECIALISM_OUT_OF_ORDER_SAME_WORD = -2.4
    OUT_OF_ORDER_AGAIN = 1.3
    """What it takes back that the list has been out of order before."""
    COLON_WITHOUT_SPECIALISM = -8.0
    COLON_LOST = -7.8
    COLON_AND_LEVEL_LOST = -11.9
    LIST_ENDS = -2.1
    """An occupation without a level after a specialism."""
    AREA_AFTER_AREAS = -4.0
    """One that names no role, after a specialism that names none."""
    ROLE_AMONG_OTHERS = -3.0
    """A specialism that ends in a role noun after some that do not, for each of up to three of them."""
    ROLE_IN_A_MIXED_LIST = -0.3
    """A further one, after some of either kind."""
    OTHER_AMONG_ROLES = -1.1
    """A specialism that does not, after some that do."""
    SAME_LAST_WORD = 1.2
    ONE_WORD_AMONG_OTHERS = 0.9
    """A specialism of one word, after some of one word each."""
    CAPITAL_AFTER_SMALL = -3.0
    """A specialism that begins with a capital after one that does not."""
    LAST_WORD_OF_THE_OCCUPATION = 0.5
    INDENTED_OCCUPATION = -12.0
    """An item under an indented bullet is a specialism, unless it has a level of its own."""
    UNMARKED_LIST = -1.5
    """For each specialism after the fourth, where the occupation above has neither a level nor a colon."""
    CUT_IN_A_LISTED_LINE = -3.3
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


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
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
    small: bool
    """Whether it begins with a small letter."""


class State(NamedTuple):
    """The best way to read the words so far, of all that agree in what later words can see of them."""

    score: float
    last: Candidate | None
    before: State | None
    occupation: Candidate | None
    list_size: int = 0
    """How many specialisms the occupation has so far."""
    list_roles: int = 0
    """How many of them end in a role noun."""
    list_words: int = 0
    """How many of them have one word."""
    disordered: bool = False
    """Whether one of them follows the next in the alphabet."""


class Evidence:
    """The words of one cluster, and what each item and each pair of neighbours scores."""

    def __init__(
        self,
        words: Sequence[Word],
        lines: Sequence[Line],
        vocabulary: Vocabulary,
        must: Sequence[bool],
        may: Sequence[bool],
    ) -> None:
        """In: the words of a cluster, its lines, and for each word whether an item must or may begin with it."""
        self.words = words
        self._items = vocabulary.items
        self._must, self._may = must, may
        self._folded = [word.text.casefold() for word in words]
        self._role = [is_role(word.text) for word in words]
        self._rank = [folded in RANKS for folded in self._folded]
        self._glue = [GLUE.fullmatch(word.text) is not None for word in words]
        self._order = [" ".join(re.findall(r"\w+", folded)) for folded in self._folded]
        self._indents = [lines[word.row].indent for word in words]
        depths = {line.indent for line in lines if line.indent is not None}
        self._base_indent = min(depths, default=0)
        self.nested = len(depths) > 1
        """Whether bullets say by their indent what is an occupation and what a specialism."""
        cuts_inside_lines = sum(a and not b for a, b in zip(may, must, strict=True))
        self._listed = len(lines) > 1 and cuts_inside_lines <= 1.5 * len(lines)
        self._capital = [self._capital_inside(i, vocabulary) if i and may[i] else 0.0 for i in range(len(words))]
        self._between = [self._between_words(i, vocabulary) if i and may[i] else 0.0 for i in range(len(words))]
        self._head = [self._ends_a_head(i) for i in range(len(words))]

    def indented(self, start: int) -> bool | None:
        """Whether an item that begins at a word stands under an indented bullet; None without bullets that tell."""
        indent = self._indents[start]
        return None if indent is None or not self.nested else indent > self._base_indent

    def candidate(self, start: int, end: int, role: Role) -> tuple[Candidate, float]:
        """The words `start` to `end` read as an item, and its score for what it is."""
        words = self.words[start:end]
        plain = [i for i in range(start, end) if not self.words[i].bracket] or [end - 1]
        last = plain[-1]
        order = " ".join(filter(None, self._order[start:end]))
        size = sum(not self._glue[i] for i in plain)
        named = next((i for i in reversed(plain) if self._folded[i] not in _OF_A_DEGREE), last)
        names_role = self._role[named] and (size > 1 or not self._rank[named])
        candidate = Candidate(
            item=Item(start, end, role),
            size=size,
            last_word=self._folded[last],
            names_role=names_role or any(self._head[start : end - 1]),
            marked=words[-1].ends_item,
            colon=words[-1].has("colon"),
            order=order,
            first=order.partition(" ")[0],
            small=words[0].text[0].islower(),
        )
        return candidate, self._score(candidate)

    # What its neighbours say of an item

    def extend(self, state: State, new: Candidate, score: float) -> State:
        """The state after one more item, which has a score for what it is."""
        score += state.score
        if new.item.role is Role.OCCUPATION:
            return State(score + self._as_next_occupation(state, new), new, state, new)
        occupation, last = state.occupation, state.last
        assert occupation is not None
        assert last is not None
        return State(
            score + self._as_next_specialism(state, occupation, last, new),
            new,
            state,
            occupation,
            state.list_size + 1,
            state.list_roles + new.names_role,
            state.list_words + (new.size == 1),
            state.disordered or (state.list_size > 0 and _out_of_order(last, new)),
        )

    def _as_next_occupation(self, state: State, new: Candidate) -> float:
        if state.occupation is None or state.last is None:
            return 0.0
        score = 0.0
        if _out_of_order(state.occupation, new):
            near = state.occupation.order[:1] == new.order[:1]
            score += Weights.OUT_OF_ORDER_SAME_LETTER if near else Weights.OUT_OF_ORDER
        if not state.list_size and state.occupation.colon:
            score += Weights.COLON_WITHOUT_SPECIALISM
        if state.list_size and not new.marked and not self.nested:
            score += Weights.LIST_ENDS
            if not new.names_role and not state.last.names_role:
                score += Weights.AREA_AFTER_AREAS
        if self.indented(new.item.start):
            score += Weights.INDENTED_OCCUPATION
        return score

    def _as_next_specialism(self, state: State, occupation: Candidate, last: Candidate, new: Candidate) -> float:
        score = 0.0
        if new.colon:  # a colon ends occupations
            score += Weights.COLON_WITHOUT_SPECIALISM
        if occupation.last_word == new.last_word:
            score += Weights.LAST_WORD_OF_THE_OCCUPATION
        marked = occupation.marked or self.nested
        if state.list_size:
            if state.list_size >= _SHORT_LIST and not marked:
                score += Weights.UNMARKED_LIST
            return score + self._as_one_of_a_list(state, last, new)
        if not occupation.colon and not self.nested:
            score += Weights.COLON_LOST if marked else Weights.COLON_AND_LEVEL_LOST
        return score

    @staticmethod
    def _as_one_of_a_list(state: State, previous: Candidate, new: Candidate) -> float:
        score = 0.0
        if previous.order > new.order and previous.first == new.first:
            score += Weights.SPECIALISM_OUT_OF_ORDER_SAME_WORD
        if _out_of_order(previous, new):
            near = previous.order[:1] == new.order[:1]
            score += Weights.SPECIALISM_OUT_OF_ORDER_SAME_LETTER if near else Weights.SPECIALISM_OUT_OF_ORDER
            score += Weights.OUT_OF_ORDER_AGAIN * state.disordered
        if previous.last_word == new.last_word:
            score += Weights.SAME_LAST_WORD
        if new.size == 1 and state.list_words == state.list_size:
            score += Weights.ONE_WORD_AMONG_OTHERS
        if previous.small and not new.small:
            score += Weights.CAPITAL_AFTER_SMALL
        size = min(state.list_size, 3)
        if new.names_role and state.list_roles == 0:
            score += Weights.ROLE_AMONG_OTHERS * size
        elif new.names_role and state.list_roles < state.list_size:
            score += Weights.ROLE_IN_A_MIXED_LIST
        elif not new.names_role and state.list_roles == state.list_size:
            score += Weights.OTHER_AMONG_ROLES * size
        return score

    # What an item is

    def _score(self, candidate: Candidate) -> float:
        item, size = candidate.item, candidate.size
        score = self._capitals_inside(candidate) + self._beginning(candidate)
        score += self._ending_of_occupation(candidate) if item.role is Role.OCCUPATION else self._ending(candidate)
        if size == 1:
            score += self._alone(candidate)
        if not (self._must[item.start] and candidate.marked) and (
            tuple(self._folded[item.start : item.end]) in self._items
        ):
            score += Weights.KNOWN_ITEM
        return score + Weights.LONG * max(0, size - 5)

    def _ends_a_head(self, i: int) -> bool:
        """Whether a word is a role noun that a preposition, a dash or a comma follows."""
        if not self._role[i] or i + 1 == len(self.words):
            return False
        after = self.words[i + 1].text
        return after in _AFTER_A_ROLE or self.words[i].has("comma") or _DASH.fullmatch(after) is not None

    def _capitals_inside(self, candidate: Candidate) -> float:
        """What the capitals inside an item cost, where it could have been cut and was not."""
        start, end = candidate.item.start, candidate.item.end
        inside = [i for i in range(start + 1, end) if self._may[i]]
        if not inside:
            return 0.0
        score = sum(self._between[i] for i in inside)
        leads = inside[0] == start + 1 and self._folded[start] in LEADING_ROLES
        if leads:
            score += Weights.AFTER_LEADING_ROLE
        dash = max((i for i in range(start + 1, end) if _DASH.fullmatch(self.words[i].text)), default=end)
        named = candidate.names_role and self._in_capitals(start + (candidate.item.role is Role.SPECIALISM), end)
        if named or (inside[0] > dash and self._in_capitals(dash, end)):
            roles = sum(self._role[i - 1] and not self._rank[i - 1] for i in inside) - leads
            again = Weights.CAPITAL_AGAIN * (len(inside) - 1)
            return score + Weights.TITLE_CASE + again + Weights.ROLE_IN_TITLE_CASE * roles
        return score + sum(self._capital[i] for i in inside)

    def _in_capitals(self, start: int, end: int) -> bool:
        """Whether all words begin with a capital, but for little ones: "forest School Specialist" as a specialism."""
        return all(
            w.text[0].isupper()
            or w.bracket
            or w.text in LITTLE_WORDS
            or w.text in _OF_A_DEGREE
            or not w.text[0].isalpha()
            for w in self.words[start:end]
        )

    def _capital_inside(self, i: int, vocabulary: Vocabulary) -> float:
        """What it costs that no item begins with a word, for what it is."""
        if is_acronym(self.words[i].text):
            return Weights.ACRONYM_INSIDE
        if self._role[i]:
            return Weights.ROLE_INSIDE
        return Weights.CAPITAL_INSIDE if self._folded[i] in vocabulary.small else Weights.NEVER_SMALL_INSIDE

    def _between_words(self, i: int, vocabulary: Vocabulary) -> float:
        """What it costs that no item begins with a word, for what stands beside it."""
        before = self.words[i - 1]
        score = 0.0
        if self._rank[i] and not self._role[i] and not self._rank[i - 1]:
            score += Weights.RANK_INSIDE
        if i + 1 < len(self.words) and _DASH.fullmatch(self.words[i + 1].text) and before.text[0].isupper():
            score += Weights.BEFORE_A_DASH
        if (self._folded[i - 1], self._folded[i]) in vocabulary.pairs:
            score += Weights.KNOWN_PAIR
        if before.has("comma"):
            return score + Weights.COMMA_INSIDE
        if self._rank[i - 1]:
            return score + Weights.AFTER_RANK
        if is_adjective(before.text) or is_participle(before.text):
            return score + Weights.AFTER_ADJECTIVE
        if before.bracket or self._role[i - 1]:
            return score + Weights.AFTER_ROLE
        return score + (Weights.AFTER_PLURAL if _PLURAL.fullmatch(self._folded[i - 1]) else 0.0)

    def _beginning(self, candidate: Candidate) -> float:
        start = candidate.item.start
        score = 0.0
        if self._folded[start] in LITTLE_WORDS:
            score += Weights.BEGINS_WITH_LITTLE_WORD
        if candidate.item.role is Role.OCCUPATION and candidate.small:
            score += Weights.SMALL_OCCUPATION
        if not self._must[start]:
            score += Weights.COMMA_CUT * self.words[start - 1].has("comma")
            score += Weights.CUT_IN_A_LISTED_LINE * self._listed
        return score

    @staticmethod
    def _ending(candidate: Candidate) -> float:
        """What the last word says of a specialism."""
        last, alone = candidate.last_word, candidate.size == 1
        if last in LITTLE_WORDS:
            return Weights.ENDS_IN_LITTLE_WORD
        if candidate.names_role:
            return Weights.SPECIALISM_ENDS_IN_ROLE + Weights.SPECIALISM_OF_ONE_WORD * alone
        if last in RANKS:
            return Weights.ENDS_IN_RANK
        if BARE_DEGREE.search(last):
            return Weights.DEGREE_OF_A_SPECIALISM
        if is_adjective(last) or (alone and is_participle(last)):
            stands_alone = alone and not is_participle(last)  # "Electrical", and not "United"
            return Weights.SPECIALISM_IS_ADJECTIVE if stands_alone else Weights.ENDS_IN_ADJECTIVE
        return Weights.SPECIALISM_OF_ONE_WORD * alone

    @staticmethod
    def _ending_of_occupation(candidate: Candidate) -> float:
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
        alone = Weights.OCCUPATION_OF_ONE_WORD * (candidate.size == 1)
        return alone + (Weights.ENDS_IN_ADJECTIVE if is_adjective(last) else Weights.OCCUPATION_ENDS_OTHERWISE)

    def _alone(self, candidate: Candidate) -> float:
        """What it costs an item to be a single word that wants another."""
        item = candidate.item
        cut_off = not self._must[item.start] and not self._role[item.start - 1]
        score = 0.0
        if candidate.last_word in GENERIC_ROLES and (item.role is Role.OCCUPATION or cut_off):
            score += Weights.ROLE_ALONE
        if is_acronym(self.words[item.start].text) and not candidate.marked:
            score += Weights.ACRONYM_ALONE
        return score


def _out_of_order(before: Candidate, new: Candidate) -> bool:
    """Whether an item stands after one that follows it in the alphabet; items of one first word may stand anyhow."""
    return before.order > new.order and before.first != new.first
