"""`pathways fetch`: today's maps from their publisher, as tables. Arguments in, one call, rendered out."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path

import click

from career_pathways.explorer.progress import say_live
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import WrongKey
from career_pathways.loader.fetching.asking import Connection
from career_pathways.loader.fetching.skills_england import BASE, MAPPING
from career_pathways.loader.fetching.skills_england import fetch as fetched
from career_pathways.loader.files import read_bytes

from .options import FileName, answers

KEY_VARIABLE = "SKILLS_ENGLAND_API_KEY"

BASE_VARIABLE = "PATHWAYS_SKILLS_ENGLAND_API"
"""For tests only: the address of a stand-in for the API."""

_LARGEST_KEY_FILE = 10_000
"""Bytes."""


@click.command()
@click.argument("publisher", type=click.Choice(["skills-england"]))
@click.option(
    "--to", "folder", required=True, metavar="FOLDER", type=FileName(file_okay=False, path_type=Path),
    help="Where the tables go; what a killed command left there is not asked again.",
)  # fmt: skip
@click.option(
    "--key-file",
    type=FileName(dir_okay=False, path_type=Path),
    help=f"A file with your API key in its first line. Default: {KEY_VARIABLE}, else you are asked for it.",
)
@answers
def fetch(publisher: str, folder: Path, key_file: Path | None) -> View:
    """Fetch today's maps of Skills England, with your own API key.

    It asks some 2,500 questions, one after another, with a pause after each. The key is written nowhere. A harvest that
    lost more than a tenth of what the folder held is refused.

    \b
    Examples:
      pathways fetch skills-england --to maps-today --key-file my-key
      pathways build maps-today/skills-england.toml --store maps-today.kgl
    """
    with closing(Connection(os.environ.get(BASE_VARIABLE) or BASE, _key(key_file), sleep=_wait)) as connection:
        try:
            harvest = fetched(connection, folder, _show)
        finally:
            say_live("")
    return View(
        question="fetch",
        rows=[{"of": name, "count": count} for name, count in harvest._asdict().items()],
        columns=("of", "count"),
        parameters={"publisher": publisher, "to": str(folder)},
        notes=(f"{folder / MAPPING} reads it.",),
    )


def _show(done: int, total: int) -> None:
    say_live(f"  {done:,} of {total:,} answers")
    if done % 500 == 0 and not sys.stderr.isatty():
        click.echo(f"{done:,} of {total:,} answers", err=True)


def _wait(seconds: float) -> None:
    if seconds >= 1:  # more than the pause between two questions
        say_live(f"  waiting {seconds:.0f} s before the question is asked again")
    time.sleep(seconds)


def _key(file: Path | None) -> str:
    """The key of whoever asks: from a file, else the environment, else typed unseen. Raises WrongKey."""
    if file:
        content = read_bytes(file, _LARGEST_KEY_FILE, WrongKey, "Write the key into a file's first line.")
        return content.decode("utf-8-sig", "replace").partition("\n")[0]
    if key := os.environ.get(KEY_VARIABLE):
        return key
    if sys.stdin.isatty():
        return str(click.prompt("API key", hide_input=True, err=True))
    raise WrongKey("no API key.", "Give one {key}.")
