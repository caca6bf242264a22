"""The pages of docs/, which are installed with the package, each by its name.

A page is written for the folder that it lies in. Who has only the package reads it by its name, so a link to another
page becomes the command that shows it, and one to what the package lacks says that it is in the project's repository.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs"

PAGES = {
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
}
"""Each page, in the order of the list of topics, and what that says about it."""

CODE = re.compile(r"^```.*?^```|(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL)
"""What stands as it is: a block, and words between backticks (`ticks`)."""
_LINK = r"\[(?P<text>[^\]]+)\]\((?!\w+:)(?P<target>[^)#\s]*)(?:#[^)\s]*)?\)"
_CODE_OR_LINK = re.compile(f"{CODE.pattern}|{_LINK}", CODE.flags)
_MARK = re.compile(r"^<!-- .* -->\n", re.MULTILINE)
"""Where a test finds what it compares."""


def page(name: str) -> str:
    """The text of a page, in Markdown."""
    text = _MARK.sub("", (FOLDER / f"{name}.md").read_text("utf-8"))
    return _CODE_OR_LINK.sub(lambda part: _led(part["text"], part["target"]) if part["text"] else part[0], text)


def _led(text: str, target: str) -> str:
    """A link in words that lead somewhere from any folder."""
    name = target.removesuffix(".md")
    if name in PAGES:
        shown = f"`pathways help {name}`"
    else:
        shown = f"{(Path('docs') / target).as_posix()} in the project's repository"
    return shown if text in {target, ""} else f"{text} ({shown})"
