"""The reader as a whole: source text in, catalogue and claims out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Pathway, Route
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import SourceText

from .blocks import HEADING_CURE, LONGEST_NAME, RouteBlocks, begins_like_heading, read_blocks
from .boundaries import boundaries
from .cells import OpenCluster
from .coverage import Claim, Coverage, coverage
from .curated import Lookups
from .entries import read_entries
from .levels import UnreadLevel
from .tables import OpenPathway, read_route
from .tokens import read_words
from .vocabulary import vocabulary

MOST_OPEN = 10_000
"""Words of a document that may begin an occupation and need not, twenty times those of the packaged one: its time grows
with them. So many take ten seconds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, and who owns each of its characters."""

    catalogue: Catalogue
    claims: tuple[Claim, ...]
    unread_levels: tuple[UnreadLevel, ...]
    """In the document's order."""
    coverage: Coverage
    """Who owns how much, and what nobody owns: every reading counts it."""


_HEADING_WITHIN = re.compile(r"\boccupational[\W_]{1,3}maps?(?:\s*[:：–—-]|$)", re.IGNORECASE)


def read_catalogue(source: SourceText, lookups: Lookups | None = None) -> Reading:
    """What a whole document says: its `catalogue`, and how well it was read.

    - `source`: the text, from `career_pathways.read_source`.
    - `lookups`: the curated readings that belong to it, as `career_pathways.packaged_lookups` has them; None for none.

    Raises ReadingError where no rule reads it, and LookupsError where a curated reading does not fit exactly once.
    """
    blocks = read_blocks(source)
    claims = list(blocks.claims)
    routes: list[tuple[RouteBlocks, list[OpenPathway]]] = []
    for block in blocks.routes:
        pathways, route_claims = read_route(blocks.pieces, block)
        routes.append((block, pathways))
        claims += route_claims
    clusters = [c for _, pathways in routes for p in pathways for c in p.clusters]
    words = [read_words(source, cluster.lines) for cluster in clusters]
    bounds = [boundaries(cluster.words) for cluster in words]
    _refuse_work(source, sum(between.open for between in bounds))
    known = vocabulary(
        texts=(text for c in clusters for text in (c.description, *(line.text for line in c.lines))),
        names=(c.name for c in clusters),
        clusters=((cluster.words, between) for cluster, between in zip(words, bounds, strict=True)),
    )
    in_order = zip(words, bounds, strict=True)

    unread: list[UnreadLevel] = []
    readings = lookups.readings if lookups else ()
    fits = dict.fromkeys(readings, 0)

    def cluster(text: OpenCluster) -> Cluster:
        read = read_entries(source, *next(in_order), known, readings)
        claims.extend(read.claims)
        unread.extend(read.unread_levels)
        for reading in read.curated:
            fits[reading] += 1
        return Cluster(
            name=text.name,
            column=text.column or Column.TECHNICAL,
            row=text.row,
            apprenticeship_only=text.flag,
            description=text.description,
            line=text.line,
            entries=read.entries,
        )

    def pathway(text: OpenPathway) -> Pathway:
        return Pathway(name=text.name, line=text.line, clusters=tuple(map(cluster, text.clusters)))

    catalogue = Catalogue(
        source_name=source.name,
        source_sha256=source.sha256,
        routes=tuple(Route(name=r.name, line=r.line, pathways=tuple(map(pathway, found))) for r, found in routes),
    )
    for reading, times in fits.items():
        if times != 1:
            raise reading.error(times)
    _refuse_names(catalogue)
    levels = tuple(sorted(unread, key=attrgetter("span")))
    return Reading(catalogue, tuple(claims), levels, coverage(source, claims))


def _refuse_work(source: SourceText, count: int) -> None:
    """Raise ReadingError where more than MOST_OPEN words have to be weighed."""
    if count > MOST_OPEN:
        raise ReadingError(
            f"{source.name}: {count:,} words that an occupation may begin with, and at most {MOST_OPEN:,} are read.",
            "Is this the text of the occupational maps? If it is, cut it into parts of whole routes.",
        )


def _refuse_names(catalogue: Catalogue) -> None:
    """Raise ReadingError where a name is longer than LONGEST_NAME, or where a text holds the heading of a route."""
    for _, _, cluster in catalogue.clusters():
        if _HEADING_WITHIN.search(cluster.description):
            raise ReadingError(
                f"line {cluster.line}: the heading of a route within a description\n  {cluster.description}\n",
                HEADING_CURE,
            )
    for line, name, level in _texts(catalogue):
        if len(name) > LONGEST_NAME:
            raise ReadingError(
                f"line {line}: a name of {len(name):,} characters, of at most {LONGEST_NAME}\n  {name[:60]}…\n",
                "Is this a table of occupations?",
            )
        if _HEADING_WITHIN.search(name) or (level is None and begins_like_heading(name)):
            raise ReadingError(f"line {line}: the heading of a route within other text\n  {name}\n", HEADING_CURE)


def _texts(catalogue: Catalogue) -> Iterator[tuple[int, str, int | None]]:
    """Every name of the catalogue but those of routes, with its line and its level."""
    for route in catalogue.routes:
        for pathway in route.pathways:
            yield pathway.line, pathway.name, None
    for _, _, cluster in catalogue.clusters():
        yield cluster.line, cluster.name, None
        for entry in cluster.entries:
            yield entry.line, entry.title, entry.level
            for name in entry.specialisms:
                yield entry.line, name, entry.level
