"""A part as DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from career_pathways.exports.manifest import note, remarks
from career_pathways.exports.outline import FILLS, FRAMES, NO_COLUMN, Place, caption, joined, one_line, outline
from career_pathways.exports.part import Part, Relationship
from career_pathways.exports.text import write_text
from career_pathways.queries.network import CROSSING

_LINES = "Dashed: the same occupation in another route. Dotted: it stands there, too."
_FRAMES: dict[str, dict[str, Any]] = {
    "technical": {},
    "higher_technical": {"style": "filled,rounded"},
    "professional": {"peripheries": 2},
}
_HOLDERS = {"Route": "#ffffff", "Pathway": "#f4f4f1"}


def dot(part: Part, out: BinaryIO) -> None:
    """Write a part as a digraph of Graphviz, from left to right. Raises what reading the part raises.

    1. Routes, pathways and clusters are subgraphs one within the other (exports/outline.py), named `cluster_` and
       their id. An occupation is a node named by its id; its label is its title, with its level in brackets.
    2. The column of an occupation is its fill and its frame; that of a cluster its fill.
    3. What holds nothing and what an arrow begins or ends at has an invisible point in it, named by its id: Graphviz
       draws no empty subgraph, and no arrow between subgraphs. The arrow leads from point to point, and is drawn from
       frame to frame.
    4. A progression is an arrow. Its basis, cost and relatedness are attributes of it, and its tooltip.
    5. A crossing is dashed. Where the part has it in both directions, and they say the same, it is one arrow with two
       heads.
    6. A dotted line without a head leads to what a node stands in besides the first that holds it.
    7. The `class` of everything is its label or type. Text is drawn as `one_line` has it.
    """
    drawn = outline(part)
    names = {place.node.id: caption(place.node) for root in drawn.roots for place in root}
    holders = {place.node.id for root in drawn.roots for place in root if place.node.label.name != "Occupation"}
    pointed = holders & {end for r in (*drawn.also, *drawn.moves) for end in (r.origin, r.destination)}

    def lines() -> Iterator[str]:
        yield from (f"// {one_line(remark)}\n" for remark in remarks(part))
        yield 'digraph "career pathways" {\n'
        yield f"  graph [{_attributes(rankdir='LR', compound='true', ranksep=1, fontname='Helvetica')}]\n"
        yield f"  node [{_attributes(shape='box', height=0.3, margin='0.12,0.06', fontname='Helvetica')}]\n"
        for root in drawn.roots:
            yield from _place_lines(root, pointed, "  ")
        yield f"  edge [{_attributes(style='dotted', arrowhead='none', constraint='false')}]\n"  # Rule 6
        yield from (_arrow(r, holders, {}) for r in drawn.also)
        yield f"  edge [{_attributes(style='solid', arrowhead='normal', constraint='true')}]\n"
        for move, both in joined(drawn.moves):
            yield _arrow(move, holders, _arrow_attributes(move, both, names))
        # At the end: what is said before a subgraph holds in it, too.
        yield f"  {_attributes(labelloc='b')}\n  label={_quoted(FRAMES, _LINES, note(part))}\n}}\n"

    write_text(out, lines())


def _place_lines(place: Place, pointed: set[str], indent: str) -> Iterator[str]:
    node = place.node
    kind = node.label.name
    about: dict[str, Any] = {"label": caption(node), "class": kind}
    if kind in _HOLDERS:
        about |= {"style": "filled", "fillcolor": _HOLDERS[kind]}
    else:  # Rule 2
        column = node.properties["column"]
        about |= {"column": column, "style": "filled", "fillcolor": FILLS.get(column, NO_COLUMN)}
    if kind == "Occupation":
        about |= {"level": node.properties["level"], **_FRAMES.get(column, {})}
        yield f"{indent}{_quoted(node.id)} [{_attributes(**about)}]\n"
        return
    yield f"{indent}subgraph {_quoted(_frame(node.id))} {{\n{indent}  graph [{_attributes(**about)}]\n"
    if node.id in pointed or not place.held:  # Rule 3
        yield f"{indent}  {_quoted(node.id)} [{_attributes(shape='point', style='invis')}]\n"
    for held in place.held:
        yield from _place_lines(held, pointed, f"{indent}  ")
    yield f"{indent}}}\n"


def _arrow_attributes(move: Relationship, both: bool, names: dict[str, str]) -> dict[str, Any]:
    """The attributes of the arrow of a progression or a crossing."""
    ends = f"{names[move.origin]} {'↔' if both else '→'} {names[move.destination]}"
    if move.kind.name == CROSSING:  # Rule 5
        match, score = move.properties["match"], move.properties["score"]
        drawn = {"style": "dashed", "constraint": "false", "dir": "both" if both else None}
        return {"match": match, "score": score, "tooltip": f"{ends}: {match}", **drawn}
    shown = {name: move.properties.get(name) for name in ("basis", "cost", "relatedness")}  # Rule 4
    words = ", ".join(f"{name} {value}" for name, value in shown.items() if value is not None)
    return {**shown, "tooltip": f"{ends}: {words}"}


def _arrow(r: Relationship, holders: set[str], more: dict[str, Any]) -> str:
    tail = _frame(r.origin) if r.origin in holders else None
    head = _frame(r.destination) if r.destination in holders else None
    about = _attributes(**{"class": r.kind.name, "ltail": tail, "lhead": head, **more})
    return f"  {_quoted(r.origin)} -> {_quoted(r.destination)} [{about}]\n"


def _frame(id_: str) -> str:
    return f"cluster_{id_}"


def _attributes(**attributes: Any) -> str:
    return ", ".join(f"{name}={_quoted(str(value))}" for name, value in attributes.items() if value is not None)


def _quoted(*lines: str) -> str:
    r"""Lines as a quoted string of DOT whose label is these lines.

    >>> print(_quoted('R&D "A\\B"', "more"))
    "R&amp;D \"A\\B\"\nmore"
    """
    label = "\\n".join(one_line(line).replace("\\", "\\\\").replace("&", "&amp;") for line in lines)
    return '"' + label.replace('"', '\\"') + '"'
