"""Imports go one way: room by room along the flow of the data, never back; and within a room never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from places import FOLDERS, MODULES, ROOMS, ROOT, room_of


def file_of(name: str) -> str | None:
    """The file of a module of the project, by the name that it is imported by; None for what is none."""
    path = ROOT / Path(*name.removeprefix("career_pathways.").split("."))
    return str(path.with_suffix(".py").relative_to(ROOT)) if path.with_suffix(".py").exists() else None


def imports_of(module: str) -> set[str]:
    """What a module imports of the project, as files; deferred imports and those for types count."""
    return {file for name in _names(module) if (file := file_of(name)) and file != module}


def _names(module: str) -> Iterator[str]:
    here = ("career_pathways", *Path(module).parent.parts)
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("career_pathways"))
        if isinstance(node, ast.ImportFrom):
            package = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            name = ".".join(filter(None, (package, node.module)))
            if name.startswith("career_pathways"):
                yield name
                yield from (f"{name}.{alias.name}" for alias in node.names)


def test_every_module_has_its_room_and_every_room_its_modules() -> None:
    assert [m for m in MODULES if room_of(m) is None] == []
    assert {room_of(m) for m in MODULES} == set(range(len(ROOMS)))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_stands_before_its_room(module: str) -> None:
    own = room_of(module)
    assert own is not None
    later = {i for i in imports_of(module) if (room := room_of(i)) is None or room > own}
    assert not later


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({m: imports_of(m) for m in MODULES}).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_folders_are_imported_by_the_name_that_they_are_installed_by(module: str) -> None:
    imported = [
        name
        for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8")))
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module
            else [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else []
        )
    ]  # fmt: skip
    assert not {name for name in imported if name.split(".")[0] in FOLDERS[:-1]}
