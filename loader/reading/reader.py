"""The reader as a whole: source text in, catalogue and claims out."""

from __future__ import annotations

from dataclasses import dataclass

from career_pathways.loader.catalogue import Catalogue, Cluster, Pathway, Route
from career_pathways.loader.source import SourceText

from .blocks import read_blocks
from .coverage import Claim
from .curated import Lookups
from .entries import read_entries, small_words
from .tables import ClusterText, RouteText, read_route


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, and who owns each of its characters."""

    catalogue: Catalogue
    claims: tuple[Claim, ...]


def read_catalogue(source: SourceText, lookups: Lookups | None = None) -> Reading:
    """Read a whole document, with the curated readings that belong to it or with none.

    Raises ReadingError where no rule reads it, and LookupsError where a curated reading does not fit exactly once.
    """
    blocks = read_blocks(source)
    claims = list(blocks.claims)
    routes: list[RouteText] = []
    for block in blocks.routes:
        route, route_claims = read_route(source, block)
        routes.append(route)
        claims += route_claims
    clusters = [c for r in routes for p in r.pathways for c in p.clusters]
    small = small_words(text for c in clusters for text in (c.description, *(line.text for line in c.lines)))

    readings = lookups.readings if lookups else ()
    fits = dict.fromkeys(readings, 0)

    def cluster(text: ClusterText) -> Cluster:
        read = read_entries(source, text.lines, small, readings)
        claims.extend(read.claims)
        for reading in read.curated:
            fits[reading] += 1
        return Cluster(
            name=text.name,
            column=text.column,
            row=text.row,
            apprenticeship_only=text.apprenticeship_only,
            description=text.description,
            line=text.line,
            entries=read.entries,
        )

    catalogue = Catalogue(
        source_name=source.name,
        source_sha256=source.sha256,
        routes=tuple(
            Route(
                name=r.name,
                line=r.line,
                pathways=tuple(
                    Pathway(name=p.name, line=p.line, clusters=tuple(map(cluster, p.clusters))) for p in r.pathways
                ),
            )
            for r in routes
        ),
    )
    for reading, times in fits.items():
        if times != 1:
            raise reading.error(times)
    return Reading(catalogue, tuple(claims))
