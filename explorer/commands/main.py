"""The command line: all commands under one name, each imported when it is called."""

from __future__ import annotations

import atexit
import gc
import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from career_pathways import __version__

COMMANDS = {
    "build": ("documents", "Read a document, check it, and replace the store."),
    "editions": ("editions", "List the editions in the store, or take one out."),
    "load": ("load", "Load the graph of a document or a map into a Neo4j server."),
    "fetch": ("fetch", "Fetch today's maps of Skills England, with your own API key."),
    "catalogue": ("documents", "Print what a document says, before any graph is made of it."),
    "check": ("documents", "Report how well a document was read, and what it lost."),
    "search": ("occupations", "Find occupations by what people call their work."),
    "show": ("occupations", "What an occupation is, and where the document says so."),
    "next": ("occupations", "What an occupation, or workers of a level, can progress to."),
    "before": ("occupations", "What leads to an occupation, and from which trade."),
    "path": ("path", "How to get from one occupation to another, rung by rung."),
    "reach": ("reach", "Everything that an occupation, or a set, can lead to."),
    "compare": ("reach", "What two occupations both reach, and where they first meet."),
    "diff": ("diff", "What changed between two editions: renamed, split, added."),
    "gaps": ("gaps", "What the map does not offer: dead ends, jumps, empty columns."),
    "analyse": ("analyse", "Analyse a whole map of any size: reach, distances, gaps."),
    "shared": ("occupations", "Occupations that stand in more than one route."),
    "query": ("query", "Ask a named question, or your own in Cypher."),
    "export": ("export", "Write the map, or the part that you choose, for another tool."),
    "page": ("page", "The explorer in one HTML file, which needs no network."),
    "serve": ("serve", "The explorer in your browser, from a server of your own."),
    "mcp": ("mcp", "The questions as tools of an assistant, by MCP."),
    "neo4j": ("neo4j", "A Neo4j server of your own on this machine, without Docker."),
    "completion": ("completion", "Print what makes a shell complete commands and occupations."),
    "help": ("help", "Show a page of the documentation, or a command's help."),
}
"""All commands, in the order of the help: the module that each is in, and what the help of `pathways` says about it."""

INTERRUPTED = 130
"""The exit status where Ctrl-C ended a command, as a shell has it: 128, and 2 for SIGINT."""


class _Group(click.Group):
    """Commands that are listed and completed by what COMMANDS says, and imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and imported(str(name)), rest

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """As click has it, but that whatever happens ends in an exit status and one line."""
        command: Callable[..., Any] = partial(super().main, standalone_mode=False)
        if "_PATHWAYS_COMPLETE" in os.environ:  # a shell asks, not a person
            import_module(".completion", __package__)
        if not standalone_mode:
            return command(*args, **more)
        sys.exit(_status(partial(command, *args, **more)))


def _status(command: Callable[[], Any]) -> int:
    """Run a command. Out: its exit status, 130 where Ctrl-C ended it; what went wrong is on standard error."""
    try:
        if sys.stdout is None:
            raise click.ClickException("there is no standard output to answer on.")
        status = command()
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        status, show = error.exit_code, partial(_shown, error)
    except (click.Abort, KeyboardInterrupt):
        status, show = INTERRUPTED, partial(click.echo, "Interrupted.", err=True)
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # kglite's panics are no Exceptions
        # Imported where nothing else is to be lost.
        line = import_module(".unexpected", __package__).report(error)
        status, show = 1, partial(click.echo, line, err=True)
    with suppress(OSError):  # standard error cannot be written either
        show()
    return status


def _shown(error: click.ClickException) -> None:
    """As click shows an error; what users wrote is not obeyed by a terminal, and no line of it fills the screen."""
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        error.possibilities[:] = _near_options(error.option_name, error.possibilities)
    if isinstance(error, click.UsageError) and error.message.startswith("Got unexpected extra argument"):
        error = click.UsageError(error.message + _to_be_quoted(error), error.ctx)
    shown = io.StringIO()
    error.show(shown)
    visible = import_module("career_pathways.loader.errors").visible
    text = re.sub(r"(?m)^(.{500}).{500,}(.{200})$", r"\1 … \2", visible(shown.getvalue()))
    if sys.stderr.isatty():  # which would break a line anywhere
        text = "".join(f"{_wrapped(line, os.get_terminal_size(2).columns)}\n" for line in text.splitlines())
    click.echo(text, err=True, nl=False)


def _to_be_quoted(error: click.UsageError) -> str:
    """What to do about words too many, where they may belong to a title; nothing where a command takes none."""
    asked = [one.name for one in error.ctx.command.params if isinstance(one, click.Argument)] if error.ctx else []
    if not error.ctx or not asked or not _OF_WORDS.issuperset(asked):
        return ""
    cure = ". Words that belong together stand in quotes"
    extra = error.message.partition("(")[2].removesuffix(")")
    words = " ".join(f"{error.ctx.params[asked[0]]} {extra}".split())
    if len(asked) > 1 or len(words) > _MOST_SHOWN or not re.fullmatch(r"[\w(][\w ()&/',.:;-]*", words):
        return f"{cure}."
    return f'{cure}: {error.ctx.command_path} "{words}"'


_OF_WORDS = frozenset({"text", "occupation", "origin", "destination", "first", "second"})
"""The arguments that are a title, or what people call their work."""

_MOST_SHOWN = 200
"""Letters of words that are shown in quotes, which they do not end before, and in which a shell replaces nothing."""


def _near_options(name: str, offered: list[str]) -> list[str]:
    """The options that one may be a slip for: click counts the dashes as alike, and offers --in for --next."""
    near: Callable[..., list[str]] = import_module("career_pathways.loader.words.near").near
    return [option for option in offered if near(name.strip("-"), [option.strip("-")], cutoff=0.7)]


def _wrapped(line: str, width: int) -> str:
    """A line, broken between words where it is wider; what follows is indented."""
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    fill: Callable[..., str] = import_module("textwrap").fill
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def imported(name: str) -> click.Command:
    """The command of that name, with its options."""
    command: click.Command = getattr(import_module(f".{COMMANDS[name][0]}", __package__), name)
    return command


@click.group(
    cls=_Group,
    commands={name: click.Command(name, help=about) for name, (_, about) in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="pathways")
def main() -> None:
    """Explore the UK occupational maps of December 2017.

    \b
    Examples:
      pathways search "I work in a warehouse"
      pathways next plumber                     what can a plumber progress to?
      pathways next --level 2                   and a level 2 worker?
      pathways path Butcher "Retail management" --in sales
      pathways reach --from-level 2 --to-route construction
      pathways gaps --route construction        what does the map lack?
      pathways query dead-ends --csv > dead-ends.csv
      pathways export --route construction -o construction.graphml
      pathways load --to bolt://localhost:7687  the graph in a Neo4j of your own

    The first question builds the store from the packaged document. `pathways help` lists
    the pages that say more.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # results are UTF-8 in files and pipes; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _no_data_frames() -> ModuleType:
    """What the driver of Neo4j knows of numpy, pandas and pyarrow: that they are not there.

    Where they are installed it takes 0.4 s to import them, for parameters of their types, which no command has.
    """
    module = ModuleType("neo4j._optional_deps")
    module.__dict__.update(dict.fromkeys(("np", "pd", "pa", "pa_compute")))
    return module


def start() -> None:
    """Run `pathways` as a process of its own.

    What a command makes lives until its end: to look through all of it for garbage, again and again and at the end
    once more, takes a tenth of the time of a short one.
    """
    if sys.stderr is None:  # closed: what belongs there goes nowhere, and not among the results, as click has it
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- until it ends
    sys.modules.setdefault("neo4j._optional_deps", _no_data_frames())
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    main(prog_name="pathways")
