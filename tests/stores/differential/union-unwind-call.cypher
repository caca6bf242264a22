// after openCypher TCK: clauses/union, clauses/unwind; and subqueries of Neo4j 5
RETURN 1 AS a UNION RETURN 1 AS a
RETURN 1 AS a UNION RETURN 2 AS a
RETURN 1 AS a UNION ALL RETURN 1 AS a
RETURN 1 AS a UNION DISTINCT RETURN 1 AS a
RETURN 1 AS a UNION RETURN 1 AS b
RETURN 1 AS a, 2 AS b UNION RETURN 1 AS b, 2 AS a
RETURN 1 AS a UNION RETURN 1.0 AS a
RETURN null AS a UNION RETURN null AS a
RETURN 1 AS a UNION RETURN 2 AS a UNION RETURN 1 AS a
RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a
RETURN 1 AS a LIMIT 1 UNION ALL RETURN 2 AS a LIMIT 1
RETURN 1 AS a ORDER BY a UNION RETURN 2 AS a
MATCH (r:Route) RETURN r.name AS name UNION MATCH (p:Pathway) RETURN p.name AS name
MATCH (r:Route) RETURN r.name AS name UNION ALL MATCH (p:Pathway) RETURN p.name AS name
MATCH (r:Route) RETURN r AS n UNION MATCH (p:Pathway) RETURN p AS n
MATCH (r:Route) RETURN r AS n UNION MATCH (r:Route {id: 'care'}) RETURN r AS n
UNWIND [1, 2, 3] AS x RETURN x
UNWIND range(1, 3) AS x RETURN x
UNWIND [[1, 2], [3]] AS x UNWIND x AS y RETURN y
UNWIND [1, 2] + [3] AS x RETURN x
UNWIND [] AS x RETURN x
UNWIND null AS x RETURN x
UNWIND [null] AS x RETURN x
UNWIND 1 AS x RETURN x
UNWIND 'abc' AS x RETURN x
UNWIND [1, 1, null, null] AS x RETURN x
UNWIND [1, 2] AS x UNWIND [10, 20] AS y RETURN x + y AS z
UNWIND [{id: 'care'}, {id: 'hair'}] AS row MATCH (r:Route {id: row.id}) RETURN r.name AS name
UNWIND ['care', 'x'] AS id OPTIONAL MATCH (r:Route {id: id}) RETURN id, r.name AS name
UNWIND [1, 2] AS x UNWIND [3] AS x RETURN x
UNWIND [1, 2] AS x RETURN y
UNWIND [1, 2] AS x RETURN x.a AS a
UNWIND [{a: 1}, {a: 2}] AS x RETURN x.a AS a
MATCH (o:Occupation) UNWIND o.specialisms AS s RETURN o.id AS id, s
MATCH (o:Occupation) UNWIND o.lines AS line RETURN DISTINCT line
MATCH p = (:Occupation {id: 'care/carer-2'})-[:PROGRESSES_TO*2]->() UNWIND nodes(p) AS n RETURN n.id AS id
CALL { RETURN 1 AS a } RETURN a
CALL { RETURN 1 AS a UNION RETURN 2 AS a } RETURN a
CALL () { RETURN 7 AS a } RETURN a
CALL { MATCH (r:Route) RETURN r ORDER BY r.name LIMIT 1 } RETURN r.name AS name
UNWIND [1, 2] AS x CALL (x) { RETURN x + 1 AS y } RETURN x, y
UNWIND [1, 2] AS x CALL (*) { RETURN x + 1 AS y } RETURN x, y
UNWIND [1, 2] AS x CALL { WITH x RETURN x + 1 AS y } RETURN x, y
UNWIND [1, 2] AS x CALL { RETURN x + 1 AS y } RETURN x, y
UNWIND [1, 2] AS x CALL (x) { RETURN x AS x } RETURN x
UNWIND [1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN x, y
UNWIND [1, 2] AS x CALL (x) { UNWIND range(1, x) AS y RETURN sum(y) AS s } RETURN x, s
UNWIND [1, 2] AS x CALL (x) { WITH x WHERE x > 1 RETURN x AS y } RETURN x, y
UNWIND [1, 2] AS x CALL (x) { RETURN x AS y UNION ALL RETURN x * 10 AS y } RETURN x, y
UNWIND [1, 2] AS x OPTIONAL CALL (x) { WITH x WHERE x > 1 RETURN x AS y } RETURN x, y
MATCH (r:Route) CALL (r) { MATCH (r)<--(p:Pathway) RETURN count(p) AS n } RETURN r.id AS id, n
MATCH (r:Route) CALL (r) { MATCH (r)<--(p:Pathway)<--(c) RETURN c ORDER BY c.id LIMIT 1 } RETURN r.id AS id, c.id AS c
MATCH (r:Route) CALL (r) { OPTIONAL MATCH (r)<--(p:Pathway) RETURN p.id AS p } RETURN r.id AS id, p
MATCH (r:Route) CALL (r) { MATCH (r)<--(p) RETURN p.id } RETURN r.id AS id
