"""A part as a flowchart of Mermaid, which README files, issues and wikis draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from career_pathways.exports.manifest import note, remarks
from career_pathways.exports.outline import FILLS, FRAMES, Place, caption, joined, one_line, outline
from career_pathways.exports.part import Part, Relationship
from career_pathways.exports.text import write_text
from career_pathways.loader.errors import WrongExport
from career_pathways.queries.answers import BASES
from career_pathways.queries.network import CROSSING

MOST_ARROWS = 500
MOST_CHARACTERS = 50_000
"""What Mermaid draws at most, unless the page around the drawing allows more; counted as JavaScript counts."""

_LINES = "Dotted arrow: the same occupation in another route; dotted line: it stands there, too."
_WITH_BASIS = 60
"""So many arrows can have their basis written on them and still be told apart."""
_PLAIN = frozenset(" ,()/-–")
_SHAPES = {"technical": '["{}"]', "higher_technical": '(["{}"])', "professional": '[["{}"]]'}
_STYLES = {"route": "fill:#ffffff", "pathway": "fill:#f4f4f1"} | {column: f"fill:{FILLS[column]}" for column in FILLS}


def mermaid(part: Part, out: BinaryIO) -> None:
    """Write a part as a flowchart from left to right.

    Raises WrongExport, before a byte is written, where it is more than Mermaid draws, and what reading the part raises.

    1. Routes, pathways and clusters are subgraphs one within the other (exports/outline.py), occupations are nodes:
       their text is the title, with the level in brackets. All are called n1, n2, … in the order in which they come.
    2. The column is a class of occupations and clusters, and the frame of an occupation.
    3. A progression is an arrow; where there are up to 60 arrows, its basis stands on it.
    4. A crossing is a dotted arrow; the way back is its second head, as in DOT.
    5. A dotted line without a head leads to what a node stands in besides the first that holds it.
    6. Mermaid reads markup, icons, styles and codes of characters in texts, and some versions Markdown, where even
       "1. " and "1) " begin a list. So in ours a character stands as its code, unless it is a letter, a digit or one
       of a few signs, and the first one unless it is a letter.
    7. The title says that progressions are inferred, and the description, which screen readers read, what frames and
       lines mean. Comments hold the rest. `%%{` begins a directive even there, and stands as `%% {`.
    """
    drawn = outline(part)
    places = [place for root in drawn.roots for place in root]
    names = {place.node.id: f"n{number}" for number, place in enumerate(places, 1)}
    moves = tuple(joined(drawn.moves))
    arrows = len(drawn.also) + len(moves)

    def lines() -> Iterator[str]:
        yield f'---\ntitle: "{note(part)}"\n---\n'
        for remark in remarks(part):
            yield f"%% {one_line(remark)}\n".replace("%%{", "%% {")  # Rule 7
        yield f"flowchart LR\n  accDescr: {FRAMES} {_LINES}\n"
        for root in drawn.roots:
            yield from _place_lines(root, names, "  ")
        for r in drawn.also:
            yield f"  {names[r.origin]} -.- {names[r.destination]}\n"  # Rule 5
        for move, both in moves:
            yield f"  {names[move.origin]} {_arrow(move, both, arrows <= _WITH_BASIS)} {names[move.destination]}\n"
        for style, look in _STYLES.items():
            of = ",".join(names[place.node.id] for place in places if _style(place) == style)
            if of:
                yield f"  classDef {style} {look},stroke:#333333,color:#1a1a1a\n  class {of} {style}\n"

    text = "".join(lines())
    characters = len(text.encode("utf-16-le")) // 2
    if arrows > MOST_ARROWS or characters > MOST_CHARACTERS:
        raise WrongExport(
            f"Mermaid draws at most {MOST_ARROWS:,} arrows and {MOST_CHARACTERS:,} characters; this would be "
            f"{arrows:,} arrows and {characters:,} characters.",
            "Choose less with {narrower}, or take the format dot or svg",
        )
    write_text(out, (text,))


def _place_lines(place: Place, names: dict[str, str], indent: str) -> Iterator[str]:
    name, text = names[place.node.id], _text(caption(place.node))
    if place.node.label.name == "Occupation":
        yield f"{indent}{name}{_SHAPES[place.node.properties['column'] or 'technical'].format(text)}\n"
        return
    yield f'{indent}subgraph {name}["{text}"]\n'
    for held in place.held:
        yield from _place_lines(held, names, f"{indent}  ")
    yield f"{indent}end\n"


def _style(place: Place) -> str:
    return str(place.node.properties.get("column") or place.node.label.name.lower())  # Rule 2


def _arrow(move: Relationship, both: bool, with_basis: bool) -> str:
    if move.kind.name == CROSSING:  # Rule 4
        return "<-.->" if both else "-.->"
    basis = one_line(BASES.get(move.properties["basis"], move.properties["basis"]))
    return f'-->|"{_text(basis)}"|' if with_basis and basis else "-->"  # Rule 3


def _text(text: str) -> str:
    """Rule 6. Mermaid takes no empty text.

    >>> _text('1. R&D "lead" (5)')
    '#49;#46; R#38;D #34;lead#34; (5)'
    """
    signs = (c if c.isalpha() or (i and (c.isalnum() or c in _PLAIN)) else f"#{ord(c)};" for i, c in enumerate(text))
    return "".join(signs) or " "
