"""docs/guide.ipynb as a page: its cells, and what they showed when they were run."""

from __future__ import annotations

import json
import re
from typing import Any

from pages import DOCS, linked
from prose import fenced

_STYLE = re.compile(r"<style.*?</style>\s*", re.DOTALL)
_ANCHOR = re.compile(r"\]\(#([^)]+)\)")


def notebook_page() -> dict[str, str]:
    """The page."""
    cells = json.loads((DOCS / "guide.ipynb").read_text("utf-8"))["cells"]
    text = "\n\n".join(part for cell in cells for part in _cell(cell))
    heading, _, rest = text.partition("\n")
    return {"guide.md": f"{heading}, as a notebook\n{rest}"}


def _cell(cell: dict[str, Any]) -> list[str]:
    """A cell with what it showed, in Markdown."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [_ANCHOR.sub(_anchor, linked(source, "docs/guide.ipynb"))]
    return [fenced(source, "python"), *map(_output, cell["outputs"])]


def _anchor(link: re.Match[str]) -> str:
    """A link to a heading, which Jupyter names by its words as they are."""
    return f"](#{re.sub(r'[^a-z0-9-]', '', link[1].lower())})"


def _output(output: dict[str, Any]) -> str:
    """What was printed, or the value of a cell as a notebook shows it."""
    if output["output_type"] == "stream":
        return fenced("".join(output["text"]), "text")
    if html := "".join(output["data"].get("text/html", ())):
        html = _STYLE.sub("", html).replace(' border="1"', "")
        return fenced(f'<div class="shown">{" ".join(html.split())}</div>', "{raw} html")
    return fenced("".join(output["data"]["text/plain"]), "text")
