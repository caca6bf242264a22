"""Imports go one way: room by room along the flow of the data, never back; and within a room never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from places import FOLDERS, MODULES, ROOMS, ROOT, parsed, room_of


def file_of(name: str) -> str | None:
    """The file of a module of the project, by the name that it is imported by; None for what is none."""
    path = ROOT / Path(*name.removeprefix("career_pathways.").split("."))
    return str(path.with_suffix(".py").relative_to(ROOT)) if path.with_suffix(".py").exists() else None


def imports_of(module: str) -> set[str]:
    """What a module imports of the project, as files; deferred imports and those for types count."""
    return {file for name in _names(module) if (file := file_of(name)) and file != module}


def _names(module: str) -> Iterator[str]:
    here = ("career_pathways", *Path(module).parent.parts)
    for node in ast.walk(parsed(module)):
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


def test_a_module_imports_only_what_stands_before_its_room() -> None:
    rooms = {module: room_of(module) for module in MODULES}
    wrong = {
        (module, imported)
        for module, own in rooms.items()
        for imported in imports_of(module)
        if own is None or (room := rooms.get(imported)) is None or room > own
    }
    assert wrong == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({m: imports_of(m) for m in MODULES}).static_order())


def test_folders_are_imported_by_the_name_that_they_are_installed_by() -> None:
    accidents = {(module, name) for module in MODULES for name in _named(module) if name.split(".")[0] in FOLDERS[:-1]}
    assert accidents == set()


def _named(module: str) -> Iterator[str]:
    """What a module imports by its full name."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
