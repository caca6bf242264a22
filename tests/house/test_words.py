"""Below the interfaces nothing is called as one interface calls it, and each interface has a word for every place."""

from __future__ import annotations

import ast
import re

import pytest
from places import MODULES, ROOT

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.web.words import WEB
from career_pathways.loader import errors
from career_pathways.loader.errors import PYTHON

ERRORS = {"Note", *(name for name, kind in vars(errors).items() if isinstance(kind, type))}

BELOW = [
    module
    for module in MODULES
    if module.startswith(("loader/", "queries/", "exports/", "explorer/views/"))
    or module in {f"explorer/{name}.py" for name in ("explorer", "parts", "address")}
]


@pytest.mark.parametrize("module", BELOW)
def test_no_option_and_no_command_is_named_below_the_interfaces(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments
    ]
    named = [text for text in texts if re.search(r"(?:^|[\s`'\"(])--[a-z]|`pathways\b", text)]
    assert named == []


def test_each_interface_has_a_word_for_the_same_places() -> None:
    assert PYTHON.keys() == COMMAND_LINE.keys() == WEB.keys()


@pytest.mark.parametrize("module", MODULES)
def test_each_place_of_a_template_has_a_word_or_a_value(module: str) -> None:
    """A template is the second argument of an error or of a note; its values are the named arguments beside it."""
    for call in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if not isinstance(call, ast.Call) or len(call.args) < 2 or not isinstance(call.func, ast.Name):
            continue
        template, values = call.args[1], {keyword.arg for keyword in call.keywords}
        if call.func.id in ERRORS and isinstance(template, ast.Constant) and None not in values:
            assert set(re.findall(r"\{(\w+)\}", str(template.value))) <= values | PYTHON.keys(), call.lineno
