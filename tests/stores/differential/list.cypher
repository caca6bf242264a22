// after openCypher TCK: expressions/list
RETURN [1, 2, 3][0] AS x
RETURN [1, 2, 3][-1] AS x
RETURN [1, 2, 3][5] AS x
RETURN [1, 2, 3][null] AS x
RETURN [1, 2, 3][1.0] AS x
RETURN [1, 2, 3]['a'] AS x
RETURN null[0] AS x
RETURN [[1, 2], [3]][0][1] AS x
RETURN [1, 2, 3][0..2] AS x
RETURN [1, 2, 3][..2] AS x
RETURN [1, 2, 3][1..] AS x
RETURN [1, 2, 3][-2..] AS x
RETURN [1, 2, 3][..-1] AS x
RETURN [1, 2, 3][5..7] AS x
RETURN [1, 2, 3][2..1] AS x
RETURN [1, 2, 3][null..2] AS x
RETURN 'abc'[0] AS x
RETURN 'abc'[0..2] AS x
RETURN 1[0] AS x
RETURN 1 IN [1, 2] AS x
RETURN 3 IN [1, 2] AS x
RETURN 1 IN [1, null] AS x
RETURN 2 IN [1, null] AS x
RETURN null IN [1] AS x
RETURN null IN [] AS x
RETURN 1 IN [] AS x
RETURN 1 IN null AS x
RETURN 1 IN [1.0] AS x
RETURN [1] IN [[1]] AS x
RETURN [1, null] IN [[1, null]] AS x
RETURN 1 IN [[1]] AS x
RETURN 'a' IN 'abc' AS x
RETURN 1 IN 1 AS x
RETURN [1] + [2] AS x
RETURN [1] + 2 AS x
RETURN 1 + [2] AS x
RETURN [1] + [[2]] AS x
RETURN [1] + null AS x
RETURN null + [1] AS x
RETURN [1] + [null] AS x
RETURN [] + [] AS x
RETURN [1] + 'a' AS x
RETURN 'a' + ['b'] AS x
RETURN size([1, null]) AS x
RETURN size([]) AS x
RETURN size(null) AS x
RETURN size(1) AS x
RETURN isEmpty([]) AS x
RETURN isEmpty([1]) AS x
RETURN head([1, 2]) AS x
RETURN head([]) AS x
RETURN head(null) AS x
RETURN last([1, 2]) AS x
RETURN last([]) AS x
RETURN tail([1, 2]) AS x
RETURN tail([1]) AS x
RETURN tail([]) AS x
RETURN reverse([1, 2, 3]) AS x
RETURN reverse([]) AS x
RETURN range(0, 3) AS x
RETURN range(3, 0) AS x
RETURN range(0, 6, 2) AS x
RETURN range(5, 0, -2) AS x
RETURN range(0, 5, -1) AS x
RETURN range(1, 3, 0) AS x
RETURN range(0.0, 3) AS x
RETURN range(null, 3) AS x
RETURN [x IN [1, 2, 3] WHERE x > 1 | x * 2] AS x
RETURN [x IN [1, 2, 3] WHERE x > 1] AS x
RETURN [x IN [1, 2, 3] | x * 2] AS x
RETURN [x IN [1, 2, 3]] AS x
RETURN [x IN [1, null] | x + 1] AS x
RETURN [x IN null | x] AS x
RETURN [x IN [[1], [2]] | [y IN x | y + 1]] AS x
RETURN [x IN [1, 2] | [x IN [3] | x]] AS x
RETURN [x IN range(1, 3) | x + size([1, 2])] AS x
RETURN [x IN ['a', 'b'] | x + '!'] AS x
RETURN [x IN [1, 2] | y] AS x
RETURN [x IN 1 | x] AS x
RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS x
RETURN reduce(s = 0, x IN [] | s + x) AS x
RETURN reduce(s = 0, x IN null | s + x) AS x
RETURN reduce(s = 0, x IN [1, null] | s + x) AS x
RETURN reduce(s = '', x IN ['a', 'b'] | s + x) AS x
RETURN reduce(s = [], x IN [1, 2] | s + x) AS x
RETURN reduce(s = [], x IN [1, 2] | [x] + s) AS x
RETURN reduce(s = 1, x IN [2, 3] | s * x) AS x
RETURN reduce(s = 0, x IN [1.5, 2] | s + x) AS x
RETURN coalesce(null, [1]) AS x
RETURN toIntegerList(['1', 'a', null]) AS x
RETURN toStringList([1, 2]) AS x
RETURN [1, 2, 'a', null, true, 1.5, [1], {a: 1}] AS x
RETURN [] = [] AS x
RETURN [1, 2] <> [1, 3] AS x
MATCH (o:Occupation) RETURN o.specialisms[0] AS x
MATCH (o:Occupation) RETURN o.specialisms + 'x' AS x
MATCH (o:Occupation) RETURN size(o.specialisms) AS x, head(o.specialisms) AS y, last(o.specialisms) AS z
MATCH (o:Occupation) RETURN [s IN o.specialisms WHERE s CONTAINS 'shift' | toUpper(s)] AS x
MATCH (o:Occupation) RETURN o.specialisms[0..1] AS x, reverse(o.specialisms) AS y
MATCH (o:Occupation) RETURN [o.id, o.level] AS x
MATCH (o:Occupation) WITH o ORDER BY o.id RETURN collect(o.level) AS x, collect(o.title)[1..3] AS y
MATCH (o:Occupation) WITH o ORDER BY o.id WITH collect(o) AS os RETURN [o IN os WHERE o.level > 5 | o.title] AS x, size(os) AS n
MATCH (o:Occupation) WITH o ORDER BY o.id WITH collect(o.level) AS ls RETURN reduce(s = 0, l IN ls | s + l) AS x
MATCH (o:Occupation) RETURN [null, o.level] + o.lines AS x
RETURN range(2, 8, -1) AS x
RETURN (([] + toIntegerList(null))[0]) AS x
RETURN [1, 2][..] AS x
RETURN 2 IN [1] + [2] AS x
RETURN 1 IN [x IN [1] WHERE x = 1] AS x
RETURN 1 IN [x IN [1]] AS x
WITH [1] AS l RETURN 2 IN l + 2 AS x, 1 IN [l[0], 2] AS y, 1 IN [[1], [2]][0] AS z
MATCH (n:Route) WHERE n.line IN [x IN range(1, 100) WHERE x % 2 = 0] RETURN count(n) AS n
MATCH (r:Route) WHERE 'Ward' IN [(r)<--(p) | p.name] RETURN r.id AS id
