"""Texts that take others a time which grows with the square of their length, or worse: here it grows with the length.

Where one was met in another project, its report is named beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from growth import TWICE, growth

from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText

HEAD = "Occupational Map: X\n\n"
CELL = f"{HEAD}P\tCluster: A <i>Do it.</i> "
TABLE = f"{HEAD}<table><tr>"

QUICK: dict[str, Callable[[int], str]] = {
    "a heading of spaces": lambda n: f"Occupational Map:{' ' * n}<",  # trentm/python-markdown2#402
    "dashes": lambda n: f"{HEAD}{'-' * n}x",
    "a hash and letters": lambda n: f"{HEAD}#{'a' * n}\t",
    "a hash and spaces": lambda n: f"{HEAD}#{' ' * n}x",
    "spaces at an end": lambda n: f"{CELL}{' ' * n}x",  # tautologistics/node-htmlparser#79
    "brackets": lambda n: CELL + "(" * n,
    "comments without an end": lambda n: f"{CELL}{'<!--' * n}-",  # PrismJS/prism#3082
    "sections without an end": lambda n: (
        f"{HEAD}P\tCluster: A <i>{'<![CDATA[' * n}</i>"
    ),  # pulldown-cmark/pulldown-cmark#280
    "quotes in a declaration": lambda n: f"{CELL}<!{chr(34) * n}!",  # ryansolid/html-parse-string#2
    "formatting that is closed late": lambda n: f"{CELL}{'<b>' * n}{'<i>' * n}{'x</b>' * n}",  # lexbor/lexbor#340
    "references": lambda n: CELL + "&lt;" * n,
    "signs": lambda n: CELL + "\U0001f469" * n,
}
ALL = QUICK | {
    "lists in lists": lambda n: CELL + "<ul><li>" * n,  # servo/html5ever#788
    "tags that are open": lambda n: CELL + "<b " * n,
    "attributes that are open": lambda n: CELL + "<a b='\"' c=\"" * n,
    "letters": lambda n: CELL + "a" * n,
    "elements that are never closed": lambda n: f"{CELL}<i>{'<b>a ' * n}</i>",
    "nested elements": lambda n: f"{CELL}<i>{'<div>' * n}a{'</div>' * n}</i>",
    "text below many open elements": lambda n: f"{CELL}{'<b>' * n}{'<br>' * n}",
    "elements that are closed and never opened": lambda n: f"{CELL}{'<br>' * n}{'</b>' * n}",
    "references that are none": lambda n: CELL + "&x;&" * n,
    "joined signs": lambda n: CELL + "\U0001f469\u200d" * n,
    "footnotes": lambda n: CELL + "a<sup>1</sup>" * n,
    "links": lambda n: CELL + "a<a>x</a>" * n,
    "changes of italics": lambda n: CELL + "<i>a </i>B " * n,
    "italics without an end": lambda n: f"{CELL}<i>{'a<br>' * n}(2)",
    "clusters in one cell": lambda n: HEAD + "P\t" + "Cluster: A <i>B.</i> " * n,
    "a name of capitals": lambda n: HEAD + "P\tCluster: " + "Baker Make x " * n,
    "pathways": lambda n: HEAD + "".join(f"P{i}\tCluster: A\t\t\n" for i in range(n)),
    "rows that go on": lambda n: HEAD + "P\tCluster: A\t\t\n" + "\tB (2)\tC (4)\tD (6)\n" * n,
    "clusters in paragraphs": lambda n: HEAD + "Cluster: A\nB (2)\n\n" * n,
    "an introduction": lambda n: f"{HEAD}This is one of 15 occupational maps\n" + "a\n" * n,
    "tabs": lambda n: f"{HEAD}{chr(9) * n}x",
    "cells that open a quote": lambda n: HEAD + '"a\t' * n,
    "lines that open a quote": lambda n: HEAD + '"a\tb\n' * n,
    "bars": lambda n: HEAD + "|" * n,
    "commas": lambda n: f"{HEAD}P,Cluster: A{',' * n}",
    "cells without an end": lambda n: TABLE + "<td>" * n,
    "rows that span rows": lambda n: TABLE + "<tr><td rowspan=99999999>a<td>Cluster: A" * n,
    "tables in tables": lambda n: TABLE + "<table><tr><td>" * n,
    "headings in a cell": lambda n: f"{TABLE}<td>{'<h1>' * n}",
    "lines in a paragraph": lambda n: f"{TABLE}<td></table><p>" + "a\n" * n,
    "style sheets without an end": lambda n: CELL + "<style>" * n,
    "carriage returns": lambda n: HEAD + "\r" * n,
    "NULs": lambda n: CELL + "\0" * n,
}


def read(text: str) -> None:
    try:
        read_catalogue(SourceText(text))
    except PathwaysError as error:
        assert len(str(error)) < 1_000


def seconds(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


def holds(kind: str) -> None:
    size = 250
    while seconds(ALL[kind](size)) < 0.01:
        size *= 2
    assert growth(read, ALL[kind](size), ALL[kind](4 * size), doublings=2) < TWICE


@pytest.mark.parametrize("kind", QUICK)
def test_twice_the_text_takes_about_twice_the_time(kind: str) -> None:
    holds(kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(ALL.keys() - QUICK.keys()))
def test_so_it_is_with_each_part_of_the_reader(kind: str) -> None:
    holds(kind)


LONG = dict.fromkeys(QUICK, 60_000) | {"formatting that is closed late": 20_000, "signs": 300_000, "letters": 700_000}


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "size"), LONG.items())
def test_long_texts_take_seconds(kind: str, size: int) -> None:
    # 1 to 1.5 where nothing else runs, twice as much beside a server; `holds` says how they may grow.
    assert any(seconds(ALL[kind](size)) < 4 for _ in range(3))
