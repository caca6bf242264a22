"""The pages of docs/, which are installed with the package, each by its name.

A page is written for the folder that it lies in. Who has only the package reads it by its name, so a link to another
page becomes the command that shows it, and one to what the package lacks says that it is in the project's repository.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs"

FOR = ("advisers", "analysts", "graph-engineers")
"""The pages that are each for one kind of reader; they lie in the folder `for`."""

PAGES = {
    "advisers": "For advisers: from a client's own words to a path that can be shown.",
    "analysts": "For analysts: gaps, what changed, tables, and how far to trust them.",
    "graph-engineers": "For graph engineers: Cypher, Neo4j, networkx, exports, maps of your own.",
    "installing": "What to install, what can be set, what leaves your machine, what to do where something is wrong.",
    "graph-model": "What the map is made of, and by which rules one occupation progresses to another.",
    "document": "What a document may look like, and what of it is refused.",
    "gaps": "What each kind of gap is.",
    "what-if": "The file of changes that --with takes.",
    "maps": "Any other map, out of tables: the mapping file.",
    "editions": "Several editions in one store, and what changed between two.",
    "web": "The explorer in your browser, its API, and whom it answers.",
    "mcp": "The questions as tools of an assistant: Claude, Cursor, VS Code and others.",
    "completion": "Occupations, routes and questions completed with Tab: bash, zsh, fish.",
    "exports": "Which format holds what, and which part of the map is written.",
    "cypher": "Cypher of your own: what is answered, and what is refused.",
    "python": "A guide to the same from Python.",
    "stores": "Where the graph is kept, and what is promised of it.",
    "neo4j": "The graph in your own Neo4j, with the questions to paste.",
    "whole-map": "Reach, distances and gaps of a whole map of any size, on one machine or on Spark.",
    "outgrowing": "What a cluster of Neo4j, or Aura, changes.",
    "licences": "Whose the data is, and under which licences all that it is made with.",
}
"""Each page, in the order of the list of topics, and what that says about it."""

CODE = re.compile(r"^```.*?^```|(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL)
"""What stands as it is: a block, and words between backticks (`ticks`)."""
_LINK = r"!?\[(?P<text>[^\]]+)\]\((?!\w+:)(?P<target>[^)#\s]*)(?:#[^)\s]*)?\)"
_CODE_OR_LINK = re.compile(f"{CODE.pattern}|{_LINK}", CODE.flags)
_MARK = re.compile(r"^<!-- .* -->\n", re.MULTILINE)
"""Where a test finds what it compares."""


def file_of(name: str) -> str:
    """Where a page lies in the folder."""
    return f"for/{name}.md" if name in FOR else f"{name}.md"


def page(name: str) -> str:
    """The text of a page, in Markdown."""
    file = file_of(name)
    text = _MARK.sub("", (FOLDER / file).read_text("utf-8"))
    beside = posixpath.dirname(file)
    return _CODE_OR_LINK.sub(lambda part: _led(part["text"], part["target"], beside) if part["text"] else part[0], text)


def _led(text: str, target: str, beside: str) -> str:
    """A link of a page in the folder BESIDE, in words that lead somewhere from any folder."""
    file = posixpath.normpath(posixpath.join(beside, target)) if target else ""
    name = next((name for name in PAGES if file == file_of(name)), None)
    if name:
        shown = f"`pathways help {name}`"
    elif file:
        shown = f"{posixpath.normpath(f'docs/{file}')} in the project's repository"
    else:
        return text  # a place of the same page
    return shown if text == posixpath.basename(target) else f"{text} ({shown})"
