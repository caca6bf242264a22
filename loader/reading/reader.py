"""The reader as a whole: source text in, catalogue and claims out."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Pathway, Route
from career_pathways.loader.source import SourceText

from .blocks import RouteBlocks, read_blocks
from .cells import OpenCluster
from .coverage import Claim
from .curated import Lookups
from .entries import read_entries, small_words
from .levels import UnreadLevel
from .tables import OpenPathway, read_route


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, and who owns each of its characters."""

    catalogue: Catalogue
    claims: tuple[Claim, ...]
    unread_levels: tuple[UnreadLevel, ...]
    """In the document's order."""


def read_catalogue(source: SourceText, lookups: Lookups | None = None) -> Reading:
    """Read a whole document, with the curated readings that belong to it or with none.

    Raises ReadingError where no rule reads it, and LookupsError where a curated reading does not fit exactly once.
    """
    blocks = read_blocks(source)
    claims = list(blocks.claims)
    routes: list[tuple[RouteBlocks, list[OpenPathway]]] = []
    for block in blocks.routes:
        pathways, route_claims = read_route(source, block)
        routes.append((block, pathways))
        claims += route_claims
    clusters = [c for _, pathways in routes for p in pathways for c in p.clusters]
    small = small_words(text for c in clusters for text in (c.description, *(line.text for line in c.lines)))

    unread: list[UnreadLevel] = []
    readings = lookups.readings if lookups else ()
    fits = dict.fromkeys(readings, 0)

    def cluster(text: OpenCluster) -> Cluster:
        read = read_entries(source, text.lines, small, readings)
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
    return Reading(catalogue, tuple(claims), tuple(sorted(unread, key=attrgetter("span"))))
