"""Statements that both stores are asked, and what each makes of them, so that the two can be compared."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from places import TESTS

from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.stores.store import ReadOnly, Store

FOLDER = TESTS / "stores" / "differential"

RECORDED = FOLDER / "neo4j-5.26.json"
"""What Neo4j answers, made by `python benchmarks/differential.py --record`."""

_EACH_TIME = re.compile(r"\b(rand|id|elementId|timestamp)\(")
"""What a store answers otherwise each time, so that its rows are not compared."""

ALIKE, REFUSED, DIFFERS = "alike", "refused", "differs"


class Statement(NamedTuple):
    """A statement that only reads."""

    subject: str
    text: str
    parameters: dict[str, Any]

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.text} // {json.dumps(self.parameters)}" if self.parameters else self.text


class Answer(NamedTuple):
    """What a store makes of a statement: columns and rows, or why not."""

    columns: list[str] | None
    rows: list[str] | None
    """Each as a text that tells 1 from 1.0; in order, or sorted where the statement orders nothing."""
    error: str | None = None


def statements() -> Iterator[Statement]:
    """All statements, by subject: a line each, parameters behind it."""
    for file in sorted(FOLDER.glob("*.cypher")):
        for line in file.read_text("utf-8").splitlines():
            text, _, parameters = line.partition(" // {")
            if line and not line.startswith("//"):
                yield Statement(file.stem, text, json.loads("{" + parameters) if parameters else {})


def answer(store: Store, statement: Statement) -> Answer:
    """What a store makes of a statement. Only the project's own errors are taken for an answer."""
    try:
        result = store.run(statement.text, statement.parameters, limit=None)
    except PathwaysError as error:
        return Answer(None, None, str(error))
    if _EACH_TIME.search(statement.text):
        return Answer(list(result.columns), [])
    rows = [
        json.dumps([_comparable(value) for value in row], ensure_ascii=False, sort_keys=True) for row in result.rows
    ]
    return Answer(list(result.columns), rows if "ORDER BY" in statement.text else sorted(rows))


def neo4j_answer(store: Store, statement: Statement) -> Answer:
    """What a Neo4j makes of a statement; also of one that this program refuses to ask it."""
    found = answer(store, statement)
    if found.error is None:
        return found
    return answer(store, statement._replace(text=ReadOnly(statement.text)))


def _comparable(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):  # `loaded_at` is a server's clock
        return {key: _comparable(of) for key, of in value.items() if key != "loaded_at"}
    if isinstance(value, float) and not math.isfinite(value):
        return f"float {value}"
    return value if value is None or isinstance(value, bool | int | float | str) else f"{type(value).__name__} {value}"


def verdict(embedded: Answer, neo4j: Answer) -> str:
    """Whether the embedded store answers as Neo4j does, refuses, or differs without a word."""
    if embedded.error is not None:
        return ALIKE if neo4j.error is not None else REFUSED
    return ALIKE if embedded == neo4j else DIFFERS


def shares(verdicts: Iterable[tuple[Statement, str]]) -> dict[str, Counter[str]]:
    """How many statements of each subject are alike, refused, different."""
    counted: dict[str, Counter[str]] = {}
    for statement, of in verdicts:
        counted.setdefault(statement.subject, Counter())[of] += 1
    return counted


def recorded() -> dict[str, Answer]:
    """What Neo4j answered when it was recorded, by the keys of the statements."""
    return {key: Answer(*of) for key, of in json.loads(RECORDED.read_text("utf-8")).items()}
