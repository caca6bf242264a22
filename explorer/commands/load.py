"""`pathways load`: the graph of an edition into a Neo4j server. Arguments in, one call, rendered out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.documents import load_view
from career_pathways.explorer.views.view import View
from career_pathways.loader import adding, building
from career_pathways.loader.stores.neo4j.store import BoltStore

from .options import answers, lookups_option, password_option, skip_bad_option
from .sources import source_argument


@click.command()
@source_argument
@lookups_option
@skip_bad_option
@click.option("--to", metavar="URI|local", help="The Neo4j server. Default: NEO4J_URI.")
@password_option
@click.option("--allow-loss", is_flag=True, help="Also where more than a tenth goes, or relationships of your own do.")
@answers
def load(
    source: Path | None,
    lookups: str | None,
    skip_bad: bool,
    to: str | None,
    password_file: Path | None,
    allow_loss: bool,
) -> View:
    """Load the graph of a document or a map into a Neo4j server.

    SOURCE is a document, the name of an edition of the package (2017, the packaged document, where none is named;
    2026), or a mapping file for any tables (`pathways help maps`).

    Only what differs is written, in one transaction. Other editions there stay (`pathways editions --drop` takes one
    away), and so do nodes and relationships of your own in the same database. NEO4J_USERNAME, NEO4J_PASSWORD and
    NEO4J_DATABASE say who asks, and where.

    \b
    Examples:
      pathways load --to bolt://localhost:7687
      pathways load my-maps.txt --to neo4j+s://example.com --password-file secret
      pathways load 2026 --to local
    """
    address = to or os.environ.get("NEO4J_URI")
    if not address:
        raise click.UsageError("Name the server with --to, or with NEO4J_URI: pathways load --to bolt://localhost:7687")
    place = Address(address, password_file).resolved()
    if isinstance(place, Path):
        raise click.UsageError(f"--to {address}: no server. A file is made with `pathways build --store {address}`.")
    start = time.perf_counter()
    with BoltStore(place) as server:
        server.verify()  # before the document is read: a wrong password shows at once
        document, rows = building.read_rows(source, lookups, skip_bad=skip_bad)
        with _progress() as progress:
            changes = adding.load(server, document, rows, allow_loss=allow_loss, progress=progress)
        return load_view(document, changes, place.uri, time.perf_counter() - start, server.verify())


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for the rows of a load; where that is no terminal, one line."""
    with ExitStack() as stack:
        bar = None

        def progress(done: int, total: int) -> None:
            nonlocal bar
            if bar is None:
                label = f"writing {total:,} rows"
                bar = stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
            bar.update(done - bar.pos)

        yield progress
