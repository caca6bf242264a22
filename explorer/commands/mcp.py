"""`pathways mcp`: the questions as tools of an assistant. Arguments in, one server run."""

from __future__ import annotations

from importlib import import_module

import click

from career_pathways.explorer.address import Address
from career_pathways.exports.registry import pip_install

from .options import built, designed_errors, store_option


@click.command()
@store_option
def mcp(store: Address) -> None:
    """The questions as tools of an assistant, by the Model Context Protocol over standard input and output.

    An assistant starts it; docs/mcp.md says how each is told to. The store is opened, and built where it is not there
    yet, when the first question comes.
    """
    with designed_errors():
        try:
            server, stdio = (import_module(f"career_pathways.explorer.mcp.{name}") for name in ("server", "stdio"))
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "pydantic"}:
                raise
            what = f"The server needs {error.name}, which is not installed:"
            raise click.ClickException(f"{what} {pip_install('mcp')}") from error
        held = import_module("career_pathways.explorer.mcp.held").Held(lambda: built(store), store.edition_named)
        stdio.speak(server.server(held))
