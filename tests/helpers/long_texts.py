"""Texts of any length that take others a time which grows with the square of their length, or worse.

Where one was met in another project, its report is named beside it. The data is our own.
"""

from __future__ import annotations

from collections.abc import Callable

HEAD = "Occupational Map: X\n\n"
CELL = f"{HEAD}P\tCluster: A <i>Do it.</i> "
TABLE = f"{HEAD}<table><tr>"

OF_A_KIND: dict[str, Callable[[int], str]] = {
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
"""Documents of which sixty thousand are read in a second or two, each by what it repeats."""

DOCUMENTS = OF_A_KIND | {
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
"""All of them."""

TOML: dict[str, Callable[[int], str]] = {
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
"""Of about so many letters each."""
