// after openCypher TCK: clauses/return, clauses/return-orderby, clauses/return-skip-limit
MATCH (r:Route) RETURN r.name
MATCH (r:Route) RETURN r . name
MATCH (r:Route) RETURN r.name AS `a b`
MATCH (r:Route) RETURN r, r.name
MATCH (r:Route) RETURN *
MATCH (r:Route)<--(p) RETURN *
MATCH q = (r:Route)<-[x]-(p) RETURN *
MATCH (r:Route) WITH r.name AS name, r.id AS id, 1 AS a RETURN *
MATCH (r:Route) RETURN *, r.line + 1 AS line
MATCH () RETURN *
MATCH (r:Route) RETURN count(r), r.name AS name
MATCH (r:Route) RETURN [r.name, r.line] AS x
MATCH (r:Route) RETURN {name: r.name, r: r} AS x
MATCH (r:Route) RETURN {b: r.name, a: r.line} AS x
MATCH (r:Route) RETURN r.line > 1 AS x
MATCH (r:Route) RETURN -r.line AS x
MATCH (r:Route) RETURN r.line AS x, r.line AS x
MATCH (r:Route) RETURN y
MATCH (r:Route) RETURN r.title AS x
MATCH (r:Route) RETURN r.type AS x
MATCH (n) RETURN n.name AS x
MATCH (n) RETURN n.title AS x
MATCH (n) RETURN n.level AS x
MATCH (n) RETURN DISTINCT labels(n) AS x
MATCH (a)-[:IN_CLUSTER]->(c) RETURN c.title AS x
MATCH (a)-[:IN_CLUSTER]->(c) RETURN c.name AS x
MATCH (o:Occupation) RETURN DISTINCT o.level AS level
MATCH (o:Occupation) RETURN DISTINCT o.level AS level, o.degree AS degree
MATCH (o:Occupation) RETURN DISTINCT o.specialisms AS x
MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS x
MATCH (a)-->(b:Occupation) RETURN DISTINCT b
MATCH (o:Occupation) RETURN o.level + count(*) AS x
MATCH (o:Occupation) RETURN o.level, o.level + count(*) AS x
MATCH (o:Occupation) RETURN o.level AS level, level + count(*) AS x
MATCH (o:Occupation) WITH o.level AS level RETURN level, level + count(*) AS x
MATCH (o:Occupation) RETURN 1 + count(*) AS x
MATCH (o:Occupation) RETURN count(*) * sum(o.level) AS x
MATCH (o:Occupation) RETURN sum(count(*)) AS x
MATCH (o:Occupation) RETURN {n: count(*), levels: o.level} AS x
MATCH (o:Occupation) RETURN o.level, {n: count(*), level: o.level} AS x
MATCH (o:Occupation) RETURN [count(*), 1] AS x
MATCH (o:Occupation) RETURN collect(o.id)[100] AS x
MATCH (o:Occupation) RETURN size(collect(o.id)) AS x
MATCH (o:Occupation) RETURN count(*)
MATCH (o:Occupation) RETURN count( * )
MATCH (o:Occupation) RETURN COUNT(o)
RETURN 1 + 1
RETURN 'a'
RETURN [1, 2][0]
RETURN {a: 1}.a
MATCH (o:Occupation) RETURN o.id AS id ORDER BY id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o.level, o.id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o.level DESC, id
MATCH (o:Occupation) RETURN o.id ORDER BY o.level DESCENDING, o.id ASCENDING
MATCH (o:Occupation) RETURN o.id AS id ORDER BY toLower(o.title), id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o.title, id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o.specialisms, id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o.degree DESC, id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY size(o.specialisms) DESC, id LIMIT 3
MATCH (o:Occupation) RETURN o.title AS id ORDER BY o.id
MATCH (o:Occupation) RETURN o ORDER BY o.id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY o
MATCH ()-[r:PROGRESSES_TO]->() RETURN r.cost AS cost ORDER BY r
MATCH (o:Occupation) RETURN DISTINCT o.level AS level ORDER BY level DESC
MATCH (o:Occupation) RETURN DISTINCT o.level AS level ORDER BY o.level
MATCH (o:Occupation) RETURN DISTINCT o.level AS level ORDER BY o.id
MATCH (o:Occupation) RETURN o.level AS level, count(*) AS n ORDER BY n DESC, level
MATCH (o:Occupation) RETURN o.level AS level, count(*) AS n ORDER BY count(*) DESC, level
MATCH (o:Occupation) RETURN o.level, count(*) ORDER BY count(*), o.level
MATCH (o:Occupation) RETURN o.level AS level, count(*) AS n ORDER BY level + n
MATCH (o:Occupation) RETURN o.level AS level, count(*) AS n ORDER BY o.level
MATCH (o:Occupation) RETURN o.level AS level ORDER BY count(*)
MATCH (o:Occupation) RETURN count(*) AS n ORDER BY o.id
MATCH (o:Occupation) RETURN o.id AS id ORDER BY x
MATCH (r:Route) RETURN -r.line AS line ORDER BY line
MATCH (r:Route) RETURN r.line + 1 AS line ORDER BY r.line + 1 DESC
MATCH (r:Route) RETURN r.id AS id ORDER BY r.line LIMIT 1
MATCH (r:Route) RETURN r.id AS id ORDER BY r.line SKIP 1
MATCH (r:Route) RETURN r.id AS id ORDER BY r.line SKIP 1 LIMIT 1
MATCH (r:Route) RETURN r.id AS id ORDER BY r.line OFFSET 2
MATCH (r:Route) RETURN r.id AS id LIMIT 0
MATCH (r:Route) RETURN r.id AS id SKIP 10
MATCH (r:Route) RETURN r.id AS id ORDER BY id LIMIT 1 + 1
MATCH (r:Route) RETURN r.id AS id ORDER BY id LIMIT toInteger(ceil(1.7))
MATCH (r:Route) RETURN r.id AS id LIMIT -1
MATCH (r:Route) RETURN r.id AS id SKIP -1
MATCH (r:Route) RETURN r.id AS id LIMIT 1.5
MATCH (r:Route) RETURN r.id AS id LIMIT 'a'
MATCH (r:Route) RETURN r.id AS id LIMIT r.line
MATCH (r:Route) RETURN r.id AS id SKIP count(*)
MATCH (r:Route) RETURN
MATCH (r:Route) RETURN r.id AS id;
MATCH (r:Route) RETURN r {.name, .line} ORDER BY r.name
MATCH (r:Route) RETURN r {.name} ORDER BY r.line
MATCH (r:Route) RETURN r {.name, name: 'x'} ORDER BY r.name
MATCH (r:Route) RETURN r {.name}, count(*) ORDER BY r
MATCH (r:Route) RETURN r {.name}, r {.id}
MATCH (r:Route) RETURN DISTINCT r {.name} ORDER BY r.name
MATCH (r:Route)<-[:IN_ROUTE]-(p) RETURN r {.name, n: count(p)} ORDER BY r.name
MATCH (r:Route) WITH r {.name, .line} AS r ORDER BY toLower(r.name) DESC LIMIT 2 RETURN r.name
MATCH (n) RETURN n {.name} ORDER BY n.name
MATCH (n) RETURN n {.id, .name} ORDER BY n.id
MATCH (`r`:Route) RETURN `r` {.name} ORDER BY `r`.name
MATCH ()-[s:SHARED_ACROSS_ROUTES]->() RETURN s.match, count(*) ORDER BY s.match
MATCH ()-[s:SHARED_ACROSS_ROUTES]->() RETURN s {.match, .score} LIMIT 1
MATCH (r:Route)<-[:IN_ROUTE]-(p) WITH r, count(p) AS found RETURN r {.name, found} AS m ORDER BY m.found DESC, m.name
RETURN 1 AS ü
MATCH (ü:Route) RETURN ü.name AS x
MATCH (c:Cluster) RETURN max(c.row) IS NULL AS x
MATCH (c:Cluster) RETURN CASE WHEN count(*) > 1 THEN 'many' ELSE 'few' END AS x
