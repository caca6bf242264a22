from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pytest
from parts import chosen, part_of, written
from readers import NESTING, Drawn, random_parts, read, shown, to_be_drawn
from tries import tries

from career_pathways.exports.formats.mermaid import MOST_ARROWS, MOST_CHARACTERS, mermaid
from career_pathways.exports.outline import outline
from career_pathways.exports.part import Part, graph_of, part_of_graph
from career_pathways.loader.errors import WrongExport
from career_pathways.queries.answers import BASES, INFERENCE
from career_pathways.queries.selection import Choice

FRAMES = {"square": "technical", "stadium": "higher_technical", "subroutine": "professional"}
ARROWS = {
    ("arrow_point", "normal"): "PROGRESSES_TO",
    ("arrow_point", "dotted"): "SHARED_ACROSS_ROUTES",
    ("double_arrow_point", "dotted"): "SHARED_ACROSS_ROUTES",
}


def in_mermaid(part: Part) -> str:
    return written(mermaid, part).decode()


def read_back(part: Part, found: dict[str, Any]) -> Drawn:
    """What Mermaid found in a text, by the ids of the part: n1, n2, … are its nodes in the order of its outline."""
    assert "error" not in found, found["error"]
    places = (place.node.id for root in outline(part).roots for place in root)
    ids = {f"n{number}": id_ for number, id_ in enumerate(places, 1)}
    nodes, relationships = {}, {}
    for box in found["boxes"]:
        assert box["classes"] == [FRAMES[box["type"]]]
        nodes[ids[box["id"]]] = ("Occupation", box["text"], FRAMES[box["type"]])
    for holder in found["holders"]:
        (style,) = holder["classes"]
        label, column = ("Cluster", style) if style in FRAMES.values() else (style.capitalize(), None)
        nodes[ids[holder["id"]]] = (label, holder["text"], column)
    for holder in found["holders"]:
        for held in holder["nodes"]:
            kind, label = NESTING[nodes[ids[held]][0]]
            assert nodes[ids[holder["id"]]][0] == label
            relationships[ids[held], kind, ids[holder["id"]]] = {}
    for arrow in found["arrows"]:
        start, end, line = ids[arrow["start"]], ids[arrow["end"]], (arrow["type"], arrow["stroke"])
        if line == ("arrow_open", "dotted"):
            relationships[start, NESTING[nodes[start][0]][0], end] = {}
            continue
        relationships[start, ARROWS[line], end] = {"basis": arrow["text"]} if arrow["text"] else {}
        if arrow["type"].startswith("double"):
            relationships[end, ARROWS[line], start] = {}
    return Drawn(nodes, relationships)


def to_be_read(part: Part, *said: str) -> Drawn:
    """What a flowchart has to say of a part, where a basis reads in words."""
    graph = graph_of(part)
    for _, _, attributes in graph.edges(data=True):
        if "basis" in attributes:
            attributes["basis"] = BASES.get(attributes["basis"], attributes["basis"])
    return to_be_drawn(part_of_graph(graph, part.edition, {}), *said)


@pytest.mark.slow
def test_mermaid_reads_random_parts_as_they_are():
    answers, _ = read("read_mermaid.mjs", [in_mermaid(part) for part in random_parts()])
    for seed, (part, found) in enumerate(zip(random_parts(), answers, strict=True)):
        assert read_back(part, found) == to_be_read(part, "basis"), f"seed {seed}"


def drawable(part: Part) -> bool:
    """Whether nothing leads to itself, as in every map: Mermaid draws such an arrow in pieces, or fails."""
    return all(r.origin != r.destination for r in part.relationships())


@pytest.mark.slow
def test_mermaid_draws_the_texts_of_random_parts_as_they_are():
    some = [part for part in random_parts() if drawable(part)][: tries(20)]
    answers, _ = read("read_mermaid.mjs", [in_mermaid(part) for part in some], "drawn")
    for part, found in zip(some, answers, strict=True):
        assert read_back(part, found) == to_be_read(part, "basis"), in_mermaid(part)
    assert len(some) == tries(20)


SIGNS = tuple(chr(n) for n in range(0x20, 0x7F))
TELLING = r"""
1. one
1) one
- one
* one
--- one
=== one
``` one
| one |
a **b** c
a _b_ c
a `b` c
[a](b)
https://a.example/b
a@b.example
fa:fa-user
$$x^2$$
#35;
&amp;
&#35;
a\nb
a<br/>b
<script>alert(1)</script>
style a:b#c;d
classDef x:#1;
%%{init: {}}%%
end
default
a --> b
"]
])
😀
é
"""
"""What has a meaning in Mermaid, in Markdown or in HTML, line by line, were it not written as codes."""


def occupations(titles: Sequence[str], graph: nx.MultiDiGraph) -> Part:
    """Occupations of these titles, with no level and in no cluster."""
    part, few = part_of(graph), nx.MultiDiGraph()
    like = next(a for _, a in graph.nodes(data=True) if a["label"] == "Occupation")
    for number, title in enumerate(titles):
        id_ = f"a/{number:04}"
        few.add_node(id_, **like | {"id": id_, "title": title, "level": None})
    return part_of_graph(few, part.edition, {})


@pytest.mark.slow
def test_mermaid_draws_what_has_a_meaning_in_it_as_text(graph):
    titles = (*TELLING.split("\n"), *SIGNS, "".join(SIGNS))
    part = occupations(titles, graph)
    (found,), _ = read("read_mermaid.mjs", [in_mermaid(part)], "drawn")
    ids = [place.node.id for place in outline(part).roots]
    drawn = {ids[int(box["id"][1:]) - 1]: box["text"] for box in found["boxes"]}
    assert drawn == {f"a/{number:04}": shown(title) for number, title in enumerate(titles)}


def test_no_text_has_a_sign_of_markdown_or_begins_as_a_list_does(graph):
    text = in_mermaid(occupations([title for title in (*TELLING.split("\n"), *SIGNS) if title.strip()], graph))
    labels = re.findall(r'^  n\d+\W+"(.*)"', text, re.MULTILINE)
    assert len(labels) > len(SIGNS)
    for label in labels:
        assert re.fullmatch(r"([^\W\d_]|#\d+;)([^\W_]|[ ,()/–-]|#\d+;)*", label), label


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(Choice(routes=frozenset({"digital"})), marks=pytest.mark.slow),
        Choice(routes=frozenset({"education-and-childcare"})),
        Choice(shared=True),
        pytest.param(Choice(routes=frozenset({"digital"}), only=frozenset({"Cluster"})), marks=pytest.mark.slow),
        Choice(routes=frozenset({"hair-and-beauty"})),
    ],
    ids=["a route", "a small route", "crossings", "clusters alone", "a route with nothing in it"],
)
def test_mermaid_reads_real_parts_as_they_are(graph, choice):
    part = chosen(graph, choice)
    (found,), complaints = read("read_mermaid.mjs", [in_mermaid(part)])
    assert read_back(part, found) == to_be_read(part, *(["basis"] if len(found["arrows"]) <= 60 else []))
    assert complaints == ""


@pytest.mark.slow
def test_mermaid_draws_a_real_part_with_its_note_and_what_the_frames_mean(graph):
    part = chosen(graph, Choice(around=("construction/roofer-2",)))
    (found,), complaints = read("read_mermaid.mjs", [in_mermaid(part)], "drawn")
    assert read_back(part, found) == to_be_read(part, "basis")
    assert found["title"] == INFERENCE and found["description"].startswith("Plain frame: technical column")
    assert complaints == ""


def progressions(number: int, graph: nx.MultiDiGraph) -> Part:
    """So many, none of which has a way back."""
    part = occupations(["Butcher"] * 60, graph)
    few, ids = graph_of(part), [node.id for node in part.nodes()]
    like = next(a for *_, kind, a in graph.edges(keys=True, data=True) if kind == "PROGRESSES_TO" and "level_gap" in a)
    few.add_edges_from([(a, b, "PROGRESSES_TO", like) for a in ids[:30] for b in ids[30:]][:number])
    return part_of_graph(few, part.edition, {})


@pytest.mark.slow
def test_as_many_arrows_are_written_as_mermaid_reads(graph):
    text = in_mermaid(progressions(MOST_ARROWS, graph))
    (most, more), _ = read("read_mermaid.mjs", [text, f"{text}n1 --> n2\n"])
    assert len(most["arrows"]) == MOST_ARROWS
    assert "Edge limit exceeded" in more["error"]


def test_what_has_more_arrows_than_mermaid_reads_is_refused_before_a_byte_is_written(graph):
    out = io.BytesIO()
    with pytest.raises(WrongExport, match=r"at most 500 arrows .* this would be 501 arrows .* `clusters`"):
        mermaid(progressions(MOST_ARROWS + 1, graph), out)
    assert out.getvalue() == b""


def test_the_whole_map_is_refused_with_its_numbers_and_the_cure(graph):
    with pytest.raises(WrongExport, match=r"\d,\d{3} arrows and \d{3},\d{3} characters\. Choose less with `routes`"):
        in_mermaid(part_of(graph))


def test_characters_are_counted_as_mermaid_counts_them(graph):
    def titled(title: str) -> Part:
        return occupations([title], graph)

    room = MOST_CHARACTERS - len(in_mermaid(titled("a"))) + 1
    assert len(in_mermaid(titled("a" * room))) == MOST_CHARACTERS
    letters = "\U00020000" * ((room + 1) // 2)  # each of them two characters of JavaScript
    for title in ("a" * (room + 1), letters + "aa"):
        with pytest.raises(WrongExport, match=r"50,000 characters; .* and 50,00\d characters"):
            in_mermaid(titled(title))


def test_a_comment_is_no_directive(graph):
    edition = {**part_of(graph).edition, "id": "other", "title": "%%{init: {'theme': 'dark'}}%%"}
    text = in_mermaid(part_of_graph(nx.MultiDiGraph(), edition, {}))
    assert "%%{" not in text
    assert "{init" in text


def test_the_facts_of_the_edition_stand_in_comments(graph):
    lines = in_mermaid(chosen(graph, Choice(shared=True))).splitlines()
    said = {line.removeprefix("%% ").partition(":")[0] for line in lines if line.startswith("%% ")}
    assert said == {"Edition", "Source", "Licence", "Chosen", "Holds", "Note", "Made by"}


def test_the_same_part_gives_the_same_bytes(graph):
    part = chosen(graph, Choice(shared=True))
    assert in_mermaid(part) == in_mermaid(part)
