"""What an assistant may read besides the tools: resources, prompts, and names completed."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.mcp.server import server
from career_pathways.loader.schema import NODES, RELATIONSHIPS

T = TypeVar("T")

TEMPLATE = ResourceTemplateReference(type="ref/resource", uri="pathways://occupation/{+id}")


def read_by(held: Held, ask: Callable[[Client], Awaitable[T]]) -> T:
    """What a client in memory gets."""

    async def connected() -> T:
        async with Client(server(held)) as client:
            return await ask(client)

    return anyio.run(connected)


async def text_of(client: Client, address: str) -> str:
    (content,) = (await client.read_resource(address)).contents
    return str(content.text)  # type: ignore[union-attr]


async def refused(made: Awaitable[Any]) -> str:
    with pytest.raises(MCPError) as error:
        await made
    assert error.value.error.code == -32602
    return error.value.error.message


@pytest.mark.slow
def test_it_can_be_read_how_the_map_is_made_whose_it_is_and_what_routes_it_has(held: Held) -> None:
    async def read(client: Client) -> None:
        addresses = [str(resource.uri) for resource in (await client.list_resources()).resources]
        assert addresses == ["pathways://schema", "pathways://about", "pathways://routes"]
        schema, about, routes = [await text_of(client, address) for address in addresses]

        assert len(schema) <= 6_000
        for kind in (*NODES, *RELATIONSHIPS):
            assert f"| {kind.name} |" in schema
            assert all(f"`{of.name}`" in schema for of in kind.properties)

        (edition,) = json.loads(about)["editions"]
        assert (edition["edition"], edition["occupations"], edition["progressions"]) == ("2017", 789, 5_035)
        assert "Open Government Licence" in edition["licence"]
        assert "inferred" in edition["where_progressions_come_from"]

        found = json.loads(routes)["results"]
        assert len(found) == 15
        assert sum(route["occupations"] for route in found) == edition["occupations"]

    read_by(held, read)


def test_an_occupation_is_read_by_its_id_and_an_unknown_one_is_told_with_what_is_near(held: Held) -> None:
    async def read(client: Client) -> None:
        roofer = "construction/roofer-2"
        found = await client.call_tool("show_occupation", {"occupation": roofer})
        assert json.loads(await text_of(client, f"pathways://occupation/{roofer}")) == found.structured_content
        assert "Did you mean" in await refused(client.read_resource("pathways://occupation/construction/rofer-2"))
        for odd in ("occupation/../../etc/passwd", "occupation/2026:occ0270", f"occupation/{'x' * 10_000}", "nothing"):
            assert len(await refused(client.read_resource(f"pathways://{odd}"))) < 1_000

    read_by(held, read)


def test_a_prompt_has_the_names_in_it_and_says_to_quote_the_line(held: Held) -> None:
    async def read(client: Client) -> None:
        prompts = {
            prompt.name: [a.name for a in prompt.arguments or ()] for prompt in (await client.list_prompts()).prompts
        }
        assert prompts == {"advise": ["occupation"], "explain_path": ["origin", "destination"]}
        for name, arguments in prompts.items():
            given = {argument: f"the {argument} of somebody" for argument in arguments}
            (message,) = (await client.get_prompt(name, given)).messages
            text = message.content.text  # type: ignore[union-attr]
            assert all(value in text for value in given.values())
            assert "quote the line" in text and "2017" not in text
        assert "'occupation'" in await refused(client.get_prompt("advise"))
        assert "at most 200 characters" in await refused(client.get_prompt("advise", {"occupation": "x" * 201}))
        assert "nothing" in await refused(client.get_prompt("nothing"))

    read_by(held, read)


def test_names_are_completed_by_any_of_their_words_and_ids_by_their_beginning(held: Held) -> None:
    async def complete(client: Client) -> None:
        advise = PromptReference(type="ref/prompt", name="advise")
        named = (await client.complete(advise, {"name": "occupation", "value": "butch"})).completion
        assert named.values == ["Butcher (2)", "Advanced butcher (3)"]
        ids = (await client.complete(TEMPLATE, {"name": "id", "value": "construction/roo"})).completion
        assert ids.values == ["construction/roofer-2"]
        all_ = (await client.complete(TEMPLATE, {"name": "id", "value": ""})).completion
        assert (len(all_.values), all_.total, all_.has_more) == (20, 789, True)

    read_by(held, complete)


@pytest.mark.slow
def test_of_another_map_nothing_claims_the_document_of_2017(both: Path, today: Path) -> None:
    async def of_today(client: Client) -> None:
        (edition,) = json.loads(await text_of(client, "pathways://about"))["editions"]
        assert edition["edition"] == "2026" and edition["attribution"]
        assert "stated" not in edition["source"] and "2017" not in json.dumps(edition | {"follows": None})

    async def of_both(client: Client) -> None:
        editions = json.loads(await text_of(client, "pathways://about"))["editions"]
        assert [(e["edition"], e["answers_where_none_is_named"]) for e in editions] == [("2017", True), ("2026", False)]
        values = (await client.complete(TEMPLATE, {"name": "id", "value": "construction/roofer"})).completion.values
        assert values == ["construction/roofer-2"]
        occupation = json.loads(await text_of(client, "pathways://occupation/2026:occ0270a"))
        assert occupation["results"][0]["id"] == "2026:occ0270a"

    read_by(Held(lambda: today), of_today)
    read_by(Held(lambda: both), of_both)
