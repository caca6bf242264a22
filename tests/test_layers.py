"""Imports go one way: from left to right along the flow of the data, never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOW = [
    *("loader." + name for name in "errors source coverage markup blocks words catalogue cells curated tokens".split()),
    *("loader." + name for name in "cutting entries reading names schema progression crosswalk graph".split()),
    *(
        "loader." + name
        for name in "guard store embedded difference plan bolt_errors connection loading bolt apart".split()
    ),
    *("queries." + name for name in "answers library run find offline".split()),
    *(
        "explorer." + name
        for name in "building report render neo4j_jars local_server options neo4j_commands cli __main__".split()
    ),
]


def imports_of(file: Path) -> set[str]:
    """What a module imports of the project, as `folder.module`."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.level == 1:
                found.add(f"{file.parent.name}.{node.module}")
            elif node.module.startswith("career_pathways."):
                found.add(node.module.removeprefix("career_pathways."))
            assert node.module.split(".")[0] not in {"loader", "queries", "explorer"}, f"{file}: import by folder"
    return found


def test_every_module_has_its_place_in_the_flow() -> None:
    modules = {f"{f.parent.name}.{f.stem}" for d in ("loader", "queries", "explorer") for f in (ROOT / d).glob("*.py")}
    assert {m for m in modules if not m.endswith("__init__")} == set(FLOW)


@pytest.mark.parametrize("module", FLOW)
def test_a_module_imports_only_what_stands_before_it(module: str) -> None:
    folder, name = module.split(".")
    later = {i for i in imports_of(ROOT / folder / f"{name}.py") if i in FLOW and FLOW.index(i) >= FLOW.index(module)}
    assert not later
