"""The description of the API (OpenAPI 3.1), made of the questions and of what they take."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, get_args, get_type_hints

from career_pathways import __version__
from career_pathways.loader.stores.store import LIMIT, TIMEOUT
from career_pathways.queries.library import Query, query
from career_pathways.queries.run import row_kind

from .answering import FORMS, OF_ALL, PROBLEM, parameters
from .files import PARAMETERS
from .parameters import ABOUT, Parameter
from .posted import LARGEST_BODY
from .questions import QUESTIONS, Question

_TYPES = {"text": "string", "texts": "string", "pairs": "string", "integer": "integer", "integers": "integer"}
_OF_LIBRARY = {"string": "string", "integer": "integer", "boolean": "boolean", "integers": "string"}
_OF_ROWS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}

_PROBLEMS = {
    "400": "The question cannot be put so.",
    "403": "The request comes from elsewhere: another host, site or origin.",
    "404": "No such name, or no pathway, with the reasons.",
    "409": "A name of several occupations, with the candidates.",
    "414": "The address is too long.",
    "503": "The store does not answer, or as much is asked as may be.",
}


@cache
def description() -> dict[str, Any]:
    """The object of openapi.json."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Career Pathways",
            "version": __version__,
            "summary": "A map of occupations as a graph: what one can progress to, how, and why.",
            "description": "Each answer is the object that the command line prints with --json.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            **{f"/api/{name}": {"get": _question(question)} for name, question in QUESTIONS.items()},
            "/api/export": {"get": _export()},
            "/api/cypher": {"post": _cypher()},
        },
        "components": {
            "schemas": {"Answer": _ANSWER, "Problem": _PROBLEM},
            "parameters": {name: _parameter(p) for p, name in _shared().items()},
            "responses": {
                code: {"description": about, "content": _PROBLEM_CONTENT} for code, about in _PROBLEMS.items()
            },
        },
    }


def _question(question: Question) -> dict[str, Any]:
    of_library = query(question.name.partition("/")[2]) if "/" in question.name else None
    return {
        "operationId": question.name.replace("/", "-"),
        "summary": question.title,
        "description": question.about,
        "parameters": [_listed(p, of_library) for p in parameters(question)],
        "responses": _responses({"application/json": {"schema": _answer(of_library)}} | _OTHER_FORMS),
    }


@cache
def _shared() -> dict[Parameter, str]:
    """Parameters that several questions take alike, each with the name by which it is described once."""
    of_all = Counter(p for question in QUESTIONS.values() for p in parameters(question))
    shared = [p for p, number in of_all.items() if number > 1 and p.about == ABOUT.get(p.name)]
    names = Counter[str]()
    found = {}
    for parameter in shared:
        names[parameter.name] += 1
        number = names[parameter.name]
        found[parameter] = parameter.name if number == 1 else f"{parameter.name}-{number}"
    return found


def _listed(parameter: Parameter, of_library: Query | None) -> dict[str, Any]:
    own = of_library is not None and parameter.name in {p.name for p in of_library.parameters}
    if parameter in _shared() and not own:
        return {"$ref": f"#/components/parameters/{_shared()[parameter]}"}
    return _parameter(parameter, of_library)


def _parameter(parameter: Parameter, of_library: Query | None = None) -> dict[str, Any]:
    own = next((p.type for p in of_library.parameters if p.name == parameter.name), None) if of_library else None
    schema: dict[str, Any] = {"type": _OF_LIBRARY[own] if own else _TYPES.get(parameter.kind, "boolean")}
    if parameter.range and not own:
        schema |= dict(zip(("minimum", "maximum"), parameter.range, strict=True))
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.several:
        schema = {"type": "array", "items": schema}
    elif parameter.default is not None:
        schema["default"] = parameter.default
    described = {"name": parameter.name, "in": "query", "required": parameter.required, "schema": schema}
    if parameter.about:
        described["description"] = parameter.about
    if parameter.kind == "integers":
        described |= {"style": "form", "explode": False}
    return described


def _responses(content: dict[str, Any]) -> dict[str, Any]:
    problems = {code: {"$ref": f"#/components/responses/{code}"} for code in _PROBLEMS}
    return {"200": {"description": "The answer.", "content": content}, **problems}


_PROBLEM_CONTENT = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _export() -> dict[str, Any]:
    return {
        "operationId": "export",
        "summary": "Export",
        "description": "The map, or the part that is chosen, as a file for another tool; of several files a ZIP.",
        "parameters": [_parameter(p) for p in PARAMETERS],
        "responses": _responses({"*/*": {"schema": {}}}),
    }


def _cypher() -> dict[str, Any]:
    fields = {
        "statement": {"type": "string", "description": "Cypher that only reads."},
        "parameters": {"type": "object", "description": "The values of its parameters."},
        "limit": {"type": "integer", "minimum": 0, "default": LIMIT, "description": "At most this many rows; 0: all."},
        "timeout": {"type": "number", "exclusiveMinimum": 0, "maximum": TIMEOUT, "default": TIMEOUT},
        "edition": {"type": ["string", "null"], "description": "Of several editions, the one that is asked."},
    }
    body = {"type": "object", "required": ["statement"], "properties": fields, "additionalProperties": False}
    responses = _responses({"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}} | _OTHER_FORMS)
    responses["413"] = {"description": f"The body has more than {LARGEST_BODY:,} bytes.", "content": _PROBLEM_CONTENT}
    responses["415"] = {"description": "The body is not JSON.", "content": _PROBLEM_CONTENT}
    return {
        "operationId": "cypher",
        "summary": "Cypher of your own",
        "description": "Two statements are answered at a time; beyond that, 503 with Retry-After.",
        "parameters": [_listed(p, None) for p in OF_ALL[:2]],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": responses,
    }


_OTHER_FORMS = {
    kind.partition(";")[0]: {"schema": {"type": "string"}} for form, kind in FORMS.items() if form != "json"
}


def _answer(of_library: Query | None) -> dict[str, Any]:
    """The envelope; of a question of the library, with its columns."""
    envelope = {"$ref": "#/components/schemas/Answer"}
    if of_library is None:
        return envelope
    columns = {name: _column(hint) for name, hint in get_type_hints(row_kind(of_library)).items()}
    rows = {"type": "object", "properties": {name: columns[name] for name in of_library.returns if name in columns}}
    return {"allOf": [envelope, {"properties": {"results": {"items": rows}}}]}


def _column(hint: Any) -> dict[str, Any]:
    """The type of a column as JSON has it."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)] if type(None) in get_args(hint) else [hint]
    (kind,) = kinds
    null = ["null"] if kinds != [hint] else []
    if kind in _OF_ROWS:
        return {"type": [_OF_ROWS[kind], *null]}
    return {"type": ["array", *null], "items": {"type": _OF_ROWS.get(next(iter(get_args(kind)), str), "string")}}


_ANSWER = {
    "type": "object",
    "description": "One answer, its keys always the same.",
    "required": ["schema_version", "question", "cypher", "parameters", "results", "truncated", "notes"],
    "properties": {
        "schema_version": {"type": "integer"},
        "question": {"type": "string"},
        "cypher": {"type": ["string", "null"], "description": "The question in Cypher, where there is one."},
        "parameters": {"type": "object"},
        "results": {"type": "array", "items": {"type": "object"}},
        "truncated": {"type": "boolean", "description": "Whether there are more rows."},
        "notes": {"type": "array", "items": {"type": "string"}},
    },
}

_PROBLEM = {
    "type": "object",
    "description": "An error, after RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what to do."},
        "kind": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "string"}, "description": "Ids that may be meant."},
        "reasons": {"type": "array", "items": {"type": "object"}, "description": "Why there is no pathway."},
        "nearest": {"type": "array", "items": {"type": "object"}},
        "leading": {"type": "array", "items": {"type": "object"}},
    },
}
