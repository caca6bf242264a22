"""Where an answer is shown: how wide, with which colours, and how much of it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

from rich.cells import cell_len

_PIPE_WIDTH = 80
"""Columns of what goes to no terminal: a mail, a document and a second window have room for so many."""

_NARROWEST = 40
"""Columns below which no table is squeezed."""

_STYLES = {"bold": 1, "dim": 2}
"""The numbers that terminals know them by."""


@dataclass(frozen=True)
class Screen:
    """Where an answer is shown, and how much of it."""

    width: int
    """In columns."""
    colour: bool = False
    explain: bool = False
    """Whether the numbers behind an answer are shown with it."""

    @classmethod
    def of_output(cls, *, explain: bool = False) -> Screen:
        """Standard output: as wide as COLUMNS says, else as its terminal is; coloured where it is a terminal."""
        terminal = sys.stdout is not None and sys.stdout.isatty()
        columns = os.environ.get("COLUMNS", "")
        if columns.isdecimal() and columns.isascii():
            width = int(columns)
        else:
            width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if terminal else _PIPE_WIDTH
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(max(width, _NARROWEST), colour, explain)

    def styled(self, text: str, style: str = "bold") -> str:
        """A text that stands out, or back, where there are colours."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def whole(self, id_: str, indent: str = "") -> list[str]:
        """An id on a line of its own where there is room for it: what is broken nobody can copy."""
        return [self.styled(f"{indent}{id_}", "dim")] if len(indent) + cell_len(id_) <= self.width else []

    def wrapped(self, text: str, start: str = "", then: str | None = None) -> list[str]:
        """The lines of a text: the first begins with `start`, the others with `then` (None: as far in as the first)."""
        if text and cell_len(start) + cell_len(text) <= self.width and "\n" not in text:
            return [f"{start}{text}"]
        indent = " " * cell_len(start) if then is None else then
        lines = folded(text, self.width - max(cell_len(start), cell_len(indent)))
        return [f"{indent if i else start}{line}" for i, line in enumerate(lines)] or [start.rstrip()]


def folded(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words and never inside one: a broken id is none."""
    lines: list[str] = []
    room = 0
    for word in text.split():
        if lines and cell_len(word) < room:
            lines[-1] += f" {word}"
            room -= cell_len(word) + 1
        else:
            lines.append(word)
            room = width - cell_len(word)
    return lines
