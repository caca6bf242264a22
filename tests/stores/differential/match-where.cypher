// after openCypher TCK: clauses/match-where (MatchWhere1 to MatchWhere6), clauses/with-where
MATCH (o:Occupation) WHERE o.level = 2 RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level > 2 RETURN o.id AS id
MATCH (o:Occupation) WHERE NOT o.level > 2 RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level <> 2 RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level IS NULL RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level = null RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level IN [2, 7] RETURN o.id AS id
MATCH (o:Occupation) WHERE NOT o.level IN [2, 7] RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level IN [2, null] RETURN o.id AS id
MATCH (o:Occupation) WHERE o.degree RETURN o.id AS id
MATCH (o:Occupation) WHERE NOT o.degree RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level RETURN o.id AS id
MATCH (o:Occupation) WHERE o.title RETURN o.id AS id
MATCH (o:Occupation) WHERE o RETURN o.id AS id
MATCH (o:Occupation) WHERE null RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level >= 2 AND o.level < 6 RETURN o.id AS id
MATCH (o:Occupation) WHERE o.level = 2 OR o.title = 'Surgeon' RETURN o.id AS id
MATCH (o:Occupation) WHERE o.id = 'x' OR true RETURN count(*) AS n
MATCH (o:Occupation) WHERE o.level > 'a' RETURN o.id AS id
MATCH (o:Occupation) WHERE o.title STARTS WITH 'C' RETURN o.id AS id
MATCH (o:Occupation) WHERE toLower(o.title) CONTAINS 'nurse' RETURN o.id AS id
MATCH (o:Occupation) WHERE o.title ENDS WITH null RETURN o.id AS id
MATCH (o:Occupation) WHERE 'Night shift' IN o.specialisms RETURN o.id AS id
MATCH (o:Occupation) WHERE o.specialisms = ['Night shift'] RETURN o.id AS id
MATCH (o:Occupation) WHERE size(o.specialisms) > 1 RETURN o.id AS id
MATCH (o:Occupation) WHERE any(s IN o.specialisms WHERE s STARTS WITH 'N') RETURN o.id AS id
MATCH (n) WHERE n:Route RETURN n.id AS id
MATCH (n) WHERE n:Route|Pathway RETURN n.id AS id
MATCH (n) WHERE n:Route:Pathway RETURN n.id AS id
MATCH (n) WHERE n:!Occupation RETURN count(n) AS n
MATCH (n) WHERE NOT n:Occupation RETURN count(n) AS n
MATCH (n) WHERE n.name IS NOT NULL RETURN count(n) AS n
MATCH (n) WHERE n.name = 'Ward' RETURN n.id AS id
MATCH (n) WHERE n.title = 'Carer' RETURN n.id AS id
MATCH (n) WHERE n.line = 1 RETURN n.id AS id
MATCH (a:Route), (b:Route) WHERE a = b RETURN count(*) AS n
MATCH (a:Route), (b:Route) WHERE a <> b RETURN a.id AS a, b.id AS b
MATCH (a:Route), (b:Route) WHERE a < b RETURN count(*) AS n
MATCH (a:Occupation), (b:Occupation) WHERE a.level = b.level AND a.id < b.id RETURN a.id AS a, b.id AS b
MATCH (a:Occupation)-->(b)-->(c) WHERE a <> c RETURN a.id AS a, c.id AS c
MATCH (a)-[r]->(b) WHERE r.cost = 2 RETURN a.id AS a, b.id AS b
MATCH (a)-[r]->(b) WHERE type(r) = 'IN_ROUTE' RETURN a.id AS a, b.id AS b
MATCH (a)-[r]->(b) WHERE r:IN_ROUTE RETURN a.id AS a, b.id AS b
MATCH (a)-[r]->(b) WHERE startNode(r) = a RETURN count(*) AS n
MATCH (a)-[r:PROGRESSES_TO*1..3]->(b:Occupation) WHERE all(x IN r WHERE x.cost = 1) RETURN a.id AS a, b.id AS b
MATCH p = (a)-[:PROGRESSES_TO*1..3]->(b:Occupation) WHERE length(p) > 1 RETURN a.id AS a, b.id AS b
MATCH p = (a)-[:PROGRESSES_TO*1..3]->(b:Occupation) WHERE none(n IN nodes(p) WHERE n.level = 5) RETURN a.id AS a, b.id AS b
MATCH (o:Occupation) WHERE count(o) > 1 RETURN o
MATCH (o:Occupation) WHERE o.tittle = 'x' RETURN o
MATCH (o:Occupation) WHERE x.title = 'x' RETURN o
MATCH (c:Cluster) WHERE c.route = 'care' RETURN c
MATCH (r:Route) WHERE r.level = 2 RETURN r
MATCH (o:Occupation) WHERE o.cluster = 'x' RETURN o
MATCH ()-[r:IN_ROUTE]->() WHERE r.cost = 1 RETURN r
MATCH (o:Occupation) WITH o.id AS id, o.level AS level WHERE level > 5 RETURN id, level
MATCH (o:Occupation) WITH o.id AS id WHERE o.level = 2 RETURN id
MATCH (o:Occupation) WITH o.route AS route, count(*) AS n WHERE n > 4 RETURN route, n
MATCH (o:Occupation) WITH o, size(o.specialisms) AS n WHERE n = 0 AND o.level > 2 RETURN o.id AS id
MATCH (o:Occupation) WITH DISTINCT o.level AS level WHERE o.id > 'a' RETURN level
MATCH (o:Occupation) WITH count(*) AS n WHERE o.id > 'a' RETURN n
MATCH (r:Route) OPTIONAL MATCH (r)<--(p) WITH r, p WHERE p IS NULL RETURN r.id AS id
UNWIND [1, 2, 3] AS x WITH x WHERE x > 1 RETURN x
UNWIND [1, 2, 3] AS x WHERE x > 1 RETURN x
MATCH (c:Cluster) WHERE COUNT { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN DISTINCT o.level AS x } > 1 RETURN c.id AS id
MATCH (c:Cluster) WHERE COUNT { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN o LIMIT 1 } = 1 RETURN c.id AS id
MATCH (c:Cluster) WHERE COUNT { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN o SKIP 1 } = 1 RETURN c.id AS id
MATCH (c:Cluster) WHERE COUNT { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN count(o) AS n } = 1 RETURN c.id AS id
MATCH (c:Cluster) WHERE EXISTS { MATCH (c)-[:PROGRESSES_TO]->(d) RETURN count(d) AS n } RETURN c.id AS id
MATCH (c:Cluster) WHERE EXISTS { MATCH (c)-[:PROGRESSES_TO]->(d) RETURN d LIMIT 0 } RETURN c.id AS id
MATCH (c:Cluster) WHERE EXISTS { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN o SKIP 3 } RETURN c.id AS id
MATCH (c:Cluster) WHERE COUNT { MATCH (c)<-[:IN_CLUSTER]-(o) RETURN o.id AS id ORDER BY id } = 1 RETURN c.id AS id
