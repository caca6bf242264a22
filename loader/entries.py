"""From the lines of a cluster to its entries: where each occupation and each specialism begins.

The lines of a cluster are, most often, run together: "Roofer (2) Steeplejack Wall and floor tiler". Their grammar:

    lines      = entry*
    entry      = title mark* [COLON] specialism*
    mark       = LEVEL | DEGREE
    title      = word+            specialism = word+
    LEVEL      = "(" DIGIT ")"    with either bracket, or both, lost at times, and "level" before the digit
    DEGREE     = "(" … "degree" | "masters level" ")"
    COLON      = ":" | ";"        lost at times
    word       = anything else; brackets that are neither LEVEL nor DEGREE are one word of the title before them

A mark or a colon ends its title, so what stands between two of them are n words to be cut into 1 to n items. All cuts
of a cluster are weighed together: each item has a score for what it is (capitals inside it, the word it ends with, its
length) and one for where it stands (order, lists, lost colons), and the best sum wins. The scores are in
`Weights`; they act like log-odds, so that 1 is weak evidence and 5 all but a proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, reduce
from itertools import pairwise
from operator import attrgetter

from .catalogue import Entry
from .coverage import Claim, Owner
from .errors import ReadingError
from .lookups import CuratedReading
from .markup import Line, join
from .source import SourceText
from .words import GENERIC_ROLES, LITTLE_WORDS, RANKS, is_acronym, is_adjective, is_role

_TOKEN = re.compile(
    r"""
      (?P<degree> [(\[] [^()\[\]]* \b (?:degree|masters?\ level) \b [^()\[\]]* [)\]]
                | \( (?:integrated\ |masters?\ )? degree (?=\s*[(:;]) )
    | (?P<level>  [(\[]\s* (?:level\s*)? [1-8] \s*[)\]]
                | (?<![\w(]) [1-8]\)
                | \(\s* [1-8] (?=[\s:;]|$)
                | (?<=\s) [2-7] (?=\s*(?:[:;]|$)|\s+(?-i:[A-Z])) )
    | (?P<bracket> [(\[] [^()\[\]]* [)\]] )
    | (?P<colon>  [:;] )
    | (?P<comma>  , (?=\s|$) )
    | (?P<word>   [^\s():;,\[\]]+ (?: [,:;] [^\s():;,\[\]]+ )* | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GLUE = re.compile(r"[/&+–—-]+")
_BARE_DEGREE = re.compile(r"\bdegree\b", re.IGNORECASE)


class Weights:
    """What each piece of evidence is worth. Positive speaks for a reading, negative against it."""

    # A capital inside an item: most begin a new one.
    CAPITAL_INSIDE = -3.3
    NEVER_SMALL_INSIDE = -3.2
    """A capital word that the document never writes small, so that it may be a name."""
    ROLE_INSIDE = -2.4
    """"Compliance Officer": a role noun with a capital."""
    ACRONYM_INSIDE = -1.1
    AFTER_ADJECTIVE = 0.6
    """What an adjective before a capital or an acronym takes back: "Senior CAD engineer"."""
    AFTER_ROLE = -1.4
    """A role noun or a bracket before the capital: "Locksmith Maritime mechanic"."""
    TITLE_CASE = 0.6
    CAPITAL_AGAIN = 0.1
    """Factors for the first capital inside and for any further one, where all words are capital up to a role noun."""
    COMMA_INSIDE = 0.3
    """"Electrical, electronic product": what the comma takes back from the capital after it."""
    COMMA_CUT = -0.2

    # What an item ends with and begins with.
    OCCUPATION_ENDS_IN_ROLE = 0.7
    OCCUPATION_ENDS_OTHERWISE = -1.1
    """Without a level; with one, anything may be an occupation ("Gas engineering (3)")."""
    SPECIALISM_ENDS_IN_ROLE = 0.7
    ENDS_IN_ADJECTIVE = -5.0
    ENDS_IN_RANK = -7.0
    """"Senior", "Advanced": words that always need another."""
    SPECIALISM_IS_ADJECTIVE = -0.7
    """"Mechanical" alone is a specialism often enough."""
    OCCUPATION_OF_ONE_WORD = -1.7
    """Where that word is no role noun."""
    SPECIALISM_OF_ONE_WORD = -0.4
    ROLE_ALONE = -3.5
    """"Officer", with something else to belong to before it."""
    ACRONYM_ALONE = -1.5
    BEGINS_WITH_LITTLE_WORD = -1.0
    SMALL_OCCUPATION = -1.5
    LONG = -0.3
    """For each word after the fifth."""

    # Where an item stands.
    OUT_OF_ORDER = -2.6
    OUT_OF_ORDER_SAME_LETTER = -0.5
    SPECIALISM_OUT_OF_ORDER = -2.2
    SPECIALISM_OUT_OF_ORDER_SAME_LETTER = -0.6
    COLON_WITHOUT_SPECIALISM = -5.0
    COLON_LOST = -3.0
    COLON_AND_LEVEL_LOST = -8.4
    LIST_ENDS = -0.8
    """An occupation without a level after a specialism."""
    ROLE_AMONG_OTHERS = -1.2
    """A specialism that ends in a role noun after some that do not, for each of up to three of them."""
    OTHER_AMONG_ROLES = -0.8
    """A specialism that does not, after some that do."""
    SAME_LAST_WORD = 0.3
    NEW_LAST_WORD = 0.0
    LAST_WORD_OF_THE_OCCUPATION = 0.5
    CUT_IN_A_LISTED_LINE = -3.3
    """Where the document gives each item a line of its own."""


class _Role(Enum):
    OCCUPATION = auto()
    SPECIALISM = auto()


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    line: Line


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, and the marks that follow it."""

    line: Line
    row: int
    """Which of the lines it stands in."""
    start: int
    marks: tuple[_Mark, ...]
    bracket: bool

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def ends_item(self) -> bool:
        return any(mark.kind != "comma" for mark in self.marks)

    def has(self, kind: str) -> bool:
        return any(mark.kind == kind for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start` to `end` of a cluster's text, read as one occupation or one specialism."""

    start: int
    end: int
    role: _Role


@dataclass(frozen=True, slots=True)
class _State:
    """The best way to read the words so far, of all that agree in what later words can see of them."""

    score: float
    item: Item | None
    before: _State | None
    occupation: Item | None
    in_list: bool
    list_size: int = 0
    list_roles: int = 0
    """How many specialisms of the list so far end in a role noun."""


@dataclass(frozen=True, slots=True)
class ClusterEntries:
    """The entries of one cluster, and how they were read."""

    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    curated: tuple[CuratedReading, ...]
    """The curated readings that were applied, one for each time that one fits."""


def read_entries(
    source: SourceText,
    lines: Sequence[Line],
    small_words: frozenset[str],
    readings: Iterable[CuratedReading] = (),
) -> ClusterEntries:
    """The entries of one cluster.

    In: the lines of its occupations in the document's order, the words that the document writes in small letters
    somewhere, and the curated readings of the document. Raises ReadingError where a mark stands before the first word.
    """
    words = _words(source, lines)
    if not words:
        return ClusterEntries((), (), ())
    settled: dict[int, Item] = {}
    list_ends: set[int] = set()
    curated: list[CuratedReading] = []
    for reading in readings:
        for items in _fits(source, words, reading):
            curated.append(reading)
            settled |= {item.start: item for item in items}
            if reading.specialisms is not None:
                list_ends.add(items[-1].end)
    items = _Reader(words, lines, small_words, settled, list_ends).best()
    entries, claims = _entries(source, words, lines, items)
    return ClusterEntries(tuple(entries), tuple(claims), tuple(curated))


def _fits(source: SourceText, words: list[_Word], reading: CuratedReading) -> Iterator[list[Item]]:
    """Each place where the texts of a curated reading stand one after another, as the items that they settle."""
    texts = [reading.entry, *(reading.specialisms or ())]
    wanted = [[m[0] for m in _TOKEN.finditer(text) if m.lastgroup in {"word", "bracket", "level", "degree"}] for text in texts]
    for start, word in enumerate(words):
        if source.line_of(word.line.offsets[0]) != reading.line:
            continue
        items: list[Item] = []
        position = start
        for i, tokens in enumerate(wanted):
            end = position
            found: list[str] = []
            while end < len(words) and len(found) < len(tokens):
                found += [words[end].text, *(m.line.text for m in words[end].marks if m.kind in {"level", "degree"})]
                end += 1
            if found != tokens:
                break
            items.append(Item(position, end, _Role.SPECIALISM if i else _Role.OCCUPATION))
            position = end
        else:
            yield items


def small_words(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand in small letters somewhere in these lines."""
    return frozenset(word for line in lines for word in re.findall(r"\b[a-z][a-z'-]+\b", line))


def _words(source: SourceText, lines: Sequence[Line]) -> list[_Word]:
    words: list[_Word] = []
    for row, line in enumerate(lines):
        for match in _TOKEN.finditer(line.text):
            kind = match.lastgroup
            token = line[match.start() : match.end()]
            if kind in {"word", "bracket"}:
                words.append(_Word(token, row, match.start(), (), kind == "bracket"))
            elif words:
                last = words[-1]
                words[-1] = _Word(last.line, last.row, last.start, (*last.marks, _Mark(str(kind), token)), last.bracket)
            else:
                raise ReadingError(
                    f"line {source.line_of(token.offsets[0])}: {token.text!r} with no occupation before it\n"
                    f"  {line.folded}\nGive it a rule in loader/entries.py, or this one case in loader/lookups/."
                )
    return words


class _Reader:
    """Scores the ways to cut one cluster's words, and finds the best."""

    def __init__(
        self,
        words: list[_Word],
        lines: Sequence[Line],
        small_words: frozenset[str],
        settled: dict[int, Item],
        list_ends: set[int],
    ) -> None:
        self.words = words
        self.small_words = small_words
        indents = [line.indent for line in lines if line.indent is not None]
        self.base_indent = min(indents, default=0)
        self.nested = len(set(indents)) > 1
        self.indents = [line.indent for line in lines]
        self.settled = settled
        self.list_ends = list_ends
        inside_settled = {i for item in settled.values() for i in range(item.start + 1, item.end)}
        around_settled = {edge for item in settled.values() for edge in (item.start, item.end)}
        self.must_cut = [
            i not in inside_settled and (i in around_settled or self._must_cut(i)) for i in range(len(words))
        ]
        self.may_cut = [
            self.must_cut[i] or (i not in inside_settled and self._may_cut(i)) for i in range(len(words))
        ]
        inside = sum(may and not must for may, must in zip(self.may_cut, self.must_cut, strict=True))
        self.listed = len(lines) > 1 and inside <= 1.5 * len(lines)
        self.intrinsic = cache(self._intrinsic)
        self.key = cache(self._key)

    def best(self) -> list[Item]:
        """The items of the best reading, in order."""
        states: list[dict[tuple[Item | None, Item | None, bool], _State]] = [{} for _ in range(len(self.words) + 1)]
        start = _State(0.0, None, None, None, False)
        states[0][(None, None, False)] = start
        for position in range(len(self.words)):
            beam = sorted(states[position].values(), key=attrgetter("score"), reverse=True)[:40]
            for end in self._ends(position):
                for state in beam:
                    for role in self._roles(position, state):
                        new = self._extend(state, Item(position, end, role))
                        if new is None:
                            continue
                        key = (new.occupation, new.item if new.in_list else None, new.in_list)
                        old = states[end].get(key)
                        if old is None or new.score > old.score:
                            states[end][key] = new
        best = max(states[-1].values(), key=attrgetter("score"))
        items = []
        state: _State | None = best
        while state is not None and state.item is not None:
            items.append(state.item)
            state = state.before
        return items[::-1]

    def _roles(self, position: int, state: _State) -> tuple[_Role, ...]:
        if position in self.settled:
            return (self.settled[position].role,)
        if position in self.list_ends or state.occupation is None:
            return (_Role.OCCUPATION,)
        return tuple(_Role)

    # Where items may end

    def _must_cut(self, i: int) -> bool:
        if i == 0:
            return True
        before, word = self.words[i - 1], self.words[i]
        if word.bracket:
            return False
        if before.ends_item:
            return True
        return before.row != word.row and not self._goes_on(before, word)

    def _goes_on(self, before: _Word, word: _Word) -> bool:
        """Whether a title runs over the end of a line."""
        return (
            before.text in LITTLE_WORDS
            or word.text in LITTLE_WORDS
            or bool(_GLUE.fullmatch(before.text) or _GLUE.fullmatch(word.text))
            or before.text.endswith(("/", "-"))
            or (before.has("comma") and word.text[0].islower())
        )

    def _may_cut(self, i: int) -> bool:
        before, word = self.words[i - 1], self.words[i]
        return (
            not word.bracket
            and not _GLUE.fullmatch(word.text)
            and not _GLUE.fullmatch(before.text)
            and not before.text.endswith("/")
            and not word.text.startswith("/")
            and before.text.casefold() not in LITTLE_WORDS
            and (word.text[0].isupper() or is_acronym(word.text))
        )

    def _ends(self, start: int) -> Iterator[int]:
        capitals = 0
        for end in range(start + 1, len(self.words) + 1):
            if end == len(self.words) or self.may_cut[end]:
                yield end
                capitals += 1
                if end == len(self.words) or self.must_cut[end] or capitals > 7:
                    return

    # Scores

    def _extend(self, state: _State, item: Item) -> _State | None:
        first, last = self.words[item.start], self.words[item.end - 1]
        occupation = item.role is _Role.OCCUPATION
        if not occupation and last.ends_item and not self._only_colon(last) and item.start not in self.settled:
            return None  # a specialism has no level
        indent = self.indents[first.row]
        if self.nested and indent is not None and (indent > self.base_indent) == occupation:
            return None  # the bullets say which it is
        score = state.score + self.intrinsic(item)
        previous = state.item
        if occupation:
            if state.occupation:
                score += self._order(state.occupation, item, Weights.OUT_OF_ORDER, Weights.OUT_OF_ORDER_SAME_LETTER)
            if previous and previous.role is _Role.OCCUPATION and self.words[previous.end - 1].has("colon"):
                score += Weights.COLON_WITHOUT_SPECIALISM
            if state.in_list and not last.ends_item and not self.nested:
                score += Weights.LIST_ENDS
            return _State(score, item, state, item, False)
        assert state.occupation is not None and previous is not None
        if last.ends_item:  # a colon after a specialism
            score += Weights.COLON_WITHOUT_SPECIALISM
        if not state.in_list:
            above = self.words[state.occupation.end - 1]
            if not above.has("colon") and not self.nested:
                score += Weights.COLON_LOST if above.ends_item else Weights.COLON_AND_LEVEL_LOST
        else:
            score += self._order(
                previous, item, Weights.SPECIALISM_OUT_OF_ORDER, Weights.SPECIALISM_OUT_OF_ORDER_SAME_LETTER
            )
            if self._ends_in_role(previous) == self._ends_in_role(item):
                same = self._last_word(previous) == self._last_word(item)
                score += Weights.SAME_LAST_WORD if same else Weights.NEW_LAST_WORD
            if state.list_roles == 0 and self._ends_in_role(item):
                score += Weights.ROLE_AMONG_OTHERS * min(state.list_size, 3)
            elif state.list_roles == state.list_size and not self._ends_in_role(item):
                score += Weights.OTHER_AMONG_ROLES * min(state.list_size, 3)
        if self._last_word(state.occupation) == self._last_word(item):
            score += Weights.LAST_WORD_OF_THE_OCCUPATION
        roles = state.list_roles + self._ends_in_role(item)
        return _State(score, item, state, state.occupation, True, state.list_size + 1, roles)

    @staticmethod
    def _only_colon(word: _Word) -> bool:
        return all(mark.kind in {"colon", "comma"} for mark in word.marks)

    def _order(self, before: Item, item: Item, out: float, same_letter: float) -> float:
        one, two = self.key(before), self.key(item)
        if one <= two or one.split(" ")[0] == two.split(" ")[0]:
            return 0.0
        return same_letter if one[:1] == two[:1] else out

    def _key(self, item: Item) -> str:
        text = " ".join(word.text for word in self.words[item.start : item.end])
        return " ".join(re.findall(r"\w+", text.casefold()))

    def _last(self, item: Item) -> _Word:
        """The last word that is not in brackets."""
        plain = [w for w in self.words[item.start : item.end] if not w.bracket]
        return plain[-1] if plain else self.words[item.end - 1]

    def _last_word(self, item: Item) -> str:
        return self._last(item).text.casefold()

    def _ends_in_role(self, item: Item) -> bool:
        return is_role(self._last(item).text)

    def _intrinsic(self, item: Item) -> float:
        words = self.words[item.start : item.end]
        score = self._capitals(item)
        occupation = item.role is _Role.OCCUPATION
        last = self._last(item)
        size = sum(not word.bracket and not _GLUE.fullmatch(word.text) for word in words)
        levelled = words[-1].ends_item
        score += Weights.LONG * max(0, size - 5)
        if last.text.casefold() in LITTLE_WORDS:
            score += 2 * Weights.ENDS_IN_ADJECTIVE
        elif last.text.casefold() in RANKS and not levelled and not is_role(last.text):
            score += Weights.ENDS_IN_RANK
        elif is_adjective(last.text) and not levelled:
            alone = size == 1 and not occupation
            score += Weights.SPECIALISM_IS_ADJECTIVE if alone else Weights.ENDS_IN_ADJECTIVE
        elif occupation and not levelled:
            role = is_role(last.text) or bool(_BARE_DEGREE.search(last.text))
            score += Weights.OCCUPATION_ENDS_IN_ROLE if role else Weights.OCCUPATION_ENDS_OTHERWISE
            if size == 1 and not role:
                score += Weights.OCCUPATION_OF_ONE_WORD
        elif not occupation:
            if is_role(last.text):
                score += Weights.SPECIALISM_ENDS_IN_ROLE
            if size == 1:
                score += Weights.SPECIALISM_OF_ONE_WORD
        first = words[0].text
        if size == 1 and last.text.casefold() in GENERIC_ROLES and (occupation or self._is_cut_off(item.start)):
            score += Weights.ROLE_ALONE
        if size == 1 and is_acronym(last.text) and not levelled:
            score += Weights.ACRONYM_ALONE
        if first.casefold() in LITTLE_WORDS:
            score += Weights.BEGINS_WITH_LITTLE_WORD
        if occupation and first[0].islower():
            score += Weights.SMALL_OCCUPATION
        if not self.must_cut[item.start]:
            if self.words[item.start - 1].has("comma"):
                score += Weights.COMMA_CUT
            if self.listed:
                score += Weights.CUT_IN_A_LISTED_LINE
        return score

    def _is_cut_off(self, i: int) -> bool:
        """Whether a cut before word `i` parts it from a word that could go with it."""
        return not self.must_cut[i] and not is_role(self.words[i - 1].text)

    def _capitals(self, item: Item) -> float:
        """What the capitals inside an item cost, where it could have been cut and was not."""
        words = self.words[item.start : item.end]
        title_case = self._ends_in_role(item) and all(
            w.text[0].isupper() or w.bracket or w.text in LITTLE_WORDS or not w.text[0].isalpha() for w in words
        )
        score, before = 0.0, 0
        for i in range(item.start + 1, item.end):
            if not self.may_cut[i]:
                continue
            word = self.words[i].text
            if is_acronym(word):
                cost = Weights.ACRONYM_INSIDE
            elif is_role(word):
                cost = Weights.ROLE_INSIDE
            elif word.casefold() in self.small_words:
                cost = Weights.CAPITAL_INSIDE
            else:
                cost = Weights.NEVER_SMALL_INSIDE
            before_it = self.words[i - 1]
            if before_it.has("comma"):
                cost += Weights.COMMA_INSIDE
            elif is_adjective(before_it.text):
                cost += Weights.AFTER_ADJECTIVE
            elif before_it.bracket or is_role(before_it.text):
                cost += Weights.AFTER_ROLE
            if title_case:
                cost *= Weights.CAPITAL_AGAIN if before else Weights.TITLE_CASE
            before += 1
            score += cost
        return score


# From items to records


def _entries(
    source: SourceText, words: list[_Word], lines: Sequence[Line], items: list[Item]
) -> tuple[list[Entry], list[Claim]]:
    entries: list[Entry] = []
    claims: list[Claim] = []
    groups: list[list[Item]] = []
    for item in items:
        if item.role is _Role.OCCUPATION:
            groups.append([item])
        else:
            groups[-1].append(item)
    for title, *specialisms in groups:
        text = _text(words, lines, title)
        names = [_text(words, lines, item) for item in specialisms]
        marks = [mark for word in words[title.start : title.end] for mark in word.marks]
        level = next((int(re.sub(r"\D", "", m.line.text)) for m in marks if m.kind == "level"), None)
        entries.append(
            Entry(
                title=text.folded,
                level=level,
                degree=any(m.kind == "degree" for m in marks) or bool(_BARE_DEGREE.search(text.text)),
                specialisms=tuple(name.folded for name in names),
                line=source.line_of(text.offsets[0]),
                title_span=text.span,
                specialism_spans=tuple(name.span for name in names),
                quote=_quote(lines, words, title.start, (specialisms or [title])[-1].end),
            )
        )
        claims += text.claims(Owner.TITLE)
        for name in names:
            claims += name.claims(Owner.SPECIALISM)
    owners = {"level": Owner.LEVEL, "degree": Owner.DEGREE, "colon": Owner.SEPARATOR}
    ends = {item.end - 1 for item in items}
    for i, word in enumerate(words):
        for mark in word.marks:
            if mark.kind != "comma":
                claims += mark.line.claims(owners[mark.kind])
            elif i in ends:
                claims += mark.line.claims(Owner.SEPARATOR)
    return entries, claims


def _quote(lines: Sequence[Line], words: list[_Word], start: int, end: int) -> str:
    """The words `start` to `end` with their marks, as they stand: what was lost is lost here, too."""
    first, last = words[start], words[end - 1]
    begin = first.line.offsets[0]
    finish = max(line.offsets[-1] for line in (last.line, *(mark.line for mark in last.marks)))
    rows = range(first.row, last.row + 1)
    return " ".join(
        "".join(c for c, o in zip(lines[row].text, lines[row].offsets, strict=True) if begin <= o <= finish) for row in rows
    ).strip()


def _text(words: list[_Word], lines: Sequence[Line], item: Item) -> Line:
    """The words of an item as they stand in the source, on one line or over the ends of several, without its marks."""
    first, last = words[item.start], words[item.end - 1]
    marks = {o for w in words[item.start : item.end - 1] for m in w.marks if m.kind != "comma" for o in m.line.offsets}
    pieces = []
    for row in range(first.row, last.row + 1):
        start = first.start if row == first.row else 0
        end = last.start + len(last.text) if row == last.row else len(lines[row].text)
        line = lines[row][start:end]
        kept = [i for i, offset in enumerate(line.offsets) if offset not in marks]
        pieces.append(
            Line(
                "".join(line.text[i] for i in kept),
                tuple(line.offsets[i] for i in kept),
                tuple(line.italics[i] for i in kept),
            )
        )
    return reduce(join, filter(None, pieces))
