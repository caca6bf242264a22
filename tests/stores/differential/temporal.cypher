// after openCypher TCK: expressions/temporal; the graph holds no times
RETURN date('2020-01-01') AS x
RETURN date({year: 2020, month: 2}) AS x
RETURN date('2020-01-01').year AS x
RETURN date('2020-01-01') < date('2020-01-02') AS x
RETURN datetime('2020-01-01T00:00:00Z') AS x
RETURN localdatetime('2020-01-01T00:00:00') AS x
RETURN localtime('12:00') AS x
RETURN time('12:00Z') AS x
RETURN duration('P1D') AS x
RETURN duration.between(date('2020-01-01'), date('2020-02-01')) AS x
RETURN date('2020-01-01') + duration('P1M') AS x
RETURN toString(date('2020-01-01')) AS x
RETURN date.truncate('month', date('2020-01-15')) AS x
UNWIND [date('2020-01-02'), date('2020-01-01')] AS x RETURN x ORDER BY x
RETURN date('x') AS x
RETURN datetime({epochSeconds: 1}) AS x
RETURN '2020-01-01' < '2020-01-02' AS x
RETURN timestamp() AS x
