"""The examples in the docstrings run; that everything public has a docstring is ruff's rule D1."""

from __future__ import annotations

import doctest
import importlib

import pytest
from places import MODULES as FILES

MODULES = [
    "career_pathways." + module.removesuffix(".py").replace("/", ".")
    for module in FILES
    if not module.endswith(("__main__.py", "__init__.py"))
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_there_are_examples() -> None:
    found = (doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES)
    assert sum(bool(test.examples) for tests in found for test in tests) >= 8
