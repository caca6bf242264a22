"""What keeps the product easy to read: no function too long for one look, and imports where one expects them."""

from __future__ import annotations

import ast
import re

from places import MODULES, ROOT

LONGEST = 60
"""Lines of a function, with its docstring."""

MOST_DEFERRED = 20


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_one_look() -> None:
    too_long = {
        f"{module}:{function.lineno} {function.name}": length
        for module in MODULES
        for function in functions(ast.parse((ROOT / module).read_text("utf-8")))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST
    }
    assert too_long == {}


def deferred() -> list[str]:
    """The first line of each import within a function, with its place."""
    found = set()
    for module in MODULES:
        text = (ROOT / module).read_text("utf-8")
        for function in functions(ast.parse(text)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    line = text.splitlines()[node.lineno - 1].strip()
                    found.add(f"{module}:{node.lineno}: {line}")
    return sorted(found)


def test_imports_stand_on_top_but_for_a_few_that_say_why() -> None:
    found = deferred()
    assert [line for line in found if not re.search(r"# noqa: PLC0415 -- \w", line)] == []
    assert len(found) < MOST_DEFERRED, "\n".join(found)
