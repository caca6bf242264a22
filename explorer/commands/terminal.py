"""An answer as a terminal shows it."""

from __future__ import annotations

import os
import shutil
import sys

from career_pathways.explorer.views.table import to_table
from career_pathways.explorer.views.view import View

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
    return to_table(view.table or view, width=width, colour=colour)
