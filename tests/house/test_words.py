"""Below the interfaces nothing is called as one interface calls it, and each interface has a word for every place."""

from __future__ import annotations

import ast
import re

import pytest
from places import MODULES, ROOT

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.loader.errors import PYTHON

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
    assert PYTHON.keys() == COMMAND_LINE.keys()
