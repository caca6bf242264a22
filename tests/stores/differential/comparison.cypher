// after openCypher TCK: expressions/boolean, expressions/null, expressions/comparison, expressions/precedence
RETURN true AND true AS x
RETURN true AND false AS x
RETURN true AND null AS x
RETURN null AND false AS x
RETURN null OR true AS x
RETURN null OR false AS x
RETURN null XOR true AS x
RETURN true XOR false AS x
RETURN NOT true AS x
RETURN NOT null AS x
RETURN NOT NOT true AS x
RETURN 123 AND true AS x
RETURN 'a' OR false AS x
RETURN [] AND true AS x
RETURN NOT 0 AS x
RETURN NOT 'a' AS x
RETURN true AND NOT false OR null AS x
RETURN NOT (1 = null) AS x
RETURN (1 = null) IS NULL AS x
RETURN null IS NULL AS x
RETURN null IS NOT NULL AS x
RETURN 1 IS NOT NULL AS x
RETURN [null] IS NULL AS x
RETURN null = null AS x
RETURN null <> null AS x
RETURN 1 = null AS x
RETURN 1 = 1 AS x
RETURN 1 = 1.0 AS x
RETURN 1 = 1.5 AS x
RETURN 1 = '1' AS x
RETURN 1 <> '1' AS x
RETURN 'a' = 'A' AS x
RETURN true = 1 AS x
RETURN true = 'true' AS x
RETURN [1] = [1] AS x
RETURN [1] = 1 AS x
RETURN [1, 2] = [2, 1] AS x
RETURN [1, null] = [1, null] AS x
RETURN [1, null] = [2, null] AS x
RETURN [1, 2] = [1.0, 2.0] AS x
RETURN [[1], [2]] = [[1], [2]] AS x
RETURN {a: 1} = {a: 1} AS x
RETURN {a: 1, b: 2} = {b: 2, a: 1} AS x
RETURN {a: 1} = {a: 1.0} AS x
RETURN {a: 1} = {b: 1} AS x
RETURN {a: null} = {a: null} AS x
RETURN {} = {} AS x
RETURN {} = null AS x
RETURN 1 < 2 AS x
RETURN 1 < 1.5 AS x
RETURN 2 <= 2.0 AS x
RETURN 'a' < 'b' AS x
RETURN 'a' < 'B' AS x
RETURN 'a' < 'ab' AS x
RETURN 'a' >= null AS x
RETURN true > false AS x
RETURN 1 < 'a' AS x
RETURN 1 < true AS x
RETURN [1, 2] < [1, 3] AS x
RETURN [1] < [1, 0] AS x
RETURN [1] < [1, null] AS x
RETURN [1, 2] < [3, null] AS x
RETURN {a: 1} < {a: 2} AS x
RETURN 1 < 2 AND 2 < 3 AS x
RETURN 1 < 2 < 3 AS x
RETURN 1 = 1 = true AS x
RETURN 9007199254740993 = 9007199254740992 AS x
RETURN 9007199254740993 = 9007199254740992.0 AS x
RETURN 0.0 / 0.0 = 0.0 / 0.0 AS x
RETURN 1 + 2 * 3 AS x
RETURN (1 + 2) * 3 AS x
RETURN 2 * 3 + 4 * 5 AS x
RETURN 10 - 2 - 3 AS x
RETURN 10 / 2 * 5 AS x
RETURN 10 % 4 * 3 AS x
RETURN 2 + 3 = 5 AS x
RETURN -2 ^ 2 AS x
RETURN 2 ^ 3 ^ 2 AS x
RETURN 2 * 3 ^ 2 AS x
RETURN - 1 + 2 AS x
RETURN - (1 + 2) AS x
RETURN 2 - -1 AS x
RETURN 2 * -1 AS x
RETURN +1 AS x
RETURN 1 + 1 = 2 AND 'a' < 'b' AS x
RETURN NOT 1 = 2 AS x
RETURN NOT true AND false AS x
RETURN true OR true AND false AS x
RETURN NOT 'a' CONTAINS 'b' AS x
RETURN NOT null IS NULL AS x
RETURN null IS NULL = true AS x
RETURN 1 IN [1] AND true AS x
RETURN 1 IN [1] = true AS x
RETURN 'a' + 'b' STARTS WITH 'a' AS x
RETURN 'ab' STARTS WITH 'a' + 'b' AS x
RETURN [1, 2] + 3 IN [[1, 2, 3]] AS x
RETURN 1 + 2 IN [3] AS x
RETURN [1, 2, 3][1..][0] AS x
RETURN {a: [1, 2]}.a[1] AS x
RETURN [{a: 1}][0].a AS x
RETURN 'a' + 1 + 2 AS x
RETURN 1 + 2 + 'a' AS x
RETURN 'string' <= true AS x
RETURN NOT 2 AND false AS x
RETURN true AND (true + null) AS x
RETURN true + null AS x
RETURN true AND (1 + null) AS x
RETURN ([1] + null)[0] + 1 AS x
