"""The examples in the docstrings run; that everything public has a docstring is ruff's rule D1."""

from __future__ import annotations

import doctest
import importlib

import pytest
from places import MODULES as FILES

MODULES = [
    "career_pathways." + module.removesuffix(".py").replace("/", ".")
    for module in FILES
    if not module.endswith(("__main__.py", "__init__.py", "on_spark.py"))  # pyspark comes with the long tests alone
]


@pytest.mark.slow
def test_examples_run_and_there_are_some() -> None:
    results = {name: doctest.testmod(importlib.import_module(name)) for name in MODULES}
    assert {name: found for name, found in results.items() if found.failed} == {}
    assert sum(found.attempted > 0 for found in results.values()) >= 8
