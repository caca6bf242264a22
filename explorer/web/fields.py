"""The form of a question: a labelled field for each of its parameters, the few that matter first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.wording import LIKE
from career_pathways.queries.answers import BASES

from .html import Html, element
from .links import edition_kept, short
from .parameters import Parameter
from .questions import Question

LABELS = {
    "text": "What people call the work",
    "occupation": "Occupation",
    "origin": "From",
    "destination": "To",
    "first": "One occupation",
    "second": "Another occupation",
    "in_route": "Of several with this name, the one in",
    "route": "Only in the route",
    "levels": "Only of these levels",
    "level": "Its level",
    "column": "Only of the column",
    "cluster": "Cluster",
    "apprenticeship_only": "Only those marked apprenticeship only",
    "degree": "Only those that come with a degree",
    "limit": "At most this many rows (0: all)",
    "steps": "Steps ahead",
    "backwards": "What can lead to it instead",
    "choice": "Which paths",
    "via": "By way of",
    "avoid": "Not through (an occupation, a cluster or a route)",
    "max_level_gap": "At most this many levels at once",
    "only": "Only these",
    "by": "What makes a path short",
    "figure": "Figure",
    "older": "From the edition",
    "newer": "To the edition",
    "edition": "Edition",
}
"""What a field is called; the name of a parameter where it has no other."""

_CHOICE_NAMES = {
    "rungs": "rung by rung in the trade",
    "steps": "the fewest steps",
    "cost": "the lowest cost",
    "best": "the best one",
    "shortest": "all that are as short",
    "alternatives": "ways that really differ",
    "findings": "the findings, kind by kind",
    "level-two": "from level 2 to the professional column",
    "matrix": "which route reaches which",
}
"""What a choice is called."""

_ROUTES = frozenset({"route", "in_route", "from_route", "to_route"})


def form(question: Question, explorer: Explorer, given: Mapping[str, Sequence[str]], action: str, button: str) -> Html:
    """The form of a question, with what was given. What it needs, and the first field else, stands open."""
    fields = [
        (parameter, _field(question.name, parameter, given.get(parameter.name, ()), explorer))
        for parameter in question.parameters
    ]
    needed = [p.name for p in question.parameters if p.required] or [p.name for p in question.parameters[:1]]
    open_ = [field for parameter, field in fields if parameter.name in needed]
    others = [field for parameter, field in fields if parameter.name not in needed]
    used = any(given.get(parameter.name) for parameter in question.parameters if parameter.name not in needed)
    more = element("details", element("summary", "More conditions"), *others, open=used) if others else None
    send = element("button", button, type="submit")
    edition = edition_kept()
    same = element("input", type="hidden", name="edition", value=edition) if edition else None
    return element("form", same, *open_, send, more, action=action, method="get", class_="ask")


def _label(parameter: Parameter) -> str:
    side, _, field = parameter.name.partition("_")
    if side in {"from", "to"} and field in LABELS:
        return f"{'From a set' if side == 'from' else 'To a set'}: {LABELS[field][0].lower()}{LABELS[field][1:]}"
    return LABELS.get(parameter.name, parameter.name.replace("_", " ").capitalize())


def _field(question: str, parameter: Parameter, given: Sequence[str], explorer: Explorer) -> Html:
    name, label = short(question, parameter.name), _label(parameter)
    about: dict[str, Any] = {"id": f"f-{name}", "name": name}
    if parameter.kind == "boolean":
        box = element("input", type="checkbox", value="true", checked=bool(given) and given[0] != "false", **about)
        return element("p", box, " ", element("label", label, for_=about["id"]), class_="field box")
    if parameter.kind == "integers":
        return _levels(name, label, given, explorer)
    options = _options(parameter, explorer)
    if options and parameter.several:
        boxes = [
            element(
                "label", element("input", type="checkbox", name=name, value=value, checked=value in given), f" {text}"
            )
            for value, text in options
            if value
        ]
        return element("fieldset", element("legend", label), *boxes, class_="field boxes")
    if options:
        chosen = given[0] if given else str(parameter.default or "")
        listed = [element("option", text, value=value, selected=value == chosen) for value, text in options]
        return element(
            "p", element("label", label, for_=about["id"]), element("select", *listed, **about), class_="field"
        )
    if parameter.several:
        fields = [
            element("input", type="text", value=value, name=name, id=f"f-{name}-{i}", aria_label=f"{label}, {i}")
            for i, value in enumerate((*given, ""), 1)
        ]
        return element("fieldset", element("legend", label), *fields, class_="field")
    low, high = parameter.range or (None, None)
    written = given[0] if given else ""
    is_number = parameter.kind == "integer" and (
        written.isdecimal() or not written
    )  # what is none is seen, to be mended
    usual = None if parameter.default in {None, False} else str(parameter.default)
    longest = None if low is not None else 1000
    about |= {"value": written, "placeholder": usual, "maxlength": longest}
    field = element("input", type="number" if is_number else "text", min=low, max=high, **about)
    return element("p", element("label", label, for_=about["id"]), field, class_="field")


def _levels(name: str, label: str, given: Sequence[str], explorer: Explorer) -> Html:
    chosen = {part.strip() for text in given for part in text.split(",")}
    levels = explorer.imported.edition.levels if explorer.imported else range(2, 8)
    own = explorer.imported is not None and explorer.imported.edition.level_name
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name=name, value=level, checked=str(level) in chosen),
            f" {level}",
            None if own or level not in LIKE else element("span", f", like {LIKE[level]}", class_="soft"),
        )
        for level in levels
    ]
    return element("fieldset", element("legend", label), *boxes, class_="field boxes")


def _options(parameter: Parameter, explorer: Explorer) -> list[tuple[str, str]]:
    """The values of a field that one chooses among, each with what it is called."""
    none = [] if parameter.default else [("", "any")]
    if parameter.name in _ROUTES:
        return [("", "any"), *explorer.names.routes.items()]
    if parameter.name == "only" and not parameter.choices:
        return [("", "any"), *((basis, about) for basis, about in BASES.items() if basis != "what_if")]
    if parameter.name in {"older", "newer", "edition"}:
        return [(name, name) for name in explorer.store.editions]
    return [*none, *((value, _CHOICE_NAMES.get(value, value.replace("_", " "))) for value in parameter.choices)] * bool(
        parameter.choices
    )
