"""The page of an error: what is wrong, what may be meant, as links, and the form to put it right."""

from __future__ import annotations

from collections.abc import Sequence

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import AmbiguousName, NoPathway, PathwaysError, UnknownName, UnknownQuery
from career_pathways.loader.words.titles import named

from .answering import status
from .html import Html, Part, element
from .links import address, occupation_link
from .screens import Screen
from .words import worded


class NothingHere(UnknownName):
    """No page has this address."""


def problem_screen(
    error: PathwaysError, path: str, given: Sequence[tuple[str, str]], explorer: Explorer | None, *again: Part
) -> Screen:
    """The page of an error.

    In: where it was asked, and what was given there; `explorer`: None where the store does not answer; `again`: what
    asks once more.
    """
    title = _title(error)
    parts: list[Part] = [element("h1", title), element("div", *_lines(error, explorer), class_="problem", role="alert")]
    if explorer is not None:
        parts.append(_meant(error, path, given, explorer))
        for heading, rows in (("Nearest to it within reach", "nearest"), ("What leads to it", "leading")):
            found = [element("li", occupation_link(named(r.title, r.level), r.id)) for r in getattr(error, rows, ())]
            parts.append(element("section", element("h2", heading), element("ul", *found)) if found else None)
    if again:
        parts.append(element("section", element("h2", "Ask again"), *again))
    return Screen(title, parts)


def _title(error: PathwaysError) -> str:
    if isinstance(error, AmbiguousName):
        return "Which one is meant?"
    if isinstance(error, NoPathway):
        return "There is no path"
    if isinstance(error, NothingHere):
        return "Nothing is at this address"
    return "The store does not answer" if status(error) >= 500 else "This cannot be answered"


def _turned(error: NoPathway) -> Html | str:
    """The path that leads the other way, where one does."""
    if error.reasons[0].kind != "other way round":
        return ""
    ends = [("from", str(error.data["origin"])), ("to", str(error.data["destination"]))]
    return element("p", element("a", "The way in the other direction", href=address("/path", ends)))


def _lines(error: PathwaysError, explorer: Explorer | None) -> list[Part]:
    """Fact and cure; or the reasons, each in its line, where there are some."""
    if isinstance(error, NoPathway) and error.reasons[:1] and error.reasons[0].kind != "condition":
        reasons = [element("li", _capital(reason.text), ".") for reason in error.reasons]
        return [element("p", f"{_capital(error.fact.partition(chr(10))[0])}:"), element("ul", *reasons), _turned(error)]
    text, _, rest = worded(error).partition("\n")
    if explorer is not None:
        text = " ".join(_by_title(word, explorer) for word in text.split(" "))
    listed = error.candidates or "listed" in error.data  # what stands in the rest, and below as links
    return [element("p", _capital(text)), *([element("pre", rest)] if rest.strip() and not listed else [])]


def _by_title(word: str, explorer: Explorer) -> str:
    """An occupation by its title, where a word is its id."""
    occupation = explorer.names.occupation(word) if "/" in word else None
    return named(occupation.title, occupation.level) if occupation else word


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _meant(error: PathwaysError, path: str, given: Sequence[tuple[str, str]], explorer: Explorer) -> Html | None:
    """What may be meant, or all that there is where nothing is near: the same question with each of them."""
    listed = (line.strip() for line in str(error.data.get("listed", "")).split("\n"))
    ids = error.candidates or tuple(filter(None, listed))
    items = []
    for id_ in ids:
        occupation = explorer.names.occupation(id_)
        text = f"{named(occupation.title, occupation.level)}, {occupation.route_name}" if occupation else id_
        href = _instead(error, id_, path, given, explorer)
        items.append(element("li", element("a", element("bdi", explorer.names.routes.get(id_, text)), href=href)))
    return element("section", element("h2", "What may be meant"), element("ul", *items)) if items else None


def _instead(error: PathwaysError, id_: str, path: str, given: Sequence[tuple[str, str]], explorer: Explorer) -> str:
    """The same address with an id for the name that the error is about; else that of the question or the occupation."""
    if isinstance(error, UnknownQuery):
        return address(f"/questions/{id_}")
    name, fact = error.data.get("name"), error.fact.lower()
    names = [text for _, text in given if text.strip() and explorer.names.occupation(text) is None]
    wrong = name if name in names else next((text for text in names if text.lower() in fact), None)
    if wrong is None:
        return address("/occupation", [("from", id_)])
    return address(path, [(key, id_ if text == wrong else text) for key, text in given])
