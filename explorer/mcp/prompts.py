"""What a person may call for in a client: how an assistant goes about a question, and what it must not leave out."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from mcp.server import MCPServer
from mcp_types import Completion, CompletionArgument, CompletionContext, PromptReference, ResourceTemplateReference
from pydantic import Field

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.words.titles import named

from .held import Held

_LONGEST = 200
"""Characters of a name, as of the tools."""

Named = Annotated[str, Field(max_length=_LONGEST, description="As people call it, or its id.")]

HONEST = (
    "For each step give its reason, and quote the line that it rests on, with its number, or name file and row. "
    "Say once, as the notes of the answers do, where the progressions come from. Where a level is not stated, say so. "
    "Add nothing that the tools do not answer; where they answer nothing, say that and what they offer instead."
)

_MOST = 20
"""Names that are offered to whoever types one."""


def add_prompts(server: MCPServer[Any], held: Held) -> None:
    """Let a server have them, and complete the names that they take, and that resources do."""

    @server.prompt()
    def advise(occupation: Named) -> str:
        """What somebody can progress to from an occupation, as a careers adviser would set it out."""
        return (
            f'Somebody who works as "{occupation}" asks what they can progress to.\n'
            "1. find_occupations by these words. Where several fit, ask which is meant, by route and level.\n"
            "2. next_occupations from its id: first what stays in the trade, then supervision and management, then "
            "other trades. Five of them are enough.\n"
            "3. For one that interests them, find_path to it.\n"
            f"{HONEST}"
        )

    @server.prompt()
    def explain_path(origin: Named, destination: Named) -> str:
        """How to get from one occupation to another, rung by rung, or why the map has no path."""
        return (
            f'Explain how to get from "{origin}" to "{destination}".\n'
            "1. find_occupations for both. Where several fit, ask which is meant, by route and level.\n"
            "2. find_path between their ids. Go through it rung by rung, with the level of each.\n"
            "3. Where there is no path, say which reasons are given and what lies nearest, and offer that.\n"
            f"{HONEST}"
        )

    @server.completion()  # type: ignore[no-untyped-call, untyped-decorator]
    async def completed(
        ref: PromptReference | ResourceTemplateReference, argument: CompletionArgument, _: CompletionContext | None
    ) -> Completion:
        by_id = isinstance(ref, ResourceTemplateReference)
        try:
            found = await to_thread.run_sync(held.ask, lambda explorer: names(explorer, argument.value, by_id=by_id))
        except PathwaysError:  # a call will say it
            found = []
        return Completion(values=found[:_MOST], total=len(found), has_more=len(found) > _MOST)


def names(explorer: Explorer, typed: str, *, by_id: bool) -> list[str]:
    """The ids that begin so, or the titles with their levels in which a word does; those that begin so come first."""
    begin = typed.strip().casefold()
    all_ = {o.id if by_id else named(o.title, o.level) for o in explorer.names.occupations}
    fitting = (name for name in all_ if f" {begin}" in f" {name}".casefold())
    return sorted(fitting, key=lambda name: (not name.casefold().startswith(begin), name.casefold()))
