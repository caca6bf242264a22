"""`pathways help`: a page of the project, or the help of a command. Arguments in, one text, shown."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.theme import Theme

from career_pathways.explorer.views.screen import Screen
from career_pathways.loader.errors import UnknownName
from career_pathways.loader.words.near import near, shortened

from .main import COMMANDS, imported, main
from .options import designed_errors
from .pages import CODE, PAGES, page
from .terminal import show_text

_WIDEST = 80
"""Columns of a page: longer lines are hard to read."""

_THEME = Theme({"markdown.code": "bold", "markdown.code_block": "none"})
"""Without a background, which may be another than that of the terminal."""


@click.command()
@click.argument("topic", nargs=-1)
@click.pass_context
def help(ctx: click.Context, topic: tuple[str, ...]) -> None:
    """Show a page of the documentation, or a command's help.

    Without a TOPIC, it lists them.

    \b
    Examples:
      pathways help
      pathways help what-if
      pathways help next
    """
    with designed_errors():
        pathways = ctx.find_root()
        if not topic:
            show_text(_topics(pathways))
        elif (name := _name_of_page(topic)) in PAGES:
            show_text(_rendered(_with_command(name)) if sys.stdout.isatty() else _with_command(name))
        else:
            show_text(_help_of(pathways, topic))


def _topics(pathways: click.Context) -> str:
    """All topics, each in a line."""
    formatter = pathways.make_formatter()
    with formatter.section("Commands"):
        formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])
    with formatter.section("Pages"):
        formatter.write_dl(list(PAGES.items()))
    formatter.write_paragraph()
    formatter.write_text("pathways help TOPIC shows one of them.")
    return formatter.getvalue().lstrip("\n")


def _name_of_page(topic: Sequence[str]) -> str:
    """The name as PAGES has it: also where it is written as a file, or in words."""
    return "-".join(" ".join(topic).lower().split()).removeprefix("docs/").removesuffix(".md").replace("_", "-")


def _with_command(name: str) -> str:
    """A page; below its heading the command that is called so, where one is."""
    heading, _, text = page(name).partition("\n")
    command = f"\nThe options of the command: `pathways {name} -h`.\n" if name in COMMANDS else ""
    return f"{heading}\n{command}{text}"


def _rendered(text: str) -> str:
    """Markdown laid out for a terminal."""
    screen = Screen.of_output()
    if not screen.colour:  # then the backticks themselves say what is to be typed
        text = CODE.sub(lambda code: f"`{code['ticks']} {code[0]} {code['ticks']}`" if code["ticks"] else code[0], text)
    shown = io.StringIO()
    console = Console(
        file=shown,
        width=min(screen.width, _WIDEST),
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        theme=_THEME,
    )
    console.print(Markdown(text, code_theme="bw", hyperlinks=False))
    return shown.getvalue()


def _help_of(pathways: click.Context, topic: Sequence[str]) -> str:
    """What the command of that name says of itself, one within another too. Raises UnknownName."""
    command: click.Command = main
    ctx = pathways
    for word in " ".join(topic).lower().split() or [""]:
        names = command.list_commands(ctx) if isinstance(command, click.Group) else []
        if word not in names or not isinstance(command, click.Group):
            raise _no_topic(" ".join(topic))
        command = imported(word) if command is main else command.commands[word]
        ctx = click.Context(command, parent=ctx, info_name=word, **command.context_settings)
    return f"{command.get_help(ctx)}\n"


def _no_topic(text: str) -> UnknownName:
    """Why nothing is shown: the nearest topics, and all."""
    topics = [*COMMANDS, *(name for name in PAGES if name not in COMMANDS)]
    alike = near(text.lower().replace(" ", "-"), topics)
    meant = f"Did you mean {' or '.join(map(repr, alike))}? " if alike else ""
    return UnknownName(f"no topic {shortened(text)!r}. {meant}There are: {', '.join(topics)}.", candidates=tuple(alike))
