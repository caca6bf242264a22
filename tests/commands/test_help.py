"""`pathways help`: the topics, the pages as the package has them, and that nothing points to what it lacks."""

from __future__ import annotations

import ast
import re

import pytest
from click.testing import CliRunner, Result
from places import DOCS, MODULES, ROOT

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.commands.main import COMMANDS, main
from career_pathways.explorer.commands.pages import PAGES, file_of, page
from career_pathways.loader.errors import PYTHON

NAMED = re.compile(r"pathways help ([a-z][a-z0-9-]*)")
NAMES_A_FILE = re.compile(r"(?<!career_pathways/)docs/\w|\b(?:README|CONTRIBUTING|docker)")
OF_THE_REPOSITORY = re.compile(r"\b(?:tests|benchmarks|decisions)/|docker|CONTRIBUTING|README|Makefile|`make ")


def asked(*topic: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["help", *topic], env={"COLUMNS": "80", **environment})


def texts(module: str) -> tuple[list[str], list[str]]:
    """The texts of a module: those that the program shows, and its docstrings, which a command shows as its help."""
    text = (ROOT / module).read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text))) if NAMES_A_FILE.search(text) or NAMED.search(text) else []
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    found = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    shown = [str(node.value) for node in found if id(node) not in docstrings]
    return shown, [str(node.value) for node in found if id(node) in docstrings]


def test_every_page_has_its_line_in_the_list_of_topics() -> None:
    of_maintainers = {"carrying-on"}  # who have the repository
    files = [*DOCS.glob("*.md"), *DOCS.glob("for/*.md")]
    assert PAGES.keys() == {file.stem for file in files} - of_maintainers
    assert all((DOCS / file_of(name)).exists() for name in PAGES)
    listed = asked()
    assert listed.exit_code == 0
    assert all(f"  {name} " in listed.stdout for name in (*PAGES, *COMMANDS))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_shown_as_markdown_in_a_pipe(name: str) -> None:
    shown = asked(name)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(page(name).partition("\n")[0])
    assert (f"`pathways {name} -h`" in shown.stdout) == (name in COMMANDS)


@pytest.mark.parametrize("topic", [["what", "if"], ["What-If"], ["docs/what-if.md"], ["what_if"], [" what  if "]])
def test_a_page_is_found_however_its_name_is_written(topic: list[str]) -> None:
    assert asked(*topic).stdout == page("what-if")


@pytest.mark.parametrize("topic", [["next"], ["neo4j", "start"], ["neo4j start"], ["HELP"]])
def test_a_command_shows_its_own_help(topic: list[str]) -> None:
    own = CliRunner().invoke(
        main, [*" ".join(topic).lower().split(), "-h"], env={"COLUMNS": "80"}, prog_name="pathways"
    )
    shown = CliRunner().invoke(main, ["help", *topic], env={"COLUMNS": "80"}, prog_name="pathways")
    assert shown.stdout == own.stdout


@pytest.mark.parametrize("topic", ["what-is", "gasp", "", "neo4j stat", "\x1b[31m", "x" * 10_000])
def test_of_an_unknown_topic_it_says_the_nearest_and_all(topic: str) -> None:
    shown = asked(topic)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "There are: build," in shown.stderr
    assert len(shown.stderr) < 1_000
    if topic == "gasp":
        assert "Did you mean 'gaps'" in shown.stderr


def test_on_a_terminal_a_page_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from career_pathways.explorer.commands.help import _rendered

    monkeypatch.setenv("COLUMNS", "200")
    for name in ("exports", "what-if"):
        lines = _rendered(page(name)).splitlines()
        assert max(map(len, lines)) <= 80
        assert not [line for line in lines if line.startswith(("# ", "## ", "```"))]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_leads_only_to_what_the_reader_of_the_package_has(name: str) -> None:
    text = page(name)
    prose = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", lambda code: code[0] if "pathways" in code[0] else "", text)
    assert re.findall(r"\]\((?!https?:)[^)]*\)", prose) == []
    assert set(NAMED.findall(text)) <= {*PAGES, *COMMANDS, "topic"}
    for place in re.findall(r"(docs/\S+) in the project's repository", text):
        assert (ROOT / place).exists()
    for paragraph in text.split("\n\n"):
        assert "repository" in paragraph or not OF_THE_REPOSITORY.search(paragraph), paragraph


def test_a_page_that_a_text_names_is_there_and_a_message_names_it_by_what_shows_it() -> None:
    for module in MODULES:
        shown, docstrings = texts(module)
        for text in (*shown, *docstrings):
            assert set(NAMED.findall(text)) <= {*PAGES, *COMMANDS}, text
            assert all((ROOT / file).exists() for file in re.findall(r"docs/[\w/-]+\.md", text)), text
        for text in shown:
            assert not NAMES_A_FILE.search(text), text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_names_no_file_of_the_repository(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "-h"]).stdout
    assert "docs/" not in shown
    assert not OF_THE_REPOSITORY.search(shown)


def test_an_interface_names_a_page_by_what_shows_it() -> None:
    pages = {place: word for place, word in COMMAND_LINE.items() if place.startswith("page_")}
    assert pages
    for place, word in pages.items():
        name = place.removeprefix("page_").replace("_", "-")
        assert word == f"`pathways help {name}`"
        assert PYTHON[place] == f"career_pathways/docs/{name}.md"
        assert name in PAGES
