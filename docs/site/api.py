"""The reference of `import career_pathways as cp`, out of its docstrings: every public name, and what these return."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

from documented import PUBLIC, fields_of, full_name, full_names, is_record, members_of, signature_of
from prose import directive, prose, sentence, table

from career_pathways.explorer.commands.pages import PAGES, file_of
from career_pathways.queries import rows


def _row_kinds() -> Iterator[str]:
    """Every record of queries/rows/, by its module."""
    for found in iter_modules(rows.__path__, f"{rows.__name__}."):
        for kind in vars(import_module(found.name)).values():
            if hasattr(kind, "_fields") and kind.__module__ == found.name:
                yield f"{kind.__module__.removeprefix('career_pathways.')}.{kind.__name__}"


def _by_name(*names: str) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: name.rpartition(".")[2]))


SUBJECTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "map": ("The map", "Open or build a map, and ask it.", ("open", "build", "Explorer")),
    "wishes": (
        "What may be asked for",
        "Sets of occupations, and what methods of the Explorer take by keyword.",
        (
            "Among",
            "explorer.wishes.Filters",
            "explorer.wishes.PathWishes",
            "explorer.wishes.PartWishes",
            "explorer.wishes.By",
            "explorer.wishes.Choice",
            "queries.paths.Conditions",
            "queries.selection.AnswerParts",
        ),
    ),
    "answers": (
        "Answers",
        "What the Explorer answers with. Each can do what `Rows` can.",
        (
            "queries.answers.Rows",
            "queries.answers.Answer",
            "queries.answers.Note",
            "queries.rows.paths.Path",
            "queries.rows.paths.Paths",
            "queries.comparison.Comparison",
            "queries.gaps.Gaps",
            "queries.differences.Differences",
            "queries.edition_changes.EditionChanges",
        ),
    ),
    "records": (
        "Records",
        "The rows of answers: named tuples, whose fields are the columns of a data frame, of CSV and of JSON. A field "
        "that nothing is said of is the property of that name in [the graph model](../graph-model.md); `from_` before "
        "it means the origin, `_name` behind it the name that goes with an id.",
        _by_name(
            *_row_kinds(),
            "queries.comparison.Compared",
            "queries.gaps.Gap",
            "queries.gaps.RouteReach",
            "queries.gaps.LevelTwo",
            "queries.gaps.Listed",
            "queries.differences.Difference",
            "queries.differences.ChangedOccupation",
            "queries.differences.ChangedProgression",
            "queries.differences.ChangedCrossing",
            "loader.editions.changes.Change",
        ),
    ),
    "parts": (
        "Parts, frames and drawings",
        "A part of the map as a file, a graph or data frames; any answer as a data frame; a path as a drawing.",
        (
            "explorer.parts.ChosenPart",
            "exports.part.Part",
            "exports.part.Node",
            "exports.part.Relationship",
            "exports.manifest.WrittenFile",
            "exports.formats.data_frames.Frames",
            "frame",
            "queries.frames.Library",
            "drawn",
            "exports.picture.path_picture.Drawing",
        ),
    ),
    "questions": (
        "The question library",
        "The questions in Cypher, each with its header; [the pages of the questions](../questions/index.md) show them.",
        ("questions", "queries.library.Query", "queries.library.Parameter", "queries.library.Term"),
    ),
    "stages": (
        "From a document to a graph",
        "The stages before a store, one by one.",
        (
            "read_source",
            "loader.source.SourceText",
            "loader.source.Span",
            "packaged_lookups",
            "loader.reading.curated.Lookups",
            "loader.reading.curated.CuratedReading",
            "read_catalogue",
            "loader.reading.reader.Reading",
            "loader.catalogue.Catalogue",
            "loader.catalogue.Route",
            "loader.catalogue.Pathway",
            "loader.catalogue.Cluster",
            "loader.catalogue.Entry",
            "loader.catalogue.Column",
            "build_graph",
        ),
    ),
    "errors": (
        "Errors",
        "Each is a fact with its cure, in words that may be shown to people as they are.",
        tuple(sorted(name for name, kind in PUBLIC.items() if isinstance(kind, type) and issubclass(kind, Exception))),
    ),
}
"""The pages: each a heading, a sentence, and the names on it; one that is not public itself by its module."""

_PLACE = "api"


def api_pages() -> dict[str, str]:
    """A page of each subject, and the list of all public names."""
    pages = {f"{_PLACE}/{page}.md": _page(page) for page in SUBJECTS}
    subjects = [(f"[{title}]({page}.md)", about) for page, (title, about, _) in SUBJECTS.items()]
    pages[f"{_PLACE}/index.md"] = "\n\n".join(
        [
            "# Python",
            "`import career_pathways as cp` offers the names below; [a guide](../python.md) shows them at work.",
            table(("page", "what it describes"), subjects),
            "## Every public name",
            table(("name", "what it is"), [_listed(name) for name in sorted(PUBLIC, key=str.lower)]),
            directive("toctree", "", "\n".join(SUBJECTS), options=":hidden:"),
        ]
    )
    return pages


def _listed(name: str) -> tuple[str, str]:
    """A public name with the first sentence about it."""
    role = "py:func" if inspect.isroutine(PUBLIC[name]) else "py:class"
    first = re.split(r"(?<=\.)\s|\n\n", inspect.getdoc(PUBLIC[name]) or "")[0]
    return f"{{{role}}}`cp.{name} <career_pathways.{name}>`", sentence(" ".join(first.split()), _leading)


def _page(page: str) -> str:
    title, about, names = SUBJECTS[page]
    tree = ""
    if page == "errors":  # the second part of that module's docstring
        tree = prose(inspect.getdoc(import_module("career_pathways.loader.errors")) or "").split("\n\n")[1]
    return "\n\n".join([f"# {title}", about, tree, *map(_entry, names)])


def _entry(name: str) -> str:
    """One name: a function, a class, or what stands for a few values."""
    module, _, last = _full(name).rpartition(".")
    thing = _thing(name)
    options = f":module: {module}"
    if inspect.isfunction(thing):
        return directive("py:function", f"{last}{signature_of(thing)}", _words(thing), options=options)
    if not isinstance(thing, type):
        values = " or ".join(f"`{value!r}`" for value in get_args(thing))
        return directive("py:type", last, f"{values}.", options=options)
    kind = "py:exception" if issubclass(thing, Exception) else "py:class"
    return directive(kind, last, *_about_class(thing, name), options=options)


def _about_class(kind: type, name: str) -> list[str]:
    """What it is, what it builds upon, where it is imported from, its fields and its methods."""
    bases = [base for base in kind.__bases__ if base.__module__.startswith("career_pathways")]
    shown = [f"{{py:class}}`{full_name(base.__name__, base.__module__)}`" for base in bases]
    of = [f"A kind of {' and '.join(shown)}."] if shown else []
    if "." in name:
        of.append(f"In `{kind.__module__}`.")
    listed = [
        (f"`{field.name}`", f"`{field.type}`", sentence(" ".join(field.doc.split()), _leading))
        for field in fields_of(kind)
    ]
    fields = table(("field", "type", "what it is"), listed) if is_record(kind) else _attributes(kind)
    methods = [_member(name, member, kind) for name, member in members_of(kind)]
    return [_words(kind), " ".join(of), fields, *methods]


def _attributes(kind: type) -> str:
    """Those that a class declares, which is no record."""
    if issubclass(kind, Exception):
        return ""
    described = (
        directive(
            "py:attribute",
            field.name,
            prose(field.doc, _leading),
            options=f":type: {full_names(field.type, kind.__module__)}",
        )
        for field in fields_of(kind)
    )
    return "\n\n".join(described)


def _member(name: str, member: Any, kind: type) -> str:
    """A method or a property."""
    if isinstance(member, classmethod):
        return directive(
            "py:method",
            f"{name}{signature_of(member.__func__, method=True)}",
            _words(member.__func__),
            options=":classmethod:",
        )
    if inspect.isfunction(member):
        return directive("py:method", f"{name}{signature_of(member, method=True)}", _words(member))
    getter = member.fget if isinstance(member, property) else member.func
    type_ = full_names(getter.__annotations__["return"], kind.__module__)
    return directive("py:property", name, _words(getter), options=f":type: {type_}")


def _words(thing: Any) -> str:
    return prose(inspect.getdoc(thing) or "", _leading)


def _full(name: str) -> str:
    return f"career_pathways.{name}"


def _thing(name: str) -> Any:
    if "." not in name:
        return PUBLIC[name]
    module, _, last = _full(name).rpartition(".")
    return getattr(import_module(module), last)


@cache
def _known() -> dict[str, str]:
    """What docstrings may name in code, and what it links to."""
    found: dict[str, str] = {}
    found |= {f"docs/{file_of(name)}": file_of(name) for name in PAGES}
    for _, _, names in SUBJECTS.values():
        for name in names:
            thing = _thing(name)
            found[_full(name)] = f"career_pathways.{name}"
            if name in PUBLIC:
                found[name] = found[f"cp.{name}"] = _full(name)
            if isinstance(thing, type):
                short = name.rpartition(".")[2]
                found |= {f"{short}.{method}": f"{_full(name)}.{method}" for method, _ in members_of(thing)}
    return found


def _leading(code: str) -> str | None:
    """A link to what a docstring names in code."""
    target = _known().get(code)
    if target and target.endswith(".md"):
        return f"[](../{target})"
    return target and f"{{py:obj}}`{code} <{target}>`"
