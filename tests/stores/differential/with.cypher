// after openCypher TCK: clauses/with, clauses/with-orderBy, clauses/with-skip-limit
MATCH (r:Route) WITH r AS route RETURN route.name AS name
MATCH (r:Route) WITH r.name AS r RETURN r
MATCH (r:Route) WITH r.name AS name RETURN r
MATCH (r:Route) WITH r, r.name RETURN r
MATCH (r:Route) WITH r, count(*) RETURN r
MATCH (r:Route) WITH r.line AS a, r.line AS a RETURN a
MATCH (r:Route) WITH *, 1 AS a RETURN *
MATCH (r:Route) WITH * RETURN r.id AS id
WITH * RETURN 1 AS x
WITH 1 AS a WITH a AS b, 2 AS a RETURN a, b
WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN a, b
WITH {a: {b: 2}} AS m RETURN m.a.b AS x
WITH {a: 1} AS m RETURN m.b AS x
WITH [1, 2] AS l RETURN l[1] AS x
WITH null AS x RETURN x.name AS y
WITH 1 AS x RETURN x.name AS y
MATCH (o:Occupation) WITH o.level AS level, collect(o.id) AS ids RETURN level, size(ids) AS n
MATCH (o:Occupation) WITH count(*) AS n RETURN n + 1 AS n
MATCH (o:Occupation) WITH collect(o) AS os UNWIND os AS o MATCH (o)-[:PROGRESSES_TO]->(b) RETURN o.id AS a, b.id AS b
MATCH (o:Occupation) WITH DISTINCT o.level AS level RETURN count(*) AS n
MATCH (o:Occupation)-->(b) WITH o, count(b) AS n MATCH (o)-[:IN_CLUSTER]->(c) RETURN o.id AS id, n, c.id AS c
MATCH (o:Occupation) WITH max(o.level) AS top MATCH (o:Occupation {level: top}) RETURN o.id AS id
MATCH (o:Occupation) WITH o ORDER BY o.level DESC, o.id LIMIT 3 RETURN collect(o.id) AS ids
MATCH (o:Occupation) WITH o ORDER BY o.id SKIP 2 LIMIT 3 RETURN o.id AS id
MATCH (o:Occupation) WITH o.route AS route, o ORDER BY o.id WITH route, collect(o.id) AS ids RETURN route, ids ORDER BY route
MATCH (o:Occupation) WITH o.id AS id ORDER BY o.level, id RETURN id
MATCH (o:Occupation) WITH DISTINCT o.level AS level ORDER BY level DESC LIMIT 2 RETURN level
MATCH (o:Occupation) WITH DISTINCT o.level AS level ORDER BY o.id RETURN level
MATCH (o:Occupation) WITH o.level AS level, count(*) AS n ORDER BY n DESC, level LIMIT 2 RETURN level, n
MATCH (o:Occupation) WITH o LIMIT 0 RETURN o.id AS id
MATCH (o:Occupation) WITH o LIMIT 0 RETURN count(o) AS n
MATCH (o:Occupation) WITH o SKIP 5 RETURN count(o) AS n
MATCH (o:Occupation) WITH o LIMIT -2 RETURN count(o) AS n
UNWIND [3, 1, 2] AS x WITH x ORDER BY x RETURN collect(x) AS xs
UNWIND [3, 1, 2] AS x WITH x ORDER BY x DESC LIMIT 2 RETURN collect(x) AS xs
UNWIND [3, 1, 2] AS x WITH -x AS x ORDER BY x RETURN collect(x) AS xs
UNWIND [true, false, null] AS x WITH x ORDER BY x RETURN collect(x) AS xs, count(*) AS n
UNWIND ['b', 'a', 'B', 'é', ''] AS x WITH x ORDER BY x RETURN collect(x) AS xs
UNWIND [[1, 2], [1], [], [2], [1, null]] AS x WITH x ORDER BY x RETURN collect(x) AS xs
UNWIND [1.5, 1, 2, -1, 0.5] AS x WITH x ORDER BY x DESC RETURN collect(x) AS xs
UNWIND [1, 'a', true, 2.5, [1], {a: 1}] AS x WITH x ORDER BY x RETURN collect(x) AS xs
UNWIND [1, 'a', true, 2.5, [1], {a: 1}] AS x WITH x ORDER BY x DESC RETURN collect(x) AS xs
UNWIND [{a: 2}, {a: 1}] AS m WITH m.a AS a ORDER BY a RETURN collect(a) AS xs
UNWIND [1, 2, 3, 4] AS x WITH x % 2 AS odd, sum(x) AS total ORDER BY total RETURN odd, total
UNWIND [3, 1, 2] AS x WITH x AS y ORDER BY x RETURN collect(y) AS ys
UNWIND [3, 1, 2] AS x WITH x AS y ORDER BY z RETURN y
