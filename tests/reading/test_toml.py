"""TOML that a user has written: what takes a parser more than its length is refused, and the limit is named."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from career_pathways.loader.errors import LookupsError, WhatIfError
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.loader.reading.curated import parse_lookups
from career_pathways.loader.toml import MOST_PARTS, parsed

BOMBS: dict[str, Callable[[int], str]] = {
    # after BurntSushi/toml#496
    "a dotted key": lambda n: f"{'a.' * (n // 2)}a = 1",
    "a dotted header": lambda n: f"[{'a.' * (n // 2)}a]",
    "a dotted key with spaces": lambda n: f"{'a . ' * (n // 4)}a = 1",
    "a dotted key in a table": lambda n: f"x = {{{'a.' * (n // 2)}a = 1}}",
    # after cktan/tomlc99#99
    "a dotted key in quotes": lambda n: '"a".' * (n // 4) + "'a' = 1",
    "tables in tables": lambda n: "a = " + "{a = " * (n // 6) + "1" + "}" * (n // 6),
    "lists and tables in turns": lambda n: "a = " + "[{a = " * (n // 8) + "1" + "}]" * (n // 8),
    "many keys": lambda n: "\n".join(f"k{i} = 1" for i in range(n // 9)),
    # after python-poetry/tomlkit#479
    "keys that begin alike": lambda n: "\n".join(f"a.b.c.k{i} = 1" for i in range(n // 15)),
    # after python-poetry/tomlkit#510 and toml-rs/toml-rs#428
    "lists in lists": lambda n: "a = " + "[" * n,
    "tables in one list": lambda n: f"a = [{'{b = 1}, ' * (n // 9)}]",
    "headers": lambda n: "[[a.b]]\n[[a.b.c]]\n" * (n // 18),
    "a number": lambda n: f"a = {'9' * n}",
    "a number in hexadecimal": lambda n: f"a = 0x{'f' * n}",
    "a text without end": lambda n: 'a = """' + "\\n" * (n // 2),
    "quotes": lambda n: "a = " + "''' '" * (n // 5),
    "dots": lambda n: "." * n,
    "spaces": lambda n: f"a{' ' * n}",
    "a word": lambda n: "a" * n,
    "remarks": lambda n: "a = [" + "#.a.a\n" * (n // 6),
}


def seconds(text: str) -> float:
    """The least of some runs: what else the machine does is no part of it."""
    readers: tuple[Callable[[], Any], ...] = (
        lambda: parsed(text),
        lambda: read_changes(text, "w"),
        lambda: parse_lookups(text, "l"),
    )
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        for read in readers:
            with suppress(ValueError, WhatIfError, LookupsError):
                read()
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("bomb", BOMBS)
def test_twice_the_text_takes_at_most_two_and_a_half_times_the_time(bomb: str) -> None:
    """Over three doublings, which tells more than one: eight times the time is linear, 64 times is quadratic."""
    small, large = (seconds(BOMBS[bomb](n)) for n in (4_000, 32_000))
    assert large < 0.5
    assert large < 2.5**3 * small or large < 0.004  # too little to be measured


@pytest.mark.parametrize("bomb", ["a dotted key", "a dotted header", "a dotted key in quotes"])
def test_the_limit_is_named(bomb: str) -> None:
    for read in (read_changes, parse_lookups):
        with pytest.raises((WhatIfError, LookupsError), match=f"x.toml: a key of more than {MOST_PARTS} parts"):
            read(BOMBS[bomb](60_000), "x.toml")


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
