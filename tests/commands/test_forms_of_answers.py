"""The forms of an answer: each is complete where no limit is given, and all hold the same rows."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main
from career_pathways.loader import building
from career_pathways.loader.building import ReadDocument

SALES = ("--in", "sales")
SLOW = [
    ["gaps"],
    ["gaps", "--figure", "level-two"],
    ["gaps", "--figure", "matrix"],
    ["check"],
]
QUESTIONS = [
    ["search", "crane"],
    ["search", "manager"],
    ["search", "hairdresser"],
    ["show", "Chartered surveyor"],
    ["show", "Butcher", *SALES],
    ["next", "Roofer"],
    ["next", "Commis chef", "--steps", "3"],
    ["next", "--level", "2"],
    ["next", "--level", "two", "--steps", "2", "--route", "construction"],
    ["before", "Registered nurse"],
    ["path", "Butcher", "Retail management", *SALES],
    ["path", "Commis chef", "Senior chef culinary arts", "--alternatives", "3"],
    ["path", "Butcher", "Retail management", *SALES, "--all", "--by", "steps"],
    ["reach", "Butcher", *SALES],
    ["reach", "Registered nurse", "--backwards", "--level", "2"],
    ["reach", "Commis chef", "--steps", "2"],
    ["compare", "Butcher", "Retailer", *SALES],
    ["shared"],
    ["query"],
    ["query", "routes"],
    ["query", "next-steps", "-p", "id=Butcher", *SALES],
    ["reach", "--from-level", "2", "--to-route", "legal"],
    ["reach", "--from-route", "catering", "--level", "3,4"],
    ["search", "manager", "--apprenticeship-only"],
    ["before", "Retail manager", "--column", "technical"],
    ["query", "dead-ends"],
    ["query", "occupations"],
    ["query", "--cypher", "MATCH (a:Route), (b:Cluster) RETURN a.id AS one, b.id AS other ORDER BY one, other"],
    *(pytest.param(question, marks=pytest.mark.slow) for question in SLOW),
]


@pytest.fixture
def ask(built_store: Path, document: ReadDocument, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on the packaged document, which has been read, and its store."""
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    monkeypatch.setattr(building, "read", lambda *_: document)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "80"})

    return run


def same_text(value: Any) -> str:
    """A value of JSON as CSV has it."""
    if isinstance(value, list):
        return "; ".join(map(same_text, value))
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_form_has_all_rows_and_the_same(ask: Any, question: list[str]) -> None:
    answers = {form: ask(*question, *form.split()) for form in ("--json", "--csv", "--tsv", "--nl", "-t github")}
    assert {answer.exit_code for answer in answers.values()} == {0}
    whole = json.loads(answers["--json"].stdout)
    rows = whole["results"]
    assert rows or question[1] == "hairdresser"
    assert not whole["truncated"] or "--alternatives" in question  # which names how many are wanted
    assert not [note for note in whole["notes"] if "cut off" in note]
    lines = answers["--nl"].stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    for form, dialect in (("--csv", csv.excel), ("--tsv", csv.excel_tab)):
        heading, *read = csv.reader(io.StringIO(answers[form].stdout, newline=""), dialect)
        assert read == [[same_text(row[column]) for column in heading] for row in rows]
        assert not rows or set(heading) == set(rows[0])
    assert len(answers["-t github"].stdout.splitlines()) == 2 + len(rows)

    table = ask(*question)
    beside = " ".join(table.stderr.split())
    if cut := re.search(r"[\d,]+ of ([\d,]+) shown", beside):
        assert int(cut[1].replace(",", "")) == len(rows)
    elif "There are more than the 1,000 shown;" in beside:  # where the store stopped counting
        assert len(rows) > 1_000
    elif question[0] not in {"show", "path", "check"}:  # whose table is a text
        assert table.stdout == ask(*question, "--limit", "0").stdout


def test_plain_has_one_line_for_each_row_as_wide_as_it_needs(ask: Any) -> None:
    heading, *lines = ask("shared", "-t", "plain").stdout.splitlines()
    rows = json.loads(ask("shared", "--json").stdout)["results"]
    assert [line.split("  ")[0] for line in lines] == [row["title"] for row in rows]
    at = heading.index("also in")
    assert {row["other_route_name"] for row in rows} == {re.split("  +", line[at:])[0] for line in lines}


@pytest.mark.parametrize("form", ["--json", "--csv", "--tsv", "--nl", "-t github", "-t plain"])
def test_a_limit_that_is_given_cuts_every_form_and_tells(ask: Any, form: str) -> None:
    limited = ask("shared", "--limit", "2", *form.split())
    lines = limited.stdout.splitlines()
    assert len(lines) == {"--json": len(lines), "--nl": 2, "-t github": 4}.get(form, 3)
    assert (
        "2 of " in limited.stdout + limited.stderr and "cut off; --limit 0 shows all" in limited.stdout + limited.stderr
    )


def test_columns_are_those_that_are_named_in_this_order_in_every_form(ask: Any) -> None:
    for question in (["next", "Roofer"], ["path", "Butcher", "Retail management", *SALES], ["query", "routes"]):
        first, *_, last = csv.reader(io.StringIO(ask(*question, "--csv").stdout)).__next__()
        given = ("--columns", f" {last} ,{first}")
        rows = json.loads(ask(*question, "--json", *given).stdout)["results"]
        assert rows and {tuple(row) for row in rows} == {(last, first)}
        assert ask(*question, "--csv", *given).stdout.splitlines()[0] == f"{last},{first}"
        assert ask(*question, "-t", "plain", *given).stdout.split()[:2] == [last, first]
        assert ask(*question, *given).stdout.split()[:2] == [last, first]
    entries = CliRunner().invoke(main, ["catalogue", "--tsv", "--columns", "title,level"]).stdout.splitlines()
    assert (entries[0], len(entries)) == ("title\tlevel", 808)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("levle", "no column 'levle' in this answer. Did you mean level? There are:\n  id"),
        ("x" * 500, f"no column '{'x' * 200}…' in this answer. There are:"),
        ("id,id", "'id' is named twice."),
        ("id,", "Write the names of columns with commas between them"),
        ("", "Write the names of columns with commas between them"),
    ],
)
def test_a_column_that_an_answer_lacks_is_told(ask: Any, given: str, said: str) -> None:
    result = ask("next", "Roofer", "--csv", "--columns", given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_table_of_markdown_is_not_broken_by_what_a_title_holds(ask: Any) -> None:
    cypher = "RETURN 'a | b' AS x, 'c\\nd' AS y"
    *_, row = ask("query", "--cypher", cypher, "-t", "github").stdout.splitlines()
    assert row.replace("\\|", "").count("|") == 3
