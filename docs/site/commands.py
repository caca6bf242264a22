"""The reference of the commands, out of what click knows of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc

import click
from prose import directive, fenced, prose, sentence, table

from career_pathways.explorer.commands.main import COMMANDS, imported, main
from career_pathways.explorer.commands.pages import PAGES, file_of

_SHARED_BY = 5
"""How many commands have an option of the same words before it is described once, for all."""

_PLACE = "commands"
_ONE = "An occupation: its title, with its level where several have it (`Butcher (2)`), its id, or what people call it."
_STANDS_FOR = {
    "SOURCE": "A document, the name of an edition of the package (`2017`, `2026`), or a mapping file.",
    "TEXT": "What somebody calls their work, in everyday words or in those of the map.",
    "OCCUPATION": _ONE,
    "FROM": "Where the path begins; an occupation, as below TO.",
    "TO": f"Where the path ends. {_ONE}",
    "FIRST": "One of the two; an occupation, as below SECOND.",
    "SECOND": f"The other one. {_ONE}",
    "OLDER": "The edition to compare from, by its name, as `2017`; `pathways editions` lists those of the store.",
    "NEWER": "The edition to compare with, by its name, as `2026`.",
    "NAME": "The name of a question; `pathways query` lists them.",
    "TOPIC": "What a page is about, as `pathways help` lists them, or the name of a command.",
}
"""What the placeholder of an argument stands for, where the command's help does not say "SOURCE is …"."""

_NOTE = re.compile(r"  \[([^\]]*)\]")
"""What click adds in brackets: the default, the range, whether it is required."""


def command_pages() -> dict[str, str]:
    """A page of each command with those within it, one of the options that many have, and the list."""
    pages = {f"{_PLACE}/{name}.md": _page(name) for name in COMMANDS}
    listed = [(f"[`pathways {name}`]({name}.md)", sentence(about)) for name, (_, about) in COMMANDS.items()]
    names = "\n".join([*COMMANDS, "shared-options"])
    pages[f"{_PLACE}/index.md"] = "\n\n".join(
        [
            "# Commands",
            "`pathways COMMAND -h` says the same in the terminal. The options that most of them have stand "
            "[in one place](shared-options.md).",
            table(("command", "what it does"), listed),
            directive("toctree", "", names, options=":hidden:"),
            "## pathways",
            *_described(_context(()), whole=True),
        ]
    )
    pages[f"{_PLACE}/shared-options.md"] = _shared_options()
    return pages


def _page(name: str) -> str:
    """A command, and below it those within it."""
    parts = []
    for depth, context in _within(_context((name,))):
        parts += [f"{'#' * depth} {context.command_path}", *_described(context)]
    return "\n\n".join(filter(None, parts))


def _context(names: tuple[str, ...]) -> click.Context:
    """That of a command of that name; without a name, of `pathways` itself."""
    context = click.Context(main, info_name="pathways", **main.context_settings)
    for name in names:
        context = click.Context(imported(name), parent=context, info_name=name)
    return context


def _within(context: click.Context, depth: int = 1) -> Iterator[tuple[int, click.Context]]:
    """A command and those within it, each with how deep it lies."""
    yield depth, context
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield from _within(click.Context(command, parent=context, info_name=name), depth + 1)


def _described(context: click.Context, *, whole: bool = False) -> Iterator[str]:
    """What a command does, how it is called, its arguments and its options.

    `whole`: those options too that many have, which otherwise are links.
    """
    about, *rest = _help(context.command)
    yield about
    pieces = context.command.collect_usage_pieces(context)
    yield fenced(" ".join([context.command_path, *pieces]), "text")
    yield from rest
    own, shared = [], []
    for record in _options(context):
        (shared if record in _many_have() and not whole else own).append(record)
    yield directive("program", context.command_path)
    arguments = (p for p in context.command.get_params(context) if isinstance(p, click.Argument))
    yield from (_argument(argument, context) for argument in arguments)
    yield from (_option(*record) for record in own)
    if shared:
        links = ", ".join(f"{{option}}`{_long(names)} <pathways {_long(names)}>`" for names, _ in shared)
        yield f"As many commands do, it also has {links}."


def _help(command: click.Command) -> Iterator[str]:
    """The paragraphs of its help; what click leaves as it is, in a block."""
    for part in re.split(r"\n\s*\n", cleandoc(command.help or "")):
        if not part.startswith("\b\n"):
            yield prose(part, _leading)
            continue
        first, *lines = part[2:].splitlines()
        is_title = first.endswith(":") and not first.startswith(" ")
        block = cleandoc("\n" + "\n".join(lines if is_title else [first, *lines]))
        yield f"{sentence(first)}\n\n{fenced(block, 'text')}" if is_title else fenced(block, "text")


def _argument(argument: click.Argument, context: click.Context) -> str:
    """An argument, described as an option is: what it stands for, and whether it may be left out."""
    name = argument.make_metavar(context).strip("[].")
    if isinstance(argument.type, click.Choice):
        return directive("option", name, f"One of {', '.join(f'`{choice}`' for choice in argument.type.choices)}.")
    said = re.search(rf"^{name} is (.+?\.)(?=\s|\Z)", cleandoc(context.command.help or ""), re.MULTILINE | re.DOTALL)
    about = prose(said[1][0].upper() + said[1][1:] if said else _STANDS_FOR[name], _leading)
    if argument.nargs == -1:
        return directive("option", name, f"{about} {'One or more.' if argument.required else 'As many as you like.'}")
    return directive("option", name, f"{about} {'It has to be given.' if argument.required else 'It may be left out.'}")


def _options(context: click.Context) -> list[tuple[str, str]]:
    """The names and the words of each option, as its help has them."""
    options = [p for p in context.command.get_params(context) if isinstance(p, click.Option)]
    records = (option.get_help_record(context) for option in options)
    return [record for record in records if record is not None]


def _option(names: str, about: str) -> str:
    notes = "; ".join(_NOTE.findall(about))
    words = prose(_NOTE.sub("", about), _leading)
    return directive("option", names, f"{words} ({sentence(notes)})" if notes else words)


def _long(names: str) -> str:
    """The name by which people call an option: `--json` of `-j, --json`."""
    return re.findall(r"--?[\w-]+", names)[-1]


@cache
def _many_have() -> tuple[tuple[str, str], ...]:
    """The options that so many commands have in the same words."""
    every = (record for name in COMMANDS for _, c in _within(_context((name,))) for record in _options(c))
    counted = Counter(every)
    twice = Counter(_long(names) for (names, _), count in counted.items() if count >= _SHARED_BY)
    return tuple(record for record, count in counted.items() if count >= _SHARED_BY and twice[_long(record[0])] == 1)


def _shared_options() -> str:
    """The page of them."""
    about = "Options that mean the same wherever a command has them. The page of each command says which it has."
    own = {_long(names) for names, _ in _options(_context(()))}
    described = [_option(*record) for record in _many_have() if _long(record[0]) not in own]
    return "\n\n".join(["# Shared options", about, directive("program", "pathways"), *described])


def _leading(code: str) -> str | None:
    """A link to the page, or to the command, that a help text names."""
    if (topic := code.removeprefix("pathways help ")) != code and topic in PAGES:
        return f"[`{code}`]({os.path.relpath(file_of(topic), _PLACE)})"
    _, name, *within = [*code.split(), ""]
    if not code.startswith("pathways ") or name not in COMMANDS:
        return None
    command = imported(name)
    is_inner = isinstance(command, click.Group) and within[0] in command.commands
    return f"[`{code}`]({name}.md{f'#pathways-{name}-{within[0]}' if is_inner else ''})"
