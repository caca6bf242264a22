"""Below the interfaces nothing is called as one interface calls it, and each interface has a word for every place."""

from __future__ import annotations

import ast
import re

from places import MODULES, parsed

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.mcp.words import MCP
from career_pathways.explorer.web.words import WEB
from career_pathways.loader import errors
from career_pathways.loader.errors import PYTHON

ERRORS = {"Note", *(name for name, kind in vars(errors).items() if isinstance(kind, type))}

BELOW = [
    module
    for module in MODULES
    if (
        module.startswith(("loader/", "queries/", "exports/", "explorer/views/")) and module != "queries/on_spark.py"
    )  # a program, too
    or module in {f"explorer/{name}.py" for name in ("explorer", "parts", "address")}
]


def test_no_option_and_no_command_is_named_below_the_interfaces() -> None:
    named = {
        (module, text)
        for module in BELOW
        for text in _texts(parsed(module))
        if re.search(r"(?:^|[\s`'\"(])--[a-z]|`pathways\b", text)
    }
    assert named == set()


def _texts(tree: ast.Module) -> list[str]:
    """All texts of a module but its docstrings."""
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments
    ]


def test_each_interface_has_a_word_for_the_same_places() -> None:
    assert PYTHON.keys() == COMMAND_LINE.keys() == WEB.keys() == MCP.keys()


def test_each_place_of_a_template_has_a_word_or_a_value() -> None:
    """A template is the second argument of an error or of a note; its values are the named arguments beside it."""
    calls = [(module, node) for module in MODULES for node in ast.walk(parsed(module)) if isinstance(node, ast.Call)]
    for module, call in calls:
        if len(call.args) < 2 or not isinstance(call.func, ast.Name):
            continue
        template, values = call.args[1], {keyword.arg for keyword in call.keywords}
        if call.func.id in ERRORS and isinstance(template, ast.Constant) and None not in values:
            places = set(re.findall(r"\{(\w+)\}", str(template.value)))
            assert places <= values | PYTHON.keys(), f"{module}:{call.lineno}"
