// after openCypher TCK: expressions/typeConversion
RETURN toInteger('1') AS x
RETURN toInteger('1.7') AS x
RETURN toInteger('-1.7') AS x
RETURN toInteger(1.7) AS x
RETURN toInteger(-1.7) AS x
RETURN toInteger('a') AS x
RETURN toInteger('') AS x
RETURN toInteger(' 1 ') AS x
RETURN toInteger('1e3') AS x
RETURN toInteger('9223372036854775808') AS x
RETURN toInteger(1e30) AS x
RETURN toInteger(true) AS x
RETURN toInteger(null) AS x
RETURN toInteger([1]) AS x
RETURN toInteger({a: 1}) AS x
RETURN toFloat('1') AS x
RETURN toFloat('1.5') AS x
RETURN toFloat('1e3') AS x
RETURN toFloat('a') AS x
RETURN toFloat('NaN') AS x
RETURN toFloat(' 1.5 ') AS x
RETURN toFloat(1) AS x
RETURN toFloat(true) AS x
RETURN toFloat(null) AS x
RETURN toFloat([1]) AS x
RETURN toBoolean('true') AS x
RETURN toBoolean('TRUE') AS x
RETURN toBoolean(' true ') AS x
RETURN toBoolean('yes') AS x
RETURN toBoolean(true) AS x
RETURN toBoolean(1) AS x
RETURN toBoolean(0) AS x
RETURN toBoolean(1.0) AS x
RETURN toBoolean(null) AS x
RETURN toBoolean([]) AS x
RETURN toString(1) AS x
RETURN toString(1.0) AS x
RETURN toString(0.1) AS x
RETURN toString(123456.789) AS x
RETURN toString(1e7) AS x
RETURN toString(1e21) AS x
RETURN toString(1e-5) AS x
RETURN toString(true) AS x
RETURN toString('a') AS x
RETURN toString(null) AS x
RETURN toString([1]) AS x
RETURN toString({a: 1}) AS x
RETURN toIntegerOrNull('x') AS x
RETURN toIntegerOrNull('12') AS x
RETURN toIntegerOrNull([]) AS x
RETURN toFloatOrNull('x') AS x
RETURN toFloatOrNull('1.5') AS x
RETURN toStringOrNull(1) AS x
RETURN toStringOrNull([1]) AS x
RETURN toBooleanOrNull('x') AS x
RETURN toBooleanOrNull('true') AS x
RETURN toBooleanOrNull(1.5) AS x
RETURN toFloatList(['1', null]) AS x
RETURN toBooleanList(['true', 'x']) AS x
RETURN valueType(1) AS x
RETURN [x IN ['1', 'b', '3'] | toInteger(x)] AS x
RETURN [x IN [1, 2.5, true] | toString(x)] AS x
RETURN toInteger(toString(5)) + 1 AS x
MATCH (o:Occupation) RETURN toString(o.level) AS x, toFloat(o.level) AS y
MATCH (o:Occupation) RETURN toInteger(right(o.id, 1)) AS x
MATCH ()-[r:PROGRESSES_TO]->() RETURN toString(r.relatedness) AS x, toInteger(r.relatedness * 10) AS y
MATCH (o:Occupation) RETURN toString(o) AS x
MATCH (o:Occupation) RETURN toString(o.degree) AS x
MATCH (o:Occupation) RETURN toInteger(o.specialisms) AS x
RETURN toBooleanList([' true ', 'FALSE', 'x', null]) AS x
RETURN toBooleanList([1, 0]) AS x
RETURN toBooleanList([true, 'false']) AS x
RETURN toBooleanList([1, 'false']) AS x
RETURN toFloatList(['1.5', '1e3', null]) AS x
RETURN toFloatList(['nan', '1d', ' 1']) AS x
RETURN toFloatList([1, 2.5]) AS x
RETURN toIntegerList([1e30, 2.9]) AS x
RETURN toIntegerList([1.5, 2.9]) AS x
RETURN toStringList([10000000000.0]) AS x
RETURN toStringList([1.5, 2.0]) AS x
RETURN toStringList([[1]]) AS x
MATCH (o:Occupation) RETURN toStringList(o.lines) AS x, toFloatList(o.lines) AS y ORDER BY o.id
UNWIND [1, 'true'] AS x RETURN toBoolean(x) AS y
UNWIND ['true', 'True ', ' FALSE', '1', ''] AS x RETURN toBoolean(x) AS y
RETURN toFloat($p) AS x // {"p": "\u00015"}
RETURN toBoolean($p) AS x // {"p": "\u00a0true"}
RETURN toInteger('٣') AS x
RETURN toInteger($p) AS x // {"p": "'1'"}
