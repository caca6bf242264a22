"""Plain English of docstrings, help texts and headers as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import cleandoc

Linking = Callable[[str], str | None]
"""What a piece of code, without its backticks, is a link to, in Markdown; None where it is none."""

_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_NAME = re.compile(r"\b[A-Z][a-z]+[A-Z]\w+\b|\bdocs/[a-z-]+\.md\b")
"""Words that are written as a class is, or as a page."""
_LISTED = re.compile(r"\d+\. |- ")


def prose(text: str, linking: Linking = lambda _: None) -> str:
    """A docstring's paragraphs, lists, examples and indented blocks as Markdown."""
    parts = re.split(r"\n\s*\n", cleandoc(text))
    return "\n\n".join(_part(part, linking) for part in parts if part.strip())


def _part(part: str, linking: Linking) -> str:
    """A paragraph, a list, or a block."""
    if part.startswith(">>>"):
        return fenced(part, "python")
    if part.startswith("    "):
        return fenced(cleandoc("\n" + part), "text")
    if not _LISTED.match(part):  # its lines are one paragraph, whatever a line begins with
        part = " ".join(line.strip() for line in part.splitlines())
    return sentence(part, linking)


def sentence(text: str, linking: Linking = lambda _: None) -> str:
    """Words with code between backticks: all else is what it is, and no mark of Markdown or HTML."""
    made, place = [], 0
    for code in _CODE.finditer(text):
        made += [_plain(text[place : code.start()], linking), linking(code[2]) or code[0]]
        place = code.end()
    return "".join([*made, _plain(text[place:], linking)])


def _plain(text: str, linking: Linking) -> str:
    """Words without code; names of errors are links, and options stand as they are typed."""
    text = re.sub(r"([*<\[\]])", r"\\\1", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
    text = _OPTION.sub(lambda option: f"`{option[0]}`", text)
    return _NAME.sub(lambda name: linking(name[0]) or name[0], text)


def fenced(text: str, language: str) -> str:
    """A block of code."""
    fence = "`" * (2 + max(map(len, re.findall("`{3,}", text)), default=1))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def directive(name: str, argument: str, *content: str, options: str = "") -> str:
    """A directive of MyST, with a fence longer than any that it holds."""
    inside = "\n\n".join(filter(None, content))
    fence = "`" * (1 + max(map(len, re.findall("^`{3,}", inside, re.MULTILINE)), default=2))
    given = f"{options}\n\n" if options else ""
    return f"{fence}{{{name}}} {argument}\n{given}{inside}\n{fence}"


def table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of Markdown; no row, no table."""
    if not rows:
        return ""
    lines = [heading, tuple("---" for _ in heading), *rows]
    cells = ([" ".join(cell.split()).replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)
