"""What a user should know about a document and its reading: what it lost, what is odd, what was settled by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from career_pathways.loader.reading.coverage import Owner, coverage
from career_pathways.loader.words.close_titles import close_pairs, vocabulary
from career_pathways.loader.words.titles import normalised_title

from .building import ReadDocument
from .catalogue import Catalogue, Entry, Route


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a user of the map should know about the document or its reading."""

    kind: str
    line: int | None
    where: str
    finding: str


def lost(document: ReadDocument) -> Iterator[Finding]:
    """What the document lost, as far as it shows: it is reported and never filled in."""
    catalogue = document.catalogue
    spoken_of = re.search(r"This is one of (\d+) occupational maps", document.source.text)
    if spoken_of and int(spoken_of[1]) != len(catalogue.routes):
        found = f"the document speaks of {spoken_of[1]} maps and holds {len(catalogue.routes)}"
        yield Finding("routes that are not there", None, document.source.name, found)
    for route in catalogue.routes:
        if not route.pathways:
            yield Finding("route without a table", route.line, route.name, "the document holds no table of this route")
        for pathway in route.pathways:
            if not pathway.name:
                yield Finding("lost name", pathway.line, route.name, "a pathway without a name")
            for cluster in pathway.clusters:
                where = f"{route.name} / {pathway.name}"
                if not cluster.name:
                    yield Finding("lost name", cluster.line, where, "a cluster without a name")
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
    owned = coverage(source, document.reading.claims)
    total = sum(owned.owned.values())
    counts = ", ".join(f"{owner.value} {count:,}" for owner, count in owned.owned.items() if count)
    characters = f"{total:,} characters that are no white space: {counts}"
    yield Finding("characters owned", None, source.name, characters)
    for spans, kind in ((owned.unowned, "characters without an owner"), (owned.contested, "characters owned twice")):
        for span in spans:
            yield Finding(kind, source.line_of(span.start), source.name, repr(source.quote(span)))
    for span in (claim.span for claim in document.reading.claims if claim.owner is Owner.STRAY):
        line = source.line_of(span.start)
        yield Finding("mark without an occupation", line, source.name, source.quote(span))
    for level in document.reading.unread_levels:
        found = f"{source.quote(level.span)} behind {level.title}"
        yield Finding("level that was not read", source.line_of(level.span.start), source.name, found)
    for curated in document.lookups.readings if document.lookups else ():
        yield Finding("curated reading", curated.line, curated.entry, curated.because)
    yield from lost(document)
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


def _listed_twice(catalogue: Catalogue) -> Iterator[Finding]:
    """Occupations that one cluster lists more than once; in the graph they are one."""
    for route, pathway, cluster in catalogue.clusters():
        seen: set[tuple[str, int | None]] = set()
        for entry in cluster.entries:
            key = (normalised_title(entry.title), entry.level)
            if key in seen:
                where = f"{route.name} / {pathway.name} / {cluster.name}"
                yield Finding("occupation listed twice", entry.line, where, entry.title)
            seen.add(key)


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
