"""Commands that go from the document to a store, or tell what it says. Arguments in, one call, rendered out."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from career_pathways.explorer.address import Place
from career_pathways.explorer.views.view import View
from career_pathways.loader.stores.store import Target

from .options import answers, designed_errors, loading_progress, password_option, store_option

if TYPE_CHECKING:
    from career_pathways.loader.building import Read

_ENTRY = tuple("route pathway cluster column row title level degree specialisms line".split())
"""The columns of `pathways catalogue --csv`."""

_source = click.argument("source", required=False, type=click.Path(dir_okay=False, path_type=Path))
_lookups = click.option(
    "--lookups",
    metavar="FILE|none",
    help="Curated readings for this document. Default: the packaged ones, where they belong to it.",
)


@click.command()
@_source
@_lookups
@store_option
@answers
def build(source: Path | None, lookups: str | None, store: Place) -> View:
    """Read a document (default: the packaged one), check it, and replace the store.

    \b
    Example:
      pathways build my-maps.txt --store my-maps.kgl
    """
    from career_pathways.loader import building, report  # noqa: PLC0415 -- imports the reader

    place = store.resolved()
    if isinstance(place, Target):
        raise click.UsageError(
            f"{place.uri} is a server, which is loaded and not replaced: pathways load --to {place.uri}"
        )
    start = time.perf_counter()
    document, counts = building.build(place, source, lookups)
    seconds = time.perf_counter() - start
    rows = [{"of": name, "count": count} for name, count in (*_document_counts(document), *counts.items())]
    return View(
        question="build",
        rows=rows,
        columns=("of", "count"),
        parameters={"source": document.source.name, "store": str(place)},
        notes=report.lost_notes(document),
        progress=f"built {place} in {seconds:.1f} s",
    )


@click.command()
@_source
@_lookups
@click.option("--to", metavar="URI|local", help="The Neo4j server. Default: NEO4J_URI.")
@password_option
@click.option("--allow-loss", is_flag=True, help="Also where more than a tenth goes, or relationships of your own do.")
@answers
def load(
    source: Path | None, lookups: str | None, to: str | None, password_file: Path | None, allow_loss: bool
) -> View:
    """Load the graph of a document (default: the packaged one) into a Neo4j server.

    Only what differs is written, in one transaction; nodes and relationships of your own in the same database stay.
    NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say who asks, and where.

    \b
    Examples:
      pathways load --to bolt://localhost:7687
      pathways load my-maps.txt --to neo4j+s://example.databases.neo4j.io --password-file secret
    """
    address = to or os.environ.get("NEO4J_URI")
    if not address:
        raise click.UsageError("Name the server with --to, or with NEO4J_URI: pathways load --to bolt://localhost:7687")
    place = Place(address, password_file).resolved()
    if isinstance(place, Path):
        raise click.UsageError(f"--to {address}: no server. A file is made with `pathways build --store {address}`.")
    return _load(place, source, lookups, allow_loss=allow_loss)


def _load(target: Target, source: Path | None, lookups: str | None, *, allow_loss: bool) -> View:
    from career_pathways.loader import building, report  # noqa: PLC0415 -- imports the reader
    from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: PLC0415 -- imports the driver

    start = time.perf_counter()
    with BoltStore(target) as server:
        server.verify()  # before the document is read: a wrong password shows at once
        document, graph = building.read_graph(source, lookups)
        with loading_progress() as progress:
            changed = server.load(graph, allow_loss=allow_loss, progress=progress)
    seconds = time.perf_counter() - start
    writes = sum(c.added + c.changed + c.removed for c in changed)
    return View(
        question="load",
        rows=[asdict(c) for c in changed],
        columns=("of", "count", "added", "changed", "removed"),
        parameters={"source": document.source.name, "to": target.uri},
        notes=(*report.lost_notes(document), f"{writes:,} changes"),
        progress=f"loaded into {target.uri} in {seconds:.1f} s",
    )


def _document_counts(document: Read) -> Iterable[tuple[str, int]]:
    clusters = [cluster for _, _, cluster in document.catalogue.clusters()]
    yield "entries read", sum(len(cluster.entries) for cluster in clusters)
    yield "curated readings", len(document.lookups.readings) if document.lookups else 0


@click.command()
@_source
@_lookups
@click.option("--json", "form", flag_value="json", default="json", help="JSON (the default).")
@click.option("--csv", "form", flag_value="csv", help="One line for each entry.")
def catalogue(source: Path | None, lookups: str | None, form: str) -> None:
    """Print what a document says, as records, before any graph is made of it.

    \b
    Example:
      pathways catalogue --json > catalogue.json
    """
    from career_pathways.explorer.views.csv_rows import to_csv  # noqa: PLC0415
    from career_pathways.loader import building  # noqa: PLC0415
    from career_pathways.loader.catalogue import to_json  # noqa: PLC0415

    with designed_errors():
        document = building.read(source, lookups)
        if form == "json":
            click.echo(to_json(document.catalogue), nl=False)
            return
        rows = [
            {
                "route": route.name,
                "pathway": pathway.name,
                "cluster": cluster.name,
                "column": cluster.column.value,
                "row": cluster.row,
                "title": entry.title,
                "level": entry.level,
                "degree": entry.degree,
                "specialisms": entry.specialisms,
                "line": entry.line,
            }
            for route, pathway, cluster in document.catalogue.clusters()
            for entry in cluster.entries
        ]
        click.echo(to_csv(View(question="catalogue", rows=rows, columns=_ENTRY)), nl=False)


@click.command()
@_source
@_lookups
@answers
def check(source: Path | None, lookups: str | None) -> View:
    """Report how well a document was read, and what it lost.

    Who owns its characters, which curated readings were used, levels outside their column, routes without a table,
    titles that differ by a slip of the pen, entries without a level.

    \b
    Example:
      pathways check --csv > report.csv
    """
    from career_pathways.loader import building, report  # noqa: PLC0415 -- imports the reader

    document = building.read(source, lookups)
    rows = [asdict(finding) for finding in report.findings(document)]
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in dict.fromkeys(row["kind"] for row in rows)}
    return View(
        question="check",
        rows=rows,
        columns=("kind", "line", "where", "finding"),
        shown={"line": "line", "where": "where", "finding": "finding"},
        groups="kind",
        parameters={"source": document.source.name},
        notes=(", ".join(f"{kind}: {count}" for kind, count in counts.items()),),
    )
