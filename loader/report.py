"""What a user should know about a document and its reading: what it lost, what is odd, what was settled by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from career_pathways.loader.reading.coverage import Owner
from career_pathways.loader.words.close_titles import close_pairs, vocabulary
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.titles import key, normalised_title

from .building import ReadDocument
from .catalogue import Catalogue, Entry, Route
from .source import SourceText, Span

KINDS = (
    "characters without an owner",
    "characters owned twice",
    "curated readings for another document",
    "routes that are not there",
    "routes of one name",
    "route without a table",
    "cluster without occupations",
    "level that was not read",
    "title that looks like a heading",
    "title with markup in it",
    "quote without its pair",
    "lost name",
    "mark without an occupation",
    "level outside its column",
    "occupation listed twice",
    "near-duplicate titles",
    "entry without level",
    "curated reading",
    "characters owned",
)
"""Of findings, the most serious first: what the reading lost, what the document lost, what is odd, what is well."""

_LONGEST_QUOTE = 60
"""Characters of the document that a note beside an answer shows."""

_MOST_NOTES = 5
"""Places that are named beside an answer; the report has all of them."""

_ENDS_A_LINE = re.compile("[\t\n\r]")
"""A line of the document, or a cell of it."""

_PAIRS = (('"', '"'), ("“", "”"), ("«", "»"))

_MARKUP = re.compile(r"</?[a-z!?][^<>]*>|</|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,31}\d{0,2});|\*\*|\]\(", re.IGNORECASE)

_HEADING = re.compile(
    r"occupational\s+maps?\b|clusters?\s*[:\u2013\u2014]|(?:pathways?|clusters?|routes?|occupations?|levels?)$"
    r"|(?:(?:higher\s+)?technical|professional)(?:\s+occupations?)?\W*(?:levels?\W*[\d\W]*)?$",
    re.IGNORECASE,
)
"""The words of headings, legends and rows of column names, at the beginning of a text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a user of the map should know about the document or its reading."""

    kind: str
    line: int | None
    where: str
    finding: str


def unread(document: ReadDocument) -> Iterator[Finding]:
    """What the reading of a document lost: characters that nobody owns, or that two do, in the document's order."""
    source, owned = document.source, document.reading.coverage
    for spans, kind in ((owned.unowned, KINDS[0]), (owned.contested, KINDS[1])):
        for span in _in_one_piece(source, spans):
            yield Finding(kind, source.line_of(span.start), source.name, repr(source.quote(span)))


def _in_one_piece(source: SourceText, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans of words, those of one line with nothing else between them as one."""
    piece: Span | None = None
    for span in spans:
        between = None if piece is None else source.text[piece.end : span.start]
        if piece and between is not None and between.isspace() and not _ENDS_A_LINE.search(between):
            piece = Span(piece.start, span.end)
            continue
        if piece:
            yield piece
        piece = span
    if piece:
        yield piece


def unread_notes(document: ReadDocument) -> tuple[str, ...]:
    """The same in lines of text, for whoever builds, loads or lists: the first places, and how many more there are."""
    found = list(unread(document))
    notes = [
        f"{f.kind}: line {f.line}: {f.finding[:_LONGEST_QUOTE]}{'…' * (len(f.finding) > _LONGEST_QUOTE)}"
        for f in found[:_MOST_NOTES]
    ]
    more = len(found) - len(notes)
    return (*notes, *([f"and {counted(more, 'more place')} that {not_read(more)}"] if more > 0 else []))


def not_read(places: int) -> str:
    """What is said of so many places that `unread` finds.

    >>> not_read(1), not_read(2)
    ('was not read as it stands', 'were not read as they stand')
    """
    return "was not read as it stands" if places == 1 else "were not read as they stand"


def lost(document: ReadDocument) -> Iterator[Finding]:
    """What the document lost, as far as it shows: it is reported and never filled in."""
    catalogue = document.catalogue
    spoken_of = re.search(r"This is one of (\d+) occupational maps", document.source.text)
    if spoken_of and int(spoken_of[1]) != len(catalogue.routes):
        found = f"the document speaks of {counted(int(spoken_of[1]), 'map')} and holds {len(catalogue.routes)}"
        yield Finding("routes that are not there", None, document.source.name, found)
    names: dict[str, Route] = {}
    for route in catalogue.routes:
        first = names.setdefault(key(route.name), route)
        if first is not route:
            found = f"a route of the name of that in line {first.line}: neither is meant by it"
            yield Finding("routes of one name", route.line, route.name, found)
    for route in catalogue.routes:
        if not route.pathways:
            yield Finding("route without a table", route.line, route.name, "the document holds no table of this route")
        for pathway in route.pathways:
            if not pathway.name:
                yield Finding("lost name", pathway.line, route.name, "a pathway without a name")
            for cluster in pathway.clusters:
                where = f"{route.name} / {pathway.name}"
                if not cluster.name:
                    named = ", ".join(other.name for other in pathway.clusters if other.name)
                    found = f"a cluster without a name{f', beside {named}' * bool(named)}"
                    yield Finding("lost name", cluster.line, where, found)
                if not cluster.entries:
                    where = f"{where} / {cluster.name}"
                    found = "no occupation stands under its name"
                    yield Finding("cluster without occupations", cluster.line, where, found)


def lost_notes(document: ReadDocument) -> tuple[str, ...]:
    """The same in lines of text, for whoever builds or loads."""
    return tuple(f"lost: {f'line {f.line}: ' * bool(f.line)}{f.where}: {f.finding}" for f in lost(document))


def findings(document: ReadDocument) -> Iterator[Finding]:
    """The quality report, kind by kind: characters, curated readings, levels, and what was lost."""
    source, catalogue = document.source, document.catalogue
    owned = document.reading.coverage
    total = sum(owned.owned.values())
    counts = ", ".join(f"{owner.value} {count:,}" for owner, count in owned.owned.items() if count)
    characters = f"{total:,} characters that are no white space: {counts}"
    yield Finding("characters owned", None, source.name, characters)
    yield from unread(document)
    if document.unused:
        found = f"those of {document.unused.name}, {len(document.unused.readings):,}, are for another document"
        yield Finding("curated readings for another document", None, source.name, found)
    for span in (claim.span for claim in document.reading.claims if claim.owner is Owner.STRAY):
        line = source.line_of(span.start)
        yield Finding("mark without an occupation", line, source.name, source.quote(span))
    for level in document.reading.unread_levels:
        found = f"{source.quote(level.span)} behind {level.title}"
        yield Finding("level that was not read", source.line_of(level.span.start), source.name, found)
    for curated in document.lookups.readings if document.lookups else ():
        yield Finding("curated reading", curated.line, curated.entry, curated.because)
    yield from lost(document)
    yield from _odd_texts(catalogue)
    unstated = []
    for route, pathway, cluster in catalogue.clusters():
        low, high = cluster.column.band
        where = f"{route.name} / {pathway.name} / {cluster.name}"
        for entry in cluster.entries:
            if entry.level is None:
                unstated.append(Finding("entry without level", entry.line, where, entry.title))
            elif not low <= entry.level <= high:
                found = f"{entry.title} ({entry.level}) in the column of levels {low} to {high}"
                yield Finding("level outside its column", entry.line, where, found)
    yield from _listed_twice(catalogue)
    yield from _near_duplicates(catalogue)
    yield from unstated


def _odd_texts(catalogue: Catalogue) -> Iterator[Finding]:
    """Names and titles that hold what no name does: the words of a heading, markup, half of a pair of quotes."""
    odd: dict[str, list[Finding]] = {kind: [] for kind in KINDS}
    for route, pathway, cluster in catalogue.clusters():
        where = f"{route.name} / {pathway.name} / {cluster.name}"
        texts = [(entry.line, text) for entry in cluster.entries for text in (entry.title, *entry.specialisms)]
        for line, text in [(cluster.line, cluster.name), *texts]:
            for kind, is_odd in {
                "title that looks like a heading": _HEADING.match(text),
                "title with markup in it": _MARKUP.search(text),
                "quote without its pair": any(
                    text.count(a) % 2 if a == b else text.count(a) != text.count(b) for a, b in _PAIRS
                ),
            }.items():
                if is_odd:
                    odd[kind].append(Finding(kind, line, where, text))
    for found in odd.values():
        yield from found


def _listed_twice(catalogue: Catalogue) -> Iterator[Finding]:
    """Occupations that one cluster lists more than once; in the graph they are one."""
    for route, pathway, cluster in catalogue.clusters():
        seen: set[tuple[str, int | None]] = set()
        for entry in cluster.entries:
            occupation = (normalised_title(entry.title), entry.level)
            if occupation in seen:
                where = f"{route.name} / {pathway.name} / {cluster.name}"
                yield Finding("occupation listed twice", entry.line, where, entry.title)
            seen.add(occupation)


def _near_duplicates(catalogue: Catalogue) -> Iterator[Finding]:
    """Titles so close that one is likely a slip of the pen for the other, each pair once."""
    entries = [(entry, route) for route, _, cluster in catalogue.clusters() for entry in cluster.entries]
    first: dict[str, tuple[Entry, Route]] = {}
    for entry, route in entries:
        first.setdefault(normalised_title(entry.title), (entry, route))
    known = vocabulary(text for entry, _ in entries for text in (entry.title, *entry.specialisms))
    for one, other in close_pairs(first, known):
        (entry, route), (twin, other_route) = first[one], first[other]
        found = f"{entry.title!r} and, in line {twin.line} ({other_route.name}), {twin.title!r}"
        yield Finding("near-duplicate titles", entry.line, route.name, found)
