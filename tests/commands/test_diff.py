"""`pathways diff`: what changed between two editions, in every form, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from places import DOCS, TESTS

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.views.diff import became_text
from career_pathways.loader.building import read_graph
from career_pathways.loader.editions.evidence import SURE
from career_pathways.loader.editions.listed import Listed, standard_code
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries import edition_changes
from career_pathways.queries.edition_changes import CHANGES

Ask = Callable[..., Result]

ONE = """\
code,title,level,column,route
A1,Plate welder,3,t,Metal
A2,Crane operator,2,t,Yard
A3,Florist,2,t,Yard
A4,Baker | *pastry* [x](y) <b>,2,t,Food
A5,Locksmith,2,t,Metal
A6A,Roofer - Tiler,2,t,Roofs
A6B,Roofer - Slater,2,t,Roofs
A7,Probate technician,4,h,Law
A8,Orthotic and prosthetic technician,,t,Care
A9,Environmental manager,,p,Yard
"""
TWO = """\
code,title,level,column,route
A1,Plate joiner,3,t,Metal
A2,Crane operator,3,t,Yard
A3,Florist,2,t,Garden
A4,Baker | *pastry* [x](y) <b>,2,t,Food
A6B,Roofer - Slater,2,t,Roofs
A6C,Roofer - Thatcher,2,t,Roofs
B1,Tiler,2,t,Roofs
B2A,Legal technician - Probate technician,4,h,Law
B2B,Legal technician - Conveyancer,4,h,Law
B3,Prosthetic and orthotic technician,3,t,Care
B4,Environmental practitioner,6,p,Yard
B5,Dental practitioner,6,p,Care
B6,Legal practitioner,6,p,Law
B7,Drone pilot,3,t,
"""
"""A later edition of the same yard, in which everything happened that can."""

WHAT_HAPPENED = [
    ("renamed", "A1", "A1", "code"),
    ("re-levelled", "A2", "A2", "code"),
    ("moved", "A3", "A3", "code"),
    ("split", "A6A", "B1", "title"),
    ("merged", "A7", "B2A", "title"),
    ("withdrawn", "A5", "", None),
    *(("added", None, code, None) for code in ("A6C", "B2B", "B4", "B5", "B6", "B7")),
    ("same", "A4", "A4", "code"),
    ("same", "A6B", "A6B", "code"),
    ("proposed", "A8", "B3", "words"),
    ("cannot tell", "A9", "", None),
]


def written(folder: Path, name: str, table: str, more: str = "", levels: str = "") -> Path:
    """The mapping file of a map of one table."""
    (folder / f"{name}.csv").write_text(table, "utf-8")
    file = folder / f"{name}.toml"
    columns = "".join(f'{column} = "{column}"\n' for column in table.partition("\n")[0].split(","))
    file.write_text(
        f'[edition]\nid = "{name}"\ntitle = "Yard *{name}*"\nlicence = "own, {name}"\n{more}\n{levels}\n'
        '[columns]\nt = "technical"\nh = "higher_technical"\np = "professional"\n\n'
        f'[[occupations]]\nfile = "{name}.csv"\n{columns}',
        "utf-8",
    )
    return file


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments, "--store", str(store)], env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks a store of both, of a map that follows neither, and of one with levels of its own."""
    folder = tmp_path_factory.mktemp("yard")
    maps = [
        written(folder, "one", ONE, 'published = "2020-01"'),
        written(folder, "two", TWO, 'published = "2021-01"\nfollows = "one"'),
        written(folder, "other", "title,route\nFlorist,Shops\nDrone pilot,Air\n", 'published = "2019-01"'),
        written(folder, "route", ONE, 'follows = "two"'),
        written(folder, "zones", "title,level\nFlorist,11\n", "", '[levels]\nname = "Zone"\nlowest = 1\nhighest = 12'),
    ]
    with EmbeddedStore(folder / "yard.kgl") as store:
        store.replace_all([read_graph(file, None)[1] for file in maps], ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition_changes, "former_titles", tuple)  # 0.1 s for each question: none is of a yard
        yield cache(lambda *arguments: run(folder / "yard.kgl", *arguments))


def rows(answer: Result) -> list[dict[str, Any]]:
    assert answer.exit_code == 0, answer.stderr
    found: list[dict[str, Any]] = json.loads(answer.stdout)["results"]
    return found


def short(row: dict[str, Any]) -> tuple[str, str | None, str, str | None]:
    return (
        row["change"],
        row["from"] and row["from"]["code"],
        " ".join(listed["code"] for listed in row["to"]),
        row["evidence"],
    )


@pytest.fixture(scope="module")
def became(both: Path) -> list[dict[str, Any]]:
    """What `diff` answers of the two editions of the package."""
    return rows(run(both, "2017", "2026", "--json"))


def judged(became: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], set[str | None], set[str | None]]]:
    """Each judged occupation: its row, the standards that it is linked to, and those that are right."""
    of_id = {row["from"]["id"]: row for row in became if row["from"]}
    text = (TESTS / "judged" / "editions.tsv").read_text("utf-8")
    for one in csv.DictReader(text.splitlines(), delimiter="\t"):
        if one["verdict"] != "cannot tell":
            row = of_id[one["id"]]
            links = {standard_code(listed["code"]) for listed in row["to"]}
            yield row, links, {standard_code(code) for code in one["codes_2026"].split()}


@pytest.mark.slow
def test_of_the_packages_editions_95_of_a_hundred_links_are_right_and_90_found(became: list[dict[str, Any]]) -> None:
    found = list(judged(became))
    right = sum(bool(links & truth) for _, links, truth in found)
    assert right >= 0.95 * sum(bool(links) for _, links, _ in found)
    assert right >= 0.9 * sum(bool(truth) for _, _, truth in found)
    assert not [row for row, links, truth in found if row["evidence"] in SURE and not links & truth]
    assert not [row for row, links, truth in found if links and not truth]


@pytest.mark.slow
def test_each_occupation_of_the_packages_editions_is_told(became: list[dict[str, Any]]) -> None:
    assert sum(row["from"] is not None for row in became) == 789
    assert len({listed["id"] for row in became for listed in row["to"]}) == 1_269
    assert all((row["change"] == "proposed") == (row["score"] is not None) for row in became)


@pytest.mark.slow
def test_the_file_of_ones_own_on_the_page_of_editions_is_one(both: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"```text\n(from\t.*?)```", (DOCS / "editions.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "own.tsv"
    file.write_text(example, "utf-8")
    found = {
        row["from"]["id"]: row
        for row in rows(run(both, "2017", "2026", "--json", "--curated", str(file)))
        if row["from"]
    }
    for one in csv.DictReader(example.splitlines(), delimiter="\t"):
        row = found[one["from"]]
        assert (row["change"], row["evidence"], row["reason"]) == (one["change"], "curated", one["reason"])


def test_every_kind_of_change_is_told_in_its_place(yard: Ask) -> None:
    assert [short(row) for row in rows(yard("one", "two", "--json"))] == WHAT_HAPPENED
    assert list(dict.fromkeys(kind for kind, *_ in WHAT_HAPPENED)) == list(CHANGES)
    (unknown,) = [row for row in rows(yard("one", "two", "--json")) if row["change"] == "cannot tell"]
    assert [listed["code"] for listed in unknown["candidates"]] == ["B4"]


def test_every_form_has_the_same_rows(yard: Ask) -> None:
    whole = rows(yard("one", "two", "--json"))
    assert [json.loads(line) for line in yard("one", "two", "--nl").stdout.splitlines()] == whole
    assert len(yard("one", "two", "-t", "github").stdout.splitlines()) == 2 + len(whole)
    for form, dialect in (("--csv", csv.excel), ("--tsv", csv.excel_tab)):
        flat = list(csv.DictReader(io.StringIO(yard("one", "two", form).stdout, newline=""), dialect=dialect))
        assert [(r["change"], r["from_code"], r["to_code"].replace("; ", " "), r["evidence"]) for r in flat] == [
            tuple(value or "" for value in short(row)) for row in whole
        ]
        assert flat[1]["from_level"], flat[1]["to_level"] == ("2", "3")
    two = yard("one", "two", "--columns", "to_code,change", "--csv").stdout.splitlines()
    assert two[:2] == ["to_code,change", "A1,renamed"]


def test_a_screen_has_the_counts_then_some_of_each_kind(yard: Ask) -> None:
    answer = yard("one", "two", "--limit", "1")
    head, *lines = answer.stdout.split("one  ", 1)
    assert (
        head.split()
        == (
            "From one (10 occupations) to two (14 occupations) renamed 1, re-levelled 1, moved 1, split 1, merged 1, "
            "withdrawn 1, added 6, same 2, proposed 1, cannot tell 1"
        ).split()
    )
    kinds = [line.split(":")[0][3:] for line in lines[0].splitlines() if line.startswith("── ")]
    assert kinds == list(CHANGES)
    assert "10 of 16 shown, 6 cut off" in answer.stderr


def test_a_route_and_kinds_leave_what_is_asked_for_and_say_what_is_left_out(yard: Ask) -> None:
    assert [short(row)[:3] for row in rows(yard("one", "two", "--route", "law", "--json"))] == [
        ("merged", "A7", "B2A"),
        ("added", None, "B2B"),
        ("added", None, "B6"),
    ]
    answer = yard("one", "two", "--only", "added,moved", "--only", "Cannot-tell", "--route", "gard")
    assert "Garden" in answer.stdout  # a route of the newer alone
    assert "Added in two and left out here, as it states no route for them: 1." in answer.stderr
    kinds = Counter(row["change"] for row in rows(yard("one", "two", "--only", "renamed,same", "--json")))
    assert kinds == {"renamed": 1, "same": 2}
    beside = " ".join(yard("one", "two", "--only", "renamed").stderr.split())
    assert "Also renamed, and told under another kind of change: 2; `also` says it of each." in beside


def page_of(yard: Ask, *more: str) -> tuple[str, dict[str, list[list[str]]]]:
    """A page, and the cells of its tables by the heading over each, as a browser would show them."""
    text = yard("one", "two", "--format", "page", *more).stdout
    tables: dict[str, list[list[str]]] = {}
    heading, in_heading = "", False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        in_heading = token.type == "heading_open" or (in_heading and token.type != "heading_close")
        if token.type == "tr_open":
            tables.setdefault(heading, []).append([])
        elif token.type == "inline":
            shown = "".join(child.content for child in token.children or ())
            if in_heading:
                heading = shown
            elif heading in tables and token.level > 3:
                tables[heading][-1].append(shown)
    return text, tables


def test_the_page_holds_all_rows_as_they_are_and_marks_what_is_no_fact(yard: Ask) -> None:
    text, tables = page_of(yard)
    assert text == yard("one", "two", "-t", "page").stdout
    counts = Counter(kind for kind, *_ in WHAT_HAPPENED)
    assert [row[::2] for row in tables["How many"][1:]] == [[kind, str(counts[kind])] for kind in CHANGES]
    for kind, count in counts.items():
        of_kind = tables[f"{kind.capitalize()}: {count}"]
        assert len(of_kind) == 1 + count
        section = text.split(f"## {kind.capitalize()}: ")[1].split("\n## ")[0]
        assert ("**Not certain.**" in section) == (kind in {"proposed", "cannot tell"})
    title = "Baker | *pastry* [x](y) <b> (2), A4"
    assert tables["Same: 2"][1][::2] == [title, title]
    assert tables["How many, by route"][0][-1] == "all"
    assert sum(int(row[-1]) for row in tables["How many, by route"][1:]) == len(WHAT_HAPPENED)
    compared = {row[0]: row[1:] for row in tables["What is compared"]}
    assert (compared["source"], compared["licence"]) == (["Yard *one*", "Yard *two*"], ["own, one", "own, two"])
    assert compared["published"] == ["2020-01", "2021-01"]


def test_an_edition_may_be_called_as_a_column_is_and_be_several_editions_later(yard: Ask) -> None:
    page = yard("one", "route", "-t", "page")
    assert "| one | route | route | by |" in page.stdout
    assert "Nothing says" not in page.stdout  # it follows two, which follows one


def test_a_page_that_is_cut_says_so_and_has_no_other_columns(yard: Ask) -> None:
    assert "The first 2 of 6." in page_of(yard, "--limit", "2")[0]
    refused = yard("one", "two", "--format", "page", "--columns", "change")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "A page has columns of its own" in refused.stderr


def test_what_a_user_knows_counts_more_than_all_evidence(yard: Ask, tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    known = ["A1\t\twithdrawn\tread both", "A5\tB7\trenamed\tthe same people", "", "one:a9\tB4\trenamed\tread both"]
    file.write_text("\n".join(["from\tto\tchange\treason", *known]), "utf-8-sig", newline="\r\n")
    found = rows(yard("one", "two", "--json", "--curated", str(file)))
    curated = {short(row)[:3]: row["reason"] for row in found if row["evidence"] == "curated"}
    assert curated == {
        ("withdrawn", "A1", ""): "read both",
        ("renamed", "A5", "B7"): "the same people",
        ("renamed", "A9", "B4"): "read both",
    }
    assert ("added", None, "A1", None) in map(short, found)
    assert ("added", None, "B7", None) not in map(short, found)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "own.tsv: No such file or directory"),
        (b"\xff", "own.tsv: not text in UTF-8. Save it as such."),
        (b"from,to,change,reason\n", "own.tsv: line 1 is not the heading from, to, change, reason. Separate"),
        (
            b"from\tto\tchange\treason\none:a10\t\twithdrawn\twhy",
            "own.tsv: line 2: the older edition has no 'one:a10'. Did you mean one:a1",
        ),
        (b"from\tto\tchange\treason\nA1\tB1\tgone\twhy", "own.tsv: line 2: 'gone' is not a change. Say withdrawn,"),
    ],
)
def test_a_file_of_ones_own_that_is_wrong_is_an_error_with_its_line(
    yard: Ask, tmp_path: Path, text: bytes | None, fault: str
) -> None:
    file = tmp_path / "own.tsv"
    if text is not None:
        file.write_bytes(text)
    refused = yard("one", "two", "--curated", str(file))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert fault in refused.stderr


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (["one", "three"], "no edition 'three'; there is one, other, route, two, zones. Add it by its mapping file"),
        (["one", "one"], "one and one are one edition. Name two."),
        (["two", "one"], "two follows one: what changed is told from the older edition to the newer. Swap the two"),
        (["one", "two", "--only", "renamed,gone"], "'gone' is not one of"),
        (["one", "two", "--route", "nowhere"], "no route 'nowhere'. There are:"),
        (["one"], "Missing argument 'NEWER'"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_cure(yard: Ask, asked: list[str], fault: str) -> None:
    refused = yard(*asked)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert fault in refused.stderr


def test_maps_of_which_none_follows_the_other_are_compared_and_it_is_said(yard: Ask) -> None:
    answer = yard("two", "other", "--json")
    assert ("same", "A3", "title") in [(r["change"], r["from"]["code"], r["evidence"]) for r in rows(answer)]
    first, second, *_ = json.loads(answer.stdout)["notes"]
    assert first.startswith("Nothing says that other follows two")
    assert second == "two was published after other: 2021-01, 2019-01."


def test_levels_of_another_kind_are_not_compared(yard: Ask) -> None:
    answer = yard("one", "zones", "--json")
    (florist,) = [row for row in rows(answer) if row["to"]]
    assert (florist["change"], florist["from"]["level"], florist["to"][0]["level"]) == ("same", None, None)
    assert "Levels are not compared: those of zones are its own (Zone)." in json.loads(answer.stdout)["notes"]


@pytest.mark.parametrize(
    ("letters", "shown"),
    [("ABC", "M1A to M1C, 3 options"), ("BC", "M1B to M1C, 2 options"), ("AC", "M1A and M1C, 2 options")],
)
def test_of_the_options_of_a_code_only_those_that_are_meant_are_named(letters: str, shown: str) -> None:
    options = [Listed(f"m1{letter}", f"Roofer - {letter}", 2, code=f"M1{letter}")._asdict() for letter in letters]
    assert became_text({"candidates": [], "change": "added", "also": (), "to": options}) == f"Roofer (2), {shown}"
