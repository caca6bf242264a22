"""What `pathways export` does once its options are read: the part is chosen, and counted or written out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.explorer import Explorer, of_one_edition
from career_pathways.explorer.parts import ChosenPart, choose, chosen_part
from career_pathways.explorer.views.export import counted_view, written_view
from career_pathways.explorer.views.view import View
from career_pathways.explorer.wishes import PartWishes
from career_pathways.exports.files import export as export_files
from career_pathways.exports.files import export_to
from career_pathways.exports.part import part_of_rows
from career_pathways.exports.registry import Format, format_of
from career_pathways.loader.building import read_rows
from career_pathways.loader.errors import ExportError, GraphReplaced, WrongExport
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.queries.selection import answer_parts

from .options import built, open_map, show_view, with_choices
from .running import ended_by_signals, writing_shown


def written_out(
    store: Address | Path,
    wanted: Mapping[str, Any],
    cypher: str | None,
    output: str | None,
    form: str | None,
    *,
    force: bool,
    spreadsheet_safe: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Write the part of the map in the store that is wanted, or count it; or all of what a source says.

    `wanted`: as `Explorer.part` takes it. `quiet`: without the notes beside it.
    """
    with ended_by_signals():
        chosen = format_of(form, output or "") if output is not None or form is not None else None
        if output == "-" and chosen is not None and not dry_run:
            _check_stream(chosen)

        def write() -> View | None:
            part, notes = (
                (_part_of_source(store), []) if isinstance(store, Path) else _part_of_store(store, wanted, cypher)
            )
            if output == "-" and not dry_run:
                notes += part.left_out
            for note in [] if quiet else notes:
                click.echo(note, err=True)
            if dry_run or output is None or chosen is None:
                return counted_view(part, chosen, spreadsheet_safe=spreadsheet_safe)
            return _written(part, chosen, output, force=force, spreadsheet_safe=spreadsheet_safe)

        if view := of_one_edition(write):
            show_view(view, quiet=quiet)


def _part_of_source(source: Path) -> ChosenPart:
    _, rows = read_rows(source, None)
    return chosen_part(part_of_rows(rows))


def _part_of_store(store: Address, wanted: Mapping[str, Any], cypher: str | None) -> tuple[ChosenPart, list[str]]:
    """The part, and what names were taken to mean."""
    given = (
        None
        if cypher is None
        else answer_parts(answer_apart(built(store), cypher, {}, edition=store.edition_named, limit=None).rows)
    )
    wishes = cast(PartWishes, {**wanted, "cypher": cypher})

    def chosen(explorer: Explorer) -> ChosenPart:
        return choose(explorer.names, explorer.ways, lambda: explorer.graph, wishes, given)

    part, understood = with_choices(open_map(store), chosen)
    return part, list(understood)


def _check_stream(form: Format) -> None:
    if sys.stdout is None:
        raise WrongExport("there is no standard output. Name a file with -o.")
    if not form.text and sys.stdout.isatty():
        raise WrongExport(f"{form.name} is not text for a terminal. Name a file with -o, or send it through a pipe.")


def _written(part: ChosenPart, form: Format, output: str, *, force: bool, spreadsheet_safe: bool) -> View | None:
    if output == "-":
        try:
            export_to(sys.stdout.buffer, part, form, spreadsheet_safe=spreadsheet_safe)
        except GraphReplaced as error:  # what is written cannot be taken back
            raise ExportError(f"the output is not whole: {error.fact}", error.cure, **error.data) from error
        return None
    with writing_shown(output) as say:
        files = export_files(part, output, form.name, force=force, spreadsheet_safe=spreadsheet_safe, say=say)
    return written_view(part, files)
