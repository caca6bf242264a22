"""Commands that read a document or a mapping file and show or store what it holds. Arguments in, one call, out."""

from __future__ import annotations

import time
from pathlib import Path

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.documents import build_view, check_view, entries_view
from career_pathways.explorer.views.forms import written
from career_pathways.explorer.views.view import View, of_columns
from career_pathways.loader import adding, building
from career_pathways.loader.catalogue import to_json
from career_pathways.loader.stores.store import Target

from .command_line import COMMAND_LINE
from .options import (
    answers,
    built,
    designed_errors,
    form_options,
    lookups_option,
    place_option,
    skip_bad_option,
)
from .running import rows_shown
from .sources import source_argument


@click.command()
@source_argument
@lookups_option
@skip_bad_option
@click.option("--add", is_flag=True, help="Put it beside the editions that the store holds, which stay as they are.")
@place_option
@answers
def build(source: Path | None, lookups: str | None, skip_bad: bool, add: bool, store: Address) -> View:
    """Read a document, check it, and replace the store.

    SOURCE is a document, the name of an edition of the package (2017, the packaged document, where none is named; 2026,
    today's list), or a mapping file in TOML, which makes a map of any tables (`pathways help maps`).

    \b
    Examples:
      pathways build my-maps.txt --store my-maps.kgl
      pathways build --add 2026
      pathways build our-yard.toml --store our-yard.kgl
    """
    place = store.resolved()
    if isinstance(place, Target):
        raise click.UsageError(
            f"{place.uri} is a server, which is loaded and not replaced: pathways load --to {place.uri}"
        )
    start = time.perf_counter()
    if add:
        built(store)
    before = () if add else adding.editions_in(place)  # of which nothing goes where one is added
    put = adding.add if add else building.build
    with rows_shown() as progress:
        document, counts = put(place, source, lookups, skip_bad=skip_bad, progress=progress)
    gone = [name for name in before if name not in adding.editions_in(place)] if len(before) > 1 else []
    return build_view(document, counts, place, time.perf_counter() - start, gone)


@click.command()
@source_argument
@lookups_option
@form_options
def catalogue(source: Path | None, lookups: str | None, form: str | None, columns: tuple[str, ...]) -> None:
    """Print what a document says, before any graph is made of it.

    As JSON, route by route; in the other forms it has a row for each entry.

    \b
    Example:
      pathways catalogue > catalogue.json
    """
    if columns and form in {None, "json"}:
        raise click.UsageError("--columns belongs to a form that has them: --csv, --tsv, --nl or --format.")
    with designed_errors():
        document = building.read_document(source, lookups)
        view = entries_view(document)
        if form in {None, "json"}:
            click.echo(to_json(document.catalogue), nl=False)
        else:
            click.echo("".join(written(of_columns(view, columns) if columns else view, str(form))), nl=False)
        for note in view.notes_in(COMMAND_LINE):
            click.echo(note, err=True)


@click.command()
@source_argument
@lookups_option
@click.option("--strict", is_flag=True, help="Exit with 1 where text of the document was not read, or read twice.")
@answers
def check(source: Path | None, lookups: str | None, strict: bool) -> View:
    """Report how well a document was read, and what it lost.

    First how much there is of each kind, then each place: who owns its characters, which curated readings were used,
    levels that were not read or lie outside their column, routes without a table, titles that differ by a slip of the
    pen or look like a heading, entries without a level. Of a mapping file: what is bad in its tables, what is stated
    twice, occupations without a place or a level.

    \b
    Examples:
      pathways check --csv > report.csv
      pathways check my-maps.txt --strict
    """
    return check_view(building.read(source, lookups), strict=strict)
