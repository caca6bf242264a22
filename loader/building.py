"""The whole way from a document, or from a mapping file and its tables, to a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from career_pathways.loader.graph.build import Graph, build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.maps.reading import ReadMap, graph_of_map, is_mapping, read_map
from career_pathways.loader.reading.curated import Lookups, read_lookups, shipped_lookups
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.stores.embedded import EmbeddedStore

from .catalogue import Catalogue
from .errors import InvalidCatalogue, LookupsError, WrongMap
from .source import SourceText, read_source


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, its reading, and the curated readings that went into it."""

    source: SourceText
    lookups: Lookups | None
    reading: Reading
    unused: Lookups | None = None
    """The packaged readings, where this is another document than theirs, and yet holds what they read."""

    @property
    def catalogue(self) -> Catalogue:
        """What the document says."""
        return self.reading.catalogue


Read: TypeAlias = ReadDocument | ReadMap
"""What was read: a document, or a map by its mapping file."""


def read(source: Path | None, lookups: str | None) -> Read:
    """The document at `source`, or the packaged one; or the map of a mapping file.

    Raises what `read_document` and `read_map` raise.
    """
    if source is not None and is_mapping(source):
        _refuse_lookups(source, lookups)
        return read_map(source)
    return read_document(source, lookups)


def _refuse_lookups(source: Path, lookups: str | None) -> None:
    if lookups is not None:
        raise LookupsError(f"{source}: a mapping file has no curated readings.", "Leave out {lookups}.")


def read_document(source: Path | None, lookups: str | None) -> ReadDocument:
    """The document at `source`, or the packaged one.

    `lookups`: a file of curated readings, "none", or None for the packaged ones where they belong to the document.
    Raises UnreadableSource, LookupsError and ReadingError; WrongMap where `source` is a mapping file.
    """
    if is_mapping(source):
        raise WrongMap(f"{source}: a mapping file, and no document.", "It is read where a store is made or loaded.")
    text = read_source(source)
    if lookups is not None:
        curated = None if lookups == "none" else read_lookups(Path(lookups), text)
        return ReadDocument(text, curated, read_catalogue(text, curated))
    packaged = shipped_lookups()
    if packaged.document == text.sha256:
        return ReadDocument(text, packaged, read_catalogue(text, packaged))
    alike = any(" " in reading.entry and reading.entry in text.text for reading in packaged.readings)
    return ReadDocument(text, None, read_catalogue(text), unused=packaged if alike else None)


def build(
    store: Path, source: Path | None, lookups: str | None, *, skip_bad: bool = False
) -> tuple[Read, dict[str, int]]:
    """Read, check, and replace the store. Out: what was read, and the counts of the new store.

    Raises what `read_graph` raises, and StoreError; the store is then as it was.
    """
    document, graph = read_graph(source, lookups, skip_bad=skip_bad)
    with EmbeddedStore(store) as target:
        target.replace(graph)
        return document, target.counts()


def read_graph(source: Path | None, lookups: str | None, *, skip_bad: bool = False) -> tuple[Read, Graph]:
    """Read and check. Out: what was read, and its graph.

    `skip_bad`: whether what is bad in the tables of a mapping file is left out. Raises what `read` raises,
    InvalidCatalogue where no occupation is found, and InvalidGraph.
    """
    if source is not None and is_mapping(source):
        _refuse_lookups(source, lookups)
        return graph_of_map(source, skip_bad=skip_bad)
    document = read_document(source, lookups)
    if not any(cluster.entries for _, _, cluster in document.catalogue.clusters()):
        raise InvalidCatalogue(
            f"{document.source.name}: no occupation in {len(document.catalogue.routes)} routes; the store is kept.",
            "Is this the text of the occupational maps?",
        )
    graph = build_graph(document.catalogue)
    validate(graph)
    return document, graph
