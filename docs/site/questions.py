"""The question library: a page of each question, out of its header and its Cypher."""

from __future__ import annotations

from documented import fields_of
from prose import directive, fenced, sentence, table

from career_pathways.queries.library import Parameter, Query, Term, queries
from career_pathways.queries.run import row_kind


def question_pages() -> dict[str, str]:
    """A page of each question, and the list."""
    pages = {f"questions/{question.name}.md": _page(question) for question in queries()}
    listed = [(f"[{q.name}]({q.name}.md)", sentence(q.about)) for q in queries()]
    names = "\n".join(question.name for question in queries())
    pages["questions/index.md"] = "\n\n".join(
        [
            "# Questions",
            "Each is a file of Cypher with a header: what it is about, what it is asked with, and which columns it "
            "returns. The same rows come in the same order from a file and from a Neo4j. Ask one by its name, with "
            "[`pathways query`](../commands/query.md), with {py:meth}`career_pathways.Explorer.ask`, or paste its "
            "Cypher into Neo4j Browser ([how](../neo4j.md)).",
            table(("question", "what it answers"), listed),
            directive("toctree", "", names, options=":hidden:"),
        ]
    )
    return pages


def _page(question: Query) -> str:
    """What it answers, what it takes, what it returns, and its Cypher."""
    needed = [p for p in question.parameters if not p.optional]
    command = " ".join([f"pathways query {question.name}", *(f"-p {p.name}={p.name.upper()}" for p in needed)])
    given = ", ".join(f'"{p.name}": …' for p in needed)
    parts = [
        f"# {question.title}",
        sentence(question.about),
        fenced(command, "text"),
        f'From Python: `explorer.ask("{question.name}"{f", {{{given}}}" if given else ""})`.',
    ]
    if question.parameters:
        rows = [(f"`{p.name}`", p.type, _need(p), sentence(p.about)) for p in question.parameters]
        parts += ["## What it is asked with", table(("parameter", "type", "given", "what it is"), rows)]
    kind = row_kind(question)
    parts += [
        "## What it returns",
        f"From Python each row is a {{py:class}}`~{kind.__module__}.{kind.__name__}`. Rows are in the order of "
        f"{', '.join(map(_order, question.order))}.",
        _columns(question, kind),
        "## The question in Cypher",
        fenced(question.of_document, "cypher"),
    ]
    if question.text != question.of_document:
        parts += [
            "Of a store that holds several editions, or an imported map, it is asked so:",
            fenced(question.text, "cypher"),
        ]
    return "\n\n".join(parts)


def _need(parameter: Parameter) -> str:
    if not parameter.optional:
        return "always"
    return "where it is wanted" if parameter.default is None else f"else {parameter.default}"


def _columns(question: Query, kind: type) -> str:
    """What it returns; what a column is where the record says so."""
    about = {field.name: field for field in fields_of(kind)}
    rows = [(f"`{name}`", f"`{about[name].type}`", sentence(about[name].doc)) for name in question.returns]
    if not any(doc for _, _, doc in rows):
        return table(("column", "type"), [row[:2] for row in rows])
    return table(("column", "type", "what it is"), rows)


def _order(term: Term) -> str:
    if term.value is not None:
        return f"`{term.column}` ({term.value} first)"
    return f"`{term.column}` (the highest first)" if term.downwards else f"`{term.column}`"
