"""The README shows what people get: each command in it is run, and its output compared."""

from __future__ import annotations

import json
import re
import shlex
from contextlib import chdir
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from judging import ORDERS, hits, judged
from places import ROOT
from scoring import Score

from career_pathways.explorer.commands.main import main
from career_pathways.loader.building import ReadDocument
from career_pathways.loader.catalogue import to_json
from career_pathways.loader.reading.reader import Reading

README = ROOT / "README.md"
EXAMPLES = re.findall(r"```console\n\$ (pathways [^\n]*)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


def output_of(command: str, store: Path) -> str:
    with chdir(README.parent):  # a command may name a file of docs/
        result = CliRunner().invoke(main, shlex.split(command)[1:], env={"PATHWAYS_STORE": str(store), "COLUMNS": ""})
    assert result.exit_code == 0, result.stderr
    return result.stdout.replace("\r\n", "\n")


def test_it_opens_with_the_two_commands() -> None:
    assert re.match(r"# Career Pathways\n\n    make run .*\n    make test ", README.read_text("utf-8"))


ONE_EDITION = [(command, shown) for command, shown in EXAMPLES if not command.startswith("pathways diff ")]


@pytest.mark.parametrize(("command", "shown"), ONE_EDITION, ids=[command for command, _ in ONE_EDITION])
def test_what_it_shows_is_what_people_get(command: str, shown: str, built_store: Path) -> None:
    assert output_of(command, built_store) == shown


@pytest.mark.slow
def test_what_it_shows_of_two_editions_is_what_people_get(both: Path) -> None:
    ((command, shown),) = set(EXAMPLES) - set(ONE_EDITION)
    assert output_of(command, both) == shown


def test_it_shows_each_kind_of_answer() -> None:
    shown = {command.split()[1] for command, _ in EXAMPLES}
    assert shown == {"next", "path", "show", "search", "compare", "reach", "gaps", "diff", "query", "export"}


def test_its_figures_are_those_of_the_reader(gold: list[dict[str, Any]], bare: Reading, document: ReadDocument) -> None:
    assert document.lookups is not None
    rows = {
        f"with its {len(document.lookups.readings)} curated readings": document.catalogue,
        "without them": bare.catalogue,
    }
    for what, catalogue in rows.items():
        score = Score()
        score.add(gold, json.loads(to_json(catalogue)))
        assert f"| this document, {what} | {score.titles:.4f} | {score.entries:.4f} |" in README.read_text("utf-8")


def test_its_figures_are_those_of_the_ranking(graph: nx.MultiDiGraph) -> None:
    text = README.read_text("utf-8")
    for name, order in ORDERS.items():
        shares = [hits(graph, judged(part), order, first) for part in ("aside", "fresh", "blind") for first in (1, 3)]
        assert f"| {name} | {' | '.join(f'{share:.1%}' for share in shares)} |" in text


def test_every_command_stands_in_it() -> None:
    for name in main.commands:
        assert f"| `pathways {name}" in README.read_text("utf-8")


@pytest.mark.slow
def test_its_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL):
        exec(compile(code, "README.md", "exec"), names)
    assert capsys.readouterr().out.splitlines() == [
        "Advanced butcher",
        "Butcher → Advanced butcher within_cluster",
        "Advanced butcher → Retail manager same_row",
        "Retail manager → Retail management same_row",
        "['no crossing']",
        "55 occupations",
        "Roofer",
    ]


if (
    __name__ == "__main__"
):  # python tests/commands/test_readme.py STORE: writes the answers of that store into the README
    import sys

    text = README.read_text("utf-8")
    for command, shown in EXAMPLES:
        text = text.replace(f"$ {command}\n{shown}```", f"$ {command}\n{output_of(command, Path(sys.argv[1]))}```")
    README.write_text(text, "utf-8")
