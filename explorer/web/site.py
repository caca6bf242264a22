"""What every address of the server has in common: one state of the store, answers that are kept, errors in words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from career_pathways import __version__
from career_pathways.explorer.serving.late import in_time
from career_pathways.explorer.serving.served import Answered, Served, State
from career_pathways.loader.errors import PathwaysError, StoreError

from .answering import problem, refusal

Make = Callable[[State], Answered]

_AT_ONCE = 8
"""Threads that answer what takes longer than a moment; there is one more for all that does not."""


class Site:
    """The store, and how its answers leave."""

    def __init__(self, served: Served, built: str = "") -> None:
        """`built`: what tells the script and the style of the pages from any others."""
        self.served = served
        self._made_by = f"{__version__} {built}"
        self._threads = anyio.CapacityLimiter(_AT_ONCE)

    async def answer(
        self,
        request: Request,
        make: Make,
        *,
        quick: bool = False,
        kept: bool = True,
        edition: str | None = None,
        failed: Callable[[State | None, PathwaysError], Answered] | None = None,
    ) -> Response:
        """What is made of one state of the store, at once where it is quick, else beside other answers.

        `kept`: whether it is the same as long as the store is. `failed`: how an error looks, problem+json where nobody
        says so.
        """
        ask = partial(self._answered, request, make, kept, edition, failed)
        if quick and self.served.holds(edition):
            return self.response(ask())
        return self.response(
            await anyio.to_thread.run_sync(partial(in_time_or_not, ask, failed), limiter=self._threads)
        )

    def _answered(
        self,
        request: Request,
        make: Make,
        kept: bool,
        edition: str | None,
        failed: Callable[[State | None, PathwaysError], Answered] | None,
    ) -> Answered:
        address = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
        states: list[State] = []

        def of_state(state: State) -> Answered:
            states[:] = [state]
            tag = self._tag(state)
            is_same = kept and state.notice is None  # else a page says what is the matter, and later does not
            if is_same and tag in request.headers.get("if-none-match", ""):
                return Answered(304, (("ETag", tag), _ASK_AGAIN), b"")
            if is_same and (found := state.kept.get(address)):
                return found
            made = make(state)
            headers = (*made.headers, ("X-Map-Hash", state.hash(edition)))
            if not is_same or state.notice is not None:
                return made._replace(headers=(*headers, _KEEP_NOTHING))
            made = made._replace(headers=(*headers, ("ETag", tag), _ASK_AGAIN))
            state.kept.put(address, made)
            return made

        try:
            try:
                answer = self.served.answer(of_state)
            except PathwaysError as error:
                answer = failed(next(iter(states), None), error) if failed else problem(error)
                if states and kept and states[0].notice is None and answer.status < _OF_THE_STORE:
                    states[0].kept.put(address, answer)
        except Exception as error:
            answer = _fault(error)
        if states and states[0].notice:
            answer = answer._replace(headers=(*answer.headers, ("X-Store-Notice", states[0].notice)))
        return answer

    def _tag(self, state: State) -> str:
        return f'"{sha256(f"{state.tag} {self._made_by}".encode()).hexdigest()[:24]}"'

    @staticmethod
    def response(answer: Answered) -> Response:
        """An answer as Starlette sends it."""
        response = Response(answer.body, answer.status)
        headers = answer.headers if answer.status < _OF_THE_QUESTION else (*answer.headers, _KEEP_NOTHING)
        response.raw_headers += [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in headers]
        return response


_OF_THE_QUESTION = 400
"""From this status on there is an error, which the next one who asks may not have."""

_OF_THE_STORE = 500
"""From this status on an error is not one of the question."""

_ASK_AGAIN = ("Cache-Control", "no-cache")
_KEEP_NOTHING = ("Cache-Control", "no-store")


def in_time_or_not(ask: Callable[[], Answered], failed: Callable[..., Answered] | None) -> Answered:
    """What is answered in time, or that it is not."""
    try:
        return in_time(ask)
    except StoreError as error:
        return failed(None, error) if failed else problem(error)


def _fault(error: Exception) -> Answered:
    """What nobody has foreseen: a line for whoever runs the server, none of it for whoever asks."""
    print(f"Error: a fault of this program, {type(error).__name__}: {str(error)[:300]}", file=sys.stderr)
    return refusal(500, "A fault", "A fault of this program. Whoever runs the server finds a line about it there.")
