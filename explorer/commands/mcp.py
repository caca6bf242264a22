"""`pathways mcp`: the questions as tools of an assistant. Arguments in, one server run."""

from __future__ import annotations

import sys

import click

from career_pathways.explorer.address import Address

from .extras import module_of
from .options import built, designed_errors, store_option

_BY_HAND = (
    "This is a server for an assistant, which starts it and speaks to it here. `pathways help mcp` says how an "
    "assistant is told of it. Ctrl-C ends it."
)


@click.command()
@store_option
def mcp(store: Address) -> None:
    """The questions as tools of an assistant, by MCP.

    An assistant starts it, and asks over standard input and output; `pathways help mcp` says how each is told to. The
    store is opened when the first question comes, and your own is built where it is not there yet; what is wrong with
    it is told to the assistant.

    \b
    Examples:
      pathways mcp
      pathways mcp --store pathways.kgl --edition 2026
    """
    with designed_errors():
        server, held, stdio = (module_of("mcp", name) for name in ("server", "held", "stdio"))
        if sys.stdin is None:
            raise click.ClickException("there is no standard input to be asked on.")
        if sys.stdin.isatty():
            click.echo(_BY_HAND, err=True)
        stdio.speak(server.server(held.Held(lambda: built(store), store.edition_named, store.resolved)))
