"""What a user names as a store: a file, or an address of which nothing but scheme, host and port is ever shown."""

from __future__ import annotations

import re
import time
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.explorer.address import Address, is_like_an_address
from career_pathways.explorer.commands.main import main
from career_pathways.loader.errors import WrongAddress
from career_pathways.loader.stores.store import Target, shown_address

S = "5ecr3t9f2c"
"""Where it is found in what a command leaves, it is a password that somebody can read."""

WAYS = {
    # command, and whether the address stands in the environment
    "build --store": (["build", "--store"], ""),
    "search --store": (["search", "roofer", "--store"], ""),
    "export --store": (["export", "-o", "map.json", "--store"], ""),
    "query --store": (["query", "--cypher", "RETURN 1 AS x", "--store"], ""),
    "PATHWAYS_STORE": (["show", "roofer"], "PATHWAYS_STORE"),
    "load --to": (["load", "--to"], ""),
    "NEO4J_URI": (["load"], "NEO4J_URI"),
    "a document": (["build", "--store", "made.kgl"], ""),
    "--lookups": (["check", "--lookups"], ""),
    "--with": (["gaps", "--with"], ""),
    "--password-file": (["search", "roofer", "--password-file"], ""),
    "-o": (["export", "--format", "json", "-o"], ""),
}


def given_to(way: str, address: str) -> tuple[Result, list[str]]:
    """What comes of it, and what it has made."""
    command, variable = WAYS[way]
    arguments = command if variable else [*command, address]
    with TemporaryDirectory() as folder, chdir(folder):
        result = CliRunner().invoke(main, arguments, env={variable: address} if variable else {})
        return result, sorted(str(file) for file in Path().rglob("*"))


SPELT = [
    f"neo4j:{S}@localhost:7687",
    f"bolt:/neo4j:{S}@x",
    f"bolt://neo4j:{S}%40localhost",
    f"bolt://localhost?password={S}",
    f"bolt://localhost#{S}",
    f"neo4j:{S}@localhost",
    f"neo4j://neo4j:{S}",
    f"bolt://localhost/{S}",
    f"BOLT://NEO4J:{S}@LOCALHOST",
    f"  bolt://neo4j:{S}@localhost",
    f"'bolt://neo4j:{S}@localhost'",
    f"https://neo4j:{S}@localhost:7473",
    f"jdbc:neo4j:bolt://localhost?user=neo4j,password={S}",
    f"jdbc:neo4j:bolt:localhost;{S}",
    f"bolt:\\\\neo4j:{S}@localhost",
    f"//neo4j:{S}@localhost",
    f"bolt%3A%2F%2Fneo4j%3A{S}%40localhost",
    f"bolt://neo4j%253A{S}%2540localhost",
    f"bolt://neo4j\uff1a{S}\uff20localhost",
    f"bolt://[::1]{S}",
    f"neo4j+s:neo4j:{S}@localhost",
    f"{S}@localhost:7687",
    f"localhost:7687/{S}",
    f"localhost:7687?{S}",
    f"localhost?password={S}",
    f"neo4j:a/{S}@localhost:7687",
    f"NEO4J_URI=bolt://neo4j:{S}@localhost",
    f"bolt://localhost;password={S}",
    f"bolt://local host:{S}",
    f"bolt://localhost:{S}",
    f"bolt://\n{S}@localhost",
    f"bolt://neo4j:{S}@",
    f"://neo4j:{S}@localhost",
    f"postgresql://neo4j:{S}@localhost/x",
    f"neo4j+http:://neo4j:{S}@localhost:7687/maps",  # after sqlalchemy/sqlalchemy#12579
    f"bolt://neo4j:otS33+tb/{S}=@localhost:7687/maps",  # after amacneil/dbmate#144
    f"bolt://neo4j:your%28%21%29{S}@127.0.0.1:7687",  # after hashicorp/vault#14744
    f"bolt://localhost;uid=neo4j;pwd={S};",  # after MapServer/MapServer#6772
    f"neo4j:{S}@localhost/def/",  # after ClickHouse/ClickHouse#121425
    f"bolt://neo4j:p@{S}@localhost",  # after tiagolauer/OwlSQL#255
    f"http://neo4j:{S}@localhost/db/data/transaction/commit",  # after neo4j/neo4j-ogm#337
    f"neo4j://localhost?policy=eu&password={S}",
    f"neo4j://localhost?%70wd={S}&policy=eu",
    f"neo4j://localhost?user={S}",
    f"neo4j://localhost?a={S}&b=1&a=2",
    f"neo4j://localhost?address={S}",
    f" //neo4j:{S}@localhost",
    f"\u200b'//neo4j:{S}@localhost'",
    f"neo4j://localhost?{S}",
    f"neo4j://localhost?policy={S}@x",
    f"neo4j://localhost?policy=eu#{S}",
    f"neo4j://localhost/{S}?policy=eu",
    f"bolt://localhost?policy={S}",
]


@pytest.mark.parametrize("address", SPELT)
def test_what_looks_like_an_address_with_a_password_is_refused_and_neither_shown_nor_made(address: str) -> None:
    for way in ("build --store", "load --to", "PATHWAYS_STORE"):
        result, made = given_to(way, address)
        assert (result.exit_code, result.stdout, made) == (2, "", []), way
        assert "Error: " in result.stderr
        assert S not in result.output


HIDDEN = st.sampled_from(
    """
    bolt:// BOLT:// neo4j:// neo4j+s:// Neo4j+ssc:// http:// https:// ftp:// jdbc:neo4j:bolt:// bolt:/ bolt: neo4j:
    bolt:/// // bolt:\\\\ neo4j+s: bolt%3A%2F%2F bolt%253A// URI=bolt:// "bolt:// :// x://
    """.split()
)
USER = st.sampled_from(["u:S@", "u:S%40", "u%3AS%40", ":S@", "u:a/S@", "u:a@S@", "u:S@b@", "S:x@", "u\uff1aS\uff20"])
AFTER = st.sampled_from(["", ":7687", ":7687/", ":7687/db", "/", "?policy=eu", "#x", "\\x", ";a=b"])
ALSO = st.sampled_from(
    ["?password=S", "#S", "/S", ";password=S", "?S", ":7687/?a=b&pw=S", ":7687#S", "/a/b@S", "?a=b@S"]
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """One with a password in it, somewhere but in the place of the host."""
    begin = draw(HIDDEN)
    form = (
        begin + draw(USER) + draw(st.sampled_from(["localhost", "h.example", "[::1]", "10.0.0.1", ""])) + draw(AFTER)
        if draw(st.booleans()) or begin == "//"
        else begin + "h.example" + draw(ALSO)
    )
    noise = draw(st.sampled_from(["", " ", "\t", "\u200b", "\n"]))
    return noise + form.replace("S", S)


@given(address=addresses(), way=st.sampled_from(sorted(WAYS)))
@settings(max_examples=tries(100))
def test_a_password_in_an_address_is_shown_nowhere(address: str, way: str) -> None:
    result, made = given_to(way, address)
    assert S not in result.output
    assert (result.exit_code, made) == (2, [])


@given(st.text("ab:/@%40?#[].1\\; =+\uff20", max_size=40))
@settings(max_examples=tries(2_000))
@example("bolt://u:5ecr3t@h")
@example("bolt://h:1?u=a@b")
def test_of_any_text_only_scheme_host_and_port_are_shown(text: str) -> None:
    shown = shown_address(text)
    assert re.fullmatch(r"((\w[\w+.-]*://)?([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?/?|(bolt|neo4j)[+sc]*://)?…?", shown), (
        shown
    )
    assert shown in {"…", "bolt://…"} or not {"@", "\uff20"} & set(unquote(text))


@pytest.mark.parametrize(
    "name",
    [
        "maps.kgl",
        "./neo4j:x@h",
        "./a?password=b.kgl",
        "../a?key=b.kgl",
        "/a?key=b.kgl",
        "/a:b/me@home.kgl",
        "me@home.kgl",
        "C:\\maps@home\\a.kgl",
        "C:/a@b",
        "a b",
        "100%",
    ],
)
def test_the_names_of_files_are_names_of_files(name: str) -> None:
    assert not is_like_an_address(name)
    assert Address(name).resolved() == Path(name)


def test_a_text_of_any_length_is_judged_at_once() -> None:
    begin = time.process_time()
    assert is_like_an_address("a@" * 60_000) and is_like_an_address("a" * 5_000)
    for routing in ("pass" * 30_000, "&".join(f"a{i}=1" for i in range(20_000)) + "&"):
        with pytest.raises(WrongAddress):
            Target(uri="neo4j://localhost", routing=routing)
    assert time.process_time() - begin < 2


def test_the_scheme_is_one_however_it_is_written() -> None:
    assert Address("BOLT://localhost").resolved() == Target(uri="bolt://localhost")


def test_a_cluster_is_told_who_asks_and_nobody_sees_it() -> None:
    """What the driver calls the routing context: the docs of neo4j/neo4j-python-driver, and of a server's policies."""
    target = Address("neo4j+s://h.example:7687?policy=eu&region=north").resolved()
    assert target == Target(uri="neo4j+s://h.example:7687", routing="policy=eu&region=north")
    assert "north" not in repr(target)


def test_a_cluster_that_does_not_answer_is_named_without_what_it_was_told() -> None:
    result = CliRunner().invoke(main, ["search", "roofer", "--store", f"neo4j://localhost:9?policy={S}"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "neo4j://localhost:9: nothing listens" in result.stderr
    assert S not in result.output


def test_an_address_is_scheme_host_and_port() -> None:
    for uri in ("bolt://localhost", "neo4j+s://a.example:7687", "bolt://[::1]:7687", "bolt://10.0.0.1", "bolt://h:1/"):
        assert shown_address(Target(uri=uri).uri) == uri
    for uri in (
        "bolt://a b",
        "bolt://a:0",
        "bolt://a:65536",
        "bolt://[::1",
        "bolt://a?policy=eu",
        "neo4j://a?policy=eu",
        "bolt://ä%",
        "bolt://",
    ):
        with pytest.raises(WrongAddress):
            Target(uri=uri)
