"""Where the project and its tests keep things."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
DOCS = ROOT / "docs"

FOLDERS = ("loader", "queries", "exports", "explorer", "career_pathways")

MODULES = sorted(
    str(file.relative_to(ROOT))
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*.py")
    if file.name != "__init__.py" or folder == "career_pathways"
)
"""All modules of the product, as files from the root."""

ROOMS = (
    "loader/errors.py",
    "loader/files.py",
    "loader/toml.py",
    "loader/source.py",
    "loader/schema.py",
    "loader/catalogue.py",
    "loader/words/",
    "loader/reading/",
    "loader/graph/",
    "loader/fetching/",
    "loader/maps/",
    "loader/editions/",
    "loader/stores/",
    "loader/building.py",
    "loader/adding.py",
    "loader/report.py",
    "queries/",
    "exports/part.py",
    "exports/text.py",
    "exports/tables.py",
    "exports/manifest.py",
    "exports/outline.py",
    "exports/rdf.py",
    "exports/xml_elements.py",
    "exports/formats/",
    "exports/picture/",
    "exports/registry.py",
    "exports/files.py",
    "explorer/progress.py",
    "explorer/given_names.py",
    "explorer/local_neo4j/",
    "explorer/address.py",
    "explorer/wishes.py",
    "explorer/views/wording.py",
    "explorer/notebook.py",
    "explorer/parts.py",
    "explorer/explorer.py",
    "explorer/views/",
    "explorer/serving/",
    "explorer/web/",
    "explorer/mcp/",
    "explorer/commands/",
    "explorer/__main__.py",
    "career_pathways/__init__.py",
)
"""A file, or a folder with all that is in it; each imports only what stands before it."""


LONGEST = 60
"""Lines of a function, with its docstring: one look."""

MOST_DEFERRED = 30


def room_of(module: str) -> int | None:
    return next((i for i, room in enumerate(ROOMS) if module.startswith(room)), None)


@cache
def parsed(module: str) -> ast.Module:
    """A module's tree. Nobody changes it."""
    return ast.parse((ROOT / module).read_text("utf-8"))


def functions(module: str) -> Iterator[tuple[int, str]]:
    """Each function of a module: how many lines it has, with its docstring, and its place."""
    for function in _functions(parsed(module)):
        yield (function.end_lineno or 0) - function.lineno + 1, f"{module}:{function.lineno} {function.name}"


def deferred_imports(module: str) -> list[str]:
    """The first line of each import within a function, with its place."""
    text = (ROOT / module).read_text("utf-8")
    lines = {
        node.lineno
        for function in _functions(parsed(module))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [f"{module}:{line}: {text.splitlines()[line - 1].strip()}" for line in sorted(lines)]


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
