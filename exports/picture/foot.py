"""What stands below a picture: edition, source, licence, what was chosen of the map, all in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from career_pathways.exports.manifest import about
from career_pathways.exports.outline import caption
from career_pathways.exports.part import Part


def foot(part: Part) -> tuple[str, ...]:
    """What a part says of itself to whoever looks at its picture, line by line; the manifest has it for programs.

    In: a part. Out: lines of text, with no hash, no id and no JSON, as far as the part holds what they are about.
    """
    facts = about(part)
    edition, digest = facts["edition"], f", SHA-256 {part.edition['id']}"
    named = [f"called {edition['edition']}"] if edition.get("edition") else []
    dated = [f"published {edition['published']}"] if edition.get("published") else []
    lines = (
        f"Shown: {chosen_in_words(part)}",
        f"Edition: {', '.join([edition['title'], *named, *dated])}",
        f"Source: {facts['source'].removesuffix(digest)}",
        f"Licence: {facts['licence']}",
        *([f"Attribution: {facts['attribution']}"] if facts.get("attribution") else []),
        f"Note: {facts['note']}",
        f"Made by: {facts['made_by']}",
    )
    return tuple(" ".join(line.split()) for line in lines)


def chosen_in_words(part: Part) -> str:
    """What was chosen of a map, in words: what stands at the ends of a path, what is around what, of which levels."""
    if not part.chosen:
        return "all of the edition"
    occupations = [node.properties for node in part.nodes() if node.label.name == "Occupation"]
    names = {of["route"]: of["route_name"] for of in occupations} | {node.id: caption(node) for node in part.nodes()}
    return "; ".join(_conditions(part.chosen, names))


def _conditions(chosen: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """Each condition in words. `names`: what to call what the part holds, by its id."""

    def called(ids: list[Any]) -> str:
        return _listed([names.get(str(id_), str(id_)) for id_ in ids])

    for what in ("route", "pathway", "cluster"):
        if ids := chosen.get(what):
            yield f"the {what}{'s' * (len(ids) > 1)} {called(ids)}"
    if levels := chosen.get("level"):
        yield f"level{'s' * (len(levels) > 1)} {called(levels)}"
    if around := chosen.get("around"):
        steps = "one step" if chosen["steps"] == 1 else f"{chosen['steps']} steps"
        yield f"what lies within {steps} of {called(around)}"
    for origin, destination in chosen.get("path", ()):
        yield f"the best path from {called([origin])} to {called([destination])}"
    if chosen.get("shared"):
        yield "what stands in more than one route"
    if question := chosen.get("query"):
        asked = [f"{name} {called([value])}" for name, value in (chosen.get("parameters") or {}).items()]
        yield f"what the question {question} names{' of ' * bool(asked)}{_listed(asked)}"
    if chosen.get("cypher"):
        yield "what a statement of Cypher returns"
    if only := chosen.get("only"):
        yield f"nothing but {called(only)}"


def _listed(words: list[str]) -> str:
    """Words one after another, as a sentence has them."""
    return " and ".join([", ".join(words[:-1]), *words[-1:]] if len(words) > 1 else words)
