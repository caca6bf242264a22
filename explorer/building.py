"""The whole way from a document to a store, and the report on how well the document was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from career_pathways.loader.catalogue import Catalogue, Entry, Route
from career_pathways.loader.coverage import coverage
from career_pathways.loader.curated import Lookups, packaged_lookups, read_lookups
from career_pathways.loader.embedded import EmbeddedStore
from career_pathways.loader.graph import build_graph, validate
from career_pathways.loader.names import close_pairs, normalised_title, vocabulary
from career_pathways.loader.reading import Reading, read_catalogue
from career_pathways.loader.source import SourceText, read_source


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a user of the map should know about the document or its reading."""

    kind: str
    line: int | None
    where: str
    finding: str


@dataclass(frozen=True, slots=True)
class Read:
    """A document, its reading, and the curated readings that went into it."""

    source: SourceText
    lookups: Lookups | None
    reading: Reading

    @property
    def catalogue(self) -> Catalogue:
        """What the document says."""
        return self.reading.catalogue


def read(source: Path | None, lookups: str | None) -> Read:
    """The document at `source`, or the packaged one.

    `lookups`: a file of curated readings, "none", or None for the packaged ones where they belong to the document.
    """
    text = read_source(source)
    if lookups is None:
        curated = packaged_lookups(text)
    else:
        curated = None if lookups == "none" else read_lookups(Path(lookups), text)
    return Read(text, curated, read_catalogue(text, curated))


def build(store: Path, source: Path | None, lookups: str | None) -> tuple[Read, dict[str, int]]:
    """Read, check, and replace the store. Out: what was read, and the counts of the new store."""
    document = read(source, lookups)
    graph = build_graph(document.catalogue)
    validate(graph)
    with EmbeddedStore(store) as target:
        target.replace(graph)
        return document, target.counts()


def lost(catalogue: Catalogue) -> Iterator[Finding]:
    """What the document lost, as far as it shows: it is reported and never filled in."""
    for route in catalogue.routes:
        if not route.pathways:
            yield Finding("route without a table", route.line, route.name, "the document holds no table of this route")
        for pathway in route.pathways:
            if not pathway.name:
                yield Finding("lost name", pathway.line, route.name, "a pathway without a name")
            for cluster in pathway.clusters:
                if not cluster.name:
                    yield Finding(
                        "lost name",
                        cluster.line,
                        f"{route.name} / {pathway.name}",
                        "a cluster without a name",
                    )
                if not cluster.entries:
                    where = f"{route.name} / {pathway.name} / {cluster.name}"
                    yield Finding(
                        "cluster without occupations",
                        cluster.line,
                        where,
                        "no occupation stands under its name",
                    )


def findings(document: Read) -> Iterator[Finding]:
    """The quality report, kind by kind: characters, curated readings, levels, and what was lost."""
    source, catalogue = document.source, document.catalogue
    owned = coverage(source, document.reading.claims)
    total = sum(owned.owned.values())
    yield Finding(
        "characters owned",
        None,
        source.name,
        f"{total:,} characters that are no white space: "
        + ", ".join(f"{owner.value} {count:,}" for owner, count in owned.owned.items() if count),
    )
    for spans, what in (
        (owned.unowned, "characters without an owner"),
        (owned.contested, "characters owned twice"),
    ):
        for span in spans:
            yield Finding(what, source.line_of(span.start), source.name, repr(source.quote(span)))
    for curated in document.lookups.readings if document.lookups else ():
        yield Finding("curated reading", curated.line, curated.entry, curated.because)
    yield from lost(catalogue)
    unstated = []
    for route, pathway, cluster in catalogue.clusters():
        low, high = cluster.column.band
        for entry in cluster.entries:
            where = f"{route.name} / {pathway.name} / {cluster.name}"
            if entry.level is None:
                unstated.append(Finding("entry without level", entry.line, where, entry.title))
            elif not low <= entry.level <= high:
                yield Finding(
                    "level outside its column",
                    entry.line,
                    where,
                    f"{entry.title} ({entry.level}) in the column of levels {low} to {high}",
                )
    yield from _near_duplicates(catalogue)
    yield from unstated


def _near_duplicates(catalogue: Catalogue) -> Iterator[Finding]:
    """Titles so close that one is likely a slip of the pen for the other, each pair once."""
    entries = [(entry, route) for route, _, cluster in catalogue.clusters() for entry in cluster.entries]
    first: dict[str, tuple[Entry, Route]] = {}
    for entry, route in entries:
        first.setdefault(normalised_title(entry.title), (entry, route))
    known = vocabulary(text for entry, _ in entries for text in (entry.title, *entry.specialisms))
    for one, other in close_pairs(first, known):
        (entry, route), (twin, other_route) = first[one], first[other]
        yield Finding(
            "near-duplicate titles",
            entry.line,
            route.name,
            f"{entry.title!r} and, in line {twin.line} ({other_route.name}), {twin.title!r}",
        )
