"""`pathways load`: the graph of an edition into a Neo4j server. Arguments in, one call, rendered out."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import click

from career_pathways.explorer.address import LOCAL, Address
from career_pathways.explorer.local_neo4j.bulk import load_in_bulk
from career_pathways.explorer.views.documents import bulk_files_view, load_view
from career_pathways.explorer.views.view import View
from career_pathways.exports.files import export
from career_pathways.exports.part import part_of_rows
from career_pathways.loader import adding, building
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.stores.declared import counted
from career_pathways.loader.stores.neo4j.row_changes import Change
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.rows import Rows
from career_pathways.loader.stores.store import Target

from .options import FileName, answers, lookups_option, password_option, skip_bad_option
from .running import ended_by_signals, rows_shown, writing_shown
from .sources import source_argument


@click.command()
@source_argument
@lookups_option
@skip_bad_option
@click.option("--to", metavar="URI|local", help="The Neo4j server. Default: NEO4J_URI.")
@password_option
@click.option(
    "--allow-loss", is_flag=True, help="Load even where more than a tenth would go, or relationships of your own."
)
@click.option(
    "--bulk", is_flag=True, help="Load by Neo4j's own import, for millions of rows; it replaces the whole database."
)
@click.option(
    "-o", "--output", type=FileName(readable=False), metavar="FOLDER", help="With --bulk: the folder for its files."
)
@answers
def load(
    source: Path | None,
    lookups: str | None,
    skip_bad: bool,
    to: str | None,
    password_file: Path | None,
    allow_loss: bool,
    bulk: bool,
    output: str | None,
) -> View:
    """Load the graph of a document or a map into a Neo4j server.

    SOURCE is a document, the name of an edition of the package (2017, the packaged document, where none is named;
    2026), or a mapping file for any tables (`pathways help maps`).

    Only what differs is written, in one transaction. Other editions there stay (`pathways editions --drop` takes one
    away), and so do nodes and relationships of your own in the same database. NEO4J_USERNAME, NEO4J_PASSWORD and
    NEO4J_DATABASE say who asks, and where.

    With --bulk a new database is made, which takes the old one's place when it is whole (`pathways help neo4j`). For
    a server elsewhere the files of its import are written into a folder, with the command to run there.

    \b
    Examples:
      pathways load --to bolt://localhost:7687
      pathways load my-maps.txt --to neo4j+s://example.com --password-file secret
      pathways load 2026 --to local
      pathways load tables.toml --bulk --to local
    """
    address = to or os.environ.get("NEO4J_URI")
    if not address:
        raise click.UsageError("Name the server with --to, or with NEO4J_URI: pathways load --to bolt://localhost:7687")
    elsewhere = bulk and address != LOCAL
    if output is not None and not elsewhere:
        raise click.UsageError(
            "-o belongs to --bulk and a server elsewhere: nothing else is written to files. Leave it out."
        )
    place = Address(address, password_file).resolved()
    if isinstance(place, Path):
        raise click.UsageError(f"--to {address}: no server. A file is made with `pathways build --store {address}`.")
    if elsewhere and output is None:
        raise click.UsageError("Name a folder for the files with -o; the import is run on the server's own machine.")
    if bulk:
        with rows_shown() as progress:
            document, rows = building.read_rows(source, lookups, skip_bad=skip_bad, progress=progress)
        return _in_bulk(document, rows, place, output, allow_loss=allow_loss)
    start = time.perf_counter()
    with BoltStore(place) as server:
        server.verify()  # before the document is read: a wrong password shows at once
        with rows_shown() as progress:
            document, rows = building.read_rows(source, lookups, skip_bad=skip_bad, progress=progress)
            writing = partial(progress, "writing")
            changes = adding.load(server, document, rows, allow_loss=allow_loss, progress=writing)
        return load_view(document, changes, place.uri, time.perf_counter() - start, server.verify())


def _in_bulk(document: building.Read, rows: Rows, server: Target, output: str | None, *, allow_loss: bool) -> View:
    """The rows loaded into the local server by Neo4j's own import; or its files, in the folder `output`."""
    start = time.perf_counter()
    if output is not None:
        with ended_by_signals(), writing_shown(output) as written:
            try:
                files = export(part_of_rows(rows), output, "neo4j-admin", say=written)
            except WrongExport as error:  # without the cure of an export, which may replace files
                raise WrongExport(error.fact, "Name a new folder.") from error
        return bulk_files_view(document, files, output, server.uri, server.database)
    total, done = sum(rows.counts.values()), 0
    with ended_by_signals(), rows_shown() as progress:

        def made(more: int) -> None:
            nonlocal done
            done += more
            progress("writing", done, total)

        load_in_bulk(rows, allow_loss=allow_loss, files_made=made)
    changes = tuple(Change(name, count, added=count) for name, count in counted(rows.counts).items())
    return load_view(document, changes, server.uri, time.perf_counter() - start, ())
