// of our own: parameters, which stand as JSON behind the statement
RETURN $p AS x // {"p": 1}
RETURN $p AS x // {"p": 1.0}
RETURN $p AS x // {"p": "a"}
RETURN $p AS x // {"p": null}
RETURN $p AS x // {"p": [1, null, "a"]}
RETURN $p AS x // {"p": {"b": [1], "a": null}}
RETURN $p AS x // {"p": NaN}
RETURN $p AS x // {"p": Infinity}
RETURN $p AS x // {"p": 9223372036854775807}
RETURN $p AS x // {"p": 9223372036854775808}
RETURN $p = $p AS x // {"p": NaN}
RETURN $p > 1 AS x // {"p": Infinity}
RETURN toString($p) AS x // {"p": Infinity}
RETURN $p.a AS x // {"p": {"a": 1}}
RETURN $p.b AS x // {"p": {"a": 1, "b": 2}}
RETURN $p['a'] AS x // {"p": {"a": 1}}
RETURN $p[0] AS x // {"p": [1, 2]}
RETURN $p + 1 AS x // {"p": 1}
RETURN $p + 1 AS x // {"p": "a"}
RETURN $p - 1 AS x // {"p": "a"}
RETURN $p AND true AS x // {"p": "a"}
RETURN $p AND true AS x // {"p": false}
RETURN size($p) AS x // {"p": [1, 2]}
RETURN size($p) AS x // {"p": 5}
RETURN 1 / $p AS x // {"p": 0.0}
RETURN 1 / $p AS x // {"p": 2.0}
RETURN round($p) AS x // {"p": -1.5}
RETURN $p + $q AS x // {"p": [1], "q": null}
RETURN $q AS x // {"p": 1}
UNWIND $p AS x RETURN x // {"p": [3, 1, 2]}
UNWIND $p AS row RETURN row.a AS a ORDER BY a // {"p": [{"a": 2}, {"a": 1}]}
UNWIND $p AS x RETURN x // {"p": null}
UNWIND $p AS x RETURN count(DISTINCT x) AS n // {"p": [1, 1.0]}
MATCH (o:Occupation {id: $p}) RETURN o.title AS title // {"p": "care/nurse-5"}
MATCH (o:Occupation {level: $p}) RETURN o.id AS id // {"p": 2.0}
MATCH (o:Occupation) WHERE o.level IN $p RETURN o.id AS id // {"p": [2, null]}
MATCH (o:Occupation) WHERE o.level = $p RETURN o.id AS id // {"p": null}
MATCH (o:Occupation) WHERE $p IS NULL OR o.level = $p RETURN count(*) AS n // {"p": null}
MATCH (o:Occupation) WHERE o.title STARTS WITH $p RETURN o.id AS id // {"p": "C"}
MATCH (o:Occupation $p) RETURN o.id AS id // {"p": {"level": 2}}
MATCH (o:Occupation) RETURN o.id AS id ORDER BY id LIMIT $p // {"p": 2}
MATCH (o:Occupation) RETURN o.id AS id ORDER BY id SKIP $p LIMIT 1 // {"p": 3}
MATCH (o:Occupation) RETURN o.id AS id LIMIT $p // {"p": -1}
MATCH (o:Occupation) RETURN o.id AS id LIMIT $p // {"p": 1.5}
MATCH (o:Occupation) RETURN o.id AS id LIMIT $p // {"p": "a"}
MATCH (a:Occupation {id: $a}), (b:Occupation {id: $b}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) RETURN length(p) AS n // {"a": "care/carer-2", "b": "care/matron-7"}
MATCH (a:Occupation {id: $a}), (b:Occupation {id: $b}) MATCH p = shortestPath((a)-[:PROGRESSES_TO*..6]->(b)) RETURN length(p) AS n // {"a": "care/carer-2", "b": "care/carer-2"}
MATCH (r:Route) RETURN r[$p] AS x ORDER BY x // {"p": "name"}
MATCH (r:Route) RETURN r[($p)] AS x ORDER BY x // {"p": "name"}
MATCH (r:Route) RETURN r[$p] AS x // {"p": "'name'"}
MATCH (r:Route) RETURN r[$p] AS x // {"p": "xnamex"}
RETURN $p.a.b AS x // {"p": {"a": {"b": 5}}}
UNWIND $p AS row OPTIONAL MATCH (r:Route {id: row.key}) RETURN row.key, r.name ORDER BY row.key // {"p": [{"key": "care"}, {"key": "b"}]}
