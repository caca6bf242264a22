"""`pathways page`: the explorer in one HTML file. Arguments in, one call, written out."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import click

from career_pathways.explorer.address import Address
from career_pathways.explorer.explorer import Explorer, of_one_edition

from .options import FileName, designed_errors, open_map, store_option


@click.command()
@click.option(
    "-o",
    "--output",
    type=FileName(dir_okay=False, readable=False, allow_dash=True),
    metavar="FILE",
    required=True,
    help="Where to write; - for standard output.",
)
@click.option("--force", is_flag=True, help="Replace what is there.")
@store_option
def page(output: str, force: bool, store: Address) -> None:
    """The explorer in one HTML file, which needs no network.

    It holds every edition of the store, or the one of --edition, and all that answers: open it from the disk, send it,
    put it on any web server. The same store gives the same file.

    \b
    Examples:
      pathways page -o pathways.html
      pathways page --edition 2017 --force -o pathways.html
    """
    with designed_errors():
        explorer = open_map(store)

        def write(out: BinaryIO) -> None:
            out.write(of_one_edition(lambda: _page(explorer, one=bool(store.edition_named))))

        if output == "-":
            write(sys.stdout.buffer)
            return
        # What may not stand there is told before the page is made.
        import_module("career_pathways.exports.files").write_out(output, write, force=force)
        click.echo(f"{output}: {Path(output).stat().st_size:,} bytes. Open it in a browser.", err=True)


def _page(explorer: Explorer, *, one: bool) -> bytes:
    """The page, with what only it needs imported only here."""
    others = [] if one else [name for name in explorer.store.editions if name != explorer.edition]
    explorers = [explorer, *(Explorer(explorer.store.of_edition(name)) for name in others)]
    text: str = import_module("career_pathways.explorer.web.one_file").one_file(explorers)
    return text.encode()
