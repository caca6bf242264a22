"""Names in numbers: what is read of lines and of a column, and what of a fault is told."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.explorer.given_names import GivenName, names_of_column, names_of_lines
from career_pathways.loader.errors import UnreadableSource

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def of_column(data: bytes, column: str | None = "job") -> list[GivenName]:
    return list(names_of_column(data.splitlines(keepends=True), "people.csv", column))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from(",;\t"), st.booleans())
def test_each_row_of_a_csv_has_its_name_and_the_line_where_it_begins(
    rows: list[tuple[str, str]], delimiter: str, mark: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "job"])
    lines = []
    for row in rows:
        lines.append(len(text.getvalue().encode().splitlines()) + 1)
        writer.writerow(row)
    found = of_column(text.getvalue().encode("utf-8-sig" if mark else "utf-8"))
    assert found == [GivenName(line, job.strip()) for line, (_, job) in zip(lines, rows, strict=True)]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")))))
def test_each_line_that_is_not_empty_has_its_name_and_its_number(names: list[str]) -> None:
    lines = "".join(f"{name}\n" for name in names).encode().splitlines(keepends=True)
    expected = [GivenName(i, name.strip()) for i, name in enumerate(names, 1) if name.strip()]
    assert list(names_of_lines(lines, "standard input")) == expected


@pytest.mark.parametrize(
    ("data", "column", "read", "said"),
    [
        (b"name,job\nA,cook\n", "title", 0, "people.csv has no column 'title'. There are:\n  name\n  job"),
        (b"name,job\nA,cook\n", "jobs", 0, "people.csv has no column 'jobs'. Did you mean job?"),
        (b"name,job\nA,cook\n", None, 0, "people.csv has 2 columns. Say which with `heading`:"),
        (b"job,Job\na,b\n", "JOB", 0, "people.csv: 2 columns are called 'JOB'. Rename one."),
        (b"", "job", 0, "people.csv, line 1: no heading."),
        (b"\n", "job", 0, "people.csv, line 1: no heading."),
        (
            b'name,job\nA,cook\nB,"roofer\nC,vet\n',
            "job",
            1,
            "people.csv, line 3: not a row of a CSV (unexpected end of data)",
        ),
        (b'name,job\nA,cook\nB,"roof"er\n', "job", 1, "people.csv, line 3: not a row of a CSV"),
        ("name,job\nA,cook\nB,caf\xe9 owner\n".encode("latin-1"), "job", 1, "people.csv, line 3: not text in UTF-8."),
        ("name,job\nA,cook\n".encode("utf-16"), "job", 0, "people.csv, line 1: not text in UTF-8. Save it as UTF-8."),
    ],
)
def test_what_stands_before_a_fault_is_read_and_the_fault_has_its_line(
    data: bytes, column: str | None, read: int, said: str
) -> None:
    names = names_of_column(data.splitlines(keepends=True), "people.csv", column)
    assert [next(names).text for _ in range(read)] == ["cook"] * read
    with pytest.raises(UnreadableSource) as told:
        list(names)
    assert said in str(told.value)


def test_a_heading_is_found_in_any_case_and_one_alone_needs_no_name() -> None:
    assert of_column(b"Name;JOB \nA; cook \nB\n\nC;vet\n") == [(2, "cook"), (3, ""), (5, "vet")]
    assert of_column(b"title\ncook\n", None) == [(2, "cook")]
