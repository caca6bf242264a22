// after openCypher TCK: expressions/mathematical
RETURN 1 + 1 AS x
RETURN 1 + 1.5 AS x
RETURN 1 - 2.5 AS x
RETURN 3 * 4 AS x
RETURN 3 * 0.5 AS x
RETURN 7 / 2 AS x
RETURN -7 / 2 AS x
RETURN 7 / -2 AS x
RETURN 7 / 2.0 AS x
RETURN 7 % 3 AS x
RETURN -7 % 3 AS x
RETURN 7 % -3 AS x
RETURN 7.5 % 2 AS x
RETURN 1 / 0 AS x
RETURN 1 % 0 AS x
RETURN 1.0 / 0 AS x
RETURN 1 / 0.0 AS x
RETURN 0.0 / 0.0 AS x
RETURN 1.0 % 0 AS x
RETURN 2 ^ 3 AS x
RETURN 2 ^ -1 AS x
RETURN 2 ^ 0.5 AS x
RETURN 0 ^ 0 AS x
RETURN 10 ^ 3 AS x
RETURN 2.0 ^ 10 AS x
RETURN 9223372036854775807 + 1 AS x
RETURN 9223372036854775807 * 2 AS x
RETURN -9223372036854775807 - 2 AS x
RETURN 9223372036854775807 + 0 AS x
RETURN 1.5e308 * 10 AS x
RETURN 0.1 + 0.2 AS x
RETURN 0.1 * 3 AS x
RETURN 5 / 3 * 2.0 AS x
RETURN 1 + null AS x
RETURN null * 2 AS x
RETURN -null AS x
RETURN 1 + true AS x
RETURN 1 - 'a' AS x
RETURN 'a' * 2 AS x
RETURN [1] - [1] AS x
RETURN {a: 1} + 1 AS x
RETURN abs(-3) AS x
RETURN abs(-3.5) AS x
RETURN abs(null) AS x
RETURN abs('a') AS x
RETURN ceil(1.2) AS x
RETURN ceil(-0.5) AS x
RETURN ceil(2) AS x
RETURN floor(-1.5) AS x
RETURN floor(2.7) AS x
RETURN round(1.5) AS x
RETURN round(2.5) AS x
RETURN round(-1.5) AS x
RETURN round(-0.5) AS x
RETURN round(-0.3) AS x
RETURN round(5) AS x
RETURN round(1.25, 1) AS x
RETURN round(-1.25, 1) AS x
RETURN round(0.285, 2) AS x
RETURN round(1.005, 2) AS x
RETURN round(2.675, 2) AS x
RETURN round(-0.565, 2) AS x
RETURN round(3.14159, 3) AS x
RETURN round(1.25, 1, 'HALF_EVEN') AS x
RETURN round(1.25, 1, 'HALF_UP') AS x
RETURN round(1.5, 0) AS x
RETURN round(123.456, -1) AS x
RETURN round(null) AS x
RETURN round('a') AS x
RETURN sign(-3) AS x
RETURN sign(2.5) AS x
RETURN sign(0) AS x
RETURN sqrt(4) AS x
RETURN sqrt(2) AS x
RETURN sqrt(-1) AS x
RETURN log(10) AS x
RETURN log(0) AS x
RETURN log(-1) AS x
RETURN log10(1000) AS x
RETURN exp(1) AS x
RETURN exp(0) AS x
RETURN e() AS x
RETURN pi() AS x
RETURN sin(1) AS x
RETURN cos(1) AS x
RETURN tan(1) AS x
RETURN asin(1) AS x
RETURN acos(0.5) AS x
RETURN atan(1) AS x
RETURN atan2(1, 2) AS x
RETURN degrees(3.14) AS x
RETURN radians(180) AS x
RETURN isNaN(1.0) AS x
RETURN isNaN(0.0 / 0.0) AS x
RETURN toInteger(7 / 2.0) AS x
RETURN -0.0 AS x
RETURN -(1.5) AS x
RETURN 1 - round(0.5) AS x
RETURN (1 + 2) - [1, 2][0] AS x
RETURN 0.5 + abs(-1) * 2 AS x
UNWIND [1, 2, 4, 0] AS x RETURN 10.0 / x AS y
UNWIND [1, 2, 4] AS x RETURN 10.0 / x AS y
UNWIND [1, 2, 4, null] AS x RETURN 10 / x AS y
UNWIND [0.565, 0.124, 0.9999, 0.0049, 1.0] AS x RETURN round(x, 2) AS y
UNWIND [-2.5, -1.2, -0.5, -0.2, 0.0, 0.2, 0.5, 1.5] AS x RETURN round(x) AS y
MATCH ()-[r:PROGRESSES_TO]->() RETURN round(r.relatedness, 1) AS x
MATCH ()-[r:PROGRESSES_TO]->() RETURN round(r.relatedness * 100) AS x
MATCH (o:Occupation) RETURN o.level * 10 + 1 AS x
MATCH (o:Occupation) RETURN o.level / 2 AS x, o.level / 2.0 AS y, o.level % 2 AS z
MATCH (o:Occupation) RETURN toFloat(sum(o.level)) / count(o.level) AS x
MATCH (o:Occupation) RETURN 100.0 * count(o.level) / count(*) AS x
MATCH (o:Occupation) RETURN o.title - 1 AS x
MATCH (o:Occupation) RETURN abs(o.title) AS x
MATCH (o:Occupation) RETURN o.level + o.title AS x
MATCH (o:Occupation) RETURN o.level + o.degree AS x
RETURN cot(1) AS x
RETURN haversin(1) AS x
RETURN rand() AS x
RETURN 0.3 - abs(-0.2) AS x
RETURN round(1e20) AS x
RETURN round(-2.5) AS x
RETURN round(-3.5) AS x
RETURN round(9.2e18) AS x
RETURN -3.5 - round(-2.5) AS x
RETURN --1 AS x, 3---1 AS y, +-1 AS z
RETURN ---1 AS x
RETURN -+1 AS x
WITH 5 AS a RETURN +-a AS x
WITH 5 AS a RETURN 1--a AS x, -(-a) AS y
