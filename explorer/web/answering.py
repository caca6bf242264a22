"""An answer, or an error, as it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.served import Answered
from career_pathways.explorer.views.data import to_json
from career_pathways.explorer.views.forms import written
from career_pathways.explorer.views.view import View, asked_of, check_levels, of_columns
from career_pathways.loader.errors import (
    AmbiguousName,
    ExportError,
    Misuse,
    NoPathway,
    PathwaysError,
    QueryError,
    StoreError,
    UnknownName,
    UnknownQuery,
    WrongParameter,
)

from .parameters import ABOUT, Parameter
from .questions import Question
from .words import WEB, worded

FORMS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "nl": "application/x-ndjson",
    "github": "text/markdown; charset=utf-8",
    "plain": "text/plain; charset=utf-8",
}
"""The forms of an answer, and what they are called on the way."""

PROBLEM = "application/problem+json"

EDITION = Parameter("edition", "text", False, None, (), ABOUT["edition"])

OF_ALL = (
    Parameter("form", "text", False, "json", tuple(FORMS), ABOUT["form"]),
    Parameter("columns", "text", False, None, (), ABOUT["columns"]),
    EDITION,
)
"""What every question takes besides."""

PAGE = Parameter("form", "text", False, "json", (*FORMS, "page"), ABOUT["form"])
"""The forms of what is also a page of its own."""

RETRY = ("Retry-After", "2")


def parameters(question: Question) -> tuple[Parameter, ...]:
    """All that a question takes at its address in the API."""
    of_all = (PAGE, *OF_ALL[1:]) if question.name == "diff" else OF_ALL
    return (*question.parameters, *of_all)


def viewed(question: Question, explorer: Explorer, wishes: Mapping[str, Any]) -> View:
    """The answer to a question, with what its names were taken to mean. Raises what the view does."""
    check_levels(explorer, wishes)
    view = question.ask(explorer, **wishes)
    edition = None if question.of_several else explorer.store.edition
    return asked_of(edition, view, tuple(explorer.names.understood.values()))


def without_limit(question: Question, wishes: dict[str, Any]) -> dict[str, Any]:
    """What is asked for, with all rows where nobody says how many: as everywhere but on a screen."""
    if any(p.name == "limit" and p.default is not None for p in question.parameters):
        return {"limit": 0, **wishes}
    return wishes


def sent(view: View, words: Mapping[str, str], form: str = "json", columns: str | None = None) -> Answered:
    """A view in a form. `words`: those of the notes in JSON. Raises UnknownName for a column that it has not."""
    if columns is not None:
        names = tuple(name.strip() for name in columns.split(","))
        if "" in names or len(set(names)) < len(names):
            raise WrongParameter(f"columns {columns!r}: names of columns, each once, with commas between them.")
        view = of_columns(view, names)
    kind = "text/markdown; charset=utf-8" if form == "page" else FORMS[form]
    pieces = to_json(view, words) if form == "json" else written(view, form)
    cut = (("X-Truncated", "true"),) if view.truncated else ()
    return Answered(200, (("Content-Type", kind), *cut), encoded("".join(pieces)))


def encoded(text: str) -> bytes:
    """A text as it is sent; half a character, which no text has, as a question mark."""
    return text.encode("utf-8", "replace")


def status(error: PathwaysError) -> int:
    """That of HTTP for an error."""
    of_kinds: Iterable[tuple[type[PathwaysError], int]] = (
        (AmbiguousName, 409),
        (UnknownName, 404),
        (UnknownQuery, 404),
        (NoPathway, 404),
        (Misuse, 400),
        (StoreError, 503),
        (QueryError, 400),
        (ExportError, 503),
    )
    return next((code for kind, code in of_kinds if isinstance(error, kind)), 500)


def refusal(code: int, title: str, detail: str, *headers: tuple[str, str], **more: Any) -> Answered:
    """An error as problem+json (RFC 9457). `more`: what a program wants to know besides."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|\W+", "-", more.get("kind", title)).lower()
    content = {"type": f"urn:career-pathways:problem:{name}", "title": title, "status": code, "detail": detail, **more}
    body = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return Answered(code, (("Content-Type", PROBLEM), *headers), encoded(body))


def problem(error: PathwaysError) -> Answered:
    """An error of the project as problem+json: in the words of the server, with its candidates and reasons."""
    more: dict[str, Any] = {"kind": error.kind}
    if error.candidates or isinstance(error, Misuse):
        more["candidates"] = list(error.candidates)
    if isinstance(error, NoPathway):
        for name in ("reasons", "nearest", "leading"):
            more[name] = [_plain(one) for one in getattr(error, name)]
    code = status(error)
    title = str(type(error).__doc__).partition("\n")[0].rstrip(".")
    return refusal(code, title, worded(error), *([RETRY] if code == 503 else []), **more)


def _plain(value: Any) -> Any:
    return value._asdict() if hasattr(value, "_asdict") else value


def notes_of(view: View) -> tuple[str, ...]:
    """The notes of a view, as a page says them."""
    return view.notes_in(WEB)
