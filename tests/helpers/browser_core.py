"""The browser's core in a process of Node, which answers questions as a page does, and the same of Python."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from places import ROOT

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.data import to_json
from career_pathways.explorer.views.diff import diff_view
from career_pathways.explorer.views.editions import editions_view
from career_pathways.explorer.views.forms import written
from career_pathways.explorer.views.gaps import gaps_view
from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view, shared_view
from career_pathways.explorer.views.path import path_view
from career_pathways.explorer.views.query import query_view
from career_pathways.explorer.views.reach import compare_view, reach_view, sets_view
from career_pathways.explorer.views.view import View, asked_of
from career_pathways.explorer.web.packed_columns import deflated
from career_pathways.explorer.web.packed_joins import packed_joins
from career_pathways.explorer.web.packed_map import packed_map
from career_pathways.explorer.web.packed_words import packed_questions, packed_titles
from career_pathways.loader.errors import PathwaysError
from career_pathways.queries.among import Among
from career_pathways.queries.answers import Note
from career_pathways.queries.library import queries

WEB = ROOT / "web"


class BrowserCore:
    """The core over one packed map."""

    def __init__(self, explorer: Explorer, folder: Path) -> None:
        """`folder`: where the packed map is kept for it."""
        program = folder / "answering.mjs"
        if not program.exists():
            bundled = [WEB / "node_modules/.bin/esbuild", WEB / "tests/answering.ts", "--bundle", "--platform=node"]
            subprocess.run([*bundled, "--format=esm", f"--outfile={program}", "--log-level=error"], check=True)
        files = {"titles": packed_titles(), "joins": packed_joins(explorer), "questions": packed_questions()}
        files |= {f"map-{edition}": packed_map(_of_edition(explorer, edition)) for edition in explorer.store.editions}
        for name, text in files.items():
            (folder / name).write_text(deflated(text), "ascii")
        self._process = subprocess.Popen(
            ["node", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.opened = self._asked({"open": str(folder), "edition": explorer.edition})

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def answer(self, question: str, times: int = 1, **wishes: Any) -> dict[str, Any]:
        """What it answers, or the error; `took`: milliseconds, the mean of some times."""
        return self._asked({"question": question, "wishes": wishes, "times": times})

    def file(self, form: str, question: str, **wishes: Any) -> str:
        """What a screen saves of the answer."""
        text: str = self._asked({"question": question, "wishes": wishes, "saved": form})["file"]
        return text

    def _asked(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert "fault" not in said, said["fault"]
        return said


def _of_edition(explorer: Explorer, edition: str) -> Explorer:
    return explorer if edition == explorer.edition else Explorer(explorer.store.of_edition(edition))


def _filters(wishes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: wishes[name] for name in Among._fields if name in wishes}


_LEFT = ("occupation", "to", "in_route", "text", "from_set", "to_set")

_VIEWS: Mapping[str, Callable[[Explorer, Mapping[str, Any]], View]] = {
    "search": lambda e, w: search_view(e, w["text"], limit=0, **_filters(w)),
    "occupation": lambda e, w: occupation_view(e, w["occupation"], in_route=w.get("in_route"), level=w.get("level")),
    "next": lambda e, w: next_view(
        e, w["occupation"], in_route=w.get("in_route"), steps=w.get("steps", 1), limit=0, **_filters(w)
    ),
    "next-of-level": lambda e, w: next_view(
        e, None, steps=w.get("steps", 1), limit=0, **_filters(w) | {"levels": [w["level"]]}
    ),
    "before": lambda e, w: before_view(e, w["occupation"], in_route=w.get("in_route"), limit=0, **_filters(w)),
    "reach": lambda e, w: reach_view(
        e,
        w["occupation"],
        in_route=w.get("in_route"),
        steps=w.get("steps"),
        backwards=w.get("backwards", False),
        limit=0,
        **_filters(w),
    ),
    "reach-between": lambda e, w: sets_view(
        e, Among(**w.get("from_set", {})), Among(**w.get("to_set", {})), limit=0, **_filters(w)
    ),
    "compare": lambda e, w: compare_view(
        e, w["occupation"], w["to"], in_route=w.get("in_route"), limit=0, **_filters(w)
    ),
    "path": lambda e, w: path_view(
        e, w["occupation"], w["to"], in_route=w.get("in_route"), **{k: v for k, v in w.items() if k not in _LEFT}
    ),
    "named": lambda e, w: query_view(e, w["text"], w["given"], limit=0),
    "shared": lambda e, w: shared_view(e, route=w.get("route"), limit=0),
    "editions": lambda e, _: editions_view(e),
    "diff": lambda e, w: diff_view(e, w["older"], w["newer"], route=w.get("route"), only=w.get("only", ()), limit=0),
    "gaps": lambda e, w: gaps_view(e, w.get("figure", "findings"), route=w.get("route"), limit=0),
}


def by_python(explorer: Explorer, question: str, **wishes: Any) -> dict[str, Any]:
    """What Python answers to the same, in the same form."""
    explorer.names.understood.clear()
    try:
        view = _VIEWS[question](explorer, wishes)
    except PathwaysError as error:
        return {"error": _plain({"kind": error.kind, "fact": error.fact, "cure": error.cure, "data": error.data})}
    notes = [
        {"fact": note.fact, "advice": note.advice, "data": note.data} if isinstance(note, Note) else note
        for note in (*explorer.names.understood.values(), *view.notes)
    ]
    in_memory = question == "reach-between" and view.cypher is None  # where a store is asked in Cypher
    query = view.question if in_memory else queried(view.cypher)
    named: dict[str, Any] = {"question": view.question, "query": query}
    named |= {"rows": view.rows, "parameters": view.parameters, "notes": notes}
    below: dict[str, Any] = {"truncated": True} if view.truncated else {}
    below |= {"below": {name: block.rows for name, block in view.below.items()}} if view.below else {}
    return {"answer": _plain(named | below)}


def saved_by_python(explorer: Explorer, form: str, question: str, **wishes: Any) -> str:
    """What the command line prints of it in a form."""
    explorer.names.understood.clear()
    of_sets = question == "reach-between"  # asked of the store: the answer has its Cypher
    view = _VIEWS[question](Explorer(explorer.store) if of_sets else explorer, wishes)
    edition = None if question in {"diff", "editions"} else explorer.store.edition
    view = asked_of(edition, view, tuple(explorer.names.understood.values()))
    return "".join(to_json(view, COMMAND_LINE) if form == "json" else written(view, form))


def queried(cypher: str | None) -> str | None:
    """The question of the library that has this text."""
    return next((question.name for question in queries() if cypher in {question.text, question.of_document}), None)


def _plain(value: Any) -> Any:
    """The value as it comes back from JSON, a record by its fields."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple | frozenset) else value
