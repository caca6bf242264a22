"""The servers, which are built on libraries that only an extra brings."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from career_pathways.exports.registry import pip_install

_LIBRARIES = {
    "web": frozenset({"starlette", "uvicorn", "anyio", "h11"}),
    "mcp": frozenset({"mcp", "mcp_types", "pydantic", "anyio"}),
}
"""What the modules of a server import, by its extra, which is called as its folder is."""


def module_of(extra: str, name: str) -> Any:
    """A module of a server. Raises click.ClickException where what it is built on is not installed."""
    try:
        return import_module(f"career_pathways.explorer.{extra}.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES[extra]:
            raise
        what = f"The server needs {error.name}, which is not installed:"
        raise click.ClickException(f"{what} {pip_install(extra)}") from error
