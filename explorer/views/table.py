"""An answer as a terminal shows it: its own text, or tables that fit."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Mapping
from itertools import groupby
from typing import Any, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from .view import View
from .wording import BAND_STYLES, cell_text

_PIPE_WIDTH = 120
"""Columns of a table that goes to no terminal."""

_NARROWEST = 40
"""Columns below which no table is squeezed."""


def to_terminal(view: View) -> str:
    """The text or the table of a view, as wide and as coloured as standard output wants it."""
    if not view.rows:
        return f"{view.heading}\nnothing found\n" if view.heading else "nothing found\n"
    terminal = sys.stdout is not None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and columns.isascii():
        width: int | None = max(int(columns), _NARROWEST)
    else:
        width = None if terminal else _PIPE_WIDTH
    if view.text:
        return view.text(width or shutil.get_terminal_size().columns, colour)
    return _tables(view.table or view, width=width, colour=colour)


def _tables(view: View, *, width: int | None, colour: bool) -> str:
    """The rows as tables that fit `width` columns (None: what the terminal has), one for each group.

    Where the words of the columns are too wide to stand side by side, each row is a record of its own, one line or more
    for each column.
    """
    text = io.StringIO()
    console = Console(
        file=text,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        emoji=False,
    )
    shown = view.shown or {column: column.replace("_", " ") for column in view.columns}
    groups = groupby(view.rows, key=view.group)
    widths = _widths(view, shown, console.width)
    if view.heading:
        console.print(view.heading, style="bold", markup=False)
    for i, (name, rows) in enumerate(groups):
        if name is not None:
            console.print(*([""] if i else []), name, sep="\n", style="bold", markup=False)
        if widths is None:
            records = Table.grid(padding=(0, 2))
            records.add_column(style="bold", no_wrap=True)
            records.add_column(overflow="fold")
            for j, row in enumerate(rows):
                if j:
                    records.add_row()
                for column, heading in shown.items():
                    records.add_row(heading, _shown(view, row, column))
            console.print(records)
            continue
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        for column, heading in shown.items():
            numbers = column not in view.cells and {type(row[column]) for row in view.rows} <= {int, float, type(None)}
            justify: Literal["right", "left"] = "right" if numbers else "left"
            table.add_column(heading, justify=justify, overflow="fold", width=widths[column])
        for row in rows:
            table.add_row(*(_shown(view, row, column) for column in shown))
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


_GAP = 3
"""Columns between two columns of a table."""

_LONGEST_WORD = 20
"""Longer ones, as ids, are folded."""


def _widths(view: View, shown: Mapping[str, str], width: int) -> dict[str, int] | None:
    """How wide each column of a table is; None where they cannot stand side by side without a break inside a word.

    Each has room for its longest word; what is left is shared out alike, to those that need least first. Left to
    itself, rich takes from the widest first, breaks words, and cuts off what sticks out.
    """
    least, wanted = {}, {}
    for column, heading in shown.items():
        texts = [heading, *(_unmarked(view, row, column) for row in view.rows)]
        least[column] = min(_LONGEST_WORD, max((cell_len(word) for text in texts for word in text.split()), default=0))
        wanted[column] = max(least[column], *(cell_len(text) for text in texts))
    room = width - _GAP * (len(shown) - 1) - sum(least.values())
    if room < 0:
        return None
    widths = dict(least)
    by_need = sorted(shown, key=lambda column: wanted[column] - least[column])
    for i, column in enumerate(by_need):
        more = min(wanted[column] - least[column], room // (len(by_need) - i))
        widths[column] += more
        room -= more
    return widths


def _shown(view: View, row: Mapping[str, Any], column: str) -> str:
    text = _unmarked(view, row, column).replace("[", "\\[")  # rich would take "[ceramics]" for markup
    style = BAND_STYLES.get(text[:3])
    return f"[{style}]{text}[/]" if style else text


def _unmarked(view: View, row: Mapping[str, Any], column: str) -> str:
    return view.cells[column](row) if column in view.cells else cell_text(row[column])
