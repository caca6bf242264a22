"""Random tables with their mapping file: of every kind that a mapping knows, and with whatever tables get wrong."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

WORDS = (
    "care site animal food digital legal rail water power welder baker butcher joiner carpenter saddler leather "
    "manager director senior assistant technician engineer HR IT cook nurse nursing teacher trainee head "
    "supervisor café 7"
).split()
LEVELS = ("2", "3", "4", "5", "Level 6", "7", "", "", "high", "9")
COLUMNS = ("technical", "higher_technical", "professional", "", "", "elsewhere")
NAMES = ("Care", "Wood work", "wood work", "Food & drink", "Rail", "IT", "Management")


def random_map(folder: Path, draw: random.Random) -> Path:
    """Write a map. Out: its mapping file."""
    return _Map(folder, draw).written()


class _Map:
    """A map while it is drawn."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.folder, self.draw = folder, draw
        self.coded, self.grouped = draw.random() < 0.7, draw.random() < 0.3
        self.noise = draw.choice((0.0, 0.0, 0.03))
        self.count = draw.choice((1, 3, 8, 20, 40))
        self.titles = [self.title() for _ in range(max(1, round(self.count * draw.choice((0.6, 1, 1)))))]
        self.sections: list[str] = []

    def written(self) -> Path:
        """Write it."""
        draw = self.draw
        head = '[edition]\nid = "Drawn"\ntitle = "A drawn map"\nlicence = "none"\n'
        if self.grouped:
            head += "[groups_are]\nroute = 1\n" + draw.choice(("", "pathway = 2\n", "pathway = 2\ncluster = 3\n"))
        if draw.random() < 0.2:
            head += '[levels]\nname = "Grade"\nlowest = 1\nhighest = 12\n'
        if draw.random() < 0.4:
            head += "[infer]\nrising = true\n"
        self.occupations("o.csv")
        if self.coded and draw.random() < 0.4:
            self.more("more.csv")
        if draw.random() < 0.15:
            self.occupations("p.csv")
        if self.grouped:
            self.groups()
        for number in range(draw.choice((0, 1, 1, 2, 3))):
            self.relations(number)
        if draw.random() < 0.2:
            rows = [(self.end(), f"x{draw.randrange(5)}", draw.choice(("exact", "close"))) for _ in range(6)]
            self.table("x.csv", "correspondences", {"from": "A", "to": "B", "match": "M"}, rows, 'edition = "other"\n')
        (self.folder / "m.toml").write_text(head + "".join(self.sections), "utf-8")
        return self.folder / "m.toml"

    def title(self) -> str:
        return " ".join(self.draw.choices(WORDS, k=self.draw.choice((1, 2, 2, 3, 4)))).capitalize()

    def end(self) -> str:
        """What a relation calls an occupation."""
        drawn = self.draw.random()
        if self.coded and drawn < 0.6:
            return f"c{self.draw.randrange(self.count)}"
        title = self.draw.choice(self.titles)
        if drawn < 0.7:
            title += f" ({self.draw.choice('2345')})"
        return title if self.draw.random() > self.noise else "Nobody"

    def places(self) -> str:
        return "|".join(self.draw.choices(NAMES, k=self.draw.choice((0, 1, 1, 1, 2))))

    def occupations(self, file: str) -> None:
        draw = self.draw
        rows = []
        for number in range(self.count):
            for _ in range(draw.choice((1, 1, 1, 2)) if draw.random() < 0.3 else 1):
                ends = "|".join(self.end() for _ in range(draw.choice((0, 0, 1, 2))))
                title = self.titles[number % len(self.titles)]
                place = self.places(), draw.choice(("", *NAMES)), self.places()
                more = draw.choice(("", "a|b", " b | c ", "night shift")), draw.choice(("", "yes", "no", "perhaps"[:9]))
                code = f"c{number}" if self.coded else ""
                level = LEVELS[(number * 7 + 3) % 8] if draw.random() > self.noise else draw.choice(LEVELS)
                column = draw.choice(COLUMNS[: 6 if self.noise else 5])
                degree = more[1] if self.noise or more[1] != "perhaps" else ""
                groups = "|".join(f"g{draw.randrange(6)}" for _ in range(draw.choice((0, 1, 2))))
                rows.append((code, title, level, *place, column, draw.choice("12 "), more[0], degree, groups, ends))
        columns: dict[str, Any] = {"title": "Title", "level": "Level"}
        if self.coded:
            columns["code"] = "Code"
        for key, column in (("route", "R"), ("pathway", "P"), ("cluster", "C"), ("column", "K"), ("row", "W")):
            if draw.random() < 0.7:
                columns[key] = {"column": column, "split": "|"} if key in {"route", "cluster"} else column
        if draw.random() < 0.7:
            columns["specialisms"] = {"column": "S", "split": "|"}
        if draw.random() < 0.4:
            columns["degree"] = {"column": "D", "map": {"yes": "yes", "no": "no"}}
        if self.grouped and draw.random() < 0.7:
            columns["in"] = {"column": "In", "split": "|"}
        if draw.random() < 0.7:
            columns["progresses_to"] = {"column": "To", "split": "|"}
        heading = ("Code", "Title", "Level", "R", "P", "C", "K", "W", "S", "D", "In", "To")
        self.table(file, "occupations", columns, rows, heading=heading)

    def more(self, file: str) -> None:
        """What a second table states of the same occupations."""
        draw = self.draw
        rows = [
            (f"c{draw.randrange(self.count)}", draw.choice(("", "", "long text")), draw.choice(("live", "", "")), "z|a")
            for _ in range(self.count)
        ]
        columns = {"code": "Code", "description": "Text", "status": "Status"}
        self.table(file, "occupations", {**columns, "specialisms": {"column": "S", "split": "|"}}, rows)

    def groups(self) -> None:
        draw = self.draw
        groups = [(f"g{n}", draw.choice(NAMES)) for n in range(6)]
        self.table("g.csv", "groups", {"code": "C", "name": "N"}, groups)
        rows = [(f"g{n}", f"g{draw.randrange(n)}") for n in range(1, 6)]
        if self.noise:
            rows += [(f"g{draw.randrange(6)}", f"g{draw.randrange(8)}")]
        rows += [(f"c{draw.randrange(self.count)}", draw.choice(("g5", "g2", "c0"))) for _ in range(self.count // 2)]
        self.table("q.csv", "parents", {"child": "C", "parent": "P"}, rows if self.coded or self.noise else rows[:5])

    def relations(self, number: int) -> None:
        draw = self.draw
        kind = draw.choice(("progression", "progression", "related", "related", "same"))
        rows = [
            (
                self.end(),
                self.end(),
                draw.choice(("", "1", "-3", "x")[: 4 if self.noise else 3]),
                draw.choice(("", "a note")),
            )
            for _ in range(draw.choice((0, 5, self.count, 3 * self.count)))
        ]
        columns = {"from": "From", "to": "To"}
        if draw.random() < 0.5:
            columns |= {"rank": "Rank", "note": "Note"}
        where = 'where = { Note = "a note" }\n' if draw.random() < 0.1 else ""
        name = f"r{number}.{'json' if draw.random() < 0.2 and rows else 'csv'}"
        self.table(name, "relations", columns, rows, f'kind = "{kind}"\n{where}', ("From", "To", "Rank", "Note"))

    def table(
        self,
        file: str,
        kind: str,
        columns: dict[str, Any],
        rows: Iterable[Sequence[str]],
        more: str = "",
        heading: Sequence[str] = (),
    ) -> None:
        """Write a table, with what people get wrong, and its section of the mapping file."""
        draw = self.draw
        heading = heading or [of["column"] if isinstance(of, dict) else of for of in columns.values()]
        cells = [[self.stray(cell) for cell in row] for row in rows]
        if file.endswith(".json"):
            records = [dict(zip(heading, row, strict=True)) for row in cells]
            (self.folder / file).write_text(json.dumps(records), "utf-8")
        else:
            if self.noise and cells and draw.random() < 0.3:
                cells.insert(draw.randrange(len(cells)), draw.choice((list(heading), [""] * len(heading), ["x"], [])))
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=draw.choice(",;")).writerows([heading, *cells])
            (self.folder / file).write_text(text.getvalue(), "utf-8", newline="")
        keys = "".join(f"{key} = {_toml(of)}\n" for key, of in columns.items())
        self.sections.append(f'[[{kind}]]\nfile = "{file}"\n{more}{keys}')

    def stray(self, cell: str) -> str:
        """A cell as somebody may have typed it."""
        if self.noise and self.draw.random() < self.noise:
            return self.draw.choice((f" {cell}", f"{cell}  ", cell.upper(), "", cell.replace(" ", "\n")))
        return cell


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(of)}" for key, of in value.items()) + " }"
    return json.dumps(value)
