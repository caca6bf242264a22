"""What `pathways export` does once its options are read: the part is chosen, and counted or written out."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.explorer import of_one_edition
from career_pathways.explorer.parts import ChosenPart
from career_pathways.explorer.progress import say_live
from career_pathways.explorer.views.export import counted_view, written_view
from career_pathways.explorer.views.view import View
from career_pathways.exports.files import export as export_files
from career_pathways.exports.files import export_to
from career_pathways.exports.registry import Format, format_of
from career_pathways.loader.errors import ExportError, GraphReplaced, WrongExport
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.queries.selection import answer_parts

from .options import built, open_map, show_view, with_choices


def written_out(
    store: Address,
    wanted: Mapping[str, Any],
    cypher: str | None,
    output: str | None,
    form: str | None,
    *,
    force: bool,
    spreadsheet_safe: bool,
    dry_run: bool,
) -> None:
    """Write the part of the map in the store that is wanted, or count it.

    `wanted`: as `Explorer.part` takes it.
    """
    with _ended_by_signals():
        chosen = format_of(form, output or "") if output is not None or form is not None else None
        if output == "-" and chosen is not None and not dry_run:
            _check_stream(chosen)

        def write() -> View | None:
            given = (
                None
                if cypher is None
                else answer_parts(answer_apart(built(store), cypher, {}, edition=store.edition_named, limit=None).rows)
            )
            part, understood = with_choices(
                open_map(store), lambda explorer: explorer.part(cypher=cypher, given=given, **wanted)
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


def _written(part: ChosenPart, form: Format, output: str, *, force: bool, spreadsheet_safe: bool) -> View | None:
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
