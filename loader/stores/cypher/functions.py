"""The functions of Cypher that only compute, and how the embedded store comes to what Neo4j answers.

The table that docs/cypher.md shows is made of these.
"""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """A function: what it takes and gives, and what of it the embedded store can do."""

    takes: tuple[str, ...]
    """For each argument the kinds that it may be of, one of TAKEN."""
    gives: str
    """A kind of value; `argument`, `argument list`, `item`: as its first argument, a list of it, an item of it."""
    least: int = -1
    """How many of the arguments must be there; -1 for all."""
    written: str = ""
    """What the embedded store is asked in its place: Cypher in which `{0}` is the first argument."""
    refused: str = ""
    """The cure where the embedded store cannot answer it as Neo4j does."""
    groups: bool = False
    """Whether it is of many rows."""


TAKEN: dict[str, frozenset[str]] = {
    "text": frozenset({"string"}),
    "number": frozenset({"integer", "float"}),
    "integer": frozenset({"integer"}),
    "list": frozenset({"list"}),
    "text or list": frozenset({"string", "list"}),
    "scalar": frozenset({"integer", "float", "boolean", "string"}),
    "number or text": frozenset({"integer", "float", "string"}),
    "whole or text": frozenset({"boolean", "integer", "string"}),
    "node": frozenset({"node"}),
    "relationship": frozenset({"relationship"}),
    "path": frozenset({"path"}),
    "map or graph": frozenset({"map", "node", "relationship"}),
    "comparable": frozenset({"integer", "float", "boolean", "string", "list"}),
    "any": frozenset(),
}
"""The kinds that an argument may be of; none stands for all."""


class Guard(NamedTuple):
    """A value that the stores take differently."""

    condition: str
    """Cypher that is true of it, in which `v` is the value."""
    reason: str


_TRIMMED_BY_ONE = ", ".join(f"'{chr(code)}'" for code in (0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0xA0, 0x2007, 0x202F))
"""White space to Java or to Rust, and not to the other, as Cypher writes it in a list."""

GUARDS = {
    "length": Guard("v < 0", "a negative length or place"),
    "divisor": Guard("v = 0", "a division by zero"),
    "root": Guard("v < 0", "the root of a negative number"),
    "logarithm": Guard("v <= 0", "the logarithm of zero or of a negative number"),
    "printed": Guard(
        "v <> 0 AND (abs(v) >= 10000000.0 OR abs(v) < 0.001)",
        "the text of a float that Neo4j writes with an exponent",
    ),
    "whole": Guard("NOT abs(v) < 9000000000000000000.0", "a float beyond 64 bits"),
    "digits": Guard(
        "size(v) > 18 OR any(c IN split(v, '') WHERE c > '~')",
        "a text of more than 18 characters, or of others than ASCII, as an integer",
    ),
    "spelling": Guard(
        "(v <> '' AND (left(v, 1) <= ' ' OR right(v, 1) <= ' ')) "
        "OR toLower(v) CONTAINS 'n' OR toLower(v) CONTAINS 'x' OR toLower(right(v, 1)) IN ['d', 'f']",
        "a text with blanks or letters as a float",
    ),
    "blank": Guard(
        f"any(c IN [{_TRIMMED_BY_ONE}] WHERE v CONTAINS c)", "a text with a white space that only one of them trims"
    ),
}

NO_LAST_DIGIT = "Its last digit is each store's own. "
_TEMPORAL = "Pass a day as a text 'YYYY-MM-DD', which sorts as the days do."
_AS_ROWS = "Order the rows, collect them, and take the item that you mean."


def _text(*names: str, **more: str) -> dict[str, Function]:
    return {name: Function(("text",), "string", **more) for name in names}  # type: ignore[arg-type]


def _temporal(*names: str) -> dict[str, Function]:
    return {name: Function(("any",) * 2, "anything", 0, refused=_TEMPORAL) for name in names}


def _last_digit(*names: str, cure: str = "Compute with it what you have read.") -> dict[str, Function]:
    return {name: Function(("number",), "float", refused=NO_LAST_DIGIT + cure) for name in names}


LIST_FUNCTIONS = frozenset({"all", "any", "none", "single", "reduce", "exists", "shortestPath", "allShortestPaths"})
"""What is written like a function, and has a grammar of its own."""

BY_SUBJECT: dict[str, dict[str, Function]] = {
    "of paths": {
        "nodes": Function(("path",), "node list"),
        "relationships": Function(("path",), "relationship list"),
        "length": Function(("path",), "integer"),
        "startNode": Function(("relationship",), "node"),
        "endNode": Function(("relationship",), "node"),
        "type": Function(("relationship",), "string"),
        "labels": Function(("node",), "string list"),
    },
    "of maps": {
        "keys": Function(
            ("map or graph",), "string list", refused="Name the properties that you ask for, as in n {.id, .line}."
        ),
        "properties": Function(
            ("map or graph",),
            "map",
            refused="Name the properties that you ask for, as in n {.id, .line}; RETURN n has all.",
        ),
    },
    "of lists": {
        "size": Function(("text or list",), "integer"),
        "isEmpty": Function(("text or list",), "boolean", written="(size({0}) = 0)"),
        "head": Function(("list",), "item"),
        "last": Function(("list",), "item"),
        "tail": Function(("list",), "argument"),
        "reverse": Function(("text or list",), "argument"),
        "range": Function(("integer",) * 3, "integer list", 2),
        "toIntegerList": Function(("list",), "integer list", written="[v IN {0} | toInteger(v)]"),
        "toFloatList": Function(("list",), "float list", written="[v IN {0} | toFloat(v)]"),
        "toStringList": Function(("list",), "string list", written="[v IN {0} | toString(v)]"),
        "toBooleanList": Function(("list",), "boolean list", written="[v IN {0} | toBoolean(v)]"),
    },
    "of rows": {
        "count": Function(("any",), "integer", groups=True),
        "collect": Function(("any",), "argument list", groups=True),
        "sum": Function(("number",), "argument", groups=True),
        "avg": Function(("number",), "float", groups=True),
        "min": Function(("comparable",), "argument", groups=True),
        "max": Function(("comparable",), "argument", groups=True),
        "stDev": Function(
            ("number",), "float", refused=NO_LAST_DIGIT + "Collect the values, and compute it of them.", groups=True
        ),
        "stDevP": Function(
            ("number",), "float", refused=NO_LAST_DIGIT + "Collect the values, and compute it of them.", groups=True
        ),
        "percentileCont": Function(("number",) * 2, "float", refused=_AS_ROWS, groups=True),
        "percentileDisc": Function(("number",) * 2, "argument", refused=_AS_ROWS, groups=True),
    },
    "of texts": {
        **_text("toLower", "toUpper"),
        **{
            name: Function(("text",), "string", written=f"{name}({{0:blank}})")
            for name in ("trim", "ltrim", "rtrim", "btrim")
        },
        **_text("lower", written="toLower({0})"),
        **_text("upper", written="toUpper({0})"),
        **_text("normalize", refused="Compare texts in the form that the document has."),
        "char_length": Function(("text",), "integer", written="size({0})"),
        "character_length": Function(("text",), "integer", written="size({0})"),
        "split": Function(("text", "text"), "string list"),
        "replace": Function(("text",) * 3, "string"),
        "substring": Function(
            ("text", "integer", "integer"), "string", 2, written="substring({0}, {1:length}, {2:length})"
        ),
        "left": Function(("text", "integer"), "string", written="left({0}, {1:length})"),
        "right": Function(("text", "integer"), "string", written="right({0}, {1:length})"),
    },
    "of numbers": {
        "abs": Function(("number",), "argument"),
        "ceil": Function(("number",), "float"),
        "floor": Function(("number",), "float"),
        "round": Function(("number", "integer", "text"), "float", 1),
        "sign": Function(("number",), "integer"),
        "sqrt": Function(("number",), "float", written="sqrt({0:root})"),
        "log": Function(("number",), "float", written="log({0:logarithm})"),
        "degrees": Function(("number",), "float"),
        "radians": Function(("number",), "float"),
        "pi": Function((), "float"),
        "e": Function((), "float", written="2.718281828459045"),
        "isNaN": Function(("number",), "boolean", written="({0} <> {0})"),
        **_last_digit("log10", cure="Write log(x) / log(10)."),
        **_last_digit("exp", "sin", "cos", "tan", "cot", "asin", "acos", "atan", "haversin"),
        "atan2": Function(("number",) * 2, "float", refused=NO_LAST_DIGIT + "Compute with it what you have read."),
        "rand": Function((), "float", refused="Choose by something that the graph holds, such as the id."),
    },
    "of values": {
        "coalesce": Function(("any",), "arguments"),
        "nullIf": Function(("any",) * 2, "argument", written="CASE WHEN {0} = {1} THEN null ELSE {0} END"),
        "toInteger": Function(("scalar",), "integer"),
        "toFloat": Function(("number or text",), "float"),
        "toBoolean": Function(("whole or text",), "boolean", written="toBoolean(trim(toString({0})))"),
        "toString": Function(("scalar",), "string"),
        "toIntegerOrNull": Function(("scalar",), "integer"),
        "toFloatOrNull": Function(("number or text",), "float"),
        "toBooleanOrNull": Function(("whole or text",), "boolean", written="toBoolean(trim(toString({0})))"),
        "toStringOrNull": Function(("scalar",), "string"),
    },
    "of times": _temporal("date", "time", "datetime", "localtime", "localdatetime", "duration", "timestamp"),
}
"""The functions by subject. Capitals do not count."""

BY_NAME = {name.upper(): (name, function) for of in BY_SUBJECT.values() for name, function in of.items()}
"""The functions by their names in capitals."""
