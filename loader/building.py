"""The whole way from a document to a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from career_pathways.loader.graph.build import Graph, build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.reading.curated import Lookups, read_lookups, shipped_lookups
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.stores.embedded import EmbeddedStore

from .catalogue import Catalogue
from .errors import InvalidCatalogue
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


def read(source: Path | None, lookups: str | None) -> ReadDocument:
    """The document at `source`, or the packaged one.

    `lookups`: a file of curated readings, "none", or None for the packaged ones where they belong to the document.
    """
    text = read_source(source)
    if lookups is not None:
        curated = None if lookups == "none" else read_lookups(Path(lookups), text)
        return ReadDocument(text, curated, read_catalogue(text, curated))
    packaged = shipped_lookups()
    if packaged.document == text.sha256:
        return ReadDocument(text, packaged, read_catalogue(text, packaged))
    alike = any(" " in reading.entry and reading.entry in text.text for reading in packaged.readings)
    return ReadDocument(text, None, read_catalogue(text), unused=packaged if alike else None)


def build(store: Path, source: Path | None, lookups: str | None) -> tuple[ReadDocument, dict[str, int]]:
    """Read, check, and replace the store. Out: what was read, and the counts of the new store.

    Raises what `read_graph` raises, and StoreError; the store is then as it was.
    """
    document, graph = read_graph(source, lookups)
    with EmbeddedStore(store) as target:
        target.replace(graph)
        return document, target.counts()


def read_graph(source: Path | None, lookups: str | None) -> tuple[ReadDocument, Graph]:
    """Read and check. Out: what was read, and its graph.

    Raises what `read` raises, InvalidCatalogue where the document holds no occupation, and InvalidGraph.
    """
    document = read(source, lookups)
    if not any(cluster.entries for _, _, cluster in document.catalogue.clusters()):
        raise InvalidCatalogue(
            f"{document.source.name}: no occupation in {len(document.catalogue.routes)} routes; the store is kept.",
            "Is this the text of the occupational maps?",
        )
    graph = build_graph(document.catalogue)
    validate(graph)
    return document, graph
