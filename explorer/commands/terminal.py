"""An answer for whoever sits before a terminal: laid out, in a pager where it is longer than the screen."""

from __future__ import annotations

import os
import shutil
import sys

import click

from career_pathways.explorer.views.screen import Screen
from career_pathways.explorer.views.table import to_terminal
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import filled

from .command_line import words_here


def shown_on(view: View, *, explain: bool) -> list[str]:
    """Show a view on standard output. Out: what stands beside it, its legend and the notes, in lines that fit."""
    screen = Screen.of_output(explain=explain)
    show_text(to_terminal(view, screen))
    legends = [view.legend, view.numbers if explain else None] if view.rows else []
    words = words_here()
    beside = [*(filled(legend, words, {}) for legend in legends if legend), *view.beside(words)]
    lines = [line for text in beside for line in screen.wrapped(text)]
    return ["", *lines] if lines and sys.stdout.isatty() else lines


def show_text(text: str) -> None:
    """Show a text on standard output, in a pager where it is longer than the screen."""
    if _is_paged(text):
        os.environ.setdefault("LESS", "-FRX")  # what fits is only printed, colours are kept, the screen is not cleared
        click.echo_via_pager(text.removesuffix("\n"))
    else:
        click.echo(text, nl=False)


def _is_paged(text: str) -> bool:
    """Whether a text is longer than the terminal that it goes to, and whoever reads it has not put the pager off."""
    if not (sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty()):
        return False
    if os.environ.get("PAGER", "less").strip() in {"", "cat"} or os.environ.get("TERM") == "dumb":
        return False
    return text.count("\n") >= shutil.get_terminal_size().lines
