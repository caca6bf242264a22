// after openCypher TCK: clauses/match (Match1 to Match9)
MATCH (n) RETURN count(n) AS n
MATCH (n) RETURN n
MATCH (n:Route) RETURN n
MATCH (n:Cluster) RETURN n.id AS id, n.name AS name
MATCH (n:Route:Pathway) RETURN n
MATCH (n:Route&Pathway) RETURN n
MATCH (n:Route|Pathway) RETURN n.id AS id
MATCH (n:!Route) RETURN count(n) AS n
MATCH (n:Route|(Pathway&!Cluster)) RETURN n.id AS id
MATCH (n:%) RETURN count(n) AS n
MATCH (n:!%) RETURN count(n) AS n
MATCH (n IS Route) RETURN n.id AS id
MATCH (n {id: 'care'}) RETURN n
MATCH (n {name: 'Ward'}) RETURN n.id AS id
MATCH (n {name: 'Carer'}) RETURN n.id AS id
MATCH (n {line: 10}) RETURN n.id AS id
MATCH (n:Cluster {name: 'Helpers', row: 1}) RETURN n.id AS id
MATCH (o:Occupation {level: 2, degree: false}) RETURN o.id AS id
MATCH (o:Occupation {level: null}) RETURN o.id AS id
MATCH (o:Occupation {level: 2.0}) RETURN o.id AS id
MATCH (o:Occupation {level: '2'}) RETURN o.id AS id
MATCH (o:Occupation {level: 1 + 1}) RETURN o.id AS id
MATCH (o:Occupation {specialisms: ['Night shift']}) RETURN o.id AS id
MATCH (o:Occupation WHERE o.level = 2) RETURN o.id AS id
MATCH (o:Occupation WHERE o.level > 2)-[:IN_CLUSTER]->(c:Cluster WHERE c.row = 1) RETURN o.id AS id, c.id AS cluster
MATCH (a), (b:Route) RETURN count(*) AS n
MATCH (a:Route), (b:Pathway) RETURN a.id AS a, b.id AS b
MATCH (a:Route), (a) RETURN count(*) AS n
MATCH (a)-[r]->(b) RETURN count(*) AS n
MATCH (a)-->(b) RETURN count(*) AS n
MATCH (a)<--(b) RETURN count(*) AS n
MATCH (a)--(b) RETURN count(*) AS n
MATCH (a)<-->(b) RETURN count(*) AS n
MATCH ()-[r:IN_ROUTE]->() RETURN r
MATCH ()-[r]-() RETURN type(r) AS type, count(*) AS n
MATCH ()-[r:IN_CLUSTER|IN_ROUTE]->() RETURN count(r) AS n
MATCH ()-[r:IN_CLUSTER|:IN_ROUTE]->() RETURN count(r) AS n
MATCH ()-[r:!IN_CLUSTER]->() RETURN count(r) AS n
MATCH ()-[r:IN_CLUSTER&IN_ROUTE]->() RETURN count(r) AS n
MATCH ()-[r:%]->() RETURN count(r) AS n
MATCH ()-[r:PROGRESSES_TO {cost: 2}]->() RETURN r.basis AS basis
MATCH ()-[r:PROGRESSES_TO WHERE r.cost = 1]->() RETURN count(r) AS n
MATCH (a:Occupation)-[:PROGRESSES_TO]->(b)-[:PROGRESSES_TO]->(c) RETURN a.id AS a, b.id AS b, c.id AS c
MATCH (a)--(b)--(c) RETURN count(*) AS n
MATCH (a)-->(b)<--(c) RETURN count(*) AS n
MATCH (a:Occupation)-[:PROGRESSES_TO]-(b)-[:PROGRESSES_TO]->(c) RETURN count(*) AS n
MATCH (a:Occupation)-[:IN_CLUSTER]->(c)<-[:IN_CLUSTER]-(b) RETURN a.id AS a, b.id AS b
MATCH (a)-->(b), (c)-->(b) RETURN count(*) AS n
MATCH (a)-->(b) MATCH (c)-->(b) RETURN count(*) AS n
MATCH (a)-[r]->(b) MATCH (c)-[r]->(d) RETURN count(*) AS n
MATCH (a)-[r]->(b) MATCH (b)-[r]->(d) RETURN count(*) AS n
MATCH (a)-[r]->()-[r]->(b) RETURN count(*) AS n
MATCH (a)-[r]->(b), (c)-[r]->(d) RETURN count(*) AS n
MATCH (a)-->(a) RETURN count(*) AS n
MATCH (a)-->(b)-->(a) RETURN a.id AS a, b.id AS b
MATCH (a)--(b)--(a) RETURN count(*) AS n
MATCH (r)-[r]-() RETURN r
MATCH ()-[r]-(r) RETURN r
MATCH (r) MATCH ()-[r]-() RETURN r
MATCH ()-[r]->() MATCH (r) RETURN r
WITH true AS n MATCH (n) RETURN n
WITH 123 AS r MATCH ()-[r]-() RETURN r
WITH [1] AS n MATCH (n) RETURN n
MATCH (n) WITH [n] AS ns MATCH (ns)-->(m) RETURN m
MATCH p = (n) MATCH (p) RETURN p
MATCH p = (a)-->(b), p = (c)-->(d) RETURN p
MATCH (a)-[*2]->(b) RETURN count(*) AS n
MATCH (a)-[*2]-(b) RETURN count(*) AS n
MATCH (a)-[*0]->(b) RETURN count(*) AS n
MATCH (a)-[*0..1]->(b) RETURN count(*) AS n
MATCH (a)-[*1..1]->(b) RETURN count(*) AS n
MATCH (a)-[*..2]->(b) RETURN count(*) AS n
MATCH (a)-[*2..3]->(b) RETURN count(*) AS n
MATCH (a)-[*3..2]->(b) RETURN count(*) AS n
MATCH (a:Occupation)-[:PROGRESSES_TO*1..3]->(b) RETURN a.id AS a, b.id AS b
MATCH (a:Occupation)-[:PROGRESSES_TO*0..2]->(b) RETURN a.id AS a, b.id AS b
MATCH (a:Occupation)-[:PROGRESSES_TO*1..3]-(b) RETURN a.id AS a, count(*) AS n
MATCH (a)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*1..3]->(b:Occupation) RETURN count(*) AS n
MATCH (a:Route)<-[:IN_ROUTE*1]-(b) RETURN a.id AS a, b.id AS b
MATCH (a)-[r:PROGRESSES_TO*1..2]->(b:Occupation) RETURN [x IN r | x.cost] AS costs
MATCH (a)-[r:PROGRESSES_TO*2]->(b) RETURN r
MATCH (a)-[r:PROGRESSES_TO*1..3 {cost: 1}]->(b) RETURN count(*) AS n
MATCH (a)-[r:PROGRESSES_TO*1..3 {basis: 'no such basis'}]->(b) RETURN count(*) AS n
MATCH (a:Pathway)<-[:IN_PATHWAY*0..1]-(b)<-[:IN_CLUSTER]-(c) RETURN count(*) AS n
MATCH (a)-[:PROGRESSES_TO*]->(b) RETURN b
MATCH (a)-[:PROGRESSES_TO*2..]->(b) RETURN b
MATCH p = (a:Route) RETURN p
MATCH p = (:Route)<-[:IN_ROUTE]-() RETURN p
MATCH p = (a:Occupation)-[:PROGRESSES_TO*2]->(b) RETURN p
MATCH p = (a:Occupation)<-[:PROGRESSES_TO]-(b) RETURN nodes(p)[0].id AS first, startNode(relationships(p)[0]).id AS start
MATCH p = (a:Occupation)-[:PROGRESSES_TO]->(b), q = (b)-[:IN_CLUSTER]->(c) RETURN length(p) + length(q) AS n
OPTIONAL MATCH (n:Route {id: 'none'}) RETURN n
OPTIONAL MATCH (n:Route {id: 'none'}) RETURN n.name AS name, labels(n) AS labels, n:Route AS route
OPTIONAL MATCH (n:Route {id: 'none'}) OPTIONAL MATCH (n)<--(p) RETURN n, p
OPTIONAL MATCH (n:Route {id: 'none'}) MATCH (n)<--(p) RETURN n, p
OPTIONAL MATCH (n) RETURN count(n) AS n
MATCH (r:Route) OPTIONAL MATCH (r)<--(p) RETURN r.id AS r, p.id AS p
MATCH (r:Route) OPTIONAL MATCH (r)<--(p) WHERE p.name = 'x' RETURN r.id AS r, p.id AS p
MATCH (r:Route) OPTIONAL MATCH (r)<--(p:Pathway)<--(c:Cluster) RETURN r.id AS r, p.id AS p, c.id AS c
MATCH (r:Route) OPTIONAL MATCH (r)<-[x]-(p) RETURN r.id AS r, type(x) AS type, startNode(x).id AS start
MATCH (r:Route) OPTIONAL MATCH q = (r)<--(p) RETURN r.id AS r, length(q) AS n
MATCH (o:Occupation) OPTIONAL MATCH (o)-[r:PROGRESSES_TO]->(b) RETURN o.id AS id, count(r) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'health/uber-surgeon-7'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..6]->(b)) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'health/uber-surgeon-7'}), p = shortestPath((a)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..6]->(b)) RETURN length(p) AS n
MATCH p = shortestPath((a:Occupation {id: 'care/carer-2'})-[:PROGRESSES_TO*..6]->(b:Occupation {id: 'care/matron-7'})) RETURN [n IN nodes(p) | n.id] AS ids
MATCH p = shortestPath((a:Occupation {id: 'care/carer-2'})-[:PROGRESSES_TO*..6]->(b:Occupation)) RETURN b.id AS id, length(p) AS n
MATCH p = allShortestPaths((a:Occupation {id: 'care/carer-2'})-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..6]->(b:Occupation {id: 'health/uber-surgeon-7'})) RETURN [n IN nodes(p) | n.id] AS ids
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation) WHERE a.id <> b.id MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) RETURN b.id AS id, length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation) WHERE a.id <> b.id OPTIONAL MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) RETURN b.id AS id, length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/carer-2'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6 {basis: 'no such basis'}]->(b)) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = allShortestPaths((a)-[:PROGRESSES_TO*..6 {basis: 'no such basis'}]->(b)) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) WHERE length(p) > 1 RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) WHERE all(r IN relationships(p) WHERE r.cost = 1) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) WITH p WHERE length(p) > 0 RETURN length(p) AS n
MATCH p = (a:Occupation {id: 'care/carer-2'})-[:PROGRESSES_TO*..6]->(b:Occupation {id: 'care/matron-7'}) WHERE length(p) > 1 RETURN length(p) AS n ORDER BY length(p) LIMIT 1
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[r:PROGRESSES_TO*..6]->(b)) RETURN size(r) AS n
MATCH (a:Route {id: 'care'}), (b:Route {id: 'hair'}) MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p) AS n
MATCH (o:Occupation)
MATCH (o:Occupation) WITH o
MATCH (o:Ocupation) RETURN o
MATCH ()-[r:PROGRESES_TO]->() RETURN r
MATCH (o:Occupation), (b:Occupation {level: o.level}) RETURN count(*) AS n
MATCH (o:Occupation) MATCH (b:Occupation {level: o.level}) RETURN count(*) AS n
MATCH ()-[r:IN_CLUSTER|PROGRESSES_TO]-() RETURN count(*) AS n, count(DISTINCT r) AS d
MATCH ()-[r:IN_CLUSTER|PROGRESSES_TO]->() RETURN count(*) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) MATCH p = shortestPath((a)-[r:PROGRESSES_TO*..6 WHERE r.cost = 9]->(b)) RETURN length(p) AS n
MATCH (a:Occupation {id: 'care/carer-2'}), (b:Occupation {id: 'care/matron-7'}) RETURN length(shortestPath((a)-[:PROGRESSES_TO*..6 {cost: 9}]->(b))) AS n
