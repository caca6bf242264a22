import os
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import pytest
from places import DOCS, TESTS
from small_catalogues import H, P, T, catalogue_of, cluster, one_pathway, pathway, route

from career_pathways.loader.catalogue import to_json
from career_pathways.loader.errors import InvalidGraph
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.schema import LINKS, NODES, RELATIONSHIPS, SCHEMA_VERSION, Property


def occupations(graph):
    return {node: a for node, a in graph.nodes(data=True) if a["label"] == "Occupation"}


# Occupations --------------------------------------------------------------------------------------------


def test_the_same_title_and_level_in_two_clusters_is_one_occupation():
    graph = build_graph(
        one_pathway(
            cluster("A", T, 1, "Crop technician (3): Soil", line=7),
            cluster("B", T, 2, "Crop Technician (3) (degree): Container, Soil", line=5),
        )
    )
    (crops,) = occupations(graph).values()
    assert crops["title"] == "Crop technician"
    assert crops["degree"] is True
    assert crops["specialisms"] == ["Soil", "Container"]
    assert crops["lines"] == [5, 7]
    assert graph.edges["r/crop-technician-3", "r/p/a", "IN_CLUSTER"] == {
        "specialisms": ["Soil"],
        "line": 7,
        "quote": "",
    }
    assert graph.edges["r/crop-technician-3", "r/p/b", "IN_CLUSTER"]["specialisms"] == ["Container", "Soil"]


def test_two_entries_of_one_cluster_are_one_occupation_with_all_specialisms():
    graph = build_graph(one_pathway(cluster("A", H, 1, "Technologist (4): Risk", "Technologist (4): Design")))
    assert graph.edges["r/technologist-4", "r/p/a", "IN_CLUSTER"]["specialisms"] == ["Risk", "Design"]
    assert graph.nodes["5" * 64]["entries"] == 2


def test_the_same_title_at_another_level_or_in_another_route_is_another_occupation():
    a = cluster("A", T, 1, "Welder (2)", "Welder (3)")
    graph = build_graph(catalogue_of(route("R", pathway("P", a)), route("S", pathway("P", a))))
    assert list(occupations(graph)) == ["r/welder-2", "r/welder-3", "s/welder-2", "s/welder-3"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["Farrier", "Farrier (3)"], ["r/farrier-3"]),
        (["Farrier", "Farrier (2)", "Farrier (3)"], ["r/farrier", "r/farrier-2", "r/farrier-3"]),
        (["Farrier", "Farrier (4)"], ["r/farrier", "r/farrier-4"]),
        (["Farrier", "Farrier"], ["r/farrier"]),
    ],
    ids=["joins the one in its band", "two in its band", "none in its band", "none stated"],
)
def test_an_entry_without_level_joins_the_only_one_in_its_band(entries, expected):
    assert list(occupations(build_graph(one_pathway(cluster("A", T, 1, *entries))))) == expected


def test_a_level_not_stated_spans_the_columns_band():
    graph = build_graph(one_pathway(cluster("A", H, 1, "Yard manager", "Stud manager (4)")))
    spans = [(o["level"], o["level_min"], o["level_max"]) for o in occupations(graph).values()]
    assert spans == [(None, 4, 5), (4, 4, 4)]


# Ids ----------------------------------------------------------------------------------------------------


def test_ids_are_readable():
    graph = build_graph(
        catalogue_of(
            route(
                "Construction",
                pathway("Onsite Construction", cluster("Core", T, 1, "Roofer (2)", "Steeplejack")),
            )
        )
    )
    assert list(graph)[1:] == [
        "construction",
        "construction/onsite-construction",
        "construction/onsite-construction/core",
        "construction/roofer-2",
        "construction/steeplejack",
    ]


def test_names_that_ask_for_one_id_get_one_each():
    graph = build_graph(
        catalogue_of(
            route(
                "R",
                pathway(
                    "P",
                    cluster("A", T, 1, "Roofer 2", "P", "Roofer (2)"),
                    cluster("A", T, 2, "Caster", "[Caster]"),
                ),
                pathway("P", cluster("A", T, 1)),
            ),
            route("R"),
        )
    )
    assert list(graph)[1:] == [
        "r",
        "r--2",
        "r/p",
        "r/p--2",
        "r/p/a",
        "r/p/a--2",
        "r/p--2/a",
        "r/roofer-2--2",
        "r/p--3",
        "r/roofer-2",
        "r/caster",
        "r/caster--2",
    ]
    assert graph.nodes["r/roofer-2"]["level"] == 2
    validate(graph)


# The edition, and what is the same on every run ---------------------------------------------------------


def test_the_edition_says_what_was_loaded_and_reads_no_clock():
    graph = build_graph(
        one_pathway(cluster("A", T, 1, "Roofer (2)", "Tiler (3)"), cluster("B", H, 1, "Site supervisor (4)"))
    )
    edition = dict(graph.nodes["5" * 64])
    assert edition.pop("parser_version")
    assert edition == {
        "label": "Edition",
        "id": "5" * 64,
        "title": "maps.txt",
        "schema_version": 3,
        "loaded_at": None,
        "routes": 1,
        "pathways": 1,
        "clusters": 2,
        "occupations": 3,
        "entries": 3,
        "progressions": 3,
        "shared": 0,
    }


@pytest.mark.parametrize("name", ["/home/a/maps.txt", "C:\\texts\\maps.txt", "maps.txt"])
def test_the_folder_of_the_document_does_not_show(name):
    tables = one_pathway(cluster("A", T, 1, "Roofer (2)"))
    graph = build_graph(replace(tables, source_name=name))
    assert graph.nodes["5" * 64]["title"] == "maps.txt"


_DIGEST = """
import hashlib, json, sys
from catalogue_json import from_json
from career_pathways.loader.graph.build import build_graph
graph = build_graph(from_json(sys.stdin.buffer.read().decode()))
whole = [list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))]
print(hashlib.sha256(json.dumps(whole).encode()).hexdigest())
"""


@pytest.mark.slow
def test_every_process_builds_the_same_graph_in_the_same_order(catalogue):
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            input=to_json(catalogue).encode(),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS / "helpers")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


# A good graph -------------------------------------------------------------------------------------------


def test_the_graph_of_the_document_is_a_good_one(graph):
    validate(graph)
    assert len(occupations(graph)) > 700


def test_a_document_without_tables_makes_a_good_graph():
    validate(build_graph(catalogue_of(route("Hair and Beauty"), route("Empty", pathway("P", cluster("A", T, 1))))))


@pytest.fixture
def good():
    care = pathway("Care", cluster("A", T, 1, "Carer (2)", "Nurse"), cluster("B", H, 1, "Lead carer (4)"))
    trade = pathway("Trade", cluster("A", T, 1, "Carer (2)"), cluster("B", P, 1, "Director"))
    return build_graph(catalogue_of(route("R", care), route("S", trade)))


LEAD = ("r/carer-2", "r/lead-carer-4", "PROGRESSES_TO")
SHARED = ("r/carer-2", "s/carer-2", "SHARED_ACROSS_ROUTES")
SPOILT = {
    "unknown label": (1, lambda g: g.nodes["r"].update(label="Career")),
    "missing property": (1, lambda g: g.nodes["r"].pop("name")),
    "strange property": (1, lambda g: g.nodes["r"].update(colour="green")),
    "wrong type": (1, lambda g: g.nodes["r/nurse"].update(degree=1)),
    "truth for a number": (1, lambda g: g.nodes["r"].update(line=True)),
    "null that may not be": (1, lambda g: g.nodes["r/nurse"].update(level_min=None)),
    "not a number": (1, lambda g: g.edges[LEAD].update(relatedness=float("nan"))),
    "wrong ends": (1, lambda g: g.add_edge("r", "r/carer-2", "IN_ROUTE")),
    "unknown type": (1, lambda g: g.add_edge("r/carer-2", "r/nurse", "KNOWS")),
    "id that is not the key": (2, lambda g: g.nodes["r"].update(id="s")),
    "id that is no slug": (2, lambda g: nx.relabel_nodes(g, {"r/nurse": "r/Nurse"}, copy=False)),
    "miscounted": (3, lambda g: g.nodes["5" * 64].update(occupations=1)),
    "no edition": (3, lambda g: g.remove_node("5" * 64)),
    "in no pathway": (4, lambda g: g.remove_edge("r/care/a", "r/care", "IN_PATHWAY")),
    "in no cluster": (4, lambda g: g.remove_edge("r/nurse", "r/care/a", "IN_CLUSTER")),
    "another route": (4, lambda g: g.nodes["r/nurse"].update(route="s", route_name="S")),
    "unknown column": (5, lambda g: g.nodes["r/care/a"].update(column="middle")),
    "row 0": (5, lambda g: g.nodes["r/care/a"].update(row=0)),
    "said twice": (5, lambda g: g.nodes["r/nurse"].update(title="CARER", level=2, level_min=2, level_max=2)),
    "outside its band": (6, lambda g: g.nodes["r/nurse"].update(level_max=4)),
    "dear": (7, lambda g: g.edges[LEAD].update(cost=2)),
    "another basis": (7, lambda g: g.edges[LEAD].update(basis="same_pathway", cost=2)),
    "another pathway": (7, lambda g: g.edges[LEAD].update(pathway="s/trade")),
    "another cluster": (7, lambda g: g.edges[LEAD].update(to_cluster="r/care/a")),
    "no such move": (7, lambda g: g.edges[LEAD].update(move="sideways")),
    "skips nothing": (7, lambda g: g.edges[LEAD].update(skips=True)),
    "wrong gap": (7, lambda g: g.edges[LEAD].update(level_gap=1)),
    "too related": (7, lambda g: g.edges[LEAD].update(relatedness=1.5)),
    "parts that are not the whole": (7, lambda g: g.edges[LEAD].update(by_title=0.0001)),
    "five decimals": (7, lambda g: g.edges[LEAD].update(relatedness=0.12345)),
    "clusters the wrong way": (
        7,
        lambda g: g.add_edge("r/care/b", "r/care/a", "PROGRESSES_TO", basis="same_row", cost=1),
    ),
    "one direction": (8, lambda g: g.remove_edge(*SHARED)),
    "within one route": (
        8,
        lambda g: g.add_edge("r/carer-2", "r/nurse", SHARED[2], match="same_title", score=100),
    ),
    "another match": (
        8,
        lambda g: (
            g.edges[SHARED].update(score=99),
            g.edges[SHARED[1], SHARED[0], SHARED[2]].update(score=99),
        ),
    ),
    "levels apart": (8, lambda g: g.nodes["s/carer-2"].update(level=3, level_min=3, level_max=3)),
}


def test_the_small_graph_is_good(good):
    validate(good)


@pytest.mark.parametrize(("rule", "spoil"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_graph_is_refused_by_its_rule(good, rule, spoil):
    spoil(good)
    edition = good.nodes.get("5" * 64)
    if edition and rule != 3:  # so that it is not the count that shows
        ends = [(k, good.nodes[s]["label"]) for s, _, k in good.edges(keys=True) if "label" in good.nodes[s]]
        edition["shared"] = ends.count(("SHARED_ACROSS_ROUTES", "Occupation"))
    with pytest.raises(InvalidGraph, match=rf"\(rule {rule} of a good graph"):
        validate(good)


def test_levels_that_do_not_rise_are_refused(good):
    good.nodes["r/lead-carer-4"].update(level=2, level_min=2, level_max=2)
    good.edges[LEAD].update(level_gap=0)
    with pytest.raises(InvalidGraph, match="does not rise"):
        validate(good)


def test_the_message_names_the_place_and_the_cure(good):
    good.edges[LEAD].update(cost=2)
    with pytest.raises(InvalidGraph) as caught:
        validate(good)
    assert str(caught.value).startswith("r/carer-2 -[PROGRESSES_TO]-> r/lead-carer-4: basis 'same_row'")
    assert "Build the graph again" in str(caught.value)


def schema_tables() -> str:
    """The schema in Markdown: a table of labels, then one of relationship types."""

    def properties(declared: tuple[Property, ...]) -> str:
        return "<br>".join(f"`{p.name}` {p.type}{' or null' if p.optional else ''}{mark(p)}" for p in declared)

    def mark(p: Property) -> str:
        return " ¹" if p.imported else " ²" if p.open else ""

    labels = [f"| {node.name} | {properties(node.properties)} |" for node in NODES]
    types, links = (
        [f"| {r.name} | {r.start} → {r.end} | {properties(r.properties)} |" for r in declared]
        for declared in (RELATIONSHIPS, LINKS)
    )
    return "\n".join(
        [
            f"Schema version {SCHEMA_VERSION}.",
            "",
            "| label | properties |",
            "|---|---|",
            *labels,
            "",
            "| type | from → to | properties |",
            "|---|---|---|",
            *types,
            "",
            "| type, from one edition to another | from → to | properties |",
            "|---|---|---|",
            *links,
            "",
        ]
    )


def test_the_schema_page_has_the_tables_of_the_code():
    page = (DOCS / "graph-model.md").read_text(encoding="utf-8")
    assert schema_tables() in page
