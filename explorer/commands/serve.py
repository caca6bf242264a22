"""`pathways serve`: the explorer on a local server. Arguments in, one server run."""

from __future__ import annotations

from importlib import import_module

import click

from career_pathways.explorer.address import Address

from .command_line import COMMAND_LINE
from .extras import module_of
from .options import Number, built, designed_errors, store_option


@click.command()
@click.option(
    "--port", type=Number(0, 65_535), default=8000, show_default=True, help="The port to listen on; 0: any free one."
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but this machine's own lets others ask, too.",
)
@store_option
def serve(port: int, host: str, store: Address) -> None:
    """The explorer in your browser, from a server of your own.

    It says its address, and answers until Ctrl-C. Where the store is replaced, by a build as by a load, it goes on with
    the new one. The API is described at /openapi.json.

    \b
    Examples:
      pathways serve
      pathways serve --port 0 --store pathways.kgl
    """
    with designed_errors():
        server, served = module_of("web", "server"), import_module("career_pathways.explorer.serving.served")
        server.end_in_order()  # before a copy of the store is made
        listener = server.listening(host, port)  # before the store is read, which takes longer
        app = server.application(served.Served(built(store), store.edition_named), host=host, words=COMMAND_LINE)
        click.echo(f"The explorer is at {server.address(listener)} until you press Ctrl-C.")
        server.run(app, listener)
