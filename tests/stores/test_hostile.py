"""What somebody who means harm could ask in Cypher of their own, asked as the command line asks it, of both stores.

Whatever it is, it changes nothing, reads no file, opens no connection, and ends in time.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import neo4j
import psutil
import pytest
from click.testing import CliRunner
from loads import everything
from small_graph import small_graph
from tries import some

from career_pathways.explorer.commands.main import main
from career_pathways.loader.errors import PathwaysError, QueryError, RefusedQuery, StoreError, WrongParameter
from career_pathways.loader.stores.cypher_tokens import DEEPEST
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.own_process import LARGEST_ANSWER, MEMORY, answer_apart
from career_pathways.loader.stores.read_only import MOST_TOKENS, checked_question
from career_pathways.loader.stores.store import ReadOnly, Target

SECRET = "4c0ffee5ec2e7"
"""What stands in the file that nobody may read."""

TIMEOUT = 0.5
"""Seconds that a question may take; a second more, and whoever asked has the answer."""

# What is asked. In it stand @file for the address of the file, @path for its path, @near for its path as seen from the
# working folder, @http and @port for what listens.

WRITES = {
    "create": "CREATE (:Route {id: 'x'})",
    "create, in small letters": "create (:Route {id: 'x'})",
    "create after a star": "MATCH (n) WITH * CREATE (:Route {id: 'x'})",
    "create behind a comment": "MATCH (n) WITH n /* */ CREATE//\n(:Route {id: 'x'})",
    "create a relationship": "MATCH (a:Route), (b:Route) CREATE (a)-[:IN_ROUTE]->(b)",
    "create in a subquery": "CALL { CREATE (n:Route {id: 'x'}) RETURN n } RETURN n",
    "create in exists": "MATCH (n) WHERE EXISTS { CREATE (m:Route {id: 'x'}) RETURN m } RETURN n",
    "create in count": "RETURN COUNT { CREATE (m:Route {id: 'x'}) RETURN m } AS x",
    "create in a union": "RETURN 1 AS x UNION CREATE (n:Route {id: 'x'}) RETURN 1 AS x",
    "insert": "INSERT (:Route {id: 'x'})",
    "merge": "MERGE (n:Route {id: 'x'}) ON CREATE SET n.name = 'x' RETURN n",
    "merge after an order": "MATCH (n) WITH n ORDER BY n.id DESC MERGE (:Route {id: 'x'})",
    "merge in collect": "RETURN COLLECT { MERGE (m:Route {id: 'x'}) RETURN m } AS x",
    "set": "MATCH (n) SET n.title = 'x'",
    "set all": "MATCH (n) SET n = {id: 'x'} RETURN n",
    "set more": "MATCH (n) SET n += {title: 'x'} RETURN n",
    "set a label": "MATCH (n) SET n:Route RETURN n",
    "set by a parameter": ("MATCH (n) SET n[$key] = 1 RETURN n", {"key": "title"}),
    "set in a comprehension": "MATCH (n) RETURN [x IN [n] | SET x.title = 'x'] AS x",
    "remove": "MATCH (n) REMOVE n.title RETURN n",
    "delete": "MATCH (n) DETACH DELETE n",
    "delete a relationship": "MATCH ()-[r]->() NODETACH DELETE r",
    "delete at the beginning of a subquery": "MATCH (n) CALL (n) { DELETE [n][0] } RETURN 1 AS x",
    "delete behind a variable called by": "MATCH (by) WITH by DELETE [by][0]",
    "delete behind a variable called is": "MATCH (n) WITH n, 1 AS is WITH n, is DELETE [n][0]",
    "delete behind a variable called as": "MATCH (n) WITH n, 1 AS as WITH n ORDER BY 1 + as DELETE [n][0]",
    "delete behind a variable called case": "MATCH (n) WITH n, 1 AS case WITH n, case DELETE [n][0] RETURN 1 AS x",
    "delete behind a long s": "MATCH (i\u017f) WITH i\u017f DELETE [i\u017f][0]",
    "delete behind 1.": "MATCH (n) WITH n, {DELETE: 1} AS m ORDER BY 1.DELETE [n][0]",
    "foreach": "MATCH (n) FOREACH (x IN [1] | SET n.title = 'x')",
    "foreach in a subquery": "MATCH (n) CALL (n) { FOREACH (x IN [n] | DETACH DELETE x) } RETURN 1 AS x",
    "in transactions": "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1 ROW",
    "in transactions at once": "UNWIND [1] AS x CALL (x) { CREATE (:Route {id: 'x'}) } IN 2 CONCURRENT TRANSACTIONS",
    "several statements": "RETURN 1 AS x; MATCH (n) DETACH DELETE n",
    "nothing, then a statement": "; MATCH (n) DETACH DELETE n",
    "through a label": "MATCH (n:`Route`) DETACH DELETE n //`) RETURN n",
    "through a label, escaped": r"MATCH (n:`Route\u0060) DETACH DELETE n //`) RETURN n",
    "through a type": "MATCH ()-[r:`IN_ROUTE`]->() DELETE r //`]->() RETURN r",
    "through a property": r"MATCH (n) RETURN n.`id\u0060 AS x MATCH (n) DETACH DELETE n //` AS x",
    "through a text, escaped": r"RETURN '\u0027 AS x MATCH (n) DETACH DELETE n //' AS x",
    "through a comment's end": "RETURN 1 AS x /* */ */ MATCH (n) DETACH DELETE n",
    "command of a shell": ":auto MATCH (n) DETACH DELETE n",
}

ADMINISTRATION = {
    "constraint": "CREATE CONSTRAINT x FOR (n:Route) REQUIRE n.name IS UNIQUE",
    "constraint dropped": "DROP CONSTRAINT route_id IF EXISTS",
    "index": "CREATE INDEX x FOR (n:Route) ON (n.name)",
    "index of texts": "CREATE FULLTEXT INDEX x FOR (n:Route) ON EACH [n.name]",
    "index dropped": "DROP INDEX occupation_level IF EXISTS",
    "database": "CREATE DATABASE x IF NOT EXISTS",
    "database dropped": "DROP DATABASE neo4j IF EXISTS DUMP DATA",
    "database stopped": "STOP DATABASE neo4j",
    "database behind another name": "CREATE ALIAS x IF NOT EXISTS FOR DATABASE neo4j",
    "user": "CREATE USER eve IF NOT EXISTS SET PASSWORD 'open-sesame' CHANGE NOT REQUIRED",
    "user's password": "ALTER USER neo4j SET PASSWORD 'open-sesame' CHANGE NOT REQUIRED",
    "one's own password": "ALTER CURRENT USER SET PASSWORD FROM 'a-password' TO 'open-sesame'",
    "role": "CREATE ROLE eve",
    "right": "GRANT ROLE admin TO eve",
    "what runs": "SHOW TRANSACTIONS",
    "what runs, ended": "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "all that runs, ended": "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message",
    "settings": "SHOW SETTINGS",
    "settings in a union": "RETURN 1 AS x UNION SHOW SETTINGS YIELD value RETURN value AS x",
    "users": "SHOW USERS",
    "procedures": "SHOW PROCEDURES EXECUTABLE",
    "another database": "USE system MATCH (n) RETURN n",
    "another database in a subquery": "CALL { USE system MATCH (n) RETURN n } RETURN n",
    "another database by its name": "USE graph.byName('system') RETURN 1 AS x",
}

OUTSIDE = {
    "file": "LOAD CSV FROM '@file' AS l RETURN l",
    "file with a heading": "LOAD CSV WITH HEADERS FROM '@file' AS l RETURN l",
    "file nearby": "LOAD CSV FROM '@near' AS l RETURN l",
    "file nearby, as an address": "LOAD CSV FROM 'file:///@near' AS l RETURN l",
    "file, encoded": "LOAD CSV FROM 'file:///%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e@path' AS l RETURN l",
    "file of the system": "LOAD CSV FROM 'file:///../../../../../../etc/hostname' AS l RETURN l",
    "file, in any letters": "WITH 1 AS x lOaD cSv FROM '@file' AS l RETURN l",
    "file, over lines": "WITH 1 AS x\nLOAD\r\n\tCSV\nFROM '@file'\nAS l\nRETURN l",
    "file behind comments": "WITH 1 AS x LOAD/**/CSV//x\nFROM '@file' AS l RETURN l",
    "file after a star": "MATCH (n) WITH * LOAD CSV FROM '@file' AS l RETURN l",
    "file in a union": "RETURN 1 AS l UNION LOAD CSV FROM '@file' AS l RETURN l",
    "file in a subquery": "CALL { LOAD CSV FROM '@file' AS l RETURN l } RETURN l",
    "file in exists": "RETURN EXISTS { LOAD CSV FROM '@file' AS l RETURN l } AS x",
    "file in collect": "RETURN COLLECT { LOAD CSV FROM '@file' AS l RETURN l[0] } AS x",
    "file, in batches": "LOAD CSV FROM '@file' AS l CALL (l) { RETURN l AS m } IN TRANSACTIONS RETURN m",
    "file by a parameter": ("LOAD CSV FROM $x AS l RETURN l", {"x": "@file"}),
    "file with spaces that do not break": "WITH 1 AS x LOAD\u00a0CSV\u00a0FROM\u00a0'@file' AS l RETURN l",
    "file with separators of lines": "WITH 1 AS x\u2028LOAD\u2028CSV\u2028FROM '@file' AS l RETURN l",
    "file with control characters": "WITH 1 AS x LOAD\x1fCSV\x1cFROM '@file' AS l RETURN l",
    "file with nothing between": "WITH 1 AS x LOAD\u200bCSV FROM '@file' AS l RETURN l",
    "file in wide letters": "ＬＯＡＤ ＣＳＶ ＦＲＯＭ '@file' AS l RETURN l",
    "file in letters turned round": "WITH 1 AS x \u202eLOAD CSV\u202c FROM '@file' AS l RETURN l",
    "file, escaped": r"WITH 1 AS x \u004cOAD CSV FROM '@file' AS l RETURN l",
    "file behind backticks": "WITH 1 AS x `LOAD` `CSV` FROM '@file' AS l RETURN l",
    "file of another dialect": "COPY (MATCH (n) RETURN n) TO '@path'",
    "answer as a file": "MATCH (r:Route) RETURN r.name AS x FORMAT CSV",
    "address": "LOAD CSV FROM '@http/x.csv' AS l RETURN l",
    "address with a text of the graph": "MATCH (o:Route) LOAD CSV FROM '@http/' + o.id AS l RETURN l",
    "address of files": "LOAD CSV FROM 'ftp://127.0.0.1:@port/x.csv' AS l RETURN l",
    "address in an archive": "LOAD CSV FROM 'jar:@http!/x.csv' AS l RETURN l",
}

PROCEDURES = {
    "labels": "CALL db.labels() YIELD label RETURN label",
    "without brackets": "CALL db.labels",
    "in the middle": "MATCH (n) CALL db.labels() YIELD label RETURN label",
    "in a subquery": "CALL { CALL db.labels() YIELD label RETURN label } RETURN label",
    "in exists": "RETURN EXISTS { CALL db.labels() YIELD label RETURN label } AS x",
    "in a union": "RETURN 1 AS x UNION CALL db.labels() YIELD label RETURN label AS x",
    "where nothing is": "OPTIONAL CALL db.labels() YIELD label RETURN label",
    "in backticks": "CALL `db`.`labels`() YIELD label RETURN label",
    "in backticks as one": "CALL `db.labels`() YIELD label RETURN label",
    "behind a subquery": "CALL { RETURN 1 AS x } CALL db.labels() YIELD label RETURN label",
    "settings": "CALL dbms.listConfig() YIELD name, value RETURN name, value",
    "settings, changed": "CALL dbms.setConfigValue('db.logs.query.enabled', 'VERBOSE')",
    "connection, ended": "CALL dbms.killConnection('bolt-1')",
    "connections": "CALL dbms.listConnections() YIELD connectionId RETURN connectionId",
    "caches": "CALL db.clearQueryCaches()",
    "new names": "CALL db.createLabel('Eve')",
    "beans": "CALL dbms.queryJmx('*:*') YIELD name RETURN name",
    "metadata": "CALL tx.setMetaData({app: 'eve'})",
    "statement in a text": "CALL apoc.cypher.doIt('MATCH (n) DETACH DELETE n', {}) YIELD value RETURN value",
    "address in a procedure": "CALL apoc.load.json('@http/x.json') YIELD value RETURN value",
    "file in a procedure": "CALL apoc.export.csv.all('@path', {})",
    "of the embedded store": "CALL pagerank() YIELD node, score RETURN node, score",
    "function of a namespace": "RETURN apoc.load.json('@http/x.json') AS x",
    "function in backticks": "RETURN `apoc.load.json`('@http/x.json') AS x",
    "function with spaces": "RETURN apoc . load . json ('@http/x.json') AS x",
    "function of the embedded store": "MATCH (n) RETURN vector_score(n, 'x', [1.0]) AS x",
}

PREFIXES = {
    "explain": "EXPLAIN MATCH (n) RETURN n",
    "profile": "PROFILE MATCH (n) RETURN n",
    "profile a write": "PROFILE CREATE (:Route {id: 'x'})",
    "runtime": "CYPHER runtime=slotted MATCH (n) RETURN n",
    "planner": "CYPHER planner=dp MATCH (n) RETURN n",
    "version": "CYPHER 25 MATCH (n) RETURN n",
    "version and a write": "CYPHER 5 CREATE (:Route {id: 'x'})",
    "explain, then profile": "EXPLAIN PROFILE LOAD CSV FROM '@file' AS l RETURN l",
}

ENDLESS = {
    "star": "MATCH (a)-[*]-(b) RETURN count(*) AS x",
    "star from two on": "MATCH (a)-[:PROGRESSES_TO*2..]-(b) RETURN count(*) AS x",
    "star with a condition": "MATCH (a)-[* {cost: 1}]-(b) RETURN count(*) AS x",
    "star of a name": "MATCH (a)-[*n]-(b) RETURN count(*) AS x",
    "star up to a parameter": ("MATCH (a)-[*1..$x]-(b) RETURN count(*) AS x", {"x": 9}),
    "star up to a long number": f"MATCH (a)-[*1..{'9' * 5_000}]-(b) RETURN count(*) AS x",
    "star up to digits of another script": "MATCH (a)-[*1..\u0663]-(b) RETURN count(*) AS x",
    "plus behind an arrow": "MATCH (a)-[:PROGRESSES_TO]->+(b) RETURN count(*) AS x",
    "plus behind a line": "MATCH (a)--+(b) RETURN count(*) AS x",
    "plus behind a bracket": "MATCH (a)-[r]-+(b) RETURN count(*) AS x",
    "star behind an arrow": "MATCH (a)-->*(b) RETURN count(*) AS x",
    "braces behind an arrow": "MATCH (a)-[:PROGRESSES_TO]->{1,}(b) RETURN count(*) AS x",
    "plus behind a pattern": "MATCH ((a)--(b))+ RETURN count(*) AS x",
    "plus between patterns": "MATCH p = (x) ((a)--(b))+ (y) RETURN count(*) AS x",
    "star behind a pattern": "MATCH ((a)--(b))*(c) RETURN count(*) AS x",
    "braces behind a pattern": "MATCH ((a)--(b)){1,} RETURN count(*) AS x",
    "plus in exists": "MATCH (n) WHERE EXISTS { ((a)--(b))+(n) } RETURN n",
    "shortest": "MATCH p = SHORTEST 5 (a)--+(b) RETURN count(*) AS x",
    "all shortest": "MATCH p = ALL SHORTEST (a)--+(b) RETURN count(*) AS x",
    "any": "MATCH p = ANY (a)--+(b) RETURN count(*) AS x",
    "shortest of all": "MATCH p = allShortestPaths((a)-[*]-(b)) RETURN count(*) AS x",
}


def nested(opening: str, inner: str, closing: str, times: int) -> str:
    return opening * times + inner + closing * times


UNSTOPPABLE = {
    "expression that looks back": r"RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '((a|aa)+)\\1$' AS x",
    "expression in an expression": f"RETURN '{'a' * 50_000}b' =~ '(a+)+$' AS x",
    "xor": "MATCH (o) WHERE " + " XOR ".join(f"o.line = {i}" for i in range(40)) + " RETURN count(o) AS x",
    "comparisons of comparisons": f"MATCH (o) WHERE {nested('(0 < ', 'o.line', ' < 1)', 12)} RETURN count(o) AS x",
    "case of a case": f"RETURN {nested('CASE ', '1', ' WHEN 1 THEN 1 WHEN 2 THEN 2 END', 12)} AS x",
    "case of a case in brackets": f"RETURN {nested('CASE (', '1', ') WHEN 1 THEN 1 WHEN 2 THEN 2 END', 6)} AS x",
    "brackets": f"RETURN {nested('(', '1', ')', 20_000)} AS x",
    "lists": f"RETURN {nested('[', '1', ']', 1_000)} AS x",
    "maps": f"RETURN {nested('{a: ', '1', '}', 1_000)} AS x",
    "cases": f"RETURN {nested('CASE WHEN true THEN ', '1', ' END', 1_000)} AS x",
    "functions": f"RETURN {nested('abs(', '1', ')', 1_000)} AS x",
    "subqueries": nested("CALL { ", "RETURN 1 AS x", " } RETURN x", 500),
    "exists in exists": f"RETURN {nested('EXISTS { MATCH (n) WHERE ', 'true', ' }', 30)} AS x",
    "and in or": f"MATCH (o) WHERE {nested('(o.line = 1 AND (o.level = 2 OR ', 'o.line = 3', '))', 40)} RETURN o",
    "labels in labels": f"MATCH (n:{nested('(Route&(Pathway|', 'Route', '))', 30)}) RETURN count(n) AS x",
    "comprehensions": f"RETURN {nested('[x IN [1] | ', '1', ']', 1_000)} AS x",
    "boolean chain": f"MATCH (o) WHERE {' OR '.join(f'o.line = {i}' for i in range(5_000))} RETURN count(o) AS x",
    "sum": f"RETURN {'1 + ' * 20_000}1 AS x",
    "labels": f"MATCH (n:Route{'|Route' * 16_000}) RETURN count(n) AS x",
    "calls in calls": nested("CALL(", "", "){}", 12_000),
    "very long": f"RETURN '{'x' * 200_000}' AS x",
}

CHARACTERS = {
    "null byte": "RETURN 1 AS x\x00",
    "null byte in a word": "MATCH (n) DETACH\x00 DELETE n",
    "a lone surrogate": "RETURN '\ud800' AS x",
    "a lone surrogate in a name": "RETURN 1 AS `\udfff`",
    "writing turned round": "RETURN 1 AS \u202ex",
    "dash of another kind": "MATCH (a)\u2013[*]\u2013(b) RETURN a",
    "arrow of another kind": "MATCH (a)-[*]-\u27e9(b) RETURN a",
    "escape at the end": "RETURN 'x\\' AS x",
    "open backtick": "RETURN 1 AS `x",
    "open comment": "RETURN 1 AS x /*",
    "names of parameters": "RETURN $`x` AS x",
    "label by a parameter": ("MATCH (n:$($x)) RETURN n", {"x": "Route) DETACH DELETE n //"}),
    "labels by a parameter": ("MATCH (n:$any($x)) RETURN n", {"x": ["Route", "Edition"]}),
    "type by a parameter": ("MATCH ()-[r:$all($x)]->() RETURN r", {"x": ["IN_ROUTE"]}),
}

HARMLESS = {
    "parameter like Cypher": ("MATCH (o:Occupation {id: $x}) RETURN o", {"x": "'}) DETACH DELETE o //"}),
    "parameter like an address": ("RETURN $x AS x", {"x": "@http/x.csv"}),
    "parameter called like another": ("RETURN $x AS x", {"x": 1, "x AS y MATCH (n) DETACH DELETE n //": 2}),
    "key like Cypher": ("RETURN $x AS x", {"x": {"a`}) DETACH DELETE n //": [1, {"$y": None}]}}),
    "column like Cypher": "RETURN 1 AS `x; MATCH (n) DETACH DELETE n`",
    "text like Cypher": "RETURN \"'; LOAD CSV FROM '@file' AS l RETURN l //\" AS x",
    "comment with an escaped end": "RETURN 1 AS x /* \\u002a\\u002f LOAD CSV FROM '@file' AS l RETURN l */",
    "mark of a load by a parameter": ("MATCH (n) RETURN n[$key] AS x", {"key": "loaded_by"}),
    "any property by a parameter": ("MATCH (n) RETURN [k IN keys(n) | n[k]] AS x", {}),
    "null byte in a text": "RETURN '\x00' AS x",
    "writing turned round in a text": "RETURN '\u202eesrever' AS x",
    "too large a number": f"RETURN {'9' * 400} AS x",
    "too large a power": "RETURN 10 ^ 308 ^ 10 AS x",
    "too large an exponent": "RETURN 1e999 AS x",
    "sum that overflows": "RETURN 9223372036854775807 + 1 AS x",
    "quotient that overflows": "RETURN (-9223372036854775807 - 1) / -1 AS x",
    "rest that overflows": "RETURN (-9223372036854775807 - 1) % -1 AS x",
    "absolute value that overflows": "RETURN abs(-9223372036854775807 - 1) AS x",
    "range that overflows": "RETURN size(range(9223372036854775800, 9223372036854775807)) AS x",
    "range of nothing": "RETURN range(1, 2, 0) AS x",
    "division by nothing": "RETURN 1 / 0 AS x",
    "nothing by nothing": "RETURN 0.0 / 0 AS x",
    "part beyond the end": "RETURN substring('abc', 9223372036854775807, 9223372036854775807) AS x",
    "missing parameter": "RETURN $missing AS x",
}

HEAVY = {
    "cartesian product": f"MATCH {', '.join(f'({c})' for c in 'abcdefghi')} WHERE a.id = i.id + 'x' RETURN a.id AS x",
    "product, collected": "MATCH (a), (b), (c), (d), (e), (f), (g) RETURN size(collect(a.id + b.id)) AS x",
    "product of ranges": "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS x",
    "rows beyond the limit": "UNWIND range(1, 900000) AS x RETURN x",
    "long range": "RETURN size(range(1, 1000000000)) AS x",
    "long paths": "MATCH (a)-[*1..20]-(b) RETURN count(*) AS x",
    "long paths of long paths": "MATCH (a)-[*1..20]-()-[*1..20]-()-[*1..20]-(b) RETURN count(*) AS x",
    "patterns in a list": f"MATCH (a) RETURN {nested('[(a)--() | ', '1', ']', 11)} AS x",
    "one giant text": f"RETURN reduce(s = 'x', i IN range(1, {LARGEST_ANSWER.bit_length()}) | s + s) AS x",
    "many signs before a number": f"RETURN {'- ' * 4_000}1 AS x",
    "many properties of properties": f"WITH {{a: 1}} AS m RETURN m{'.a' * 2_000} AS x",
    "long sum": f"RETURN {'1 + ' * 2_400}1 AS x",
    "many alternatives": f"MATCH (o) WHERE {' OR '.join(f'o.line = {i}' for i in range(600))} RETURN count(o) AS x",
    "many lists": f"{' '.join(f'UNWIND [1, 2] AS a{i}' for i in range(500))} RETURN 1 AS x",
}

IN_ONE_ROW = {
    "doubling text": "RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS x",
    "doubling text in withs": f"WITH 'x' AS s {'WITH s + s AS s ' * 60}RETURN s AS x",
    "doubling list": "RETURN reduce(l = [1], i IN range(1, 60) | l + l) AS x",
    "doubling map": "RETURN reduce(m = {a: 1}, i IN range(1, 60) | {a: m, b: m}) AS x",
    "growing text": "RETURN reduce(s = 'x', i IN range(1, 60) | replace(s, 'x', 'xxx')) AS x",
    "ranges in a range": "RETURN [a IN range(1, 900000) | range(1, 900000)] AS x",
    "walk over a long range": "RETURN reduce(a = 0, i IN range(1, 9223372036854775806) | a + i % 2) AS x",
    "walks in walks": f"RETURN {nested('all(x IN range(1, 90000) WHERE ', 'true', ')', 9)} AS x",
}
"""What Neo4j works at until it is done, though nobody waits any more (docs/stores.md): asked of the embedded store."""

REFUSED = {
    f"{of}: {name}": asked
    for of, table in (
        ("writes", WRITES),
        ("administration", ADMINISTRATION),
        ("outside", OUTSIDE),
        ("procedures", PROCEDURES),
        ("prefixes", PREFIXES),
        ("endless", ENDLESS),
        ("unstoppable", UNSTOPPABLE),
        ("characters", CHARACTERS),
    )
    for name, asked in table.items()
}
ANSWERED = {f"harmless: {n}": asked for n, asked in HARMLESS.items()} | {f"heavy: {n}": q for n, q in HEAVY.items()}

KINDS = list(dict.fromkeys(name.split(":")[0] for name in REFUSED))

Asked = str | tuple[str, Mapping[str, Any]]


def of_kind(table: Mapping[str, Asked], kind: str) -> list[Asked]:
    return [asked for name, asked in table.items() if name.split(":")[0] == kind]


# What is watched


@dataclass
class World:
    """A store, and what nobody may touch."""

    place: Path | Target
    secret_file: Path
    port: int
    hits: list[Any]
    driver: neo4j.Driver | None = None
    """To look at a server with."""
    _before: Any = None

    def filled(self, asked: Asked) -> tuple[str, dict[str, Any]]:
        """A statement and its parameters, with the addresses in them."""
        statement, parameters = (asked, {}) if isinstance(asked, str) else asked
        near = "../" * 20 + str(self.secret_file).lstrip("/")
        addresses = {
            "@file": self.secret_file.as_uri(),
            "@path": str(self.secret_file),
            "@near": near,
            "@http": f"http://127.0.0.1:{self.port}",
            "@port": str(self.port),
        }
        for name, address in addresses.items():
            statement = statement.replace(name, address)
            parameters = {k: v.replace(name, address) if isinstance(v, str) else v for k, v in parameters.items()}
        return statement, parameters

    def content(self) -> Any:
        """All that the store holds, and the file that nobody may write."""
        return self._held(), self.secret_file.read_text("utf-8"), sorted(self.secret_file.parent.iterdir())

    def _held(self) -> Any:
        if isinstance(self.place, Path):
            return self.place.read_bytes(), sorted(self.place.parent.iterdir())
        assert self.driver
        return everything(self.driver), [self.driver.execute_query(shown).records for shown in _SHOWN]

    @contextmanager
    def untouched(self) -> Iterator[list[str]]:
        """Whatever happens in it: the store is as it was, the secret in nothing that was told, and nothing was dialled.

        It takes what was told.
        """
        told: list[str] = []
        before = self._before if self._before is not None else self.content()
        yield told
        dialled = [self.hits.pop() for _ in range(len(self.hits))]
        self._before = self.content()
        assert self._before == before
        assert not any(SECRET in text for text in told)
        assert not dialled
        if isinstance(self.place, Target) and self.place.password:
            assert not any(self.place.password in text for text in told)


_SHOWN = (
    "SHOW CONSTRAINTS YIELD name, type, properties ORDER BY name",
    "SHOW INDEXES YIELD name, type, properties, state ORDER BY name",
    "SHOW DATABASES YIELD name, currentStatus ORDER BY name",
    "SHOW USERS YIELD user, passwordChangeRequired, suspended ORDER BY user",
)


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "secret.csv"
    file.write_text(f"{SECRET},{SECRET}\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[Any]]]:
    """A port of this machine, and whoever has dialled it."""
    hits: list[Any] = []

    def listen() -> None:
        while True:
            try:
                connection, address = listening.accept()
            except OSError:  # closed
                return
            hits.append(address)
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, daemon=True).start()
        yield listening.getsockname()[1], hits


@pytest.fixture(scope="module")
def file_world(tmp_path_factory: pytest.TempPathFactory, secret_file: Path, listener: tuple[int, list[Any]]) -> World:
    path = tmp_path_factory.mktemp("store") / "pathways.kgl"
    EmbeddedStore(path).replace(small_graph())
    return World(path, secret_file, *listener)


@pytest.fixture(scope="module")
def server_world(neo4j_target: Target, secret_file: Path, listener: tuple[int, list[Any]]) -> Iterator[World]:
    from neo4j_server import neo4j_driver

    driver = neo4j_driver()
    driver.execute_query("MATCH (n) DETACH DELETE n")
    with BoltStore(neo4j_target) as store:
        store.replace(small_graph())
    yield World(neo4j_target, secret_file, *listener, driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.server)])
def world(request: pytest.FixtureRequest) -> World:
    found: World = request.getfixturevalue("file_world" if request.param == "embedded" else "server_world")
    return found


# Both walls


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED)
def test_what_would_do_more_than_read_is_refused(file_world: World, asked: Asked) -> None:
    with file_world.untouched() as told:
        told.append(refusal(file_world, asked))


@pytest.mark.server
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_is_not_asked_what_would_do_more_than_read(server_world: World, kind: str) -> None:
    with server_world.untouched() as told:
        told += [refusal(server_world, asked) for asked in of_kind(REFUSED, kind)]


def refusal(world: World, asked: Asked) -> str:
    """What the refusal says."""
    statement, parameters = world.filled(asked)
    start = time.process_time()
    with pytest.raises(RefusedQuery) as refused:
        answer_apart(world.place, statement, parameters, timeout=TIMEOUT)
    assert time.process_time() - start < TIMEOUT + 1
    assert str(refused.value).encode()  # can be shown
    assert len(str(refused.value)) < 1_000
    return str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ANSWERED.values(), ids=ANSWERED)
def test_what_only_reads_is_answered_or_ended_in_time(file_world: World, asked: Asked) -> None:
    statement, parameters = file_world.filled(asked)
    with file_world.untouched() as told:
        told.append(in_time(file_world.place, statement, parameters))


@pytest.mark.server
def test_what_is_heavy_for_a_server_is_answered_or_ended_in_time(server_world: World) -> None:
    with server_world.untouched() as told:
        told += [in_time(server_world.place, statement) for statement in some(list(HEAVY.values()))]


@pytest.mark.server
def test_what_only_reads_is_answered_by_a_server_in_time(server_world: World) -> None:
    """A few through a process of their own: all are asked in this one below."""
    with server_world.untouched() as told:
        told += [in_time(server_world.place, *server_world.filled(asked)) for asked in some(list(HARMLESS.values()))]


@pytest.mark.slow
@pytest.mark.parametrize("statement", IN_ONE_ROW.values(), ids=IN_ONE_ROW)
def test_what_grows_within_a_row_is_ended_in_time(file_world: World, statement: str) -> None:
    with file_world.untouched() as told:
        told.append(in_time(file_world.place, statement))


def in_time(place: Path | Target, statement: str, parameters: Mapping[str, Any] | None = None) -> str:
    """What is told. Of three tries: on a busy machine a process may have to wait for its start, or for its end."""
    for _ in range(3):
        start = time.monotonic()
        try:
            result = answer_apart(place, statement, parameters, timeout=TIMEOUT, limit=10)
            assert len(result.rows) <= 10
            told = repr(result)
        except QueryError as error:
            told = str(error)
        took = time.monotonic() - start
        if took < TIMEOUT + 1:
            return told
    pytest.fail(f"{took:.1f} s for a question of {TIMEOUT:g} s: {statement[:200]}")


def test_what_asks_for_more_rows_than_the_limit_says_so(world: World) -> None:
    result = answer_apart(world.place, "UNWIND range(1, 5000) AS x RETURN x", limit=10)
    assert (result.rows, result.truncated) == (tuple((x,) for x in range(1, 11)), True)


def test_an_answer_without_rows_has_its_columns_from_a_process_of_its_own_too(world: World) -> None:
    question = "MATCH (r:Route {id: 'none'}) OPTIONAL MATCH (p)-[:IN_ROUTE]->(r) RETURN r.id AS id, count(p) AS n"
    assert answer_apart(world.place, question)[:3] == (("id", "n"), (), False)


def test_a_lone_surrogate_in_a_parameter_is_refused(world: World) -> None:
    for parameters in ({"x": "\ud800"}, {"\udfff": 1}, {"x": [{"y": "\ud800"}]}):
        with pytest.raises(WrongParameter, match="a lone surrogate"):
            answer_apart(world.place, "RETURN $x AS x", parameters)


def test_an_error_arrives_as_the_store_has_raised_it(tmp_path: Path) -> None:
    place = tmp_path / "none.kgl"
    with pytest.raises(StoreError) as raised:
        EmbeddedStore(place).counts()
    with pytest.raises(StoreError) as arrived:
        answer_apart(place, "RETURN 1 AS x")
    for error in (raised.value, arrived.value):
        assert (error.kind, error.fact, error.cure) == ("StoreError", f"{place}: no store.", "Make it with {build}.")
    assert raised.value.data == arrived.value.data


def test_an_answer_too_large_to_read_is_refused(world: World) -> None:
    with pytest.raises(QueryError, match="the answer is larger than 32 MB"):
        answer_apart(world.place, "UNWIND range(1, 40) AS x RETURN reduce(s = 'x', i IN range(1, 20) | s + s) AS x")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_no_question_takes_more_memory_than_it_may(file_world: World) -> None:
    import resource

    with pytest.raises(QueryError, match="over 2 GB of memory"):
        answer_apart(file_world.place, IN_ONE_ROW["doubling map"], timeout=60)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY


# The guard by itself


def test_a_nesting_is_refused_beyond_the_deepest() -> None:
    checked_question(f"RETURN {nested('[', '1', ']', DEEPEST)} AS x")
    with pytest.raises(RefusedQuery, match="a nesting of more than 12 brackets"):
        checked_question(f"RETURN {nested('[', '1', ']', DEEPEST + 1)} AS x")


def test_a_question_is_refused_beyond_the_most_words() -> None:
    checked_question(f"RETURN [{'1, ' * ((MOST_TOKENS - 7) // 2)}1] AS x")
    with pytest.raises(RefusedQuery, match="more than 5,000 words and signs"):
        checked_question(f"RETURN [{'1, ' * (MOST_TOKENS // 2)}1] AS x")


ORDINARY = {
    "comparisons joined": "MATCH (a)-->(b) WHERE a.level < b.level AND a.id <> b.id OR b.level >= 2 RETURN a",
    "arrows both ways": "MATCH p = (a)<-[:IN_ROUTE]-(b)<--(c) WHERE length(p) > 1 RETURN p",
    "pattern as a condition": "MATCH (a), (b) WHERE (a)<--(b) AND a.level > -1 RETURN a",
    "conditions within": "MATCH (a WHERE a.level = 2)-[r WHERE r.cost = 1]->(b) RETURN a",
    "sums of brackets": "RETURN ((1) - (2)) * 3 AS x, ([1][0] - 1) * 2 AS y, 1 - -1 AS z",
    "count and more": "MATCH (a) RETURN COUNT { (a)-->(b) WHERE b.level > 2 } + 1 AS x",
    "count as a name": "MATCH (count) RETURN count {.id} AS x",
    "case in a branch": "RETURN CASE 1 WHEN 1 THEN CASE WHEN true THEN 1 END ELSE 2 END = 1 AS x",
    "words as keys": "WITH {end: 1, order: 2} AS m RETURN m.end + m.order AS `limit`",
    "collected": "MATCH (r:Route) RETURN COLLECT { MATCH (p)-[:IN_ROUTE]->(r) RETURN p.id ORDER BY p.id } AS x",
    "distinct": "MATCH (a) RETURN DISTINCT count(DISTINCT a.level) AS x UNION DISTINCT RETURN 1 AS x",
}


@pytest.mark.parametrize("question", ORDINARY.values(), ids=ORDINARY)
def test_what_looks_like_an_attack_and_is_none_passes(question: str) -> None:
    assert checked_question(question) == question


# The second wall by itself: the plan, and READ access


@pytest.mark.server
@pytest.mark.parametrize("kind", ["writes", "administration", "outside", "procedures"])
def test_the_plan_alone_refuses_what_would_do_more_than_read(server_world: World, kind: str) -> None:
    with server_world.untouched() as told, open_store(server_world) as store:
        for statement, parameters in map(server_world.filled, of_kind(REFUSED, kind)):
            with pytest.raises(PathwaysError) as refused:
                pytest.fail(f"{statement} is answered: {store.run(ReadOnly(statement), parameters, timeout=5)}")
            told.append(str(refused.value))


@pytest.mark.server
@pytest.mark.parametrize("kind", ["prefixes", "characters", "harmless"])
def test_whatever_the_plan_lets_through_is_harmless(server_world: World, kind: str) -> None:
    with server_world.untouched() as told, open_store(server_world) as store:
        for statement, parameters in map(server_world.filled, of_kind(REFUSED | ANSWERED, kind)):
            try:
                told.append(repr(store.run(ReadOnly(statement), parameters, timeout=5)))
            except PathwaysError as error:
                told.append(str(error))


@contextmanager
def open_store(world: World) -> Iterator[BoltStore]:
    assert isinstance(world.place, Target)
    with BoltStore(world.place, wary=True) as store:
        yield store


# What stands around it


def test_a_module_in_the_working_folder_is_not_run(
    file_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "kglite", "neo4j", "resource"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'was-run')!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert answer_apart(file_world.place, "RETURN 1 AS x").rows == ((1,),)
    assert not (tmp_path / "was-run").exists()


@pytest.mark.server
def test_a_date_of_the_users_own_is_told_as_text(server_world: World) -> None:
    assert server_world.driver
    with server_world.untouched():
        server_world.driver.execute_query("CREATE (:Person {born: date('1990-01-02')})")
        rows = answer_apart(server_world.place, "MATCH (n) WHERE n['born'] IS NOT NULL RETURN n['born'] AS x").rows
        server_world.driver.execute_query("MATCH (n:Person) DELETE n")
    assert rows == (("1990-01-02",),)


@pytest.mark.server
def test_question_and_password_stand_in_no_list_of_processes(server_world: World) -> None:
    assert isinstance(server_world.place, Target)
    target = replace(server_world.place, password=server_world.place.password or "a-password")
    asking = ThreadPoolExecutor(1).submit(answer_apart, target, HEAVY["product of ranges"], timeout=TIMEOUT)
    seen: list[str] = []
    while not asking.done():
        for process in psutil.Process().children():
            with suppress(psutil.Error):
                seen.append(json.dumps([process.cmdline(), process.environ()]))
        time.sleep(0.05)
    assert isinstance(asking.exception(), QueryError)
    assert any("career_pathways.loader.stores.own_process" in text for text in seen)
    assert not any(target.password in text or "UNWIND" in text for text in seen)


@pytest.mark.server
@pytest.mark.parametrize(
    ("statement", "seconds", "status", "said"),
    [
        ("MATCH (n) DETACH DELETE n", "30", 2, "DETACH cannot stand here"),
        (
            HEAVY["product of ranges"],
            "1",
            1,
            "no answer within",
        ),
        ("RETURN 1 / 0 AS x", "30", 1, "the store cannot answer"),
        ("RETURN 1 AS x", "30", 0, "x"),
    ],
    ids=["refused", "too slow", "wrong", "answered"],
)
def test_the_exit_status_says_what_became_of_it(
    server_world: World, monkeypatch: pytest.MonkeyPatch, statement: str, seconds: str, status: int, said: str
) -> None:
    assert isinstance(server_world.place, Target)
    monkeypatch.setenv("NEO4J_USERNAME", server_world.place.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server_world.place.password or "")
    asked = ["query", "--cypher", statement, "--store", server_world.place.uri, "--timeout", seconds]
    with server_world.untouched() as told:
        done = CliRunner().invoke(main, asked)
        told.append(done.output)
    assert done.exit_code == status, done.output
    assert said in done.output
