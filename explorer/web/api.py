"""The API: each question at /api/NAME, as the object that --json prints; exports, own Cypher, the packed map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from career_pathways.explorer.serving.cypher import OwnCypher
from career_pathways.explorer.serving.late import SECONDS
from career_pathways.explorer.serving.served import Answered, State
from career_pathways.loader.errors import PathwaysError, UnknownName
from career_pathways.loader.words.near import near, shortened

from .answering import OF_ALL, parameters, problem, refusal, sent, viewed, without_limit
from .files import PARAMETERS, exported
from .openapi import description
from .packed_joins import packed_joins
from .packed_map import packed_map, whose
from .packed_words import packed_questions, packed_titles
from .parameters import wishes
from .posted import LARGEST_BODY, question_in
from .questions import QUESTIONS, check_of_library
from .site import Site

EXPORT, CYPHER = "export", "cypher"

_ALSO = {"show": "occupation"}
"""Other names of questions, as the command line has them."""


class Api:
    """What answers at /api/."""

    def __init__(self, site: Site, words: Mapping[str, str]) -> None:
        """`words`: those of the notes in JSON."""
        self._site = site
        self._words = words
        self.own = OwnCypher()

    async def answer(self, request: Request) -> Response:
        """A question, an export, or own Cypher."""
        name = request.path_params["name"]
        name = _ALSO.get(name, name)
        given = request.query_params.multi_items()
        if name == CYPHER:
            return await self._cypher(request, given)
        try:
            if name == EXPORT:
                wanted = wishes(PARAMETERS, given)
                return await self._site.answer(request, lambda state: exported(state, self.own, wanted), kept=False)
            if name not in QUESTIONS:
                check_of_library(name)
                raise _unknown(name)
            question = QUESTIONS[name]
            wanted = wishes(parameters(question), given)
        except PathwaysError as error:
            return self._site.response(problem(error))
        form, columns, edition = (wanted.pop(p.name, p.default) for p in OF_ALL)

        def make(state: State) -> Answered:
            view = viewed(question, state.explorer(edition), without_limit(question, wanted))
            return sent(view, self._words, form, columns)

        quick = question.is_quick(wanted)
        return await self._site.answer(request, make, quick=quick, edition=edition)

    async def _cypher(self, request: Request, given: list[tuple[str, str]]) -> Response:
        body = await _posted(request)
        if isinstance(body, Answered):
            return self._site.response(body)
        try:
            wanted, statement = wishes(OF_ALL[:2], given), question_in(body)
        except PathwaysError as error:
            return self._site.response(problem(error))
        form, columns = wanted.get("form", "json"), wanted.get("columns")

        def make(state: State) -> Answered:
            return sent(self.own.answer(state, statement), self._words, form, columns)

        return await self._site.answer(request, make, kept=False)

    async def openapi(self, request: Request) -> Response:
        """The description of all of this."""
        return await self._site.answer(request, lambda _: Answered(200, _JSON, _json(description())))

    async def titles(self, request: Request) -> Response:
        """The everyday titles, for the browser's core."""
        return await self._site.answer(request, lambda _: Answered(200, _JSON, packed_titles().encode()))

    async def joins(self, request: Request) -> Response:
        """What joins the editions of the store, for the browser's core."""
        return await self._site.answer(
            request, lambda state: Answered(200, _JSON, packed_joins(state.explorer(None)).encode())
        )

    async def questions(self, request: Request) -> Response:
        """The question library, for the browser's core."""
        return await self._site.answer(request, lambda _: Answered(200, _JSON, packed_questions().encode()))

    async def map(self, request: Request) -> Response:
        """The packed map of an edition, by the hash of its content; how it is packed may change with the program."""
        wanted = request.path_params["hash"]

        def make(state: State) -> Answered:
            edition = next((name for name in state.editions if state.hash(name) == wanted), None)
            if edition is None:
                raise UnknownName(f"no map {shortened(wanted)!r} any more.", "Ask for the newest.")
            return Answered(200, _JSON, packed_map(state.explorer(edition)).encode())

        return await self._site.answer(request, make)

    async def maps(self, request: Request) -> Response:
        """The editions of the store with the hashes of their content: whether a page has the newest maps."""

        def make(state: State) -> Answered:
            maps = {name: state.hash(name) for name in state.editions}
            of = {name: whose(state.explorer(name)) for name in state.editions}
            about = {"asked": state.edition, "maps": maps, "whose": of, "notice": state.notice}
            return Answered(200, _JSON, _json(about))

        return await self._site.answer(request, make, kept=False)


_JSON = (("Content-Type", "application/json"),)


async def _posted(request: Request) -> bytes | Answered:
    """The body of a request, or why it is refused: too large, too slow, or not there to its end."""
    body = b""
    try:
        with anyio.fail_after(SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_BODY:
                    return refusal(413, "Too large", f"The body has more than {LARGEST_BODY:,} bytes.")
    except TimeoutError:
        return refusal(408, "Too slow", f"The body has not come within {SECONDS:g} seconds.")
    except ClientDisconnect:
        return refusal(400, "No end", "The body has no end.")
    return body


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _unknown(name: str) -> UnknownName:
    """The error for an address of the API that answers nothing."""
    known = [*(name for name in QUESTIONS if "/" not in name), *_ALSO, EXPORT, CYPHER]
    close = near(name, known, n=1)
    cure = f"Did you mean /api/{close[0]}?" if close else f"There are: {', '.join(known)}."
    return UnknownName(f"no question {shortened(name)!r}.", cure, candidates=tuple(close))
