"""What every store promises, asked of both; and what the embedded one promises about its file."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from small_graph import small_graph

from career_pathways.explorer.address import Address, own_store
from career_pathways.loader.errors import QueryError, StoreError, WrongParameter
from career_pathways.loader.stores import embedded
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.own_process import answer_apart
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.read_only import checked_question
from career_pathways.loader.stores.rows import rows_of
from career_pathways.loader.stores.statements import load_statements
from career_pathways.loader.stores.store import ReadOnly, Store


@pytest.fixture(params=["embedded", "in parts", pytest.param("neo4j", marks=pytest.mark.server)])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    if request.param == "in parts":
        monkeypatch.setattr(embedded, "LARGE", 0)
    if request.param != "neo4j":
        yield EmbeddedStore(tmp_path / "pathways.kgl")
    else:
        with BoltStore(request.getfixturevalue("neo4j_target")) as server:
            yield server


@pytest.fixture
def loaded(store: Store) -> Store:
    store.replace(small_graph())
    return store


def test_counts_are_those_of_the_graph(loaded: Store) -> None:
    assert loaded.counts() == {
        "Route": 3,
        "Pathway": 2,
        "Cluster": 5,
        "Occupation": 9,
        "Edition": 1,
        "IN_CLUSTER": 10,
        "IN_PATHWAY": 5,
        "IN_ROUTE": 2,
        "PROGRESSES_TO": 9,
        "SHARED_ACROSS_ROUTES": 4,
    }


def test_what_a_document_has_comes_in_an_order_that_no_imported_map_changes(loaded: Store) -> None:
    statement = "MATCH (:Occupation {id: 'care/carer-2'})-[r:IN_CLUSTER]->(c:Cluster) RETURN c, r ORDER BY c.id LIMIT 1"
    ((cluster, listing),) = loaded.run(statement).rows
    of_cluster = ["name", "row", "apprenticeship_only", "description", "column", "id", "line"]
    assert (list(cluster["properties"]), list(listing["properties"])) == (of_cluster, ["specialisms", "line", "quote"])
    shared = loaded.run("MATCH ()-[r:SHARED_ACROSS_ROUTES]->() RETURN r LIMIT 1").rows[0][0]
    assert list(shared["properties"]) == ["match", "score"]


def test_every_property_comes_back_as_it_went_in(loaded: Store) -> None:
    graph = small_graph()
    for id_, attributes in graph.nodes(data=True):
        expected = {k: v for k, v in attributes.items() if k != "label" and v is not None} | {"id": id_}
        ((node,),) = loaded.run(f"MATCH (n:{attributes['label']} {{id: $id}}) RETURN n", {"id": id_}).rows
        node["properties"].pop("loaded_at", None)  # a server's clock
        assert node == {"labels": [attributes["label"]], "properties": expected}
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        found = loaded.run(f"MATCH (a)-[r:{key}]->(b) WHERE a.id = $a AND b.id = $b RETURN r", {"a": start, "b": end})
        expected = {k: v for k, v in attributes.items() if v is not None}
        assert found.rows == (({"type": key, "start": start, "end": end, "properties": expected},),)


def test_a_new_graph_leaves_nothing_of_the_old(loaded: Store) -> None:
    graph = small_graph()
    graph.remove_nodes_from([n for n in graph if n.startswith("health")])
    loaded.replace(graph)
    assert (loaded.counts()["Occupation"], loaded.counts()["SHARED_ACROSS_ROUTES"]) == (5, 0)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda g: g.add_node("x", label="Ocupation"),
        lambda g: g.add_node("x", label="Route"),
        lambda g: g.add_edge("care", "health", "PROGRESSES_TO", basis="same_row", cost=1),
        lambda g: g.add_edge("care/carer-2", "care/matron-7", "LEADS_TO"),
    ],
    ids=["unknown label", "property missing", "wrong ends", "unknown type"],
)
def test_a_graph_that_breaks_the_schema_leaves_the_store_as_it_was(loaded: Store, spoil) -> None:
    before = loaded.counts()
    graph = small_graph()
    spoil(graph)
    with pytest.raises(StoreError, match=r"schema\.py"):
        loaded.replace(graph)
    assert loaded.counts() == before


def test_values_keep_their_kind(loaded: Store) -> None:
    given = {
        "s": "é 😀 'a' \"b\" \\",
        "i": 2**53 + 1,
        "f": 0.1,
        "t": True,
        "n": None,
        "l": ["a", None],
        "m": {"k": [1]},
    }
    found = loaded.run("RETURN $s AS s, $i AS i, $f AS f, $t AS t, $n AS n, $l AS l, $m AS m", given)
    assert found.records() == [given]


def test_a_path_is_a_map_of_nodes_and_relationships(loaded: Store) -> None:
    ((path,),) = loaded.run("MATCH p = (:Occupation {id: 'care/nurse-5'})-[:PROGRESSES_TO]->() RETURN p").rows
    assert [n["properties"]["id"] for n in path["nodes"]] == ["care/nurse-5", "care/matron-7"]
    assert [r["type"] for r in path["relationships"]] == ["PROGRESSES_TO"]


@pytest.mark.parametrize("shape", ["r", "[r]", "{kept: [r]}", "p"])
def test_a_relationship_names_the_ids_of_its_ends(loaded: Store, shape: str) -> None:
    ((value,),) = loaded.run(
        f"MATCH p = (:Occupation {{id: 'care/nurse-5'}})<-[r:IN_CLUSTER|PROGRESSES_TO]-(o) "
        f"WITH p, r, o ORDER BY o.id LIMIT 1 RETURN {shape} AS found"
    ).rows
    while not (isinstance(value, dict) and "start" in value):
        value = next(v for v in (value[::-1] if isinstance(value, list) else [*value.values()][::-1]))
    assert (value["start"], value["type"], value["end"]) == ("care/carer-2", "PROGRESSES_TO", "care/nurse-5")


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(2, 2, True), (3, 3, False), (9, 3, False), (None, 3, False)])
def test_the_limit_says_whether_it_cut(loaded: Store, limit: int | None, rows: int, truncated: bool) -> None:
    found = loaded.run("MATCH (r:Route) RETURN r.name AS name ORDER BY name", limit=limit)
    assert (len(found.rows), found.truncated) == (rows, truncated)
    assert found.rows == (("Care",), ("Hair",), ("Health",))[:rows]


def test_null_sorts_last_and_text_by_code_point(loaded: Store) -> None:
    listed = "['b', 'B', null, 'a b', 'ab', 'é', '–', 'z', 'a', 'aa', '\uff41']"
    rows = loaded.run(f"UNWIND {listed} AS x RETURN x ORDER BY x").rows
    assert [x for (x,) in rows] == ["B", "a", "a b", "aa", "ab", "b", "z", "é", "–", "\uff41", None]


ALLOWED = {
    "several clauses": "MATCH (r:Route) WITH r ORDER BY r.name SKIP 1 LIMIT 1 WHERE r.line > 0 RETURN r",
    "optional match": "MATCH (r:Route {id: 'hair'}) OPTIONAL MATCH (p)-[:IN_ROUTE]->(r) RETURN p.id AS x",
    "union": "RETURN 'a' AS x UNION ALL MATCH (r:Route) RETURN r.name AS x UNION ALL RETURN 'b' AS x",
    "subquery": "MATCH (r:Route) CALL (r) { MATCH (p)-[:IN_ROUTE]->(r) RETURN count(p) AS n } RETURN n",
    "exists and count": "MATCH (r) WHERE EXISTS { (:Pathway)-->(r) } RETURN COUNT { (r)<--() } AS x",
    "case": "UNWIND [1, 2] AS n RETURN CASE n WHEN 1 THEN 'one' ELSE 'more' END AS x ORDER BY x DESC",
    "case with when": "UNWIND [1, null] AS n RETURN CASE WHEN n IS NOT NULL THEN n ELSE 0 END AS x",
    "bounded path": "MATCH ()-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*1..2]->(o) RETURN count(o) AS x",
    "exact and open-ended below": "MATCH (a)-[:PROGRESSES_TO*2]->(b), (a)-[*..2]->(b) RETURN count(*) AS x",
    "map projection": "MATCH (r:Route {id: 'care'}) RETURN r {.id, .line, own: r.name} AS x",
    "comprehensions": "MATCH (r:Route) RETURN [(p)-[:IN_ROUTE]->(r:Route) | p.id] + [n IN [1] | n * 10] AS x",
    "keys of its own maps": "WITH {colour: 'red'} AS m RETURN m.colour AS x",
    "words in text": "RETURN 'LOAD CSV; CREATE (n) // *' AS x",
    "comments": "// LOAD CSV\nRETURN /* CREATE ' (n) */ 1 AS x // ; *",
    "semicolon at the end": "RETURN 1 AS x;\n",
    "star": "MATCH (r:Route {id: 'care'}) WITH * RETURN count(*) * 2 AS x",
    "named like a clause": "MATCH (r:Route {id: 'care'}) RETURN r.`name` AS `order by`",
    "label predicate": "MATCH (n) WHERE n:Route OR n:Pathway RETURN count(n) AS x",
}


@pytest.mark.parametrize("question", ALLOWED.values(), ids=ALLOWED)
def test_a_reading_question_is_answered(loaded: Store, question: str) -> None:
    assert len(loaded.run(question).rows) > 0


REFUSED = {
    "file": ("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line", "does not begin with LOAD"),
    "file later": ("MATCH (n) LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l", "LOAD cannot stand here"),
    "file after a star": (
        "WITH * LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l",
        "LOAD cannot stand here",
    ),
    "file in a subquery": (
        "CALL { LOAD CSV FROM 'http://x' AS l RETURN l } RETURN l",
        "CSV cannot stand here",
    ),
    "file behind a comment": ("RETURN 1 AS x UNION LOAD/**/CSV FROM 'file:///x' AS x RETURN x", "CSV cannot"),
    "create": ("CREATE (n:Route {id: 'x'}) RETURN n", "does not begin with CREATE"),
    "create later": ("MATCH (n) CREATE (m:Route) RETURN m", "CREATE cannot stand here"),
    "merge in a subquery": ("CALL { MERGE (n:Route) RETURN n } RETURN n", "no function 'MERGE'"),
    "set": ("MATCH (n) SET n.name = 'x' RETURN n", "SET cannot stand here"),
    "delete": ("MATCH (n) DETACH DELETE n", "DETACH cannot stand here"),
    "delete after a star": ("MATCH (n) WITH * DELETE n", "DELETE cannot stand here"),
    "foreach": ("MATCH (n) FOREACH (x IN [1] | SET n.name = 'y')", "FOREACH cannot stand here"),
    "schema": ("DROP INDEX x", "does not begin with DROP"),
    "administration": ("SHOW SETTINGS", "does not begin with SHOW"),
    "plan": ("EXPLAIN MATCH (n) RETURN n", "does not begin with EXPLAIN"),
    "procedure": ("CALL db.labels() YIELD label RETURN label", "CALL of a procedure"),
    "procedure without brackets": (
        "MATCH (n) CALL db.labels YIELD label RETURN label",
        "CALL of a procedure",
    ),
    "procedure in backticks": ("CALL `db.labels`() YIELD label RETURN label", "CALL of a procedure"),
    "format of a dialect": ("MATCH (r:Route) RETURN r.name AS x FORMAT CSV", "FORMAT cannot stand here"),
    "function of a namespace": ("RETURN apoc.load.json('http://x') AS x", "no function 'json'"),
    "function in backticks": ("RETURN `apoc.load.json`('http://x') AS x", "no function"),
    "unknown function": ("RETURN vector_score(1) AS x", "no function 'vector_score'"),
    "function, misspelt": ("RETURN tolowr('A') AS x", "Did you mean 'toLower'"),
    "two statements": ("RETURN 1 AS x; MATCH (n) DETACH DELETE n", "a second statement"),
    "endless": ("MATCH (a)-[*]->(b) RETURN count(*) AS n", "without an upper bound"),
    "endless with a type": (
        "MATCH (a)-[r:PROGRESSES_TO*]->(b) RETURN count(*) AS n",
        "without an upper bound",
    ),
    "endless above": ("MATCH (a)-[:PROGRESSES_TO*2..]->(b) RETURN count(*) AS n", "without an upper bound"),
    "endless, filtered": ("MATCH (a)<-[*..{cost: 1}]-(b) RETURN count(*) AS n", "without an upper bound"),
    "endless shortest": ("MATCH p = shortestPath((a)-[*]-(b)) RETURN p", "without an upper bound"),
    "quantified": ("MATCH ((a)-->(b)){1,3} (c) RETURN a", "a bracket after a value"),
    "label, misspelt": (
        "MATCH (o:Ocupation) RETURN o",
        "no label 'Ocupation'\n.*\n.*\nDid you mean 'Occupation'",
    ),
    "type, misspelt": ("MATCH ()-[r:PROGRESES_TO]->() RETURN r", "Did you mean 'PROGRESSES_TO'"),
    "second type, misspelt": (
        "MATCH ()-[r:PROGRESSES_TO|SHARED]->() RETURN r",
        "no relationship type 'SHARED'",
    ),
    "property, misspelt": ("MATCH (o:Occupation) RETURN o.tittle AS t", "Did you mean 'title'"),
    "property in a projection": ("MATCH (o:Occupation) RETURN o {.id, .tittle} AS t", "Did you mean 'title'"),
    "escaped quote": (r"RETURN '\u0027 AS x'", r"a \\u escape"),
    "escaped backtick": (r"MATCH (n:`a\u0060`) RETURN n", r"a \\u escape"),
    "open text": ("RETURN 'abc AS x", "a text that is not closed"),
    "open comment": ("RETURN 1 AS x /* abc", "a comment that is not closed"),
    "open bracket": ("MATCH (n RETURN n", "a \\( that is not closed"),
    "closed twice": ("RETURN 1) AS x", "a \\) that closes nothing"),
    "control character": ("RETURN 1 AS x\x00", "cannot read the character"),
    "nothing": (" // a comment\n", "the question is empty"),
    "very long": ("RETURN " + "1 + " * 50_000 + "1 AS x", "longer than"),
}


@pytest.mark.parametrize(("question", "why"), REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_with_a_reason(question: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        checked_question(question)


def test_a_refusal_marks_the_place() -> None:
    with pytest.raises(QueryError) as refused:
        checked_question("MATCH (o:Occupation)\nRETURN o.tittle AS title")
    assert str(refused.value).splitlines()[:3] == [
        "line 2 of the question: no property 'tittle'",
        "  RETURN o.tittle AS title",
        "           ^",
    ]


def test_every_store_refuses_before_it_runs(loaded: Store) -> None:
    before = loaded.counts()
    for question, _ in REFUSED.values():
        with pytest.raises(QueryError):
            loaded.run(question)
    assert loaded.counts() == before


@pytest.mark.parametrize(
    ("returned", "columns"),
    [
        ("r.id AS id, count(p) AS n", ("id", "n")),
        ("r.id, count(p)", ("r.id", "count(p)")),
        ("r.id AS id UNION ALL MATCH (r:Route) WHERE r.id = 'none' RETURN r.id AS id", ("id",)),
    ],
)
def test_an_answer_without_rows_has_its_columns(loaded: Store, returned: str, columns: tuple[str, ...]) -> None:
    question = f"MATCH (r:Route {{id: 'none'}}) OPTIONAL MATCH (p)-[:IN_ROUTE]->(r) RETURN {returned}"
    assert loaded.run(question)[:3] == (columns, (), False)


def test_every_store_takes_what_is_known_to_only_read_as_it_is(loaded: Store) -> None:
    assert loaded.run(ReadOnly("MATCH (r:Route) RETURN r.nam AS name LIMIT 1")).rows == ((None,),)


@pytest.mark.parametrize(
    "question",
    [
        "RETURN 1 + AS x",
        "RETURN size(1) AS x",
    ],
    ids=["syntax", "wrong type"],
)
def test_what_a_store_cannot_answer_is_a_query_error(loaded: Store, question: str) -> None:
    with pytest.raises(QueryError, match=r"cannot answer|is missing before|size takes"):
        loaded.run(question)


def test_a_question_without_end_is_stopped(loaded: Store) -> None:
    with pytest.raises(QueryError):
        loaded.run("UNWIND range(1, 90000) AS x UNWIND range(1, 90000) AS y RETURN count(*) AS n", timeout=0.5)


# The embedded store's file


def test_a_parameter_without_a_value_and_one_that_holds_half_a_character_are_misuses(loaded: Store) -> None:
    with pytest.raises(WrongParameter, match=r"^the question has no value for \$x"):
        loaded.run("MATCH (o:Occupation {id: $x}) RETURN o.title AS title")
    with pytest.raises(WrongParameter, match=r"^a parameter holds a lone surrogate"):
        loaded.run("MATCH (o:Occupation {title: $x}) RETURN o.id AS id", {"x": "fu\udcc3\udc9f"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "pathways.kgl"
    EmbeddedStore(path).replace(small_graph())
    return path


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_was_built(path: Path, tmp_path: Path) -> None:
    graph = small_graph()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    EmbeddedStore(tmp_path / "other.kgl").replace(turned)
    assert (tmp_path / "other.kgl").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_build_that_fails_leaves_the_old_store_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(*((os, "fsync", full) if fails == "fsync" else (Path, "replace", full)))
    graph = small_graph()
    graph.remove_node("care/matron-7")
    with pytest.raises(StoreError, match=r"No space left on device.*`store` or PATHWAYS_STORE"):
        EmbeddedStore(path).replace(graph)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_builds_at_once_leave_one_sound_store(path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(EmbeddedStore(path).replace, small_graph()) for _ in range(8)]:
            done.result()
    assert list(path.parent.iterdir()) == [path]
    assert EmbeddedStore(path).counts()["Occupation"] == 9


def test_an_open_store_answers_from_what_it_opened(path: Path) -> None:
    with EmbeddedStore(path) as reader:
        before = reader.counts()
        EmbeddedStore(path).replace(nx.subgraph_view(small_graph(), filter_node=lambda n: not n.startswith("health")))
        assert reader.counts() == before
    assert EmbeddedStore(path).counts() != before


def test_a_link_to_the_store_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.kgl"
    link.symlink_to(path)
    EmbeddedStore(link).replace(small_graph())
    assert link.is_symlink()
    assert EmbeddedStore(link).counts()["Route"] == 3


@pytest.mark.parametrize(
    "content", [b"", b"RGF", b"SQLite format 3\0", b"\0" * 5000], ids=["empty", "cut", "other", "zeros"]
)
def test_a_file_that_is_no_store_is_an_error_with_its_place(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pathways.kgl"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"pathways\.kgl: .*(`store`|the command `build`)"):
        EmbeddedStore(path).counts()


def test_a_damaged_store_is_an_error_wherever_the_damage_is(path: Path) -> None:
    sound = path.read_bytes()
    for at in range(0, len(sound), 97):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(StoreError):
            EmbeddedStore(path).counts()
        path.write_bytes(sound[:at])
        with pytest.raises(StoreError):
            EmbeddedStore(path).counts()
    path.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(StoreError, match=r": the store is damaged\. Make it anew with"):
        EmbeddedStore(path).counts()


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        *(({"timeout": value}, "timeout") for value in (float("nan"), float("inf"), 0, -1, 1e6)),
        *(({"limit": value}, "limit") for value in (-1, 10**20, 1.5, True)),
    ],
)
def test_a_limit_that_nothing_can_keep_to_is_named(limits: dict[str, Any], said: str, built_store: Path) -> None:
    for ask in (EmbeddedStore(built_store).run, partial(answer_apart, built_store)):
        with pytest.raises(WrongParameter, match=f"^{said} "):
            ask("RETURN 1 AS x", **limits)


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.kgl: no store\. Make it with the command `build`"):
        EmbeddedStore(tmp_path / "none.kgl").run("RETURN 1 AS x")


def test_a_store_of_another_version_says_so(path: Path) -> None:
    graph = small_graph()
    graph.nodes["0" * 64]["schema_version"] = 0
    EmbeddedStore(path).replace(graph)
    with pytest.raises(StoreError, match=r"a store of version 0; this program reads version 3\. Make it anew"):
        EmbeddedStore(path).counts()


@pytest.mark.parametrize(
    "make", [Path.mkdir, lambda p: p.write_text("my thesis")], ids=["folder", "file of somebody's"]
)
def test_a_build_overwrites_nothing_but_a_store(tmp_path: Path, make) -> None:
    place = tmp_path / "place"
    make(place)
    with pytest.raises(StoreError, match=r"place: .*`store` or PATHWAYS_STORE"):
        EmbeddedStore(place).replace(small_graph())
    assert place.is_dir() or place.read_text() == "my thesis"


def test_a_folder_that_cannot_be_made_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"pathways\.kgl: the store cannot be"):
        EmbeddedStore(tmp_path / "file" / "pathways.kgl").replace(small_graph())


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is worked in cannot be removed there")
def test_where_the_working_folder_is_gone_an_error_names_the_store(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    with chdir(tmp_path):
        os.chdir("gone")
        Path("../gone").rmdir()
        with pytest.raises(StoreError, match=r"pathways\.kgl: the store cannot be written: No such file"):
            EmbeddedStore(Path("pathways.kgl")).replace(small_graph())


def test_nothing_is_printed_about_what_a_graph_does_not_hold(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    graph = small_graph()
    graph.remove_nodes_from([n for n in graph if n.startswith("health")])
    store = EmbeddedStore(path)
    store.replace(graph)
    assert store.run("MATCH ()-[r:SHARED_ACROSS_ROUTES]->() RETURN r").rows == ()
    assert capfd.readouterr() == ("", "")


def test_a_question_nested_without_measure_is_refused(path: Path) -> None:
    with pytest.raises(QueryError, match="nesting"):
        EmbeddedStore(path).run("RETURN " + "(" * 20_000 + "1" + ")" * 20_000 + " AS x")


def test_the_place_is_as_told_else_as_the_environment_says_else_the_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATHWAYS_STORE", "/there/a.kgl")
    assert Address("b.kgl").resolved() == Path("b.kgl")
    assert Address(None).resolved() == Path("/there/a.kgl")
    monkeypatch.delenv("PATHWAYS_STORE")
    monkeypatch.setenv("HOME", "/home/of-a-user")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert Address(None).resolved() == own_store()
    assert own_store().parts[-2:] == ("career-pathways", "pathways.kgl")
    assert own_store().is_absolute()


def test_load_statements_name_nothing_that_comes_from_the_graph() -> None:
    graph = small_graph()
    graph.nodes["care/carer-2"]["title"] = "') DETACH DELETE n //"
    statements = [statement for statement, _ in load_statements(rows_of(graph))]
    assert statements == [statement for statement, _ in load_statements(rows_of(small_graph()))]


def test_a_graph_comes_back_from_a_store_as_it_went_in(store: Store) -> None:
    graph = small_graph()
    store.replace(graph)
    back = stored_graph(store)
    back.nodes["0" * 64]["loaded_at"] = None  # a server says when
    assert {n: {"id": n, **p} for n, p in graph.nodes(data=True)} == dict(back.nodes(data=True))
    assert relationships(graph) == relationships(back)


def relationships(graph: nx.MultiDiGraph) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(start, end, kind): properties for start, end, kind, properties in graph.edges(keys=True, data=True)}
