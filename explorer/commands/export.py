"""`pathways export`: a part of the map for other tools. Arguments in, one call, written out."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.progress import say_live
from career_pathways.explorer.views.export import counted_view, written_view
from career_pathways.explorer.views.view import View
from career_pathways.exports.files import export as export_files
from career_pathways.exports.files import export_to
from career_pathways.exports.part import Part
from career_pathways.exports.registry import FORMATS, Format, format_of
from career_pathways.loader.errors import ExportError, GraphReplaced, WrongExport
from career_pathways.loader.schema import LABELS, TYPES
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.queries.selection import answer_parts

from .options import (
    MOST,
    FileName,
    Level,
    Number,
    built,
    designed_errors,
    in_option,
    of_one_edition,
    open_map,
    parameter,
    show_view,
    store_option,
    with_choices,
)

_FORMATS = "\n".join(f"  {form.name:<12} {form.ending or 'a folder':<9} {form.about}" for form in FORMATS.values())


def _many(name: str, values: str, metavar: str, help_: str) -> Callable[[Any], Any]:
    return click.option(name, values, metavar=metavar, multiple=True, help=help_)


@click.command(epilog=f"\b\nFormats, and the endings that say them:\n{_FORMATS}")
@_many("--route", "routes", "ROUTE", "What stands in it.")
@_many("--pathway", "pathways", "PATHWAY", "What stands in it.")
@_many("--cluster", "clusters", "CLUSTER", "What stands in it.")
@click.option(
    "--level", "levels", type=Level(), metavar="LEVEL", multiple=True, help="Occupations of this stated level."
)
@_many("--around", "around", "OCCUPATION", "It, what it can lead to, and what can lead to it.")
@click.option(
    "--steps",
    type=Number(1, MOST),
    default=1,
    show_default=True,
    help="With --around, within so many progressions.",
)
@click.option("--path", "paths", nargs=2, multiple=True, metavar="FROM TO", help="What stands along the best path.")
@in_option
@click.option("--shared", is_flag=True, help="Occupations that stand in more than one route.")
@_many("--query", "queries", "NAME", "What a named question names; `pathways query` lists them.")
@_many("-p", "parameters", "KEY=VALUE", "A parameter of that question.")
@_many("--cypher", "statements", "TEXT", "The nodes and relationships that a statement of your own returns.")
@click.option(
    "--only",
    type=click.Choice([*LABELS, *TYPES], case_sensitive=False),
    multiple=True,
    metavar="LABEL|TYPE",
    help=f"Nothing but {', '.join(LABELS)}; {', '.join(TYPES)}.",
)
@click.option("-o", "--output", type=FileName(readable=False), metavar="FILE", help="Where to; - for standard output.")
@click.option("--format", "form", metavar="FORMAT", help="Where the ending of FILE does not say it.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("--spreadsheet-safe", is_flag=True, help="CSV for Excel: a ' before what would run as a formula.")
@click.option("--dry-run", is_flag=True, help="Only count what would be written.")
@store_option
def export(
    queries: tuple[str, ...],
    parameters: tuple[str, ...],
    statements: tuple[str, ...],
    output: str | None,
    form: str | None,
    force: bool,
    spreadsheet_safe: bool,
    dry_run: bool,
    store: Address,
    **wanted: Any,
) -> None:
    """Write the map, or the part that you choose, for another tool.

    Several values of one option: what keeps any of them. Several options: what keeps all of them. What is left comes
    with the clusters, pathways and routes that it stands in, and with all relationships in between. Beside it stands a
    manifest: edition, source, licence, counts, hashes.

    \b
    Examples:
      pathways export -o map.graphml
      pathways export --route construction --level 2 --level 3 -o two.xlsx
      pathways export --around "Commis chef" --steps 2 --only Occupation --dry-run
      pathways export --path Butcher "Retail management" --route sales -o path.mmd
      pathways export --cypher 'MATCH (r:Route) RETURN r' -o routes.gexf
    """
    if parameters and not queries:
        raise click.UsageError("-p belongs to a question. Name one with --query.")
    if len(queries) + len(statements) > 1:
        raise click.UsageError("One question at a time: one --query, or one --cypher.")
    if output is None and not dry_run:
        raise click.UsageError("Name a file with -o, - for standard output, or count only with --dry-run.")
    query, cypher = next(iter(queries), None), next(iter(statements), None)
    with designed_errors(), _ended_by_signals():
        chosen = format_of(form, output or "") if output is not None or form is not None else None
        if output == "-" and chosen is not None and not dry_run:
            _check_stream(chosen)

        def write() -> View | None:
            given = None if cypher is None else answer_parts(answer_apart(built(store), cypher, {}, limit=None).rows)
            wanted["parameters"] = dict(map(parameter, parameters))
            part, understood = with_choices(
                open_map(store),
                lambda explorer: explorer.part(query=query, cypher=cypher, given=given, **wanted),
            )
            for note in understood:
                click.echo(note, err=True)
            if dry_run or output is None or chosen is None:
                return counted_view(part, chosen, spreadsheet_safe=spreadsheet_safe)
            return _written(part, chosen, output, force=force, spreadsheet_safe=spreadsheet_safe)

        if view := of_one_edition(write):
            show_view(view)


def _check_stream(form: Format) -> None:
    if sys.stdout is None:
        raise WrongExport("there is no standard output. Name a file with -o.")
    if not form.text and sys.stdout.isatty():
        raise WrongExport(f"{form.name} is no text for a terminal. Name a file with -o, or send it through a pipe.")


def _written(part: Part, form: Format, output: str, *, force: bool, spreadsheet_safe: bool) -> View | None:
    if output == "-":
        try:
            export_to(sys.stdout.buffer, part, form, spreadsheet_safe=spreadsheet_safe)
        except GraphReplaced as error:  # what is written cannot be taken back
            raise ExportError(f"the output is not whole: {error.fact}", error.cure, **error.data) from error
        for note in part.left_out:
            click.echo(note, err=True)
        return None
    with _progress(output) as say:
        files = export_files(part, output, form.name, force=force, spreadsheet_safe=spreadsheet_safe, say=say)
    return written_view(part, files)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A terminal that is closed and a `kill` end the command as Ctrl-C does: with nothing left behind."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    with ExitStack() as before:
        for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")):  # Windows has no SIGHUP
            if number and threading.current_thread() is threading.main_thread():
                before.callback(signal.signal, number, signal.signal(number, end))
        yield


@contextmanager
def _progress(output: str) -> Iterator[Callable[[int], None]]:
    """What shows, on a terminal, how much is written; from the first second on, a few times a second."""
    due, shown = time.monotonic() + 1.0, False

    def show(size: int) -> None:
        nonlocal due, shown
        if time.monotonic() >= due:
            due, shown = time.monotonic() + 0.2, True
            say_live(f"writing {Path(output).name[-40:]}: {size / 1e6:,.0f} MB")

    try:
        yield show
    finally:
        if shown:
            say_live("")
