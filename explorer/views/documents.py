"""What was read as views, a document or the map of a mapping file: how well, and what was made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from career_pathways.loader.building import Read, ReadDocument
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.maps.read_map import ReadMap
from career_pathways.loader.maps.report import KINDS as MAP_KINDS
from career_pathways.loader.maps.report import map_findings, map_notes
from career_pathways.loader.report import KINDS, findings, lost_notes, not_read, unread_notes
from career_pathways.loader.words.counting import counted
from career_pathways.queries.answers import Note

from .view import View

if TYPE_CHECKING:  # the driver takes 0.2 s to import
    from career_pathways.exports.manifest import WrittenFile
    from career_pathways.loader.stores.neo4j.row_changes import Change


def reading_notes(document: ReadDocument) -> tuple[str, ...]:
    """What whoever reads a document must know: what of it nobody owns, and curated readings that were not used."""
    if not document.unused:
        return unread_notes(document)
    count, other = len(document.unused.readings), f"another document ({document.unused.document[:12]}…)"
    fact = f"{count:,} of {counted(count, 'curated reading')} {'is' if count == 1 else 'are'} for {other}."
    cure = (
        "If {source} is a copy of it with corrections, put document = '{sha256}' into a copy of {file}, and name that "
        "with {lookups}; {no_lookups} reads without them."
    )
    data = {"source": document.source.name, "sha256": document.source.sha256, "file": document.unused.name}
    return (*unread_notes(document), Note(fact, cure, data))


def entries_view(document: ReadDocument) -> View:
    """A row for each entry, as its cluster lists it."""
    columns = tuple("route pathway cluster column row title level degree specialisms line".split())
    rows = [
        (
            *(route.name, pathway.name, cluster.name, cluster.column.value, cluster.row),
            *(entry.title, entry.level, entry.degree, entry.specialisms, entry.line),
        )
        for route, pathway, cluster in document.catalogue.clusters()
        for entry in cluster.entries
    ]
    return View(
        question="catalogue",
        rows=[dict(zip(columns, row, strict=True)) for row in rows],
        columns=columns,
        notes=reading_notes(document),
    )


def check_view(document: Read, *, strict: bool = False) -> View:
    """What a user should know about what was read and its reading; the table opens with how many findings of each kind.

    `strict`: where the reading lost text of a document, or left out what is bad in a table, the view is of a failure.
    """
    columns = ("kind", "line", "where", "finding")
    refused: tuple[Note, ...] = ()
    if isinstance(document, ReadMap):
        name, order = document.mapping.path.name, (*document.bad_counts, *MAP_KINDS)
        of_map = list(map_findings(document))
        rows = [{column: getattr(found, column) for column in columns} for found in of_map]
        places, lost = [found.places for found in of_map], sum(document.bad_counts.values())
        bad = counted(lost, "bad place")
        refused = (Note(f"{bad}: no store is built of these tables.", "Mend them; {skip_bad} leaves them out."),)
    else:
        name, order = document.source.name, KINDS
        rows = [{column: getattr(found, column) for column in columns} for found in findings(document)]
        places, lost = [1] * len(rows), sum(row["kind"] in KINDS[:2] for row in rows)
    counts = Counter[str]()
    for row, count in zip(rows, places, strict=True):
        counts[row["kind"]] += count
    kinds = sorted(counts, key=order.index)
    table = View(
        question="check",
        rows=sorted(rows, key=lambda row: order.index(row["kind"])),
        columns=columns,
        shown={column: column for column in columns[1:]},
        groups="kind",
        heading="\n".join([f"{name}, the most serious first:", *(f"{counts[kind]:6,}  {kind}" for kind in kinds), ""]),
    )
    return View(
        question="check",
        rows=rows,
        columns=columns,
        table=table,
        parameters={"source": name},
        notes=(", ".join(f"{kind}: {count}" for kind, count in counts.items()), *(refused if lost else ())),
        failure=ReadingError(f"{name}: {counted(lost, 'place')} {not_read(lost)}.") if strict and lost else None,
    )


def build_view(
    document: Read, counts: Mapping[str, int], store: object, seconds: float, gone: Sequence[str] = ()
) -> View:
    """What a store holds that was built from what was read; `store`: where it is.

    `gone`: of several editions that it held, those in whose place it was built.
    """
    replaced = (Note(f"The store held {', '.join(gone)} besides, and no longer does.", "{add} keeps them."),)
    if isinstance(document, ReadMap):
        rows = {"tables read": len(document.records.files), **counts}
    else:
        clusters = [cluster for _, _, cluster in document.catalogue.clusters()]
        curated, used = (document.unused, " for another document") if document.unused else (document.lookups, "")
        rows = {
            "entries read": sum(len(cluster.entries) for cluster in clusters),
            f"curated readings{used}": len(curated.readings) if curated else 0,
            **counts,
            # each is there in both directions (docs/graph-model.md)
            "pairs across routes": counts["SHARED_ACROSS_ROUTES"] // 2,
        }
    return View(
        question="build",
        rows=[{"of": name, "count": count} for name, count in rows.items()],
        columns=("of", "count"),
        parameters={"source": _source_of(document), "store": str(store)},
        notes=(*_notes(document), *(replaced if gone else ())),
        progress=f"built {store} in {seconds:.1f} s",
    )


def _source_of(document: Read) -> str:
    return document.mapping.path.name if isinstance(document, ReadMap) else document.source.name


def _notes(document: Read) -> tuple[str, ...]:
    if isinstance(document, ReadMap):
        return map_notes(document)
    return (*reading_notes(document), *lost_notes(document))


def load_view(document: Read, changes: Sequence[Change], server: str, seconds: float, editions: Sequence[str]) -> View:
    """What a load has changed on a server; `editions`: the names of those that are there now."""
    columns = ("of", "count", "added", "changed", "removed")
    writes = sum(change.added + change.changed + change.removed for change in changes)
    there = (f"There now: {', '.join(editions)}.",) if len(editions) > 1 else ()
    return View(
        question="load",
        rows=[{column: getattr(change, column) for column in columns} for change in changes],
        columns=columns,
        parameters={"source": _source_of(document), "to": server},
        notes=(*_notes(document), counted(writes, "change"), *there),
        progress=f"loaded into {server} in {seconds:.1f} s",
    )


def bulk_files_view(
    document: Read, files: Sequence[WrittenFile], folder: str, server: str, database: str | None
) -> View:
    """The files of a bulk load of a server elsewhere, and what is to be done with them there."""
    return View(
        question="load",
        rows=[{"file": file.name, "bytes": file.size} for file in files],
        columns=("file", "bytes"),
        parameters={"source": _source_of(document), "to": server, "folder": folder},
        notes=(
            *_notes(document),
            f"Take {folder} to the machine of {server}, and run there, while a database {database or 'neo4j'} does not "
            f"exist or is stopped and empty: sh import.sh {database or 'neo4j'}",
            f"Then start it, and run: cypher-shell -a {server} -d {database or 'neo4j'} -f constraints.cypher",
        ),
    )
