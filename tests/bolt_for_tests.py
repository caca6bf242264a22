"""What the tests of stores and questions share: a small graph, and a store on Neo4j, as far as needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import neo4j
import networkx as nx

from career_pathways.loader.errors import QueryError
from career_pathways.loader.guard import checked_question
from career_pathways.loader.schema import SCHEMA_VERSION
from career_pathways.loader.store import (
    LIMIT,
    TIMEOUT,
    Result,
    constraint_statements,
    counting_statements,
    load_statements,
)


def small_graph() -> nx.MultiDiGraph:  # noqa: PLR0915 -- a table in the form of statements
    """Two routes small enough to see, and a third without a table.

    care:   carer 2 -> nurse 5 -> matron 7; cleaner 2 -> nothing; ward clerk (no level) -> nurse 5
    health: carer 2 -> Nurse 5 (the care route's "nurse") -> surgeon 6, Über-surgeon 7
    """
    graph = nx.MultiDiGraph()
    counted = {
        "routes": 3,
        "pathways": 2,
        "clusters": 5,
        "occupations": 9,
        "entries": 10,
        "progressions": 8,
        "shared": 4,
    }
    about = {"title": "small", "schema_version": SCHEMA_VERSION, "parser_version": "0", "loaded_at": None}
    graph.add_node("0" * 64, label="Edition", **about, **counted)
    for line, (route, name) in enumerate({"care": "Care", "health": "Health", "hair": "Hair"}.items(), 1):
        graph.add_node(route, label="Route", name=name, line=line)
    for route in ("care", "health"):
        graph.add_node(f"{route}/ward", label="Pathway", name="Ward", line=10)
        graph.add_edge(f"{route}/ward", route, "IN_ROUTE")

    def cluster(id_: str, column: str, line: int) -> None:
        name, pathway = id_.rpartition("/")[2].title(), id_.rpartition("/")[0]
        values = {"row": 1, "apprenticeship_only": column == "professional", "description": "", "line": line}
        graph.add_node(id_, label="Cluster", name=name, column=column, **values)
        graph.add_edge(id_, pathway, "IN_PATHWAY")

    def occupation(id_: str, title: str, level: int | None, cluster: str, *specialisms: str) -> None:
        route, column = id_.split("/", maxsplit=1)[0], graph.nodes[cluster]["column"]
        low, high = {"technical": (2, 3), "higher_technical": (4, 5), "professional": (6, 7)}[column]
        band = {"level_min": level or low, "level_max": level or high, "column": column, "degree": level == 7}
        line = graph.nodes[cluster]["line"]
        within = {"route": route, "route_name": route.title(), "lines": [line]}
        graph.add_node(
            id_, label="Occupation", title=title, level=level, specialisms=list(specialisms), **band, **within
        )
        graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=list(specialisms[:1]), line=line, quote=title)

    def progression(origin: str, destination: str, relatedness: float, cost: int = 1) -> None:
        start, end = graph.nodes[origin], graph.nodes[destination]
        gap = end["level"] - start["level"] if start["level"] and end["level"] else None
        of = {
            id_: next(c for _, c, key in graph.out_edges(id_, keys=True) if key == "IN_CLUSTER")
            for id_ in (origin, destination)
        }
        graph.add_edge(
            origin,
            destination,
            "PROGRESSES_TO",
            basis="same_row" if cost == 1 else "skips_column",
            cost=cost,
            level_gap=gap,
            relatedness=relatedness,
            shared_words=["ward"] if relatedness > 0.5 else [],
            pathway=f"{start['route']}/ward",
            from_cluster=of[origin],
            to_cluster=of[destination],
        )

    def shared(one: str, other: str) -> None:
        for start, end in ((one, other), (other, one)):
            graph.add_edge(start, end, "SHARED_ACROSS_ROUTES", match="same_title", score=100)

    cluster("care/ward/helpers", "technical", 11)
    cluster("care/ward/nurses", "higher_technical", 12)
    cluster("care/ward/heads", "professional", 13)
    cluster("health/ward/helpers", "technical", 21)
    cluster("health/ward/doctors", "professional", 22)
    graph.add_edge("care/ward/helpers", "care/ward/nurses", "PROGRESSES_TO", basis="same_row", cost=1)
    occupation("care/carer-2", "Carer", 2, "care/ward/helpers", "Day shift", "Night shift")
    occupation("care/cleaner-2", "Cleaner", 2, "care/ward/helpers", 'Floors "and" \\ stairs')
    occupation("care/ward-clerk", "Ward clerk", None, "care/ward/helpers")
    occupation("care/nurse-5", "nurse", 5, "care/ward/nurses", "Night shift")
    occupation("care/matron-7", "Matron", 7, "care/ward/heads")
    occupation("health/carer-2", "Carer", 2, "health/ward/helpers")
    occupation("health/nurse-5", "Nurse", 5, "health/ward/helpers")
    occupation("health/surgeon-6", "Surgeon", 6, "health/ward/doctors")
    occupation("health/uber-surgeon-7", "Über-surgeon", 7, "health/ward/doctors")
    graph.add_edge("care/nurse-5", "care/ward/heads", "IN_CLUSTER", specialisms=[], line=13, quote="nurse (5)")
    progression("care/carer-2", "care/nurse-5", 0.9)
    progression("care/carer-2", "care/matron-7", 0.2, cost=2)
    progression("care/ward-clerk", "care/nurse-5", 0.9)
    progression("care/nurse-5", "care/matron-7", 0.5)
    progression("health/carer-2", "health/nurse-5", 0.3)
    progression("health/nurse-5", "health/surgeon-6", 0.4)
    progression("health/nurse-5", "health/uber-surgeon-7", 0.4)
    progression("health/surgeon-6", "health/uber-surgeon-7", 0.8)
    shared("care/carer-2", "health/carer-2")
    shared("care/nurse-5", "health/nurse-5")
    return graph


class BoltForTests:
    """See Store. Its content is the server's whole database."""

    content: ClassVar[list[tuple[str, dict[str, Any]]]] = []
    """What the server holds: loading takes it a second, and most tests want the same."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self.driver = driver

    def replace(self, graph: nx.MultiDiGraph) -> None:
        wanted = list(load_statements(graph))
        if wanted == BoltForTests.content:
            return
        for statement in constraint_statements():
            self.driver.execute_query(neo4j.Query(statement))  # type: ignore[arg-type]
        with self.driver.session() as session, session.begin_transaction() as transaction:
            transaction.run("MATCH (n) DETACH DELETE n")
            for statement, parameters in wanted:
                transaction.run(statement, parameters).consume()  # type: ignore[arg-type]
            transaction.commit()
        BoltForTests.content = wanted

    def counts(self) -> dict[str, int]:
        return {name: self.run(statement).rows[0][0] for name, statement in counting_statements()}

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        question = neo4j.Query(checked_question(cypher), timeout=timeout)  # type: ignore[arg-type]
        try:
            with self.driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                result = session.run(question, dict(parameters or {}))
                records = result.fetch(limit + 1) if limit is not None else list(result)
        except neo4j.exceptions.ClientError as error:
            raise QueryError(f"the store cannot answer: {error.message}") from error
        rows = tuple(tuple(_value(v) for v in record.values()) for record in records[:limit])
        return Result(tuple(result.keys()), rows, truncated=limit is not None and len(records) > limit)

    def close(self) -> None:
        """The driver is the session's."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _value(value: Any) -> Any:
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), "properties": dict(value)}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, "properties": dict(value)}
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": _value(list(value.nodes)), "relationships": _value(list(value.relationships))}
    if isinstance(value, list):
        return [_value(v) for v in value]
    return {k: _value(v) for k, v in value.items()} if isinstance(value, dict) else value
