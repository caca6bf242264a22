"""The map in the words of RDF: those of SKOS where they fit, and a vocabulary of its own, derived from schema.py.

Turtle and JSON-LD write what `resources` yields, so that both hold the same triples.

1. The edition is a skos:ConceptScheme, with the facts of a manifest. A route, pathway, cluster or occupation is a
   skos:Concept in it, and of a class by the name of its label; the routes are its top concepts.
2. A property has its name in camel case (`level_min` is cp:levelMin), but where others know it by a name: `id` is
   dct:identifier, `name` and `title` are skos:prefLabel, `description` is skos:definition, `note` skos:note, these in
   English. What is null is not said. A list is an rdf:List: its order means something, and a value may come twice. An
   id of another node is a link to it, whether or not the part holds it.
3. IN_CLUSTER, IN_PATHWAY and IN_ROUTE are skos:broader. PROGRESSES_TO is cp:progressesTo, which is not transitive and
   no sub-property of anything: the relations of SKOS say what a concept means, and skos:broader has a transitive
   super-property. SHARED_ACROSS_ROUTES is cp:sharedAcrossRoutes, a sub-property of skos:related: symmetric, not
   transitive, and for concepts of one scheme. skos:exactMatch is transitive, which a close title is not, and it and
   skos:closeMatch are by convention for concepts of two schemes.
4. Each relationship is an rdf:Statement besides, which has its properties, the edition that it was derived from, and
   whether it is inferred. It is a reification and not RDF-star, since RDF 1.1 and so every store reads it.
5. IRIs are names, not addresses, since the map has no site: `urn:career-pathways:id:` with the id,
   `urn:career-pathways:edition:` with the id of the edition, `urn:career-pathways:relationship:` with the ids of both
   ends and the type between them. Ids are stable between editions, and so are the names of concepts. Whatever is not a
   letter of ASCII, a digit or one of "/-._~" is percent-encoded, as UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from career_pathways.loader.graph.nesting import NESTING
from career_pathways.loader.graph.progression import STATED as STATED_BASIS
from career_pathways.loader.schema import IMPORT_VERSION, NODES

from .manifest import about, remarks, rights
from .part import Node, Part, Relationship
from .tables import node_columns, relationship_columns
from .text import url_in, whole_text

_VOCABULARY = "urn:career-pathways:vocabulary"

PREFIXES = {
    "cp": f"{_VOCABULARY}#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""What the names below are short for."""


class Term(NamedTuple):
    """A property of RDF."""

    name: str
    """With its prefix: `cp:level`."""
    kind: str
    """Of its values: a type of schema.py, `English` for text in that language, `link` for a resource."""

    @property
    def local(self) -> str:
        """Without its prefix; no two terms have the same."""
        return self.name.partition(":")[2]


class Resource(NamedTuple):
    """A resource and something of what is said of it; a resource may come more than once."""

    iri: str
    """Its IRI, or its name with a prefix."""
    classes: tuple[str, ...]
    """With their prefixes."""
    properties: tuple[tuple[Term, Any], ...]
    """Each term once; the value of a link is as `iri` is."""


def _camel(name: str) -> str:
    """The name of a property or a relationship type as RDF has it.

    >>> _camel("level_min"), _camel("PROGRESSES_TO")
    ('levelMin', 'progressesTo')
    """
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


_LINKS = {"route": "cp:Route", "pathway": "cp:Pathway", "from_cluster": "cp:Cluster", "to_cluster": "cp:Cluster"}
"""Properties that are the id of a node, by the class of that."""

_KNOWN = {
    "id": Term("dct:identifier", "string"),
    "name": Term("skos:prefLabel", "English"),
    "title": Term("skos:prefLabel", "English"),
    "description": Term("skos:definition", "English"),
    "note": Term("skos:note", "English"),
}
"""Rule 2: what others know by a name."""

_OF_PROPERTIES = {
    p.name: _KNOWN.get(p.name) or Term(f"cp:{_camel(p.name)}", "link" if p.name in _LINKS else p.type)
    for p in (*node_columns(IMPORT_VERSION), *relationship_columns(IMPORT_VERSION))
}

_BROADER = Term("skos:broader", "link")
_PROGRESSES = Term("cp:progressesTo", "link")
_SHARED = Term("cp:sharedAcrossRoutes", "link")
_RELATED = Term("cp:relatedTo", "link")
_OF_TYPES = {
    **dict.fromkeys(NESTING.values(), _BROADER),
    "PROGRESSES_TO": _PROGRESSES,
    "SHARED_ACROSS_ROUTES": _SHARED,
    "RELATED_TO": _RELATED,
}

_OTHERS = """
    dct:title string, dct:license link, dc:rights string, dc:source string, skos:note English, skos:inScheme link,
    skos:topConceptOf link, rdf:subject link, rdf:predicate link, rdf:object link, prov:wasDerivedFrom link,
    cp:inferred boolean, rdfs:label English, rdfs:comment English, rdfs:domain link, rdfs:range link,
    rdfs:subClassOf link, rdfs:subPropertyOf link, owl:versionInfo string
"""
"""What has no property or type in schema.py. `dc:rights` is not of dct, where it would have to be a resource."""

_TERM = {term.local: term for term in (Term(*words.split()) for words in _OTHERS.split(","))}


def terms(version: int) -> tuple[Term, ...]:
    """Every property that `resources` uses for an edition of this schema version."""
    types = (term for name, term in _OF_TYPES.items() if name != "RELATED_TO" or version == IMPORT_VERSION)
    return tuple(dict.fromkeys((*_TERM.values(), *types, *_of_properties(version).values())))


def _of_properties(version: int) -> dict[str, Term]:
    return {p.name: _OF_PROPERTIES[p.name] for p in (*node_columns(version), *relationship_columns(version))}


_RANGES = {"string": "xsd:string", "integer": "xsd:integer", "float": "xsd:double", "boolean": "xsd:boolean"}

MEANINGS = {
    "Route": "A part of the economy, which one occupational map shows.",
    "Pathway": "A part of a route: one table of its map.",
    "Cluster": "Occupations that a map lists together.",
    "Occupation": "What a route lists under one title and level, in one cluster or in several.",
    "Edition": "A text of the maps, as one version of the program read it.",
    "progressesTo": (
        "One can progress from the subject to the object. Inferred from where the clusters stand in the map, which "
        "itself states no progression. Not transitive: from A to B and from B to C does not say from A to C."
    ),
    "sharedAcrossRoutes": "The same occupation under another route, by its title and level. Inferred, not transitive.",
    "relatedTo": "A table of the map states that the object is related to the subject, and no more than that.",
    "inferred": "Whether a rule inferred the statement; otherwise the document states it.",
    "line": "The line of the document's text on which it first stands, from 1.",
    "lines": "The lines of the document's text on which its entries stand.",
    "column": "The column of the map: technical, higher_technical or professional.",
    "row": "The row of the pathway's table, from 1.",
    "apprenticeshipOnly": "Whether the map says that only an apprenticeship leads there.",
    "level": "The level that the document states; absent where it states none.",
    "levelMin": "The stated level, or the lowest one of the column.",
    "levelMax": "The stated level, or the highest one of the column.",
    "degree": "Whether an entry says that it needs a degree.",
    "specialisms": "The specialisms of the occupation; of a statement: those that the cluster lists.",
    "route": "The route of the occupation.",
    "routeName": "The name of the occupation's route.",
    "quote": "The entry as it stands in the document.",
    "basis": "What the progression was inferred from: within_cluster, same_row, skips_column or same_pathway.",
    "cost": "What the progression adds to the cost of a path.",
    "move": "What kind of move it is: in_trade, to_management or other_trade.",
    "skips": "Whether it skips a rung of the trade that stands between its ends.",
    "levelGap": "How many levels it leads up; absent unless both levels are stated.",
    "relatedness": "Ranks the progressions of an occupation, from 0 to 1; measures nothing else. A sum of five parts.",
    "byTitle": "The part of relatedness for what the titles share.",
    "bySpecialisms": "The part of relatedness for what the specialisms share beyond that.",
    "byPlace": "The part of relatedness for how far the destination is at home where the origin stands.",
    "byLevel": "The part of relatedness for the next level and the next standing.",
    "byBasis": "The part of relatedness for the basis.",
    "sharedWords": "The words that both share, those of both titles first, then the most telling.",
    "pathway": "The pathway that the progression lies in.",
    "fromCluster": "The cluster that the progression leads from.",
    "toCluster": "The cluster that the progression leads to.",
    "match": "How the titles match: same_title or close_title.",
    "score": "How well the titles match, from 0 to 100.",
    "schemaVersion": "The version of the graph model.",
    "parserVersion": "The version of the program that read the text.",
    "loadedAt": "When a store loaded the edition; not said in files.",
    "routes": "How many routes the edition has.",
    "pathways": "How many pathways the edition has.",
    "clusters": "How many clusters the edition has.",
    "occupations": "How many occupations the edition has.",
    "entries": "How many entries the edition has, of which occupations are made.",
    "progressions": "How many progressions between two occupations the edition has.",
    "shared": "How many occupations are shared across routes, each direction counted.",
    "related": "How many pairs of related occupations the edition has.",
    "file": "The table whose row, `line`, states it.",
    "files": "The tables that state the occupation, each with its row in `lines`.",
    "code": "What the tables know it by.",
    "stated": "Whether a table names it; otherwise it has the name of what it stands in.",
    "status": "The status of the occupation, as the tables have it.",
    "edition": "The name of the imported map.",
    "published": "When the map was published, as its mapping file says.",
    "licence": "The licence of the map.",
    "attribution": "Whom to name who passes the map on.",
    "url": "Where the map comes from.",
    "follows": "The name of the edition that this one comes after.",
    "sources": "The files that the map was read from, each with its SHA-256.",
    "levelName": "What the levels of the map are called.",
    "levelLowest": "The lowest level of the map.",
    "levelHighest": "The highest level of the map.",
    "rank": "As the table ranks what is related, the nearest first.",
}
"""What the classes and properties of the vocabulary mean (docs/graph-model.md), without their prefix."""

_MEANINGS_OF_IMPORTS = {
    "progressesTo": "One can progress from the subject to the object, as a table of the map states. Not transitive.",
    "line": "The row of the table, from 1; in JSON the number of the record.",
    "lines": "The rows of the tables, each of the one that stands in its place in `files`.",
    "column": "The column of the map, where a table states one: technical, higher_technical or professional.",
    "level": "The level that a table states; absent where none does.",
    "levelMin": "The stated level, or the lowest one of the column.",
    "basis": "stated, or related where the mapping file asks for progressions along what is related.",
    "quote": "The cells of the row.",
}
"""The same of an imported map, where it is not the same."""


def resources(part: Part) -> Iterator[Resource]:
    """What there is to say of a part, in one order: its edition, the vocabulary, its nodes, its relationships.

    Reads the nodes and the relationships once, and keeps none of them. Raises what reading them raises.
    """
    edition = f"urn:career-pathways:edition:{_encoded(part.edition['id'])}"  # Rule 5
    yield _scheme(part, edition)
    yield from _declared(part.version)
    for node in part.nodes():
        yield _described(node, edition)
    for relationship in part.relationships():
        yield from _statements(relationship, edition)


def _scheme(part: Part, edition: str) -> Resource:
    facts = about(part)
    others = (line for line in remarks(part) if line.startswith(("Chosen:", "Holds:", "Made by:")))
    said = _said(
        title=facts["edition"]["title"],
        source=facts["source"],
        rights=rights(part),
        license=url_in(facts["licence"]),
        note=facts["note"],
        comment="\n".join(others),
    )
    return Resource(edition, ("skos:ConceptScheme",), ((_KNOWN["id"], facts["edition"]["id"]), *said))


def _declared(version: int) -> Iterator[Resource]:
    """The vocabulary."""
    said = _said(label="Career pathways", versionInfo=f"schema version {version}")
    meanings = MEANINGS | (_MEANINGS_OF_IMPORTS if version == IMPORT_VERSION else {})
    yield Resource(_VOCABULARY, ("owl:Ontology",), said)
    for label in NODES:
        above = "skos:ConceptScheme" if label.name == "Edition" else "skos:Concept"
        said = _said(label=label.name, subClassOf=above, comment=MEANINGS[label.name])
        yield Resource(f"cp:{label.name}", ("owl:Class",), said)

    def declared(term: Term, *classes: str, **more: str) -> Resource:
        spaced = re.sub("[A-Z]", lambda capital: f" {capital[0].lower()}", term.local)
        return Resource(term.name, classes, _said(label=spaced, **more, comment=meanings[term.local]))

    concepts = {"domain": "skos:Concept", "range": "skos:Concept"}
    yield declared(_PROGRESSES, "owl:ObjectProperty", **concepts)
    yield declared(_SHARED, "owl:ObjectProperty", "owl:SymmetricProperty", **concepts, subPropertyOf="skos:related")
    yield declared(_TERM["inferred"], "owl:DatatypeProperty", domain="rdf:Statement", range="xsd:boolean")
    if version == IMPORT_VERSION:
        yield declared(_RELATED, "owl:ObjectProperty", **concepts)
    for name, term in _of_properties(version).items():
        if name in _LINKS:
            yield declared(term, "owl:ObjectProperty", range=_LINKS[name])
        elif term.kind.endswith(" list"):
            yield declared(term, "rdf:Property", range="rdf:List")
        elif name not in _KNOWN:
            yield declared(term, "owl:DatatypeProperty", range=_RANGES[term.kind])


def _said(**values: Any) -> tuple[tuple[Term, Any], ...]:
    """What is said with the terms of these names, but for what is null."""
    return tuple((_TERM[name], value) for name, value in values.items() if value is not None)


def _described(node: Node, edition: str) -> Resource:
    if node.label.name == "Edition":
        others = {name: value for name, value in node.properties.items() if name not in ("id", "title")}
        return Resource(edition, ("cp:Edition",), tuple(_properties(others)))
    place = _said(inScheme=edition, topConceptOf=edition if node.label.name == "Route" else None)  # Rule 1
    classes = ("skos:Concept", f"cp:{node.label.name}")
    return Resource(_concept(node.id), classes, (*_properties(node.properties), *place))


def _statements(relationship: Relationship, edition: str) -> Iterator[Resource]:
    origin, destination = _encoded(relationship.origin), _encoded(relationship.destination)
    between = _camel(relationship.kind.name)
    predicate = _OF_TYPES[relationship.kind.name]  # Rule 3
    subject, object_ = _concept(relationship.origin), _concept(relationship.destination)
    yield Resource(subject, (), ((predicate, object_),))
    ends = _said(subject=subject, predicate=predicate.name, object=object_)  # Rule 4
    stated = predicate in {_BROADER, _RELATED} or relationship.properties.get("basis") == STATED_BASIS
    source = _said(wasDerivedFrom=edition, inferred=not stated)
    properties = (*ends, *source, *_properties(relationship.properties))
    yield Resource(f"urn:career-pathways:relationship:{origin}:{between}:{destination}", ("rdf:Statement",), properties)


def _properties(properties: Mapping[str, Any]) -> Iterator[tuple[Term, Any]]:
    """Rule 2."""
    for name, value in properties.items():
        if value is not None:
            yield _OF_PROPERTIES[name], _concept(value) if name in _LINKS else value


def _concept(id_: str) -> str:
    return f"urn:career-pathways:id:{_encoded(id_)}"


def _encoded(id_: str) -> str:
    """Rule 5."""
    return quote(whole_text(id_))
