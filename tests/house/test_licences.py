"""docs/licences.md lists all that is locked and no other, and nothing of others is bundled for the browser."""

from __future__ import annotations

import doctest
import importlib.util
import json
import re
import tomllib
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name
from places import DOCS, ROOT

PAGE = (DOCS / "licences.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def rows(mark: str) -> list[list[str]]:
    """The cells of the table below a mark."""
    (table,) = re.findall(rf"<!-- {mark} -->\n((?:\|.*\n)+)", PAGE)
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


RUNNING, EXTRAS = dict(rows("running")), dict(rows("extras"))
TOOLS = {name for _, names in rows("tools") for name in names.split(", ")}


def pinned(lock: str) -> set[str]:
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.M)}


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """What writes the tables."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci" / "release" / "licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_lists_what_is_locked_and_no_other() -> None:
    assert RUNNING.keys() == pinned("requirements.lock") - {"setuptools"}
    assert RUNNING.keys() | EXTRAS.keys() | TOOLS == {
        name for lock in ROOT.glob("*.lock") for name in pinned(lock.name)
    }
    assert sum(map(len, (RUNNING, EXTRAS, TOOLS))) == len(RUNNING.keys() | EXTRAS.keys() | TOOLS)


def test_the_extras_are_what_users_of_any_system_get(licences: ModuleType) -> None:
    asked = (text for extra in PROJECT["optional-dependencies"].values() for text in extra)
    assert licences.needed(asked) - RUNNING.keys() == EXTRAS.keys()


def test_what_users_install_fits(licences: ModuleType) -> None:
    assert licences.unfit(RUNNING | EXTRAS) == {}
    assert doctest.testmod(licences).failed == 0


def test_the_licences_of_npm_are_those_of_its_locks(licences: ModuleType) -> None:
    assert {name: int(count) for name, count in rows("npm")} == licences.npm()


def test_nothing_of_others_is_bundled_for_the_browser() -> None:
    assert "dependencies" not in json.loads((ROOT / "web" / "package.json").read_text("utf-8"))
    sources = [file.read_text("utf-8") for file in (ROOT / "web" / "src").rglob("*.*")]
    statement = r"""^(?:import|@import|export [^;=(]* from)\b[^"';]*["']([^"']+)"""
    imported = {name for text in sources for name in re.findall(statement, text, re.MULTILINE)}
    assert imported
    assert {name for name in imported if not name.startswith(".")} == set()
