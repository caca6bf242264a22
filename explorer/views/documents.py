"""A document as views: what it states, how well it was read, what was made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from career_pathways.loader.building import ReadDocument
from career_pathways.loader.report import findings, lost_notes

from .view import View

if TYPE_CHECKING:  # the driver takes 0.2 s to import
    from career_pathways.loader.stores.neo4j.row_changes import Change


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
    return View(question="catalogue", rows=[dict(zip(columns, row, strict=True)) for row in rows], columns=columns)


def check_view(document: ReadDocument) -> View:
    """What a user should know about the document and its reading."""
    columns = ("kind", "line", "where", "finding")
    rows = [{column: getattr(found, column) for column in columns} for found in findings(document)]
    counts = Counter(row["kind"] for row in rows)
    return View(
        question="check",
        rows=rows,
        columns=columns,
        shown={column: column for column in columns[1:]},
        groups="kind",
        parameters={"source": document.source.name},
        notes=(", ".join(f"{kind}: {count}" for kind, count in counts.items()),),
    )


def build_view(document: ReadDocument, counts: Mapping[str, int], store: object, seconds: float) -> View:
    """What a store holds that was built from a document; `store`: where it is."""
    clusters = [cluster for _, _, cluster in document.catalogue.clusters()]
    read = {
        "entries read": sum(len(cluster.entries) for cluster in clusters),
        "curated readings": len(document.lookups.readings) if document.lookups else 0,
    }
    return View(
        question="build",
        rows=[{"of": name, "count": count} for name, count in {**read, **counts}.items()],
        columns=("of", "count"),
        parameters={"source": document.source.name, "store": str(store)},
        notes=lost_notes(document),
        progress=f"built {store} in {seconds:.1f} s",
    )


def load_view(document: ReadDocument, changes: Sequence[Change], server: str, seconds: float) -> View:
    """What a load has changed on a server."""
    columns = ("of", "count", "added", "changed", "removed")
    writes = sum(change.added + change.changed + change.removed for change in changes)
    return View(
        question="load",
        rows=[{column: getattr(change, column) for column in columns} for change in changes],
        columns=columns,
        parameters={"source": document.source.name, "to": server},
        notes=(*lost_notes(document), f"{writes:,} changes"),
        progress=f"loaded into {server} in {seconds:.1f} s",
    )
