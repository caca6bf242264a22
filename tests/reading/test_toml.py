"""TOML that a user has written: what takes a parser more than its length is refused, and the limit is named."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from long_texts import TOML

from career_pathways.loader.errors import LookupsError, WhatIfError
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.loader.reading.curated import parse_lookups
from career_pathways.loader.toml import MOST_PARTS, parsed

READERS: tuple[Callable[[str], Any], ...] = (
    parsed,
    lambda text: read_changes(text, "w"),
    lambda text: parse_lookups(text, "l"),
)


@pytest.mark.parametrize("bomb", TOML)
def test_what_takes_others_long_is_read_or_refused_at_once(bomb: str) -> None:
    start = time.process_time()
    for read in READERS:
        with suppress(ValueError, WhatIfError, LookupsError):
            read(TOML[bomb](32_000))
    assert time.process_time() - start < 0.5  # of the slowest 0.1; benchmarks/growth.py says how it may grow


@pytest.mark.parametrize("bomb", ["a dotted key", "a dotted header", "a dotted key in quotes"])
def test_the_limit_is_named(bomb: str) -> None:
    for read in (read_changes, parse_lookups):
        with pytest.raises((WhatIfError, LookupsError), match=f"x.toml: a key of more than {MOST_PARTS} parts"):
            read(TOML[bomb](60_000), "x.toml")


@pytest.mark.parametrize(
    "number", ["0x" + "f" * 5_000, "9" * 5_000, "18446744073709551616", "[[-9223372036854775809]]"]
)
def test_a_number_that_no_computer_holds_is_named(number: str) -> None:
    with pytest.raises(ValueError, match=r"64 bits|not TOML"):
        parsed(f"a = {number}")
    assert parsed("a = -9223372036854775808") == {"a": -(2**63)}


@pytest.mark.parametrize(
    "text",
    [
        'a = "x.y.z.a.b.c.d.e.f.g.h"',
        "a = 'x.y.z.a.b.c.d.e.f.g.h' # a.b.c.d.e.f.g.h.i.j",
        'a = """\n"quoted".a.b.c.d.e.f.g.h.i\\\\"""\n',
        "a = '''\n'quoted'.a.b.c.d.e.f.g.h.i\n'''",
        "a.b.c.d.e.f.g.h = 1",
        "[1.2.3]\na = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5]",
    ],
)
def test_dots_in_texts_remarks_and_numbers_are_no_parts_of_keys(text: str) -> None:
    assert parsed(text)
