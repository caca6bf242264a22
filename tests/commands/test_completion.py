"""What completes a word, as a shell asks for it: what is offered means one thing, and nothing goes wrong aloud."""

from __future__ import annotations

import os
import re
import resource
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import networkx as nx
import pytest
from click.testing import CliRunner
from places import DOCS

from career_pathways.explorer.commands import completing, completion
from career_pathways.explorer.commands.completing import PLACEHOLDERS, Offer, fitting, occupations
from career_pathways.explorer.commands.completion import PATIENCE, quoted
from career_pathways.explorer.commands.main import COMMANDS, imported, main
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.library import queries
from career_pathways.queries.names import Names
from career_pathways.queries.naming import find_named, find_occupation

Complete = Callable[..., list[str]]

NOT_COMPLETED = {
    *("TEXT", "STATEMENT", "SECONDS", "N", "K"),  # numbers, and what a person makes up
    *("FILE", "FILE|none", "FILE|URI|local", "FOLDER"),  # files, which the shell knows
    *("LABEL|TYPE", "SHELL", "PUBLISHER", "ANALYSIS"),  # choices, which click knows
    *("URI|local", "5.26.x", "ADDRESS", "URL"),
}


@pytest.fixture
def complete(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """The words that bash is given for the beginning of a line, as its arguments would be; and as they are written."""
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.setattr(completion, "PATIENCE", 600)  # after which the process ends, which here is that of the tests

    def words(line: str, *, raw: bool = False) -> list[str]:
        part = re.search(r"""(?:(?<=['"])[^"]*|(?:\\.|[^\s\\='"])*)$""", line)[0]  # what readline completes
        given = {"_PATHWAYS_COMPLETE": "bash_complete", "COMP_LINE": f"pathways {line}", "COMP_WORD": part}
        result = CliRunner().invoke(main, [], input="not to be read", env=given, prog_name="pathways")
        assert (result.exit_code, result.stderr) == (0, ""), result
        offered = [item.removeprefix("plain,") for item in result.stdout.splitlines() if item]
        return offered if raw else [" ".join(shlex.split(item)) for item in offered]

    return words


def store_of(graph: nx.MultiDiGraph, place: Path, title: str) -> Path:
    """A store of a map in which the roofers are called otherwise."""
    changed = nx.MultiDiGraph(graph)
    changed.nodes["construction/roofer-2"]["title"] = title
    with EmbeddedStore(place) as store:
        store.replace(changed)
    return place


@pytest.fixture(scope="module")
def names(built_store: Path) -> Names:
    return Names(EmbeddedStore(built_store))


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("next Commis", ["Commis chef"]),
        ("next COMMIS", ["Commis chef"]),
        ("show Large", ["Large goods vehicle (LGV) driver"]),
        ("path Butcher Retail\\ management", ["Retail management"]),
        ("compare Butcher Retaile", ["Retailer"]),
        ("next construction/roof", ["construction/roofer-2"]),
        ("next --route constr", ["construction"]),
        ("next --route=constr", ["construction"]),
        ("reach --from-level 2 --to-route dig", ["digital"]),
        ("path --in sales Butche", ["Butcher"]),
        ("show --route sales Butche", ["Butcher"]),
        ("query dead", ["dead-ends"]),
        ("query next-steps -p ", ["id="]),
        ("query next-steps -p id=Commis", ["Commis chef"]),
        ("query clusters -p route=constr", ["construction"]),
        ("query cluster-occupations -p id=Production\\ Arts\\ A", ["Production Arts Assistant"]),
        ("export --query level-next-steps -p l", ["level="]),
        ("export --query dead-ends -p route=constr", ["construction"]),
        ("export --format graphm", ["graphml"]),
        ("export --cluster Core\\ building\\ tra", ["Core Building Tradesperson"]),
        ("next --column p", ["professional"]),
        ("next --batch docs/people.csv --heading ", ["name", "job"]),
        ("next --batch=docs/people.csv --heading j", ["job"]),
        ("next --batch - --heading ", []),
        ("next --batch none.csv --heading ", []),
        ("next --batch docs/people.csv --columns gi", ["given"]),
        ("next Roofer --with changes.toml --columns wh", ["what_if"]),
        ("query --cypher x --columns ", []),
        ("help neo4j sta", ["start", "status"]),
        ("help what ", []),
        ("search x --level 2,", [f"2,{level}" for level in range(2, 8)]),
        ("next --level ", [str(level) for level in range(2, 8)]),
        ("query routes --columns id,na", ["id,name"]),
        ("gaps --figure f", ["findings"]),
        ("help wha", ["what-if"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("neo4j sta", ["start", "status"]),
        ("build ", ["2017", "2026", "file,"]),
        ("load 202", ["2026", "file,202"]),
        ("check my-m", ["file,my-m"]),
        ("next --edition ", ["2017"]),
        ("editions --drop ", ["2017"]),
        ("diff 2017 ", ["2017"]),
        ("next --exp", ["--explain"]),
        ("query --cypher - --st", ["--store"]),
        ("next --store $PATHWAYS_STORE Commis", ["Commis chef"]),
        ("next -- ", None),
        ("next zzz", []),
        ("query no-such-question -p ", []),
        ("next --store /no/such/store Commis", []),
        ("next --store bolt://localhost:1 Commis", []),
        ("next --store neo4j:secret@host Commis", []),
        ("next --store '", []),
    ],
)
def test_what_a_shell_is_given(complete: Complete, line: str, offered: list[str] | None) -> None:
    assert offered is None or complete(line) == offered


def test_everything_of_a_kind_is_offered_before_anything_is_typed(complete: Complete) -> None:
    assert len(complete("next --route ")) == 15
    assert complete("query ") == [question.name for question in queries()]
    assert complete("export --format ") == [*FORMATS]
    assert complete("path --avoid digit")[:2] == ["digital", "digital/"]
    folders = complete("next ")
    assert len(folders) == 15
    assert all(folder.endswith("/") for folder in folders)


@pytest.mark.parametrize(
    "questions",
    [
        ["search crane"],
        ["show Roofer"],
        ["next Roofer", "next --level 2", "next Roofer --steps 2"],
        ["before Roofer"],
        ["path Butcher 'Retail management' --in sales"],
        ["reach Roofer", "reach --from-level 2 --to-route sales"],
        ["compare Butcher Retailer --in sales"],
        ["next - ", "next - --steps 2"],
        ["gaps --route catering"],
        ["gaps --figure level-two"],
        ["gaps --figure matrix"],
        ["shared"],
        ["query"],
        ["query routes"],
        ["check"],
        ["catalogue"],
    ],
    ids=lambda questions: questions[0],
)
def test_the_columns_of_an_answer_are_offered(complete: Complete, questions: list[str]) -> None:
    answers = [CliRunner().invoke(main, [*shlex.split(q), "--csv"], input="Roofer") for q in questions]
    columns = {column for answer in answers for column in answer.stdout.split()[0].split(",")}
    asked = re.sub("--(?!figure).*", "", questions[0])
    assert set(complete(f"{asked} --columns ")) == columns


def test_namesakes_are_offered_by_their_ids_and_what_is_typed_stays(complete: Complete) -> None:
    ids = ["engineering-and-manufacturing/butcher-2", "sales-and-marketing-and-procurement/butcher-2"]
    assert complete("next Butche") == ["Butche", *ids]


def test_each_name_that_is_offered_means_that_occupation_alone(names: Names) -> None:
    offers = list(occupations(names))
    assert len(offers) == len(names.occupations)
    for offer in offers:
        for name in (*offer.names, offer.id):
            assert find_occupation(names, name).id == offer.id
    for offer in occupations(names, "sales"):
        for name in offer.names:
            assert find_occupation(names, name, prefer="sales").id == offer.id


def test_each_name_that_is_offered_means_that_cluster_alone(names: Names) -> None:
    for offer in completing.places(names.clusters):
        for name in (*offer.names, offer.id):
            assert find_named(names, "cluster", name) == offer.id


def test_where_what_is_offered_differs_in_its_capitals_no_letter_is_taken_back() -> None:
    def words(*titles: str, typed: str) -> list[str]:
        return [item.value for item in fitting((Offer((title,)) for title in titles), typed)]

    assert words("IT support", "It is", typed="it") == ["it support", "it is"]
    assert words("IT support", "IT work", typed="it") == ["IT support", "IT work"]
    assert words("IT support", "Item", typed="") == ["IT support", "Item"]


@pytest.mark.parametrize(
    "title", ["Children's nurse", 'Editor, "R&D"', "a;b|c<d>e$(f)`g`", "~x #y !z", "Curator – x:y"]
)
def test_what_is_quoted_is_one_word_of_bash(title: str) -> None:
    words = [f"{quote}{quoted(title, quote)}{quote}" for quote in ("", "'", '"')]
    printed = subprocess.run(
        ["bash", "-c", f"printf '%s\\n' {' '.join(words)}"], capture_output=True, text=True, check=True
    )
    assert printed.stdout.splitlines() == [title] * 3


def test_a_title_is_quoted_as_its_word_was_begun(tmp_path: Path, graph: nx.MultiDiGraph, complete: Complete) -> None:
    store = store_of(graph, tmp_path / "s.kgl", 'Yeti\'s keeper (nights): R&D, "IT"')
    begun = {
        "Yeti": r"Yeti\'s\ keeper\ \(nights\):\ R\&D,\ \"IT\"",
        "'Yeti": r"Yeti'\''s keeper (nights): R&D, " '"IT"',
    }
    for typed, inserted in {**begun, "\"Yeti's k": r"Yeti's keeper (nights): R&D, \"IT\""}.items():
        assert complete(f"next --store {store} {typed}", raw=True) == [inserted]


def test_a_damaged_store_and_none_complete_nothing_and_make_nothing(complete: Complete, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.kgl"
    damaged.write_bytes(b"RGF\x00" + bytes(1_000))
    for place in (damaged, tmp_path, tmp_path / "none.kgl"):
        assert complete(f"next --store {place} Commis") == []
    assert [file.name for file in tmp_path.iterdir()] == ["damaged.kgl"]


@pytest.mark.slow
def test_a_server_that_does_not_answer_completes_nothing_and_soon() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        begun = time.monotonic()
        assert from_a_shell(f"next --store bolt://localhost:{silent.getsockname()[1]} Commis") == ("", "")
        assert time.monotonic() - begun < 2 * PATIENCE + 2


def test_a_title_takes_no_longer_than_whoever_presses_tab_notices(built_store: Path) -> None:
    taken = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert from_a_shell(f"next --store {built_store} Commis") == ("plain,Commis\\ chef\n", "")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < 0.5  # 0.25 where nothing else runs, which benchmarks/start.py holds it to


def from_a_shell(line: str) -> tuple[str, str]:
    """What the process says to a shell that completes the last word of a line, and what to a person."""
    word = line.rpartition(" ")[2]
    given = {"_PATHWAYS_COMPLETE": "bash_complete", "COMP_LINE": f"pathways {line}", "COMP_WORD": word}
    command = [sys.executable, "-m", "career_pathways.explorer"]
    done = subprocess.run(command, env=os.environ | given, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_every_parameter_is_completed_or_is_known_not_to_be() -> None:
    for name in COMMANDS:
        for parameter in imported(name).params:
            placeholder = parameter.metavar or (
                "" if isinstance(parameter, click.Option) else str(parameter.name).upper()
            )
            assert placeholder in {"", *PLACEHOLDERS, *NOT_COMPLETED}, f"{name}: {placeholder}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_prints_the_script_that_click_prints(shell: str) -> None:
    printed = CliRunner().invoke(main, ["completion", shell], prog_name="pathways")
    by_click = CliRunner().invoke(main, [], env={"_PATHWAYS_COMPLETE": f"{shell}_source"}, prog_name="pathways")
    assert printed.exit_code == by_click.exit_code == 0
    assert printed.stdout.strip() == by_click.stdout.strip()


def test_the_line_for_each_shell_stands_in_its_page() -> None:
    page = (DOCS / "completion.md").read_text("utf-8")
    for line in (
        'eval "$(pathways completion bash)"',
        'eval "$(pathways completion zsh)"',
        "pathways completion fish | source",
    ):
        assert f"`{line}`" in page


def test_an_edition_is_completed_and_in_it_its_occupations_alone(
    complete: Complete, both: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_STORE", str(both))
    assert complete("next --edition ") == complete("editions --drop ") == complete("diff ") == ["2017", "2026"]
    assert complete("next --edition 2026 Able") == complete("next Commissioning\\ eng") == []
    assert complete("next --edition 2026 Commissioning\\ eng") == ["Commissioning engineer"]
    assert complete("next Able") == ["Able seafarer - deck"]
