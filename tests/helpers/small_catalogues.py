"""Catalogues small enough to see, written as they read: "Roofer (2): Slate, Thatch"."""

import re

from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Entry, Pathway, Route
from career_pathways.loader.source import Span

_ENTRY = re.compile(r"(?P<title>.*?)(?: \((?P<level>\d)\))?(?P<degree> \(degree\))?(?:: (?P<specialisms>.*))?")

T, H, P = Column


def catalogue_of(*routes: Route) -> Catalogue:
    return Catalogue(source_name="maps.txt", source_sha256="5" * 64, routes=routes)


def route(name: str, *pathways: Pathway) -> Route:
    return Route(name=name, line=1, pathways=pathways)


def pathway(name: str, *clusters: Cluster) -> Pathway:
    return Pathway(name=name, line=2, clusters=clusters)


def cluster(name: str, column: Column, row: int, *entries: str, line: int = 3) -> Cluster:
    return Cluster(name=name, column=column, row=row, line=line, entries=tuple(entry(e, line) for e in entries))


def entry(text: str, line: int = 3) -> Entry:
    read = _ENTRY.fullmatch(text)
    assert read
    specialisms = tuple((read["specialisms"] or "").split(", ")) if read["specialisms"] else ()
    return Entry(
        title=read["title"],
        level=int(read["level"]) if read["level"] else None,
        degree=bool(read["degree"]),
        specialisms=specialisms,
        line=line,
        title_span=Span(0, 0),
        specialism_spans=(Span(0, 0),) * len(specialisms),
    )


def one_pathway(*clusters: Cluster) -> Catalogue:
    """A catalogue with one route, "R", and one pathway, "P"."""
    return catalogue_of(route("R", pathway("P", *clusters)))
