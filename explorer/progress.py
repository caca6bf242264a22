"""What the user is told on standard error while something takes its time."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

Say = Callable[[str], None]
"""What is told a text."""


def say_so(text: str) -> None:
    """Tell a line on standard error."""
    click.echo(text, err=True)


def say_live(text: str) -> None:
    """What changes from second to second, in one line of a terminal; "" takes it away. Elsewhere nothing."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"\r{text}\033[K", err=True, nl=False)
