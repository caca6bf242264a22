"""Names in numbers, from standard input or a file, and how far the answers are."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from career_pathways.explorer.given_names import GivenName, names_of_column, names_of_lines
from career_pathways.explorer.progress import say_live, say_so
from career_pathways.explorer.views.batch import batch_view
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import UnreadableSource
from career_pathways.loader.files import read_bytes

from .options import form_asked

_EVERY = {True: 0.2, False: 4.0}
"""Seconds between two reports: on a terminal, in one line of it, and elsewhere."""

_LARGEST = 32 * 1024**2
"""Bytes of a CSV: several hundred thousand names."""

_CURE = f"Name a CSV of at most {_LARGEST // 1024**2} MB; standard input may have more."


def batch_of(file: str | None, heading: str | None, **wishes: Any) -> partial[View]:
    """The question what each of many occupations can progress to: those of a CSV, or without one of standard input.

    Raises click.UsageError and UnreadableSource where there is not one name.
    """
    source, lines = _lines(None if file in {None, "-"} else Path(str(file)))
    names = names_of_lines(lines, source) if file is None else names_of_column(lines, source, heading)
    first = next(names, None)  # before anything is written: a column that is not there is told at once
    if first is None:
        raise click.UsageError(f"There is no name in {source}.")
    written_as_found = form_asked(click.get_current_context().params) in {"json", "csv", "tsv", "nl"}
    heard = _report(silent=written_as_found and sys.stdout.isatty())
    return partial(batch_view, names=_then_cleared(chain([first], names)), heard=heard, **wishes)


def _lines(file: Path | None) -> tuple[str, Iterable[bytes]]:
    """What errors call a file, and its lines; those of standard input as they come. Raises UnreadableSource."""
    if file:
        return file.name, read_bytes(file, _LARGEST, UnreadableSource, _CURE).splitlines(keepends=True)
    if sys.stdin is None:
        raise click.UsageError("The names are looked for on standard input, which is closed.")
    lines = (line for read in sys.stdin.buffer for line in read.splitlines(keepends=True))  # some end in CR alone
    return "standard input", lines


def _then_cleared(names: Iterable[GivenName]) -> Iterator[GivenName]:
    """The names, and behind the last of them the line of a terminal that told how many they were is taken away."""
    try:
        yield from names
    finally:
        say_live("")


def _report(*, silent: bool) -> Callable[[int, int], None]:
    """What hears how many names are answered, and tells it now and then.

    `silent`: not at all on a terminal, where the answers themselves come as they are found.
    """
    last = time.monotonic()
    live = sys.stderr is not None and sys.stderr.isatty()

    def heard(names: int, understood: int) -> None:
        nonlocal last
        if not (silent and live) and time.monotonic() - last > _EVERY[live]:
            last = time.monotonic()
            (say_live if live else say_so)(f"names: {names:,}, understood: {understood:,}")

    return heard
