"""The reader as a whole: source text in, catalogue and claims out."""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import read_blocks
from .catalogue import Catalogue, Cluster, Pathway, Route
from .cells import ClusterText, RouteText, read_route
from .coverage import Claim
from .entries import read_entries, small_words
from .source import SourceText


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, and who owns each of its characters."""

    catalogue: Catalogue
    claims: tuple[Claim, ...]


def read_catalogue(source: SourceText) -> Reading:
    """Read a whole document. Raises ReadingError where no rule reads it."""
    blocks = read_blocks(source)
    claims = list(blocks.claims)
    routes: list[RouteText] = []
    for block in blocks.routes:
        route, route_claims = read_route(source, block)
        routes.append(route)
        claims += route_claims
    clusters = [c for r in routes for p in r.pathways for c in p.clusters]
    small = small_words(
        text for c in clusters for text in (c.description, *(line.text for line in c.lines))
    )

    def cluster(text: ClusterText) -> Cluster:
        entries, entry_claims = read_entries(source, text.lines, small)
        claims.extend(entry_claims)
        return Cluster(
            name=text.name,
            column=text.column,
            row=text.row,
            apprenticeship_only=text.apprenticeship_only,
            description=text.description,
            line=text.line,
            entries=tuple(entries),
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
    return Reading(catalogue, tuple(claims))
