"""The whole way from a document, or from a mapping file and its tables, to a store.

A source is the place of one of these, or the name of an edition of the package (loader/editions/packaged.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from career_pathways.loader.editions.packaged import PACKAGED
from career_pathways.loader.graph.build import Graph, build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.maps.mapping import is_mapping
from career_pathways.loader.maps.read_map import ReadMap
from career_pathways.loader.reading.curated import Lookups, read_lookups, shipped_lookups
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import graph_of_rows
from career_pathways.loader.stores.rows import GraphRows, Rows
from career_pathways.loader.words.counting import counted

from .catalogue import Catalogue
from .errors import InvalidCatalogue, LookupsError, UnreadableSource, WrongMap
from .source import SourceText, read_source

if TYPE_CHECKING:
    from career_pathways.loader.maps.table_files import Progress


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
    mapping = _mapping(source, lookups)
    if mapping is None:
        return read_document(source, lookups)
    found: ReadMap = _maps().read_map(mapping)
    return found


def _place(source: Path | None) -> Path | None:
    """Where a source lies; None for the packaged document."""
    return PACKAGED.get(str(source), source)


def _mapping(source: Path | None, lookups: str | None) -> Path | None:
    """The mapping file that a source is; None for a document. Raises LookupsError where there are lookups for one."""
    place = _place(source)
    if not is_mapping(place):
        return None
    if lookups is not None:
        raise LookupsError(f"{source}: a mapping file has no curated readings.", "Leave out {lookups}.")
    return place


def read_document(source: Path | None, lookups: str | None) -> ReadDocument:
    """The document at `source`, or the packaged one.

    `lookups`: a file of curated readings, "none", or None for the packaged ones where they belong to the document.
    Raises UnreadableSource, LookupsError and ReadingError; WrongMap where `source` is a mapping file.
    """
    place = _place(source)
    if is_mapping(place):
        raise WrongMap(f"{source}: a mapping file, and no document.", "It is read where a store is made or loaded.")
    try:
        text = read_source(place)
    except UnreadableSource as error:
        if place is None or not isinstance(error.__cause__, FileNotFoundError) or place.suffix or len(place.parts) > 1:
            raise
        fact = f"{place}: no such file, and no edition of the package."
        raise UnreadableSource(fact, "There are {editions}.", editions=" and ".join(PACKAGED)) from error
    if lookups is not None:
        curated = None if lookups == "none" else read_lookups(Path(lookups), text)
        return ReadDocument(text, curated, read_catalogue(text, curated))
    packaged = shipped_lookups()
    if packaged.document == text.sha256:
        return ReadDocument(text, packaged, read_catalogue(text, packaged))
    alike = any(" " in reading.entry and reading.entry in text.text for reading in packaged.readings)
    return ReadDocument(text, None, read_catalogue(text), unused=packaged if alike else None)


def build(
    store: Path,
    source: Path | None,
    lookups: str | None,
    *,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> tuple[Read, dict[str, int]]:
    """Read, check, and replace the store. Out: what was read, and the counts of the new store.

    Raises what `read_rows` raises, and StoreError; the store is then as it was.
    """
    document, rows = read_rows(source, lookups, skip_bad=skip_bad, progress=progress)
    with EmbeddedStore(store) as target:
        target.replace(rows, progress=writing(progress))
        return document, target.counts()


def writing(progress: Progress | None) -> Callable[[int, int], None] | None:
    """What a store is to tell how many rows of how many are written."""
    return progress and partial(progress, "writing")


def read_rows(
    source: Path | None, lookups: str | None, *, skip_bad: bool = False, progress: Progress | None = None
) -> tuple[Read, Rows]:
    """Read and check. Out: what was read, and the rows of its graph; those of a mapping file in bounded memory.

    `skip_bad`: whether what is bad in the tables of a mapping file is left out. `progress`: is told of them on the way.
    Raises what `read` raises, InvalidCatalogue where no occupation is found, and InvalidGraph.
    """
    mapping = _mapping(source, lookups)
    if mapping is not None:
        document, rows = _maps().rows_of_map(mapping, skip_bad=skip_bad, progress=progress)
        return document, rows
    document, graph = _graph_of_document(source, lookups)
    return document, GraphRows(graph)


def read_graph(source: Path | None, lookups: str | None, *, skip_bad: bool = False) -> tuple[Read, Graph]:
    """The same with the graph itself, for a map that fits into memory as one."""
    if _mapping(source, lookups) is None:
        return _graph_of_document(source, lookups)
    document, rows = read_rows(source, lookups, skip_bad=skip_bad)
    return document, graph_of_rows(rows)


def _graph_of_document(source: Path | None, lookups: str | None) -> tuple[ReadDocument, Graph]:
    document = read_document(source, lookups)
    if not any(cluster.entries for _, _, cluster in document.catalogue.clusters()):
        routes = counted(len(document.catalogue.routes), "route")
        fact = f"{document.source.name}: no occupation in {routes}; the store is kept."
        raise InvalidCatalogue(fact, document.source.doubt)
    graph = build_graph(document.catalogue)
    validate(graph)
    return document, graph


def _maps() -> Any:
    """What reads mapping files, with a library of arrays that a document does without."""
    return import_module("career_pathways.loader.maps.reading")
