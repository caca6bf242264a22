// after openCypher TCK: expressions/quantifier
RETURN all(x IN [1, 2] WHERE x > 0) AS x
RETURN all(x IN [1, 0] WHERE x > 0) AS x
RETURN all(x IN [1, null] WHERE x > 0) AS x
RETURN all(x IN [0, null] WHERE x > 0) AS x
RETURN all(x IN [] WHERE x > 0) AS x
RETURN all(x IN null WHERE x > 0) AS x
RETURN any(x IN [1, 0] WHERE x > 0) AS x
RETURN any(x IN [0] WHERE x > 0) AS x
RETURN any(x IN [1, null] WHERE x > 0) AS x
RETURN any(x IN [0, null] WHERE x > 0) AS x
RETURN any(x IN [] WHERE x > 0) AS x
RETURN any(x IN null WHERE x > 0) AS x
RETURN none(x IN [0] WHERE x > 0) AS x
RETURN none(x IN [1] WHERE x > 0) AS x
RETURN none(x IN [0, null] WHERE x > 0) AS x
RETURN none(x IN [1, null] WHERE x > 0) AS x
RETURN none(x IN [] WHERE true) AS x
RETURN single(x IN [1, 0] WHERE x > 0) AS x
RETURN single(x IN [1, 2] WHERE x > 0) AS x
RETURN single(x IN [1, null] WHERE x > 0) AS x
RETURN single(x IN [1, 2, null] WHERE x > 0) AS x
RETURN single(x IN [] WHERE true) AS x
RETURN single(x IN null WHERE true) AS x
RETURN all(x IN [1, 'a'] WHERE x IS NOT NULL) AS x
RETURN any(x IN [[1], [2]] WHERE any(y IN x WHERE y = 2)) AS x
RETURN none(x IN [{a: 1}] WHERE x.a = 2) AS x
RETURN all(x IN [{a: 1}, {a: 2}] WHERE x.a > 0) AS x
RETURN single(x IN ['a', 'b'] WHERE x STARTS WITH 'a') AS x
RETURN all(x IN ['a'] WHERE x % 2 = 0) AS x
RETURN any(x IN [true, false] WHERE x) AS x
RETURN none(x IN [1, 2] WHERE x) AS x
RETURN all(x IN [1, 2] WHERE true) AND none(x IN [1] WHERE false) AS x
RETURN NOT any(x IN [1, 2] WHERE x = 3) AS x
RETURN any(x IN [1, 2] WHERE x = 2) = NOT none(x IN [1, 2] WHERE x = 2) AS x
RETURN size([x IN [1, 2, 3] WHERE x > 1]) > 0 AS x
MATCH (o:Occupation) RETURN o.id AS id, all(s IN o.specialisms WHERE size(s) > 3) AS x
MATCH (o:Occupation) WHERE none(s IN o.specialisms WHERE s = 'Night shift') RETURN o.id AS id
MATCH (o:Occupation) WHERE single(s IN o.specialisms WHERE s ENDS WITH 'shift') RETURN o.id AS id
MATCH p = (a:Occupation)-[:PROGRESSES_TO*1..3]->(b) WHERE all(r IN relationships(p) WHERE r.relatedness > 0.3) RETURN a.id AS a, b.id AS b
MATCH p = (a:Occupation)-[:PROGRESSES_TO*1..3]->(b) RETURN any(n IN nodes(p) WHERE n.level IS NULL) AS x, count(*) AS n
