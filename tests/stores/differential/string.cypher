// after openCypher TCK: expressions/string
RETURN 'a' + 'b' AS x
RETURN 'a' + 1 AS x
RETURN 1 + 'a' AS x
RETURN 'a' + 1.5 AS x
RETURN 'a' + null AS x
RETURN 'a' + true AS x
RETURN 'a' || 'b' AS x
RETURN 'a' + 1e21 AS x
RETURN toLower('ÀB') AS x
RETURN toUpper('straße') AS x
RETURN lower('A') AS x
RETURN upper('a') AS x
RETURN toLower(1) AS x
RETURN toLower(null) AS x
RETURN trim('  a ') AS x
RETURN ltrim('  a') AS x
RETURN rtrim('a  ') AS x
RETURN btrim(' a ') AS x
RETURN trim(BOTH 'x' FROM 'xax') AS x
RETURN size('abc') AS x
RETURN size('é😀') AS x
RETURN size('') AS x
RETURN char_length('abc') AS x
RETURN character_length('abc') AS x
RETURN isEmpty('') AS x
RETURN isEmpty(null) AS x
RETURN left('abc', 2) AS x
RETURN left('abc', 5) AS x
RETURN left('abc', 0) AS x
RETURN left('abc', -1) AS x
RETURN left(null, 1) AS x
RETURN right('abc', 2) AS x
RETURN right('abc', -1) AS x
RETURN substring('abc', 1) AS x
RETURN substring('abc', 1, 1) AS x
RETURN substring('abc', 5) AS x
RETURN substring('abc', 0, 10) AS x
RETURN substring('abc', -1) AS x
RETURN substring('abc', 0, -1) AS x
RETURN substring('é😀x', 1, 1) AS x
RETURN substring(123, 1) AS x
RETURN split('a,b', ',') AS x
RETURN split('', ',') AS x
RETURN split('abc', '') AS x
RETURN split(',a,', ',') AS x
RETURN split(null, ',') AS x
RETURN split('a', null) AS x
RETURN split('a,b;c', [',', ';']) AS x
RETURN replace('aaa', 'a', 'b') AS x
RETURN replace('aaa', 'aa', 'b') AS x
RETURN replace('abc', '', 'x') AS x
RETURN replace('abc', null, 'x') AS x
RETURN reverse('abc') AS x
RETURN reverse('a😀b') AS x
RETURN reverse(null) AS x
RETURN normalize('a') AS x
RETURN 'abc' STARTS WITH 'a' AS x
RETURN 'abc' STARTS WITH '' AS x
RETURN 'abc' STARTS WITH null AS x
RETURN 'abc' STARTS WITH 1 AS x
RETURN null STARTS WITH 'a' AS x
RETURN 'abc' ENDS WITH 'c' AS x
RETURN 'abc' ENDS WITH 'C' AS x
RETURN 'abc' CONTAINS 'b' AS x
RETURN 'abc' CONTAINS '' AS x
RETURN null CONTAINS null AS x
RETURN 'abc' =~ 'a.*' AS x
RETURN 'abc' =~ 'b' AS x
RETURN 'a' IN ['a', null] AS x
MATCH (o:Occupation) RETURN toUpper(o.title) AS x, size(o.title) AS n
MATCH (o:Occupation) RETURN left(o.title, 3) + '…' AS x
MATCH (o:Occupation) RETURN o.title + ' (' + o.level + ')' AS x
MATCH (o:Occupation) RETURN split(o.id, '/')[0] AS x, split(o.id, '/')[1] AS y
MATCH (o:Occupation) RETURN DISTINCT left(o.title, 1) AS x ORDER BY x
MATCH (o:Occupation) RETURN substring(o.title, 1) AS x, reverse(o.title) AS y
MATCH (o:Occupation) RETURN toLower(o.specialisms) AS x
MATCH (o:Occupation) WHERE o.title =~ '.*nurse.*' RETURN o.id AS id
RETURN trim($p) AS x // {"p": "\u00a0a"}
RETURN ltrim($p) AS x // {"p": "\u2003a"}
RETURN rtrim($p) AS x // {"p": "a\u001c"}
RETURN btrim($p) AS x // {"p": "a\u0085"}
MATCH (o:Occupation) WHERE o.title <> trim(o.title) RETURN count(o) AS n
