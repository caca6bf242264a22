// after openCypher TCK: expressions/literals, expressions/map, expressions/conditional
RETURN 1 AS x
RETURN -1 AS x
RETURN 0 AS x
RETURN 9223372036854775807 AS x
RETURN -9223372036854775808 AS x
RETURN 9223372036854775808 AS x
RETURN 0x1F AS x
RETURN 0X1F AS x
RETURN 0o17 AS x
RETURN 017 AS x
RETURN 1_000 AS x
RETURN 1.5 AS x
RETURN .5 AS x
RETURN 1. AS x
RETURN -1.5 AS x
RETURN 1e3 AS x
RETURN 1E-3 AS x
RETURN .1e1 AS x
RETURN 1.34E999 AS x
RETURN 1.7976931348623157e308 AS x
RETURN 'a' AS x
RETURN "a" AS x
RETURN 'it\'s' AS x
RETURN "a\"b" AS x
RETURN 'a\\b' AS x
RETURN 'a\nb\tc' AS x
RETURN 'a\bb' AS x
RETURN '\x' AS x
RETURN '' AS x
RETURN 'é😀' AS x
RETURN true AS x
RETURN TRUE AS x
RETURN null AS x
RETURN [] AS x
RETURN [1, 'a', null] AS x
RETURN [[], [[]]] AS x
RETURN {} AS x
RETURN {a: 1} AS x
RETURN {a: {b: [1, {c: 2}]}} AS x
RETURN {`a b`: 1} AS x
RETURN {a: 1, a: 2} AS x
RETURN {1: 2} AS x
RETURN [1, 2 AS x
RETURN {a: 1 AS x
RETURN {a: 1}.a AS x
RETURN {a: 1}.b AS x
RETURN {a: 1}['a'] AS x
RETURN {a: 1}['b'] AS x
RETURN {a: 1}[null] AS x
RETURN {a: 1}[0] AS x
RETURN null.a AS x
RETURN {a: {b: 2}}.a.b AS x
RETURN keys({b: 1, a: 2}) AS x
RETURN size(keys({b: 1, a: 2})) AS x
RETURN keys(null) AS x
RETURN properties({a: 1}) AS x
RETURN properties(1) AS x
RETURN 'a'.b AS x
RETURN CASE WHEN true THEN 1 ELSE 2 END AS x
RETURN CASE WHEN null THEN 1 ELSE 2 END AS x
RETURN CASE WHEN false THEN 1 END AS x
RETURN CASE WHEN 1 THEN 2 END AS x
RETURN CASE 1 WHEN 1 THEN 'a' END AS x
RETURN CASE 1 WHEN 1.0 THEN 'a' ELSE 'b' END AS x
RETURN CASE null WHEN null THEN 'a' ELSE 'b' END AS x
RETURN CASE 'a' WHEN 'a' THEN 1 ELSE 'x' END AS x
RETURN CASE 2 WHEN 1, 2 THEN 'a' ELSE 'b' END AS x
RETURN CASE 2 WHEN > 1 THEN 'a' ELSE 'b' END AS x
RETURN CASE WHEN 1 > 2 THEN 1 / 0 ELSE 5 END AS x
RETURN CASE WHEN true THEN 1 END + 1 AS x
RETURN coalesce(null, 1) AS x
RETURN coalesce(null, null) AS x
RETURN coalesce(1, 'a') AS x
RETURN coalesce() AS x
RETURN nullIf(1, 1) AS x
RETURN nullIf(1, 2) AS x
RETURN nullIf(null, 1) AS x
WITH {a: 1, b: 2} AS m RETURN m {.a} AS x
WITH {a: 1, b: 2} AS m RETURN m {.a, c: 3} AS x
WITH {a: 1, b: 2} AS m RETURN m {.*} AS x
WITH {a: 1} AS m, 'a' AS k RETURN m[k] AS x
MATCH (r:Route) RETURN r {.name, .line} AS x
MATCH (r:Route) RETURN r {.name, n: 1, r} AS x
MATCH (r:Route) WITH r, 5 AS b RETURN r {.name, b} AS x
MATCH (r:Route) RETURN r {.*} AS x
MATCH (r:Route) RETURN r {.title} AS x
MATCH (n) RETURN n {.id, .name} AS x
OPTIONAL MATCH (r:Route {id: 'x'}) RETURN r {.name, .line} AS x
MATCH ()-[r:PROGRESSES_TO]->() RETURN r {.basis, .cost} AS x
MATCH (o:Occupation) RETURN CASE WHEN o.level > 4 THEN 'high' WHEN o.level > 2 THEN 'middle' ELSE 'low' END AS x, count(*) AS n
MATCH (o:Occupation) RETURN CASE o.level WHEN 2 THEN 'two' WHEN 5 THEN 'five' ELSE o.title END AS x
MATCH (o:Occupation) RETURN coalesce(o.level, o.level_min) AS x
MATCH (o:Occupation) RETURN coalesce(o.level, 'unknown') AS x
MATCH (o:Occupation) RETURN nullIf(o.level, 2) AS x
MATCH (o:Occupation) RETURN CASE WHEN o.title THEN 1 ELSE 2 END AS x
RETURN $missing AS x
RETURN 1 +
RETURN (1
RETURN 1 AS
MATCH (r:Route) RETURN r {.name}
MATCH (r:Route) RETURN r {.name} ORDER BY r.id LIMIT 2
MATCH (r:Route) RETURN r {.name} AS r ORDER BY r.name LIMIT 2
MATCH (r:Route) RETURN r.name AS r ORDER BY r LIMIT 2
MATCH (r:Route) RETURN r {.name} AS r ORDER BY r.id LIMIT 2
MATCH (r:Route) WITH r.line AS r ORDER BY r + 1 LIMIT 1 RETURN r
