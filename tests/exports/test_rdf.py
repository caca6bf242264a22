"""Turtle and JSON-LD, as rdflib reads them, and as the shapes of shapes.ttl see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

import networkx as nx
import pyshacl
import pytest
from hypothesis import given, settings
from parts import NODES, RELATIONSHIPS, counted, expected, part_of_seed, parts, same, written
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from tries import some, tries

from career_pathways.exports import rdf as vocabulary
from career_pathways.exports.formats.jsonld import jsonld
from career_pathways.exports.formats.turtle import turtle
from career_pathways.exports.part import Part, part_of_graph
from career_pathways.exports.rdf import MEANINGS, terms
from career_pathways.exports.text import whole_text
from career_pathways.loader.schema import IMPORT_VERSION, SCHEMA_VERSION, NodeLabel, RelationshipType

CP = Namespace("urn:career-pathways:vocabulary#")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCT = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
IDS = Namespace("urn:career-pathways:id:")

Write = Callable[[Part, BinaryIO], None]
FORMATS = [pytest.param(turtle, id="turtle"), pytest.param(jsonld, id="jsonld")]


def triples(write: Write, part: Part) -> Graph:
    """What rdflib reads in the file of a part."""
    return Graph().parse(data=written(write, part), format={turtle: "turtle", jsonld: "json-ld"}[write])


def rebuilt(rdf: Graph) -> nx.MultiDiGraph:
    """The graph of the map that triples tell of; triples have no order, so nodes and relationships get that of a part.

    It has its own idea of what each property is called.
    """
    names = {"id": DCT.identifier, "name": SKOS.prefLabel, "title": SKOS.prefLabel, "description": SKOS.definition}

    def said(of: URIRef | BNode, kind: NodeLabel | RelationshipType) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for p in kind.properties:
            first, *others = p.name.split("_")
            predicate = names.get(p.name, CP[first + "".join(map(str.title, others))])
            value = rdf.value(of, DCT.title if (kind.name, p.name) == ("Edition", "title") else predicate, any=False)
            if p.type.endswith("list") and value is not None:
                found[p.name] = [v.toPython() for v in Collection(rdf, value)]
            elif isinstance(value, URIRef):
                found[p.name] = unquote(value.removeprefix(IDS))
            else:
                found[p.name] = None if value is None else value.toPython()
        return found

    graph = nx.MultiDiGraph()
    label_of = {}
    for label in NODES:
        rows = [(node, said(node, label)) for node in rdf.subjects(RDF.type, CP[label.name])]
        for node, row in sorted(rows, key=lambda row: row[1]["id"]):
            label_of[node] = label.name
            graph.add_node(row["id"], label=label.name, **row)
    ids = {node: str(rdf.value(node, DCT.identifier)) for node in label_of}
    predicates = {"PROGRESSES_TO": CP.progressesTo, "SHARED_ACROSS_ROUTES": CP.sharedAcrossRoutes}
    statements = {}
    for statement in rdf.subjects(RDF.type, RDF.Statement):
        triple = tuple(rdf.value(statement, p, any=False) for p in (RDF.subject, RDF.predicate, RDF.object))
        assert triple in rdf
        assert triple not in statements
        statements[triple] = statement
    for kind in RELATIONSHIPS:
        predicate = predicates.get(kind.name, SKOS.broader)
        ends = [
            (ids[s], ids[o], statements.pop((s, predicate, o)))
            for s, o in rdf.subject_objects(predicate)
            if (label_of[s], label_of[o]) == (kind.start, kind.end)
        ]
        for origin, destination, statement in sorted(ends):
            graph.add_edge(origin, destination, kind.name, **said(statement, kind))
    assert not statements
    return graph


def without_lists(rdf: Graph) -> set[tuple[Any, ...]]:
    """The triples with each list as one value, so that they can be compared as sets; there is no other blank node."""
    cells = set(rdf.subjects(RDF.first))
    told: set[tuple[Any, ...]] = set()
    for s, p, o in rdf:
        if s in cells:
            assert p in (RDF.first, RDF.rest)
        else:
            told.add((s, p, tuple(Collection(rdf, o)) if o in cells or o == RDF.nil else o))
    assert not any(isinstance(value, BNode) for triple in told for value in triple)
    return told


@pytest.fixture
def bare() -> Iterator[None]:
    """Files without the vocabulary, which is always the same, and takes rdflib longer than a small part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "_declared", lambda _: iter(()))
        yield


@pytest.mark.usefixtures("bare")
@settings(max_examples=tries(500))
@given(part=parts())
@pytest.mark.slow
def test_a_part_comes_back_from_turtle_and_from_json_ld(part: Part) -> None:
    from_turtle, from_jsonld = triples(turtle, part), triples(jsonld, part)
    said = expected(part, whole_text)
    assert same(rebuilt(from_turtle), said)
    assert same(rebuilt(from_jsonld), said)
    assert without_lists(from_turtle) == without_lists(from_jsonld)


@pytest.mark.parametrize("seed", range(10))
def test_turtle_and_json_ld_hold_isomorphic_graphs(seed: int) -> None:
    assert isomorphic(triples(turtle, part_of_seed(seed)), triples(jsonld, part_of_seed(seed)))


@pytest.fixture(scope="module")
def edition(whole_map: Part) -> dict[str, Any]:
    return dict(whole_map.edition)


WORKER = "care-services/adult-care-worker-2"


@pytest.fixture(scope="module")
def thinned(graph: nx.MultiDiGraph, edition: dict[str, Any]) -> Part:
    """The map with one progression in twenty, and those of the adult care worker.

    rdflib takes seconds to read all, and they differ in nothing that matters here.
    """
    progressions = sorted(edge for edge in graph.edges(keys=True) if edge[2] == "PROGRESSES_TO")
    thin = nx.MultiDiGraph(graph)
    thin.remove_edges_from([edge for n, edge in enumerate(progressions) if n % 20 and edge[0] != WORKER])
    return part_of_graph(thin, edition, {})


@pytest.fixture(scope="module")
def real(thinned: Part) -> Graph:
    """The triples of the thinned map. Nobody changes them."""
    return triples(turtle, thinned)


def under(graph: nx.MultiDiGraph, edition: dict[str, Any], *routes: str) -> Part:
    """The part with the whole of these routes, and the edition."""
    return part_of_graph(
        graph.subgraph([n for n in graph if n == edition["id"] or n.split("/")[0] in routes]), edition, {}
    )


def test_the_map_comes_back_from_turtle(thinned: Part, real: Graph) -> None:
    assert same(rebuilt(real), expected(thinned, whole_text))


@pytest.mark.slow
def test_the_map_comes_back_from_json_ld(thinned: Part, real: Graph) -> None:
    rdf = triples(jsonld, thinned)
    assert same(rebuilt(rdf), expected(thinned, whole_text))
    assert without_lists(rdf) == without_lists(real)


@pytest.mark.soak
def test_the_whole_map_comes_back_from_turtle(whole_map: Part) -> None:
    assert same(rebuilt(triples(turtle, whole_map)), expected(whole_map, whole_text))


@pytest.mark.parametrize("write", FORMATS)
def test_the_same_part_is_the_same_bytes(write: Write) -> None:
    assert written(write, part_of_seed(7)) == written(write, part_of_seed(7))


@pytest.mark.parametrize("write", FORMATS)
def test_nodes_and_relationships_are_read_once(write: Write) -> None:
    asked: list[str] = []
    written(write, counted(part_of_seed(11), asked))
    assert asked == ["nodes", "relationships"]


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("labels", [("Occupation",), ("Occupation", "Cluster"), ("Cluster", "Edition"), ("Route",), ()])
def test_a_part_that_lacks_things_comes_back(
    write: Write, labels: tuple[str, ...], graph: nx.MultiDiGraph, edition: dict[str, Any]
) -> None:
    kept = [
        n for n, a in graph.nodes(data=True) if a["label"] in labels and "/" not in n.removeprefix("care-services/")
    ]
    part = part_of_graph(graph.subgraph(kept), edition, {})
    rdf = triples(write, part)
    assert same(rebuilt(rdf), expected(part, whole_text))
    assert len(set(rdf.subjects(RDF.type, SKOS.ConceptScheme))) == 1


@pytest.mark.parametrize(
    ("id_", "iri"),
    [
        ("construction/roofer-2", "construction/roofer-2"),
        ("construction/roofer--2", "construction/roofer--2"),
        ("a b:c#d?e%f", "a%20b%3Ac%23d%3Fe%25f"),
        ("<é>", "%3C%C3%A9%3E"),
        ("\ud800", "%EF%BF%BD"),
    ],
)
@pytest.mark.parametrize("write", FORMATS)
def test_an_iri_is_made_from_the_id(write: Write, id_: str, iri: str, edition: dict[str, Any]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(id_, label="Route", id=id_, name="A", line=1)
    assert (URIRef(f"urn:career-pathways:id:{iri}"), RDF.type, CP.Route) in triples(
        write, part_of_graph(graph, edition, {})
    )


def test_the_edition_says_what_stands_beside_every_export(real: Graph, edition: dict[str, Any]) -> None:
    scheme = URIRef(f"urn:career-pathways:edition:{edition['id']}")
    assert real.value(None, RDF.type, SKOS.ConceptScheme) == scheme
    assert list(real.objects(scheme, DCT.title)) == [Literal(edition["title"])]
    assert real.value(scheme, SKOS.prefLabel) is None
    assert real.value(scheme, DCT.license) == URIRef(
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    )
    assert "Crown copyright" in str(real.value(scheme, DC.rights))
    assert "inferred" in str(real.value(scheme, SKOS.note))
    chosen, holds, made_by = str(real.value(scheme, RDFS.comment)).split("\n")
    assert chosen == "Chosen: all of it"
    assert "789 Occupation" in holds
    assert made_by.startswith("Made by: career-pathways")


def test_the_licence_of_another_document_is_not_guessed() -> None:
    assert not list(triples(turtle, part_of_seed(3)).objects(None, DCT.license))


def test_a_store_s_clock_is_not_written(edition: dict[str, Any]) -> None:
    loaded = {**edition, "loaded_at": "2020-01-01T00:00:00Z"}
    changed = nx.MultiDiGraph()
    changed.add_node(edition["id"], **loaded)
    rdf = triples(turtle, part_of_graph(changed, loaded, {}))
    assert not list(rdf.objects(None, CP.loadedAt))


def test_values_have_the_types_of_the_schema(real: Graph) -> None:
    relationship = URIRef(
        "urn:career-pathways:relationship:"
        "care-services/adult-care-worker-2:progressesTo:care-services/lead-adult-care-worker-3"
    )
    relatedness = real.value(relationship, CP.relatedness)
    assert isinstance(relatedness, Literal)
    assert relatedness.datatype == URIRef("http://www.w3.org/2001/XMLSchema#double")
    level = real.value(IDS[WORKER], CP.level)
    assert level == Literal(2)
    assert real.value(IDS[WORKER], CP.degree) == Literal(False)
    assert real.value(IDS[WORKER], SKOS.prefLabel) == Literal("Adult care worker", "en")


def test_a_progression_is_marked_as_inferred_and_a_place_as_stated(real: Graph) -> None:
    marks = {
        (real.value(s, RDF.predicate), mark.toPython())
        for s, mark in real.subject_objects(CP.inferred)
        if isinstance(mark, Literal)
    }
    assert marks == {(CP.progressesTo, True), (CP.sharedAcrossRoutes, True), (SKOS.broader, False)}


def test_skos_holds_together(real: Graph) -> None:
    concepts = set(real.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == 1006
    for concept in concepts:
        labels = list(real.objects(concept, SKOS.prefLabel))
        assert [label.language for label in labels if isinstance(label, Literal)] == ["en"]
        assert real.value(concept, SKOS.inScheme, any=False) is not None
    assert set(real.subjects(SKOS.topConceptOf)) == set(real.subjects(RDF.type, CP.Route))
    assert {s for s in concepts if not list(real.objects(s, SKOS.broader))} == set(real.subjects(RDF.type, CP.Route))
    assert not list(real.triples((None, SKOS.broaderTransitive, None)))


def test_nothing_makes_a_third_relationship_of_two(real: Graph) -> None:
    assert not list(real.subjects(RDF.type, OWL.TransitiveProperty))
    assert not list(real.objects(CP.progressesTo, RDFS.subPropertyOf))
    assert list(real.objects(CP.sharedAcrossRoutes, RDFS.subPropertyOf)) == [SKOS.related]


def test_whatever_is_used_of_the_vocabulary_is_declared_and_explained(real: Graph) -> None:
    declared = {s for s in real.subjects(RDFS.comment) if s in CP}
    used = {value for triple in real for value in triple if isinstance(value, URIRef) and value in CP}
    assert used <= declared
    of_document, names = terms(SCHEMA_VERSION), {name.removeprefix(CP) for name in declared}
    assert {term.local for term in of_document if term.name.startswith("cp:")} <= names <= MEANINGS.keys()
    for known in (of_document, terms(IMPORT_VERSION)):
        assert {term.local for term in known if term.name.startswith("cp:")} <= MEANINGS.keys()
        assert len({term.local for term in known}) == len(known)


def test_json_ld_can_be_read_as_plain_json_line_by_line(graph: nx.MultiDiGraph, edition: dict[str, Any]) -> None:
    text = written(jsonld, under(graph, edition, "care-services")).decode()
    nodes = json.loads(text)["@graph"]
    assert [json.loads(line.rstrip(",")) for line in text.split("\n")[2:-2]] == nodes
    (worker,) = (node for node in nodes if node.get("prefLabel") == "Adult care worker")
    assert (worker["level"], worker["degree"], worker["specialisms"]) == (2, False, [])


# The shapes


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(Path(__file__).with_name("shapes.ttl"))


def faults(rdf: Graph, shapes: Graph) -> str:
    """What the shapes find, as text; empty where the graph conforms."""
    conforms, _, text = pyshacl.validate(rdf, shacl_graph=shapes)
    return "" if conforms else str(text)


@pytest.mark.slow
def test_a_route_conforms_to_the_shapes(graph: nx.MultiDiGraph, edition: dict[str, Any], shapes: Graph) -> None:
    assert not faults(triples(jsonld, under(graph, edition, "digital")), shapes)


@pytest.fixture(scope="module")
def crossed(graph: nx.MultiDiGraph, edition: dict[str, Any]) -> Part:
    """The occupations that transport shares with protective services, and what they stand in."""
    kept = {edition["id"]}
    for origin, destination, kind in graph.edges(keys=True):
        if kind == "SHARED_ACROSS_ROUTES" and (origin + destination).startswith("transport-and-logistics/aviation"):
            kept |= {origin, destination}
    for kind in ("IN_CLUSTER", "IN_PATHWAY", "IN_ROUTE"):
        kept |= {end for _, end, k in graph.out_edges(list(kept), keys=True) if k == kind}
    return part_of_graph(graph.subgraph(kept), edition, {})


@pytest.mark.parametrize("without", [(), ("Edition",), ("Cluster", "Pathway", "Route"), ("Occupation", "Pathway")])
@pytest.mark.slow
def test_a_part_conforms_to_the_shapes(
    without: tuple[str, ...], crossed: Part, graph: nx.MultiDiGraph, edition: dict[str, Any], shapes: Graph
) -> None:
    kept = [node.id for node in crossed.nodes() if node.label.name not in without]
    assert not faults(triples(turtle, part_of_graph(graph.subgraph(kept), edition, {})), shapes)


def of(predicate: str) -> str:
    """A pattern for one statement of that predicate: of several, the one whose IRI comes first."""
    return f"{{ SELECT ?s WHERE {{ ?s rdf:predicate {predicate} }} ORDER BY ?s LIMIT 1 }}"


def put(old: str, new: str) -> str:
    """An update that puts another value in the place of every one of a property."""
    return f"DELETE {{ ?s {old} ?v }} INSERT {{ ?s {old} {new} }} WHERE {{ ?s {old} ?v }}"


SPOILED = {
    "a progression without basis": ("DELETE WHERE { ?s cp:basis ?v }", "without its basis"),
    "an unknown basis": (put("cp:basis", '"same_route"'), "cp:basis"),
    "a cost of 3": (put("cp:cost", "3"), "cp:cost"),
    "a progression of occupations without relatedness": ("DELETE WHERE { ?s cp:relatedness ?v }", "its relatedness"),
    "relatedness 1.5": (put("cp:relatedness", "1.5e0"), "cp:relatedness"),
    "relatedness as a decimal": (put("cp:relatedness", "0.5"), "cp:relatedness"),
    "a part of relatedness above its most": (put("cp:byBasis", "0.3e0"), "cp:byBasis"),
    "an occupation without a cluster": (
        "DELETE { ?s skos:broader ?v } WHERE { ?s a cp:Occupation ; skos:broader ?v }",
        "without a cluster",
    ),
    "a cluster without a pathway": (
        "DELETE { ?s skos:broader ?v } WHERE { ?s a cp:Cluster ; skos:broader ?v }",
        "without a pathway",
    ),
    "a pathway without a route": (
        "DELETE { ?s skos:broader ?v } WHERE { ?s a cp:Pathway ; skos:broader ?v }",
        "without a route",
    ),
    "an occupation in itself": (
        "INSERT { ?s skos:broader ?s } WHERE { ?s a cp:Occupation }",
        "skos:broader",
    ),
    "an entry without its quote": ("DELETE WHERE { ?s cp:quote ?v }", "without the entry"),
    "level 9": (put("cp:level", "9"), "cp:level "),
    "a level as text": (put("cp:level", '"2"'), "cp:level "),
    "two levels": ("INSERT { ?s cp:level 2 , 3 } WHERE { ?s a cp:Occupation }", "cp:level "),
    "a lowest level above the highest": (put("cp:levelMax", "1"), "cp:levelMin"),
    "a column that is none": (put("cp:column", '"left"'), "cp:column"),
    "lines that are not numbers": ("INSERT { ?l rdf:first 'x' } WHERE { ?s cp:lines ?l }", "cp:lines"),
    "two names in a language": ("INSERT { ?s skos:prefLabel 'Other'@en } WHERE { ?s a cp:Route }", "skos:prefLabel"),
    "a name without a language": (put("skos:prefLabel", "'Other'"), "skos:prefLabel"),
    "an id that is no slug": (put("dct:identifier", "'A b'"), "dct:identifier"),
    "an occupation of no scheme": ("DELETE WHERE { ?s skos:inScheme ?v }", "skos:inScheme"),
    "a route that is no top concept": ("DELETE WHERE { ?s skos:topConceptOf ?v }", "skos:topConceptOf"),
    "a scheme without its licence": ("DELETE WHERE { ?s dc:rights ?v }", "dc:rights"),
    "a transitive hierarchy": (
        "INSERT { ?s skos:broaderTransitive ?v } WHERE { ?s skos:broader ?v }",
        "skos:broaderTransitive",
    ),
    "a transitive progression": ("INSERT DATA { cp:progressesTo a owl:TransitiveProperty }", "owl:TransitiveProperty"),
    "a progression as a relation of SKOS": (
        "INSERT DATA { cp:progressesTo rdfs:subPropertyOf skos:broaderTransitive }",
        "rdfs:subPropertyOf",
    ),
    "a crossing as an exact match": (put("rdfs:subPropertyOf", "skos:exactMatch"), "rdfs:subPropertyOf"),
    "a progression that no statement describes": (
        f"DELETE {{ ?s rdf:subject ?v }} WHERE {{ {of('cp:progressesTo')} ?s rdf:subject ?v }}",
        "no statement describes",
    ),
    "a statement of what is not there": ("DELETE WHERE { ?s cp:progressesTo ?v }", "not in the map"),
    "a statement of no edition": ("DELETE WHERE { ?s prov:wasDerivedFrom ?v }", "prov:wasDerivedFrom"),
    "a progression that is stated": (
        f"DELETE {{ ?s cp:inferred ?v }} INSERT {{ ?s cp:inferred false }} "
        f"WHERE {{ {of('cp:progressesTo')} ?s cp:inferred ?v }}",
        "yet inferred",
    ),
    "a progression to itself": (
        "INSERT { ?s cp:progressesTo ?s } WHERE { ?s a cp:Occupation }",
        "to itself",
    ),
    "a progression downwards": (
        "INSERT { ?v cp:progressesTo ?s } WHERE { ?s cp:progressesTo ?v ; cp:level ?l }",
        "no higher level",
    ),
    "a progression from an occupation to a cluster": (
        "INSERT { ?s cp:progressesTo ?v } WHERE { ?s a cp:Occupation . ?v a cp:Cluster }",
        "between an occupation and a cluster",
    ),
    "a crossing one way": (
        f"DELETE {{ ?a cp:sharedAcrossRoutes ?b }} "
        f"WHERE {{ {of('cp:sharedAcrossRoutes')} ?s rdf:subject ?a ; rdf:object ?b }}",
        "one direction",
    ),
    "a crossing without its match": ("DELETE WHERE { ?s cp:match ?v }", "without its match"),
    "a crossing with another score": (put("cp:score", "101"), "cp:score"),
    "a crossing inside a route": (put("cp:route", "<urn:career-pathways:id:construction>"), "inside one route"),
}


@pytest.fixture(scope="module")
def crossed_triples(crossed: Part) -> bytes:
    return triples(turtle, crossed).serialize(format="ntriples", encoding="utf-8")


@pytest.mark.slow
def test_the_shapes_catch_what_is_spoiled(crossed_triples: bytes, shapes: Graph) -> None:
    names = {"cp": CP, "skos": SKOS, "dc": DC, "dct": DCT, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "owl": OWL}
    for spoiled in some(list(SPOILED), fewest=8):
        update, told = SPOILED[spoiled]
        rdf = Graph().parse(data=crossed_triples, format="ntriples")
        for prefix, namespace in names.items():
            rdf.bind(prefix, namespace)
        size = len(rdf), hash(frozenset(rdf))
        rdf.update(update)
        assert (len(rdf), hash(frozenset(rdf))) != size, spoiled
        assert told in faults(rdf, shapes), spoiled
