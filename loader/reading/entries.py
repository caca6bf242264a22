"""The entries of a cluster: its lines cut into items, and the items as records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from career_pathways.loader.catalogue import Entry
from career_pathways.loader.errors import LookupsError
from career_pathways.loader.source import SourceText

from .boundaries import Boundaries
from .coverage import Claim, Owner
from .curated import CuratedReading
from .cutting import best_cut
from .evidence import BARE_DEGREE, Item, Role
from .levels import UnreadLevel, is_doubtful, level_in
from .markup import Line, join
from .tokens import ClusterWords, Word, read_words
from .vocabulary import Vocabulary

_OF_AN_OCCUPATION = ("level", "degree", "unread")


@dataclass(frozen=True, slots=True)
class ClusterEntries:
    """The entries of one cluster, and how they were read."""

    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    curated: tuple[CuratedReading, ...]
    """The curated readings that were applied, one for each time that one fits."""
    unread_levels: tuple[UnreadLevel, ...] = ()


def read_entries(
    source: SourceText,
    cluster: ClusterWords,
    bounds: Boundaries,
    vocabulary: Vocabulary,
    readings: Iterable[CuratedReading] = (),
) -> ClusterEntries:
    """The entries of one cluster.

    In: the words of its occupations in the document's order, the boundaries between them, what the document says of
    words elsewhere, and the curated readings of the document. Raises LookupsError where two of these settle one place.
    """
    words, stray = cluster.words, cluster.stray
    if not words:
        return ClusterEntries((), stray, ())
    settled: dict[int, Item] = {}
    list_ends: set[int] = set()
    curated: list[CuratedReading] = []
    numbers = [source.line_of(word.line.offsets[0]) for word in words]
    for reading in readings:
        for items in _fits(source, words, numbers, reading):
            if any(item.start in settled for item in items):
                raise LookupsError(
                    f"{reading.place}: {reading.entry!r} is settled by another reading.", "Keep one of them."
                )
            curated.append(reading)
            settled |= {item.start: item for item in items}
            if reading.specialisms is not None:
                list_ends.add(items[-1].end)
    items = best_cut(words, cluster.lines, bounds, vocabulary, settled, list_ends)
    entries, claims, unread = _entries(source, words, cluster.lines, items)
    return ClusterEntries(tuple(entries), (*stray, *claims), tuple(curated), tuple(unread))


def _fits(
    source: SourceText, words: Sequence[Word], numbers: list[int], reading: CuratedReading
) -> Iterator[list[Item]]:
    """Each place where the texts of a curated reading stand one after another, as the items that they settle.

    In: the words of a cluster, and for each the number of its line in the document.
    """
    if reading.line not in numbers:
        return
    texts = [reading.entry, *(reading.specialisms or ())]
    lines = [Line(text, tuple(range(len(text))), (False,) * len(text)) for text in texts]
    wanted = [_texts(read_words(source, [line]).words) for line in lines]
    for start, number in enumerate(numbers):
        if number != reading.line:
            continue
        items: list[Item] = []
        position = start
        for i, tokens in enumerate(wanted):
            end = position
            found: list[str] = []
            while end < len(words) and len(found) < len(tokens):
                found += _texts(words[end : end + 1])
                end += 1
            if found != tokens:
                break
            items.append(Item(position, end, Role.SPECIALISM if i else Role.OCCUPATION))
            position = end
        else:
            yield items


def _texts(words: Iterable[Word]) -> list[str]:
    """The words and their levels and degrees, which a curated reading must name."""
    return [
        text
        for word in words
        for text in (word.text, *(m.line.text for m in word.marks if m.kind in _OF_AN_OCCUPATION))
    ]


# From items to records


def _entries(
    source: SourceText, words: Sequence[Word], lines: Sequence[Line], items: list[Item]
) -> tuple[list[Entry], list[Claim], list[UnreadLevel]]:
    entries: list[Entry] = []
    unread: list[UnreadLevel] = []
    claims: list[Claim] = []
    groups: list[list[Item]] = []
    for item in items:
        if item.role is Role.OCCUPATION:
            groups.append([item])
        else:
            groups[-1].append(item)
    for title, *specialisms in groups:
        text = _text(words, lines, title)
        names = [_text(words, lines, item) for item in specialisms]
        marks = [mark for word in words[title.start : title.end] for mark in word.marks]
        levels = {level for mark in marks if mark.kind != "unread" and (level := level_in(mark.line.text)) is not None}
        unread += [UnreadLevel(text.folded, line.span) for line in _unread(words[title.start : title.end], levels)]
        entries.append(
            Entry(
                title=text.folded,
                level=levels.pop() if len(levels) == 1 else None,
                degree=any(m.kind == "degree" for m in marks) or bool(BARE_DEGREE.search(text.text)),
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
    owners = {
        "level": Owner.LEVEL,
        "unread": Owner.UNREAD_LEVEL,
        "degree": Owner.DEGREE,
        "colon": Owner.SEPARATOR,
    }
    ends = {item.end - 1 for item in items}
    for i, word in enumerate(words):
        for mark in word.marks:
            if mark.kind != "comma":
                claims += mark.line.claims(owners[mark.kind])
            elif i in ends:
                claims += mark.line.claims(Owner.SEPARATOR)
    return entries, claims, unread


def _unread(words: Sequence[Word], levels: AbstractSet[int]) -> Iterator[Line]:
    """What states a level of a title, or may state one, and was not read; where two levels are stated, all of it."""
    for word in words:
        if word.bracket and is_doubtful(word.text):
            yield word.line
        for mark in word.marks:
            digits = any(map(str.isdecimal, mark.line.text))
            if mark.kind == "unread" or (digits and (level_in(mark.line.text) is None or len(levels) > 1)):
                yield mark.line


def _quote(lines: Sequence[Line], words: Sequence[Word], start: int, end: int) -> str:
    """The words `start` to `end` with their marks, as they stand: what was lost is lost here, too."""
    first, last = words[start], words[end - 1]
    begin = first.line.offsets[0]
    finish = max(line.offsets[-1] for line in (last.line, *(mark.line for mark in last.marks)))
    pieces = []
    for row in range(first.row, last.row + 1):
        offsets = lines[row].offsets
        pieces.append(lines[row].text[bisect_left(offsets, begin) : bisect_right(offsets, finish)])
    return " ".join(pieces).strip()


def _text(words: Sequence[Word], lines: Sequence[Line], item: Item) -> Line:
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
    return join([piece for piece in pieces if piece])
