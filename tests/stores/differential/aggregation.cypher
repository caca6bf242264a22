// after openCypher TCK: expressions/aggregation (Aggregation1 to Aggregation8)
MATCH (o:Occupation) RETURN count(*) AS n
MATCH (o:Occupation) RETURN count(o.level) AS n
MATCH (o:Occupation) RETURN count(DISTINCT o.level) AS n
MATCH (o:Occupation)-->(b) RETURN count(DISTINCT b) AS n
MATCH (o:Occupation) WHERE o.level > 100 RETURN count(*) AS n
MATCH (o:Occupation) WHERE o.level > 100 RETURN sum(o.level) AS s, avg(o.level) AS a, min(o.level) AS i, max(o.level) AS x, collect(o.id) AS c
MATCH (o:Occupation) WHERE o.level > 100 RETURN o.title AS title, count(*) AS n
MATCH (o:Occupation) RETURN sum(o.level) AS s, min(o.level) AS i, max(o.level) AS x
MATCH (o:Occupation) RETURN avg(o.level) AS a
MATCH (o:Occupation) RETURN min(o.title) AS i, max(o.title) AS x
MATCH (o:Occupation) RETURN o.route AS route, count(*) AS n, max(o.level) AS x
MATCH (o:Occupation) RETURN o.level IS NULL AS unknown, count(*) AS n
MATCH (o:Occupation) RETURN o.degree AS degree, min(o.id) AS first
MATCH (o:Occupation) RETURN sum(o.title) AS s
MATCH (o:Occupation) RETURN avg(o) AS s
MATCH (o:Occupation) RETURN sum(size(o.specialisms)) AS n
MATCH (o:Occupation) RETURN max(size(o.title)) AS n
MATCH (o:Occupation) RETURN max(o.specialisms) AS x
MATCH (a)-[r:PROGRESSES_TO]->(b) RETURN a.id AS id, sum(r.cost) AS cost ORDER BY cost DESC, id LIMIT 3
MATCH (a)-[r:PROGRESSES_TO]->(b) RETURN r.basis AS basis, count(*) AS n, collect(DISTINCT r.cost) AS costs
MATCH (a)-[r:PROGRESSES_TO]->(b) RETURN max(r.relatedness) AS x, min(r.relatedness) AS i
MATCH (d:Route)<-[:IN_ROUTE|IN_PATHWAY|IN_CLUSTER*1..3]-(a) RETURN d.id AS id, count(a) AS n
MATCH (r:Route) OPTIONAL MATCH (r)<--(p:Pathway) OPTIONAL MATCH (p)<--(c:Cluster) RETURN r.id AS id, count(p) AS p, count(DISTINCT p) AS d, count(c) AS c
UNWIND [1, 2, null] AS x RETURN count(x) AS n, sum(x) AS s, avg(x) AS a, min(x) AS i, max(x) AS m, collect(x) AS c
UNWIND [] AS x RETURN count(x) AS n, sum(x) AS s, avg(x) AS a, min(x) AS i, max(x) AS m, collect(x) AS c
UNWIND [1, 2.5] AS x RETURN sum(x) AS s, avg(x) AS a, min(x) AS i, max(x) AS m
UNWIND [null, null] AS x RETURN count(x) AS n, sum(x) AS s, min(x) AS i, collect(x) AS c
UNWIND [1, 1, 2] AS x RETURN count(DISTINCT x) AS n, sum(DISTINCT x) AS s, collect(DISTINCT x) AS c
UNWIND [1, 1, 2] AS x RETURN avg(DISTINCT x) AS a
UNWIND [1, 4, 2, 8, 5, 7, 3] AS x RETURN avg(x) AS a
UNWIND [1, 1.0, '1'] AS x RETURN count(DISTINCT x) AS n
UNWIND [1, 1.0] AS x RETURN DISTINCT x
UNWIND [1, 1.0] AS x RETURN x, count(*) AS n
UNWIND [null, null, 1] AS x RETURN x, count(*) AS n
UNWIND [1, 'a', null, true, [1], 2.5] AS x RETURN min(x) AS i, max(x) AS m
UNWIND [[1, 2], [1], [2]] AS x RETURN min(x) AS i, max(x) AS m
UNWIND ['a', 'B', ''] AS x RETURN min(x) AS i, max(x) AS m
UNWIND [true, false] AS x RETURN min(x) AS i, max(x) AS m
UNWIND [[1], [1], [1, null], [1, null]] AS x RETURN count(DISTINCT x) AS n
UNWIND [{a: 1}, {a: 1}] AS m RETURN m, count(*) AS n
UNWIND [1, 2, 3, 4] AS x RETURN stDev(x) AS a
UNWIND [1, 2, 3, 4] AS x RETURN stDevP(x) AS a
UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5) AS a
UNWIND [1, 2, 3, 4] AS x RETURN percentileDisc(x, 0.5) AS a
UNWIND [1, 2, 3, 4] AS x RETURN percentileDisc(x, 1.5) AS a
UNWIND ['a'] AS x RETURN sum(x) AS s
UNWIND [1] AS x RETURN sum(x, x) AS s
UNWIND [1] AS x RETURN count() AS s
UNWIND [1] AS x RETURN collect(x) + [2] AS c
UNWIND [1, 2, 3] AS x RETURN [y IN collect(x) | y * 2] AS c
UNWIND [1, 2, 3] AS x RETURN reduce(s = 0, y IN collect(x) | s + y) AS c
UNWIND [9223372036854775807, 1] AS x RETURN sum(x) AS s
