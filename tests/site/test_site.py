"""The documentation site: all that the project offers is in it, every link leads somewhere, no other host is asked."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from lxml import html
from places import DOCS, ROOT

import career_pathways as cp
from career_pathways.explorer.commands.main import COMMANDS, imported
from career_pathways.queries.answers import Rows
from career_pathways.queries.library import queries

pytestmark = [pytest.mark.slow, pytest.mark.browser]

KINDS = (
    "index.html",
    "completion.html",
    "commands/gaps.html",
    "questions/routes.html",
    "api/questions.html",
    "search.html",
)
"""A page of each kind, and none of the longest."""


@cache
def page(file: Path) -> html.HtmlElement:
    return html.fromstring(file.read_text("utf-8"))


def pages(site: Path) -> Iterator[Path]:
    return (file for file in sorted(site.rglob("*.html")) if "_static" not in file.parts)


def words(text: str) -> str:
    """A text without what Markdown and HTML make different."""
    return " ".join(re.sub(r"[`¶]", "", text).split())


def article(site: Path, name: str) -> str:
    return words(page(site / name).find(".//article").text_content())


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all within it, by how they are called."""
    yield path, command
    if isinstance(command, click.Group):
        for name, within in command.commands.items():
            yield from commands(within, f"{path} {name}")


def test_every_command_is_in_it_with_each_of_its_arguments_and_options(site: Path) -> None:
    shared = article(site, "commands/shared-options.html")
    for name in COMMANDS:
        file = f"commands/{name}.html"
        text = article(site, file)
        headings = {words(heading.text_content()) for heading in page(site / file).iter("h1", "h2", "h3")}
        for path, command in commands(imported(name), f"pathways {name}"):
            assert path in headings
            for param in command.params:
                if isinstance(param, click.Option):
                    assert re.search(rf"{max(param.opts, key=len)}(?![\w-])", text), (path, param)
                    first = words((param.help or "").split(".")[0])
                    assert first in text or first in shared, param.opts
                else:
                    names = getattr(param.type, "choices", [str(param.human_readable_name).upper()])
                    assert all(name in text for name in names), (path, param)


def test_of_each_argument_is_said_what_it_is_and_not_alone_whether_it_has_to_be_given(site: Path) -> None:
    terms = [
        term for name in COMMANDS for term in page(site / f"commands/{name}.html").xpath("//dl[@class='std option']")
    ]
    said = [words(term.text_content()) for term in terms]
    arguments = [text.split(" ", 1) for text in said if not text.startswith("-")]
    assert len(arguments) >= 20
    assert [name for name, about in arguments if len(re.split(r"\. ", about)) == 1 and "One of" not in about] == []


@pytest.mark.parametrize(
    ("place", "names"), [("commands", list(COMMANDS)), ("questions", [question.name for question in queries()])]
)
def test_a_list_leads_to_each_command_and_each_question(site: Path, place: str, names: list[str]) -> None:
    led = page(site / place / "index.html").xpath("//article//table//a/@href")
    assert led == [f"{name}.html" for name in names]


def test_every_question_is_in_it_with_its_form_and_its_cypher(site: Path) -> None:
    for question in queries():
        file = f"questions/{question.name}.html"
        text = article(site, file)
        assert question.title in text and words(question.about) in text
        assert all(f"{parameter.name} {parameter.type}" in text for parameter in question.parameters)
        codes = {code.text_content() for code in page(site / file).iter("code")}
        assert codes.issuperset(question.returns)
        blocks = [block.text_content().strip() for block in page(site / file).iter("pre")]
        assert question.of_document in blocks and question.text in blocks


def test_every_public_name_is_in_it_with_its_docstring(site: Path) -> None:
    described = {}
    for file in (site / "api").glob("*.html"):
        for term in page(file).xpath("//dt[contains(@class, 'sig')][@id]"):
            described[term.get("id")] = words(term.getparent().text_content())
    names = {name: getattr(cp, name) for name in dir(cp) if not name.startswith("__")}
    for kind in (cp.Explorer, cp.PathwaysError):
        methods = {name: getattr(kind, name) for name in vars(kind) if not name.startswith("_")}
        names |= {f"{kind.__name__}.{name}": method for name, method in methods.items()}
    assert len(names) > 70
    for name, thing in names.items():
        text = described[f"career_pathways.{name}"]
        if documented := inspect.getdoc(getattr(thing, "func", thing)):
            first, *_ = documented.split("\n\n")
            assert all(words(part) in text for part in re.split(r"docs/[\w-]+\.md", first)), name
    for name in ("frame", "columns", "rows", "notes", "truncated"):
        assert f"{Rows.__module__}.Rows.{name}" in described


def test_every_page_of_the_docs_is_in_it_under_its_heading(site: Path) -> None:
    for file in DOCS.rglob("*.md"):
        if file.parent.name != "site":
            place = file.relative_to(DOCS).with_suffix(".html").as_posix().replace("README", "index")
            assert article(site, place).startswith(words(file.read_text("utf-8").splitlines()[0].lstrip("# ")))
    drawings = [drawing.get("src") for drawing in page(site / "guide.html").xpath("//article//img")]
    assert len(drawings) >= 2 and all(drawing.startswith("data:image/svg") for drawing in drawings)


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: Path) -> None:
    known = {file: set(page(file).xpath("//@id")) for file in pages(site)}
    seen = 0
    for file in known:
        for target in page(file).xpath("//@href | //@src"):
            if re.match(r"(https?|mailto|data):", target):
                continue
            path, _, anchor = target.partition("#")
            there = (file.parent / unquote(path.partition("?")[0])).resolve() if path else file
            assert there.is_file(), f"{file.relative_to(site)}: {target}"
            assert not anchor or there not in known or unquote(anchor) in known[there], f"{file.name}: {target}"
            seen += 1
    assert seen > 5_000


def test_no_page_asks_another_host(site: Path) -> None:
    for file in pages(site):
        asked = page(file).xpath("//@src | //@srcset | //link/@href | //use/@href | //object/@data | //form/@action")
        assert [to for to in asked if re.match(r"\w+:(?!image/)|//", to)] == [], file.name
        assert asked_by_style("\n".join(page(file).xpath("//style/text() | //@style"))) == [], file.name
    for sheet in site.rglob("*.css"):
        assert asked_by_style(sheet.read_text("utf-8")) == [], sheet.name


def asked_by_style(text: str) -> list[str]:
    """What of other hosts a style asks for."""
    return re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]+", text)


def test_what_the_site_has_no_page_for_is_named_as_what_the_repository_holds(site: Path) -> None:
    assert "(tests/house/test_layers.py in the project's repository)" in article(site, "contributing.html")


def test_a_link_to_nothing_stops_the_build_and_names_its_page() -> None:
    script = "from pages import linked; linked('`[a](b.md)` and [gaps](gapz.md)', 'docs/web.md')"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=ROOT / "docs" / "site", capture_output=True, text=True, check=False)
    assert "docs/web.md: a link to gapz.md, which is nothing. Mend the link." in ran.stderr


def looked_at(site: Path, *names: str) -> None:
    """Pages in a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "no Chromium: `make test` installs it"
    program = ["node", ROOT / "web" / "tests" / "site.mjs", site, chromium, *names]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_it_opens_from_its_files_finds_and_is_for_everybody(site: Path) -> None:
    looked_at(site, *KINDS)


@pytest.mark.soak
def test_each_of_its_pages_is_for_everybody(site: Path) -> None:
    looked_at(site)
