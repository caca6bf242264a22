"""The pages: every screen through links and forms, without a script; each answer is the view that the API sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.cypher import CypherQuestion, OwnCypher
from career_pathways.explorer.serving.served import Answered, State
from career_pathways.exports.manifest import licence_of, notice_of, progressions_of, source_of
from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.stores.editions import described
from career_pathways.loader.stores.store import LIMIT
from career_pathways.loader.words.counting import counted

from . import tables
from .answering import EDITION, encoded, status, viewed
from .html import Html, Part, element
from .links import address, edition_kept, within
from .page import ACCESSIBILITY, Map, page
from .parameters import ABOUT, SHORT, Parameter, wishes
from .problems import NothingHere, problem_screen
from .questions import QUESTIONS, Question, check_of_library
from .screens import Screen, Shown, answer_screen, form_screen, home, whole_map
from .site import Site

_HTML = (("Content-Type", "text/html; charset=utf-8"),)

_AT_ONCE = frozenset({"gaps", "shared", "editions", "questions"})
"""Questions that are answered where nothing is asked for."""

_MAP = (
    Parameter("route", "text", False, None, (), ABOUT["route"]),
    Parameter("at", "text", False, None, (), "An occupation that is marked."),
    EDITION,
)

_CYPHER = (Parameter("q", "text", False, None, (), "Cypher that only reads."), EDITION)


class Pages:
    """What answers in HTML."""

    def __init__(self, site: Site, own: OwnCypher, *, scripted: bool) -> None:
        """`own`: what answers Cypher; `scripted`: whether there is a script for the pages."""
        self._site = site
        self._own = own
        self._scripted = scripted

    async def question(self, request: Request) -> Response:
        """The page of a question: its form, or its answer."""
        name = request.scope["path"].strip("/")
        if name not in QUESTIONS:
            return await self._screen(request, lambda _: _missing(name), kept=False)
        question = QUESTIONS[name]
        given = request.query_params.multi_items()
        texts = _by_name(question, given)
        taken = [p._replace(required=False) for p in (*question.parameters, EDITION)]  # else the form is shown

        def make(state: State) -> Screen:
            wanted = wishes(taken, given)
            explorer = state.explorer(wanted.pop("edition", None))
            if not _is_asked(question, wanted):
                return form_screen(question, explorer, texts)
            view = viewed(question, explorer, wanted)
            export = address(
                f"/api/{name}", [(key, text) for key, some in texts.items() for text in some if key != "limit"]
            )
            return answer_screen(Shown(question, explorer, view, texts, export))

        def again(explorer: Explorer) -> Sequence[Part]:
            return form_screen(question, explorer, texts).parts[2:]

        return await self._screen(request, make, at=f"/{name.partition('/')[0]}", again=again)

    async def home(self, request: Request) -> Response:
        """Where one begins."""
        return await self._screen(request, lambda state: home(_explorer(state, request)), at="/")

    async def map(self, request: Request) -> Response:
        """A route, as the document has it."""

        def make(state: State) -> Screen:
            wanted = wishes(_MAP, request.query_params.multi_items())
            return whole_map(state.explorer(wanted.get("edition")), wanted.get("route"), wanted.get("at"))

        return await self._screen(request, make, at="/map")

    async def about(self, request: Request) -> Response:
        """Source, licence, accessibility."""
        return await self._screen(request, lambda state: _about(state, request), at="/about")

    async def cypher(self, request: Request) -> Response:
        """Cypher of one's own. What a page of another site wrote is shown, and not asked before somebody says so."""
        foreign = request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}

        def make(state: State) -> Screen:
            wanted = wishes(_CYPHER, request.query_params.multi_items())
            statement, edition = wanted.get("q"), wanted.get("edition")
            parts: list[Part] = [element("p", _FOREIGN, data_foreign=True) if statement and foreign else None]
            if statement and not foreign:
                view = self._own.answer(state, CypherQuestion(statement, limit=LIMIT, edition=edition))
                rows = counted(len(view.rows), "row")
                parts += [tables.table(view, state.explorer(edition), rows), tables.notes(view)]
            return Screen("Cypher", [element("h1", "Cypher of your own"), _statement(statement), *parts])

        def again(_: Explorer) -> Sequence[Part]:
            return [_statement(request.query_params.get("q"))]

        return await self._screen(request, make, at="/cypher", kept=False, again=again)

    async def _screen(
        self,
        request: Request,
        make: Callable[[State], Screen],
        *,
        at: str = "",
        kept: bool = True,
        again: Callable[[Explorer], Sequence[Part]] | None = None,
    ) -> Response:
        """`again`: what asks once more, where something is wrong."""

        def written(state: State | None, screen: Screen, code: int) -> Answered:
            of = None if state is None else _map(state, request)
            text = page(screen.title, *screen.parts, at=at, of=of, scripted=self._scripted)
            return Answered(code, _HTML, encoded(text))

        def failed(state: State | None, error: PathwaysError) -> Answered:
            known = state is not None and status(error) < 500
            with within(_other_edition(state, request) if state else None):
                explorer = _explorer_of(state, request) if state and known else None
                form = again(explorer) if again and explorer else ()
                given = request.query_params.multi_items()
                screen = problem_screen(error, request.scope["path"], given, explorer, *form)
                return written(state if known else None, screen, status(error))

        def made(state: State) -> Answered:
            with within(_other_edition(state, request)):
                return written(state, make(state), 200)

        edition = request.query_params.get("edition") or None
        return await self._site.answer(request, made, kept=kept, edition=edition, failed=failed)


def _explorer(state: State, request: Request) -> Explorer:
    return state.explorer(request.query_params.get("edition") or None)


def _explorer_of(state: State, request: Request) -> Explorer:
    """The edition that is asked, or the one that answers where there is none of that name."""
    return state.explorer(_other_edition(state, request))


def _other_edition(state: State, request: Request) -> str | None:
    """The edition that is asked, where it is there and is not the one that answers anyhow."""
    wanted = request.query_params.get("edition")
    return wanted if wanted in state.editions and wanted != state.edition else None


def _map(state: State, request: Request) -> Map:
    edition = _other_edition(state, request) or state.edition
    first = (state.edition, *(name for name in state.editions if name != state.edition))
    return Map(edition, first, notice_of(described(state.explorer(edition).graph)), state.notice)


def _by_name(question: Question, given: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """What was given, by the names of parameters, whichever name of theirs was used; nothing that is empty."""
    known = {p.name for p in question.parameters} | {"edition"}
    names = {other: p.name for p in question.parameters for other in SHORT.get(p.name, ()) if other not in known}
    texts: dict[str, list[str]] = {}
    for name, text in given:
        if text.strip():
            texts.setdefault(names.get(name, name), []).append(text)
    return texts


def _is_asked(question: Question, wanted: Mapping[str, Any]) -> bool:
    """Whether there is something to answer, or the form alone is to be shown."""
    if question.name in _AT_ONCE:
        return True
    needed = [p.name for p in question.parameters if p.required]
    if question.name in {"next", "reach"}:
        return bool(wanted)
    return all(name in wanted for name in needed)


_FOREIGN = "Another site wrote this statement. Read it, and ask it if you want to."


def _missing(name: str) -> Screen:
    """Raises UnknownQuery for a question of the library, and NothingHere."""
    check_of_library(name)
    raise NothingHere("nothing is at this address.", "Begin at the first page.")


def _statement(statement: str | None) -> Html:
    return element(
        "form",
        element("p", element("label", "A statement that only reads", for_="f-q"), class_="field"),
        element("textarea", statement or "", id="f-q", name="q", rows=6, cols=80, maxlength=6000, spellcheck="false"),
        element("input", type="hidden", name="edition", value=edition_kept()) if edition_kept() else None,
        element("button", "Ask", type="submit"),
        action="/cypher",
        method="get",
        class_="ask",
    )


def _about(state: State, request: Request) -> Screen:
    explorer = _explorer(state, request)
    edition = described(explorer.graph)
    title = "About"
    return Screen(
        title,
        [
            element("h1", title),
            element("h2", "Source and licence"),
            element("p", f"{edition['title']}. {source_of(edition)}."),
            element("p", licence_of(edition), "."),
            element("p", edition["attribution"]) if edition.get("attribution") else None,
            element("p", "The content of this map: ", element("code", state.hash(explorer.edition))),
            element("h2", "What a progression is"),
            element("p", progressions_of(edition)),
            element("h2", "Accessibility"),
            *(element("p", text) for text in ACCESSIBILITY),
            element("p", "On a server every screen works without a script, too."),
            element("h2", "For programs"),
            element(
                "p",
                "Each answer is JSON below /api/, as ",
                element("a", "/openapi.json", href="/openapi.json"),
                " says.",
            ),
        ],
    )
