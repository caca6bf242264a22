"""The server: the addresses, behind the rules of safety.py, on a socket of this machine."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
import uvicorn
from starlette.routing import Route, Router
from uvicorn.protocols.http.h11_impl import H11Protocol

from career_pathways.explorer.serving.served import Served, let_go
from career_pathways.loader.errors import Misuse, PathwaysError

from .api import Api
from .built_files import BuiltFiles
from .page import SCRIPT
from .pages import Pages
from .safety import OF_THIS_MACHINE, App, Safe
from .site import Site
from .words import WEB

_LOOK = 0.25
"""Seconds from one look at the store to the next, where nobody asks."""

_PATIENCE = 15
"""Seconds in which who connects has to ask."""

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""What comes to an address: safety.py has refused what it does not answer."""


class PortTaken(PathwaysError):
    """Another program listens where the server is to."""


class WrongHost(Misuse):
    """No address of this machine."""


def application(served: Served, *, host: str = "127.0.0.1", words: Mapping[str, str] = WEB) -> App:
    """The server as an ASGI application. `words`: those of the notes in JSON."""
    built = BuiltFiles()
    site = Site(served, built.hash)
    api = Api(site, words)
    pages = Pages(site, api.own, scripted=SCRIPT in built.names)

    @asynccontextmanager
    async def looking(_: object) -> AsyncIterator[None]:
        async def look() -> None:
            while True:
                await anyio.sleep(_LOOK)
                served.state()

        asyncio.get_running_loop().set_exception_handler(_Told())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(look)
            yield
            tasks.cancel_scope.cancel()

    routes = [
        Route("/api/{name:path}", api.answer, methods=_METHODS),
        Route("/map/{hash}.json", api.map),
        Route("/maps.json", api.maps),
        Route("/titles.json", api.titles),
        Route("/joins.json", api.joins),
        Route("/questions.json", api.questions),
        Route("/openapi.json", api.openapi),
        *(Route(f"/{name}", built.answer) for name in built.names),
        Route("/", pages.home),
        Route("/map", pages.map),
        Route("/about", pages.about),
        Route("/cypher", pages.cypher),
        Route("/{name:path}", pages.question),
    ]
    return Safe(Router(routes, redirect_slashes=False, lifespan=looking), host)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0: one that is free. Raises PortTaken and WrongHost."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol, or asyncio lets head and body of an answer wait for each other, 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        if isinstance(error, socket.gaierror):
            raise WrongHost(f"{host}: no host of that name.", "Name an address of this machine.") from error
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"port {port} is taken by another program.", "Name another, or 0 for a free one."
            ) from error
        raise WrongHost(f"{host}, port {port}: nobody can listen there: {error.strerror}.", "Name another.") from error
    return listener


def address(listener: socket.socket) -> str:
    """Where a browser finds the server."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:
        host = OF_THIS_MACHINE[0]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class _Told:
    """A line for whoever runs the server, once, where asyncio writes a stack trace again and again."""

    def __init__(self) -> None:
        self._lines: set[str] = set()

    def __call__(self, _: object, context: Mapping[str, Any]) -> None:
        line = f"Error: {context['message']} ({type(context.get('exception')).__name__})."
        if line not in self._lines:
            self._lines.add(line)
            print(line, file=sys.stderr)


class _Impatient(H11Protocol):
    """A connection that is let go of where nothing is asked over it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(_PATIENCE, self._let_go)

    def _let_go(self) -> None:
        if self.cycle is None:  # which the head of a request begins
            self.transport.close()


def end_in_order() -> None:
    """From now on SIGTERM and SIGHUP raise SystemExit, so that no copy of a store stays behind."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):  # none of them is everywhere
            signal.signal(number, end)


def run(app: App, listener: socket.socket) -> None:
    """Answer until the process is told to end. Raises KeyboardInterrupt where Ctrl-C does."""
    let_go()
    config = uvicorn.Config(
        app,
        http=_Impatient,
        loop="asyncio",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody stands between a browser and this machine
        date_header=True,
        timeout_keep_alive=_PATIENCE,
        timeout_graceful_shutdown=1,
        backlog=1024,
    )
    uvicorn.Server(config).run(sockets=[listener])
