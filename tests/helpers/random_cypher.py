"""Statements in Cypher put together at random, sensible and not, of which both stores must say the same."""

from __future__ import annotations

from hypothesis import strategies as st

_NUMBERS = ["0", "1", "2", "-1", "3", "7", "0.5", "-0.5", "1.5", "-1.5", "2.0", "0.25", "100", "1e10", "0.0001"]
_TEXTS = ["''", "'a'", "'B'", "'abc'", "'1'", "'1.5'", "'x y'", "'é😀'", "'true'"]
_PROPERTIES = [
    "o.level",
    "o.title",
    "o.id",
    "o.degree",
    "o.specialisms",
    "o.lines",
    "o.level_min",
    "o.route",
    "b.id",
    "b.title",
    "b.level",
    "b.name",
    "r.cost",
    "r.relatedness",
    "r.basis",
    "type(r)",
    "labels(b)",
    "length(p)",
]
_FUNCTIONS = {
    1: "abs ceil floor round sign sqrt size head last tail reverse toUpper toLower trim toInteger toFloat toString "
    "toBoolean isEmpty coalesce log char_length toIntegerOrNull e pi",
    2: "left right substring split coalesce nullIf range round",
    3: "substring replace range",
}
_OPERATORS = ["+", "-", "*", "/", "%", "^", "=", "<>", "<", ">", "<=", ">=", "AND", "OR", "IN"]
_OPERATORS += ["STARTS WITH", "ENDS WITH", "CONTAINS", "+", "=", "AND", "||"]


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def called(count: int) -> st.SearchStrategy[str]:
        names = st.sampled_from(_FUNCTIONS[count].split())
        return st.builds(
            lambda name, of: f"{name}({', '.join(of)})", names, st.lists(inner, min_size=count, max_size=count)
        )

    quantifier = st.sampled_from(["all", "any", "none", "single"])
    return st.one_of(
        st.builds(lambda a, o, b: f"({a} {o} {b})", inner, st.sampled_from(_OPERATORS), inner),
        st.builds(lambda a, o, b: f"{a} {o} {b}", inner, st.sampled_from(_OPERATORS), inner),
        called(1),
        called(2),
        called(3),
        st.builds(lambda a: f"NOT {a}", inner),
        st.builds(lambda a: f"-{a}", inner),
        st.builds(lambda a: f"{a} IS NULL", inner),
        st.builds(lambda a: f"{a} IS NOT NULL", inner),
        st.builds(lambda a, b, c: f"CASE WHEN {a} THEN {b} ELSE {c} END", inner, inner, inner),
        st.builds(lambda a, b, c: f"CASE {a} WHEN {b} THEN {c} END", inner, inner, inner),
        st.lists(inner, max_size=3).map(lambda of: f"[{', '.join(of)}]"),
        st.builds(lambda a, b: f"{{k: {a}, j: {b}}}", inner, inner),
        st.builds(lambda a: f"{{k: {a}}}.k", inner),
        st.builds(lambda a, b: f"[{a}, {b}][1]", inner, inner),
        st.builds(lambda a, b: f"[{a}, {b}][0..1]", inner, inner),
        st.builds(lambda a, b: f"{a}[{b}]", inner, inner),
        st.builds(lambda a, b: f"[z IN [{a}, {b}] | z]", inner, inner),
        st.builds(lambda a, b: f"[z IN [1, 2, null] WHERE z > {a} | {b}]", inner, inner),
        st.builds(lambda q, a, b: f"{q}(z IN [{a}, {b}, null] WHERE z = {a})", quantifier, inner, inner),
        st.builds(lambda a, b: f"reduce(s = {a}, z IN [{b}, 1] | s + z)", inner, inner),
    )


_LEAVES = st.sampled_from(
    [*_NUMBERS, *_TEXTS, "true", "false", "null", "[]", "[1, 2, 3]", "['a', 'b']", "x", "y", "ns"]
)
_FREE = st.sampled_from([*_NUMBERS, *_TEXTS, "true", "false", "null", "[]", "[1, 2, 3]", "['a', 'b']"])
_OF_GRAPH = st.sampled_from([*_PROPERTIES, *_NUMBERS[:8], *_TEXTS[:4]])

_EXPRESSIONS = st.recursive(_FREE, _grown, max_leaves=5)
_OF_ROWS = st.recursive(_LEAVES, _grown, max_leaves=5)
_OF_MATCHES = st.recursive(_OF_GRAPH, _grown, max_leaves=5)

_GROUPING = st.sampled_from(["count", "sum", "avg", "min", "max", "collect", "count(DISTINCT", "collect(DISTINCT"])
_LABELS = st.sampled_from(["", ":Occupation", ":Route", ":Cluster", ":Pathway", ":Cluster|Route", ":!Occupation", ":%"])
_NODES = st.builds(
    lambda label, given: f"{label}{given}",
    _LABELS,
    st.sampled_from(["", "", "", " {id: 'care/nurse-5'}", " {line: 11}", " {name: 'Ward'}", " {level: 2}"]),
)
_ARROWS = st.sampled_from(["-[{}]->", "<-[{}]-", "-[{}]-", "-[{}]->", "-->", "--"])
_KINDS = st.sampled_from(
    [
        "",
        ":PROGRESSES_TO",
        ":IN_CLUSTER",
        ":IN_PATHWAY|IN_ROUTE",
        ":!IN_CLUSTER",
        ":SHARED_ACROSS_ROUTES",
        "*1..2",
        "*2",
        ":PROGRESSES_TO*0..2",
        ":PROGRESSES_TO*1..3",
        ":PROGRESSES_TO {cost: 1}",
        ":PROGRESSES_TO*1..2 {cost: 1}",
    ]
)


@st.composite
def _patterns(draw: st.DrawFn) -> str:
    names = draw(st.permutations(["a", "b", "c", ""]))
    parts = [f"({names[0]}{draw(_NODES)})"]
    for name in names[1 : 1 + draw(st.integers(0, 2))]:
        parts.append(draw(_ARROWS).format(draw(_KINDS)))
        parts.append(f"({name}{draw(_NODES)})")
    return "".join(parts)


@st.composite
def _matches(draw: st.DrawFn) -> str:
    first = draw(_patterns())
    clauses = [f"MATCH {first}"]
    if draw(st.booleans()):
        clauses[0] += draw(st.sampled_from([", ", " MATCH ", " OPTIONAL MATCH "])) + draw(_patterns())
    variables = [v for v in "abc" if f"({v}" in clauses[0]]
    condition = draw(
        st.sampled_from(["", "", "{v}.id > 'care/m'", "{v}.level > 2", "({v})-->()", "NOT ({v})--(:Cluster)"])
    )
    condition = condition or draw(
        st.sampled_from(["", "{v}:Occupation", "{v}.name = 'Ward'", "EXISTS {{ ({v})<--() }}"])
    )
    if condition and variables:
        clauses.append(f"WHERE {condition.format(v=draw(st.sampled_from(variables)))}")
    columns = [f"{v}.id AS {v}" for v in variables]
    returned = draw(
        st.sampled_from(
            [
                "count(*) AS n",
                ", ".join(columns) or "count(*) AS n",
                f"DISTINCT {columns[0]}" if columns else "1 AS x",
                f"{columns[0]}, count(*) AS n" if columns else "count(*) AS n",
                f"count(DISTINCT {variables[-1]}) AS n" if variables else "1 AS x",
                f"labels({variables[0]}) AS l, count(*) AS n" if variables else "1 AS x",
                f"{variables[0]} AS n" if variables else "1 AS x",
            ]
        )
    )
    return " ".join([*clauses, "RETURN", returned])


@st.composite
def _grouped(draw: st.DrawFn) -> str:
    name, of = draw(_GROUPING), draw(_OF_ROWS)
    call = f"{name} {of})" if "(" in name else f"{name}({of})"
    by = draw(st.sampled_from(["", "y AS y, ", "x AS x, "]))
    return f"UNWIND [1, 2, null, 3] AS x UNWIND ['a', null] AS y WITH x, y, [x, 1] AS ns RETURN {by}{call} AS z"


STATEMENTS = st.one_of(
    _EXPRESSIONS.map(lambda e: f"RETURN {e} AS x"),
    _EXPRESSIONS.map(lambda e: f"RETURN {e}"),
    _OF_ROWS.map(lambda e: f"UNWIND [1, 2, null] AS x UNWIND ['a', null] AS y WITH x, y, [x, 1] AS ns RETURN {e} AS z"),
    _OF_ROWS.map(
        lambda e: f"UNWIND [1, 2, null] AS x UNWIND ['a', null] AS y WITH x, y, [x, 1] AS ns WHERE {e} RETURN x, y"
    ),
    _OF_ROWS.map(
        lambda e: f"UNWIND [1, 2, null] AS x UNWIND ['a', null] AS y WITH x, y, [x, 1] AS ns RETURN DISTINCT {e} AS z"
    ),
    _OF_MATCHES.map(lambda e: f"MATCH p = (o:Occupation)-[r]->(b) RETURN o.id AS id, {e} AS x"),
    _OF_MATCHES.map(lambda e: f"MATCH p = (o:Occupation)-[r]->(b) WHERE {e} RETURN o.id AS id, b.id AS b"),
    _OF_MATCHES.map(
        lambda e: f"MATCH (o:Occupation) OPTIONAL MATCH p = (o)-[r:PROGRESSES_TO]->(b) RETURN o.id AS id, {e} AS x"
    ),
    _matches(),
    _matches(),
    _grouped(),
)
"""Each ends; its rows stand in no order."""
