// after openCypher TCK: expressions/graph, expressions/path, expressions/pattern, expressions/existentialSubqueries, useCases
MATCH (n:Route) RETURN labels(n) AS x
MATCH (n) RETURN labels(n) AS x, count(*) AS n
MATCH (n) RETURN labels(n)[0] AS x, count(*) AS n
OPTIONAL MATCH (n:Route {id: 'x'}) RETURN labels(n) AS x
MATCH ()-[r]->() RETURN labels(r) AS x
MATCH ()-[r]->() RETURN type(r) AS x
MATCH (n:Route) RETURN type(n) AS x
RETURN type(null) AS x, labels(null) AS y
RETURN type(1) AS x
MATCH (n:Route) UNWIND keys(n) AS key RETURN key AS x
MATCH (n:Route) RETURN properties(n) AS x
MATCH ()-[r:IN_CLUSTER]->() RETURN properties(r) AS x
MATCH (n:Route) RETURN n:Route AS x, n:Pathway AS y
MATCH (n:Route) RETURN n:Route|Pathway AS x
MATCH (n:Route) RETURN n['name'] AS x
MATCH (n:Route) WITH n, 'name' AS k RETURN n[k] AS x
MATCH (n:Route) RETURN n[0] AS x
MATCH (n:Route) RETURN id(n) AS x
MATCH (n:Route) RETURN elementId(n) AS x
MATCH (n:Route) RETURN exists(n.name) AS x
MATCH (n:Route) RETURN n.name.x AS x
MATCH ()-[r]->() RETURN startNode(r).id AS a, endNode(r).id AS b
MATCH (a)<-[r:IN_ROUTE]-(b) RETURN startNode(r) = b AS x
MATCH ()-[r:IN_ROUTE]->() RETURN startNode(r) AS x
MATCH ()-[r:IN_ROUTE]->() RETURN startNode(r).name AS x, endNode(r).name AS y
MATCH ()-[r:IN_CLUSTER]->() RETURN startNode(r).name AS x
MATCH (n:Route) RETURN startNode(n) AS x
MATCH p = (a:Route)<--(b) RETURN length(p) AS x
MATCH p = (a:Route)<--(b) RETURN nodes(p) AS x
MATCH p = (a:Route)<--(b) RETURN relationships(p) AS x
MATCH p = (a:Route)<--(b) RETURN [n IN nodes(p) | n.name] AS x
MATCH p = (a:Route)<--(b)<--(c) RETURN [n IN nodes(p) | labels(n)[0]] AS x
MATCH p = (a:Occupation)-[:PROGRESSES_TO*2]->(b) RETURN [r IN relationships(p) | startNode(r).id] AS x
MATCH p = (a:Occupation)-[:PROGRESSES_TO*1..2]->(b) RETURN reduce(c = 0, r IN relationships(p) | c + r.cost) AS cost, a.id AS a, b.id AS b
RETURN length('abc') AS x
RETURN length([1]) AS x
RETURN nodes(null) AS x, length(null) AS y
RETURN nodes([1]) AS x
MATCH (r:Route) RETURN length(r) AS x
MATCH (o:Occupation) WHERE (o)-[:PROGRESSES_TO]->() RETURN o.id AS id
MATCH (o:Occupation) WHERE NOT (o)-[:PROGRESSES_TO]->() RETURN o.id AS id
MATCH (o:Occupation) WHERE (o)-[:PROGRESSES_TO]->(:Occupation {level: 7}) RETURN o.id AS id
MATCH (o:Occupation) WHERE (o)-[:PROGRESSES_TO*2]->() RETURN o.id AS id
MATCH (o:Occupation) WHERE (o)--() AND o.level = 2 RETURN o.id AS id
MATCH (o:Occupation) WHERE (o)-->() OR o.level = 2 RETURN count(*) AS n
MATCH (o:Occupation), (b:Occupation) WHERE (o)-[:PROGRESSES_TO]->(b) RETURN o.id AS a, b.id AS b
MATCH (o:Occupation) WHERE (o)-[r:PROGRESSES_TO]->() RETURN o.id AS id
MATCH (o:Occupation) WHERE (o)-[:PROGRESSES_TO]->(x) RETURN o.id AS id
MATCH (o:Occupation) WHERE (o) RETURN o.id AS id
MATCH (o:Occupation) RETURN (o)-[:PROGRESSES_TO]->() AS x
MATCH (o:Occupation) WITH (o)-[:PROGRESSES_TO]->() AS x RETURN x
MATCH (o:Occupation) RETURN size((o)-->()) AS x
MATCH (o:Occupation) WHERE size((o)-->()) > 1 RETURN o.id AS id
MATCH (o:Occupation) WHERE exists((o)-[:PROGRESSES_TO]->()) RETURN o.id AS id
MATCH (o:Occupation {id: 'care/ward-clerk'}) RETURN [(o)-[:PROGRESSES_TO]->(b) | b.id] AS x
MATCH (o:Occupation {id: 'care/nurse-5'}) RETURN [(o)-[r:PROGRESSES_TO]->(b) WHERE b.level > 2 | [b.id, r.cost]] AS x
MATCH (o:Occupation {id: 'care/nurse-5'}) RETURN [p = (o)-[:PROGRESSES_TO]->(b) | length(p)] AS x
MATCH (o:Occupation) RETURN o.id AS id, size([(o)-->() | 1]) AS x
MATCH (o:Occupation) RETURN o.id AS id, size([(o)-[:PROGRESSES_TO*1..2]->(b) | b.id]) AS x
MATCH (o:Occupation) RETURN o.id AS id, size([(o)-[:PROGRESSES_TO]->(b WHERE b.level = 7) | b]) AS x
MATCH (o:Occupation) WHERE size([(o)-->(:Occupation) | 1]) > 1 RETURN o.id AS id
MATCH (o:Occupation) UNWIND [(o)-[:PROGRESSES_TO]->(b)-[:PROGRESSES_TO]->(c) | c.id] AS x RETURN o.id AS id, x
MATCH (r:Route) WHERE EXISTS { (r)<--() } RETURN r.id AS id
MATCH (r:Route) WHERE NOT EXISTS { (r)<--() } RETURN r.id AS id
MATCH (r:Route) WHERE EXISTS { MATCH (r)<-[:IN_ROUTE]-(p) WHERE p.name = 'Ward' } RETURN r.id AS id
MATCH (r:Route) WHERE EXISTS { MATCH (r)<-[:IN_ROUTE]-(p) RETURN p } RETURN r.id AS id
MATCH (r:Route) WHERE EXISTS { MATCH (r)<--(p) MATCH (p)<--(c:Cluster) WHERE c.column = 'professional' } RETURN r.id AS id
MATCH (o:Occupation) WHERE EXISTS { MATCH (o)-->(b) WHERE EXISTS { (b)-->(:Occupation {level: 7}) } } RETURN o.id AS id
MATCH (o:Occupation) WHERE EXISTS { (o)-[:PROGRESSES_TO]->(b:Occupation WHERE b.level > o.level + 2) } RETURN o.id AS id
MATCH (r:Route) RETURN r.id AS id, EXISTS { (r)<--() } AS x
RETURN EXISTS { (:Route {id: 'x'}) } AS x
RETURN EXISTS { UNWIND [1] AS y RETURN y } AS x
RETURN EXISTS { MATCH (r:Route) RETURN r.name AS a UNION MATCH (p:Pathway) RETURN p.name AS a } AS x
MATCH (r:Route) RETURN r.id AS id, COUNT { (r)<--(:Pathway)<--(:Cluster) } AS n
MATCH (o:Occupation) WHERE COUNT { (o)-[:PROGRESSES_TO]->() } > 1 RETURN o.id AS id
MATCH (o:Occupation) RETURN o.id AS id, COUNT { (o)--()--() } AS n
MATCH (o:Occupation) RETURN o.id AS id, COUNT { MATCH (o)-->(b) WHERE b.level = 7 } AS n
RETURN COUNT { MATCH (r:Route) RETURN r } AS n
RETURN COUNT { MATCH (r:Route) RETURN DISTINCT r.line % 2 } AS n
RETURN COLLECT { MATCH (r:Route) RETURN r.name ORDER BY r.name } AS x
MATCH (r:Route) RETURN r.id AS id, COLLECT { MATCH (r)<--(p) RETURN p.id } AS x
MATCH ()--() RETURN count(*) AS n
MATCH (:Occupation)--() RETURN count(*) AS n
MATCH (:Occupation)-[:PROGRESSES_TO]-(:Occupation) RETURN count(*) AS n
MATCH (a)-[r]-(b) RETURN count(DISTINCT r) AS n
MATCH (o:Occupation)-[r]-(b) RETURN o.id AS id, count(r) AS n
MATCH (a:Occupation)-[:PROGRESSES_TO]->(b)<-[:PROGRESSES_TO]-(c) RETURN b.id AS id, count(*) AS n
MATCH (a:Pathway)<--(b), (a)-->(c) RETURN count(*) AS n
MATCH (b)-->(a:Pathway)<--(c) WHERE b.line < c.line RETURN count(*) AS n
MATCH (a:Occupation)-[:PROGRESSES_TO]->(b)-[:PROGRESSES_TO]->(c) WHERE NOT (a)-[:PROGRESSES_TO]->(c) RETURN a.id AS a, c.id AS c
MATCH (a:Occupation)-[:PROGRESSES_TO]->(b)-->(c) OPTIONAL MATCH (a)-[r:PROGRESSES_TO]->(c) WITH a, c, r WHERE r IS NULL RETURN a.id AS a, c.id AS c
MATCH (a:Occupation)-[:PROGRESSES_TO]->(b)-[:PROGRESSES_TO]->(c) OPTIONAL MATCH (a)-[r:PROGRESSES_TO]->(c) WITH a, c, r WHERE r IS NOT NULL RETURN a.id AS a, c.id AS c
MATCH (a:Occupation)-[:IN_CLUSTER]->(c)-[:IN_PATHWAY]->(p)-[:IN_ROUTE]->(r) RETURN r.id AS id, count(DISTINCT a) AS n
MATCH ()-[s:SHARED_ACROSS_ROUTES {match: 'same_title'}]->() RETURN count(*) AS n
MATCH ()-[s]->() RETURN DISTINCT s.match AS x ORDER BY x
WITH {order: 1, match: 2} AS m RETURN m.order, m.match
