"""What commands share: options, the open store, and how an answer or an error leaves the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from career_pathways.loader.embedded import EmbeddedStore
from career_pathways.loader.errors import (
    AmbiguousName,
    LookupsError,
    PathwaysError,
    RefusedQuery,
    UnknownName,
    UnknownQuery,
    UnreadableSource,
    WrongParameter,
)
from career_pathways.loader.store import Store, store_path

from .render import View, to_csv, to_json, to_table

F = TypeVar("F", bound=Callable[..., Any])

_MISUSE = (
    AmbiguousName,
    LookupsError,
    RefusedQuery,
    UnknownName,
    UnknownQuery,
    UnreadableSource,
    WrongParameter,
)
"""What the user can put right in the command itself: exit status 2."""

_PIPE_WIDTH = 120
"""Columns of a table that goes to no terminal."""

_NARROWEST = 40
"""Columns below which no table is squeezed."""


def store_option(command: F) -> F:
    """`--store FILE`."""
    return click.option(
        "--store",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The store's file. Default: what PATHWAYS_STORE names, else pathways.kgl in your data folder.",
    )(command)


def answers(command: F) -> F:
    """`--json` and `--csv`; the command returns a View, and this shows it."""

    @click.option("--json", "form", flag_value="json", help="One JSON object instead of the table.")
    @click.option("--csv", "form", flag_value="csv", help="CSV with a heading instead of the table.")
    @wraps(command)
    def show(*args: Any, form: str | None, **kwargs: Any) -> None:
        with designed_errors():
            view = command(*args, **kwargs)
            if form == "json":
                click.echo(to_json(view), nl=False)
                return
            if form == "csv":
                click.echo(to_csv(view), nl=False)
            else:
                click.echo(_table(view), nl=False)
            for note in (*view.notes, *([view.progress] if view.progress else [])):
                click.echo(note, err=True)

    return show  # type: ignore[return-value]


def limit_option(default: int, what: str) -> Callable[[F], F]:
    """`--limit N`, 0 being no limit."""
    return click.option(
        "--limit", type=click.IntRange(min=0), default=default, show_default=True, help=f"{what}; 0: all."
    )


class Misuse(click.ClickException):
    """An error that the user can put right in the command: its message, without the usage that click would add."""

    exit_code = 2


@contextmanager
def designed_errors() -> Iterator[None]:
    """Errors of the project as click shows errors: exit status 2 where the command was misused, else 1."""
    try:
        yield
    except _MISUSE as error:
        raise Misuse(str(error)) from error
    except PathwaysError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        raise  # click ends quietly where the reader of a pipe has enough
    except OSError as error:
        raise click.ClickException(f"cannot write the answer: {error.strerror or error}") from error


@contextmanager
def open_store(path: Path | None, *, apart: bool = False) -> Iterator[Store]:
    """The store; built from the packaged document first, where there is none yet.

    `apart`: questions are answered in a process of their own, as those that users write must be (docs/stores.md).
    """
    file = store_path(path)
    if not file.exists():
        from .building import build  # noqa: PLC0415 -- imports the reader, which no other question needs

        click.echo(f"No store yet: building {file} from the packaged document …", err=True)
        build(file, source=None, lookups=None)
    with EmbeddedStore(file, apart=apart) as store:
        yield store


def _table(view: View) -> str:
    if not view.rows:
        return f"{view.heading}\nnothing found\n" if view.heading else "nothing found\n"
    terminal = sys.stdout is not None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and columns.isascii():
        width: int | None = max(int(columns), _NARROWEST)
    else:
        width = None if terminal else _PIPE_WIDTH
    return to_table(view, width=width, colour=colour)
