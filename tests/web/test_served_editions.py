"""A store of several editions: each is asked by its name, and the links of its pages stay in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from starlette.testclient import TestClient

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.served import Served
from career_pathways.explorer.web.server import application

CHOICES = {
    "search?text=roofer": ["search", "roofer"],
    "search?text=roofer&edition=2026": ["search", "roofer", "--edition", "2026"],
    "next?occupation=Butcher&in_route=sales": ["next", "Butcher", "--in", "sales"],
    "next?occupation=OCC0270B&edition=2026": ["next", "OCC0270B", "--edition", "2026"],
    "occupation?occupation=Roofer": ["show", "Roofer"],
    "editions": ["editions"],
    "diff?older=2017&newer=2026&only=renamed&limit=3": ["diff", "2017", "2026", "--only", "renamed", "--limit", "3"],
    "gaps?edition=2026&limit=2": ["gaps", "--edition", "2026", "--limit", "2"],
}


@pytest.fixture(scope="module")
def several(both: Path) -> Iterator[TestClient]:
    with TestClient(application(Served(both), words=COMMAND_LINE), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.slow
@pytest.mark.parametrize("address", CHOICES)
def test_an_edition_is_asked_as_on_the_command_line(several: TestClient, both: Path, address: str) -> None:
    result = CliRunner().invoke(main, [*CHOICES[address], "--json", "--store", str(both)])
    assert result.exit_code == 0, result.output
    assert several.get(f"/api/{address}").text == result.stdout_bytes.decode()


@pytest.mark.slow
def test_the_links_and_forms_of_a_page_stay_in_its_edition(several: TestClient) -> None:
    page = BeautifulSoup(several.get("/search?q=roofer&edition=2026").text, "lxml")
    links = [str(link["href"]) for link in page.find_all("a") if not str(link["href"]).startswith("#")]
    assert [link for link in links if "edition=2026" not in link and link != "/?edition=2017"] == []
    assert {field["value"] for field in page.find_all("input", attrs={"name": "edition"})} == {"2026"}
    assert several.get("/next?from=zzz&edition=2026").status_code == 404
    assert several.get("/next?from=Roofer&edition=1999").status_code == 404


@pytest.mark.slow
def test_cypher_of_ones_own_says_that_all_editions_are_asked_unless_it_speaks_of_one(
    several: TestClient, both: Path, built_store: Path
) -> None:
    told = "All editions of the store are asked; WHERE coalesce(o.edition, '2017') = $edition leaves 2017."
    routes = "MATCH (r:Route) RETURN count(*) AS n"
    assert several.post("/api/cypher", json={"statement": routes}).json()["notes"] == [told]
    assert several.get("/cypher", params={"q": routes}).text.count("All editions of the store are asked") == 1
    command = CliRunner().invoke(main, ["query", "--cypher", routes, "--csv", "--store", str(both)])
    assert (command.stdout_bytes, command.stderr) == (b"n\r\n17\r\n", f"{told}\n")
    with Explorer.open(both, edition="2026") as of_2026:
        assert of_2026.cypher(routes).notes == (told.replace("leaves 2017", "leaves 2026"),)
        assert of_2026.cypher("MATCH (r:Route) WHERE r.edition = $edition RETURN r.id AS id").notes == ()
    one = CliRunner().invoke(main, ["query", "--cypher", routes, "--csv", "--store", str(built_store)])
    assert (one.exit_code, one.stderr) == (0, "")


def test_the_packed_map_is_found_by_the_hash_of_its_content(client: TestClient) -> None:
    maps = client.get("/maps.json").json()
    found = client.get(f"/map/{maps['maps']['2017']}.json")
    tag = found.headers["etag"]  # asked again each time, since another version of the program packs it otherwise
    assert found.headers["cache-control"] == "no-cache"
    assert client.get(found.url.path, headers={"If-None-Match": tag}).status_code == 304
    assert found.json()["name"] == maps["asked"] == "2017"
    assert client.get("/map/0123.json").status_code == 404
    assert client.get("/titles.json").json()["titles"]
    assert "Crown copyright" in maps["whose"]["2017"]["licence"]
    assert client.get("/questions.json").json()["questions"]
    assert client.get("/joins.json").json()["editions"] == ["2017"]
