"""The occupational maps of Skills England, fetched from its API as the tables that a mapping file reads.

1. Three questions: all occupations, all routes, and for each occupation its record and its progressions.
2. Each answer is checked field by field before it is kept; stray spaces around a code are taken off, and counted.
3. Answers are kept in FOLDER/.harvest, each written beside its place and moved there: a killed harvest goes on from
   them, where it is not older than OLDEST. FOLDER itself changes only when all of them are there, index.json last.
4. A harvest with fewer than nine tenths of the occupations, records or progressions that FOLDER holds is refused.

The shape of the answers is the one recorded in 2026. The names of the files are those of the snapshot that the mapping
file of Skills England was written for; a mapping file that reads all routes is written beside them.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from career_pathways.loader.errors import FetchError
from career_pathways.loader.files import new_beside, remove_left
from career_pathways.loader.graph.build import slug
from career_pathways.loader.words.counting import counted

from .asking import Connection

BASE = "https://occupational-maps-api.skillsengland.education.gov.uk/api/v1"

INDEX = "index.json"
PROGRESSIONS = "progressions_api_shape_15_seeds.json"
"""As the snapshot of July 2026 has it, which had 15 occupations only; mapping files name it."""
MAPPING = "skills-england.toml"

OLDEST = 7 * 86_400
"""Seconds; what is older would mix two states of the maps."""

_KEPT = 0.9
"""A smaller part of what was there is no harvest."""

_EXPAND = "mapHierarchy,typicaljobtitles,products,soc"
_CODE = re.compile(r"[A-Za-z]{2,4}[0-9]{3,5}[A-Za-z]?")
_HIERARCHY = ("routeName", "pathwayName", "clusterName", "technicalLevel")
_CURE = "Ask again later; where it stays so, the API has changed, and so must this program."

_MAPPING = """\
# Written with the tables beside it: the occupational maps of Skills England, as its API had them that day.
[edition]
id = "skills-england-{year}"
title = "Occupational maps of Skills England, {day}"
published = "{day}"
follows = "2017"
licence = "OGL v3.0"
attribution = "(c) Skills England 2025. Contains public sector information licensed under the Open Government \
Licence v3.0"

[columns]
1 = "technical"
2 = "higher_technical"
3 = "professional"

[[occupations]]
file = "index.json"
rows = "occupations.*"
code = "stdCode"
title = "name"
level = "level"
status = "statusName"

[[occupations]]
file = "*/OCC*.json"
code = "stdCode"
level = "level"
route = "mapHierarchy.routeName"
pathway = "mapHierarchy.pathwayName"
cluster = "mapHierarchy.clusterName"
column = "mapHierarchy.technicalLevel"
specialisms = "typicalJobTitles.*.name"

[[relations]]
file = "progressions_api_shape_15_seeds.json"
rows = "*.data.progressions.*"
kind = "progression"
from = "stdCodeFrom"
to = "stdCodeTo"
"""


class Harvest(NamedTuple):
    """What was fetched."""

    occupations: int
    records: int
    """With route and titles; the API lists occupations for which it has none."""
    progressions: int
    routes: int
    asked: int
    """Questions to the API; what an earlier one had left was not asked again."""
    folded: int
    """Codes with stray spaces."""


def fetch(connection: Connection, folder: Path, progress: Callable[[int, int], None]) -> Harvest:
    """Fetch all maps into a folder. `progress`: is told how many answers are there, of how many.

    Raises FetchError, and WrongKey for a key that is refused; the folder then holds what it held.
    """
    kept = folder / ".harvest"
    try:
        first = kept / "occupations.answer"
        if first.exists() and time.time() - first.stat().st_mtime > OLDEST:
            shutil.rmtree(kept)
        kept.mkdir(parents=True, exist_ok=True)
        remove_left(kept)
        return _Fetching(connection, folder, kept, progress).harvest()
    except OSError as error:
        raise FetchError(f"{error.filename or folder}: {error.strerror or error}.") from error


class _Fetching:
    def __init__(self, connection: Connection, folder: Path, kept: Path, progress: Callable[[int, int], None]) -> None:
        self._connection, self._folder, self._kept, self._progress = connection, folder, kept, progress
        self._asked = self._folded = 0

    def harvest(self) -> Harvest:
        occupations = self._answer("occupations", "/Occupations", self._checked_list)
        self._check_size("occupation", len(occupations), self._held(INDEX, "occupations"))
        routes = self._answer("routes", "/Routes", _checked_routes)
        records, progressions = [], []
        total = 2 * len(occupations) + 2
        for number, occupation in enumerate(occupations):
            code = occupation["stdCode"]
            path = f"/Occupations/{code}?expand={_EXPAND}"
            records.append(self._answer(code, path, partial(self._checked_record, code=code)))
            self._progress(2 * number + 3, total)
            path = f"/OccupationalProgression/{code}"
            found = self._answer(f"{code}-progression", path, partial(self._checked_steps, code=code))
            progressions.append({"stdCode": code, "data": found})
            self._progress(2 * number + 4, total)
        records = [record for record in records if record]
        progressions = [each for each in progressions if each["data"]["progressions"]]
        if not records:
            self._refuse("not one record in all answers of /Occupations/{stdCode}.", _CURE)
        self._check_size("record", len(records), len(list(self._folder.glob("*/OCC*.json"))))
        count = len(_pairs(progressions))
        if not count:
            self._refuse("not one progression in all answers of /OccupationalProgression.", _CURE)
        self._check_size("progression", count, self._held_progressions())
        self._publish(occupations, routes, records, progressions)
        return Harvest(len(occupations), len(records), count, len(routes), self._asked, self._folded)

    def _answer(self, name: str, path: str, check: Callable[[Any, str], Any]) -> Any:
        """What is kept under a name, else what the API answers, checked and then kept (rules 2 and 3)."""
        file = self._kept / f"{name}.answer"
        if (found := self._read(file)) is not None:
            return found
        self._asked += 1
        answer = check(self._connection.answer(path), path.partition("?")[0])
        _write(file, answer)
        return answer

    @staticmethod
    def _read(file: Path) -> Any:
        """The content of a file; None where there is none, or it is not whole."""
        try:
            return json.loads(file.read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def _held(self, name: str, key: str) -> int:
        """How many of a kind the folder held before; 0 where it held none."""
        content = self._read(self._folder / name)
        return len(content.get(key, ())) if isinstance(content, dict) else 0

    def _held_progressions(self) -> int:
        """The same of progressions, which its index does not count."""
        try:
            return len(_pairs(self._read(self._folder / PROGRESSIONS)))
        except (KeyError, TypeError):  # none, or another file of that name
            return 0

    def _check_size(self, what: str, count: int, before: int) -> None:
        """Rule 4."""
        if count < _KEPT * before:
            fact = f"the API has {counted(count, what)} where {self._folder} holds {before:,}; what it holds stays."
            self._refuse(fact, "Ask again later; where so many are withdrawn indeed, fetch into another folder.")

    def _refuse(self, fact: str, cure: str) -> None:
        shutil.rmtree(self._kept)  # or it would be refused again without a question
        raise FetchError(fact, cure)

    def _publish(self, occupations: list[Any], routes: list[Any], records: list[Any], progressions: list[Any]) -> None:
        """Write all into the folder; a second time is as good as the first, so a killed one is mended by the next."""
        day = datetime.fromtimestamp((self._kept / "occupations.answer").stat().st_mtime, UTC).date().isoformat()
        written = set()
        for record in records:
            route = (record["mapHierarchy"] or {}).get("routeName") or "no route"
            place = self._folder / (slug(route) or "no-route") / f"{record['stdCode']}.json"
            place.parent.mkdir(exist_ok=True)
            _write(place, record)
            written.add(place)
        for old in set(self._folder.glob("*/OCC*.json")) - written:
            old.unlink()  # withdrawn since, or in another route now
        for parent in {self._folder, *(place.parent for place in written)}:
            remove_left(parent)
        _write(self._folder / PROGRESSIONS, progressions)
        with new_beside(self._folder / MAPPING) as new:
            new.write_text(_MAPPING.format(day=day, year=day[:4]), encoding="utf-8")
            new.replace(self._folder / MAPPING)
        stats = {"occupations": len(occupations), "routes": len(routes)}
        index = {"harvestedAt": day, "stats": stats, "occupations": occupations, "routes": routes}
        _write(self._folder / INDEX, index)
        shutil.rmtree(self._kept)

    def _code(self, record: dict[str, Any], field: str, path: str) -> str:
        """A code without the spaces around it. Raises FetchError where it is none."""
        text: str = _field(record, field, str, path)
        code = text.strip()
        if not _CODE.fullmatch(code):
            raise FetchError(f"{path}: {field} {text[:40]!r} is not the code of an occupation, as OCC0211 is.", _CURE)
        self._folded += code != text
        return code

    def _checked_list(self, answer: Any, path: str) -> list[Any]:
        found: dict[str, Any] = {}
        for record in _records(answer, "occupations", path):
            code = self._code(record, "stdCode", path)
            for field, kind in (("name", str), ("level", (int, str)), ("statusName", str)):
                _field(record, field, kind, path)
            whole = {**record, "stdCode": code}
            if found.setdefault(code, whole) != whole:
                raise FetchError(f"{path}: two occupations have the stdCode {code}.", _CURE)
        return list(found.values())

    def _checked_record(self, answer: Any, path: str, code: str) -> dict[str, Any]:
        if answer is None:  # 404
            return {}
        record = _record(answer, path)
        if (found := self._code(record, "stdCode", path)) != code:
            raise FetchError(f"{path}: stdCode is {found}.", _CURE)
        _field(record, "level", (int, str), path)
        hierarchy = _field(record, "mapHierarchy", (dict, type(None)), path)
        for field in _HIERARCHY if hierarchy else ():
            _field(hierarchy, field, (str, int, type(None)), path, "mapHierarchy.")
        for title in record.get("typicalJobTitles") or ():
            _field(_record(title, path), "name", str, path, "typicalJobTitles.")
        return {**record, "stdCode": code}

    def _checked_steps(self, answer: Any, path: str, code: str) -> dict[str, Any]:
        if answer is None:  # 404: many occupations have no progression
            return {"keyStdCode": code, "occupations": [], "progressions": []}
        record = _record(answer, path)
        if (found := self._code(record, "keyStdCode", path)) != code:
            raise FetchError(f"{path}: keyStdCode is {found}.", _CURE)
        steps = [
            {**_record(step, path), **{end: self._code(step, end, path) for end in ("stdCodeFrom", "stdCodeTo")}}
            for step in _field(record, "progressions", list, path)
        ]
        return {**record, "keyStdCode": code, "progressions": steps}


def _checked_routes(answer: Any, path: str) -> list[Any]:
    routes = _records(answer, "routes", path)
    for route in routes:
        _field(route, "name", str, path)
    return routes


def _records(answer: Any, key: str, path: str) -> list[Any]:
    """The records of a list, alone or under its key. Raises FetchError where there are none."""
    found = _field(answer, key, list, path) if isinstance(answer, dict) else answer
    if not isinstance(found, list) or not found:
        raise FetchError(f"{path}: the answer is not a list of {key}.", _CURE)
    return [_record(each, path) for each in found]


def _record(answer: Any, path: str) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise FetchError(f"{path}: {'nothing there' if answer is None else 'the answer is not a record'}.", _CURE)
    return answer


def _field(record: dict[str, Any], field: str, kind: Any, path: str, within: str = "") -> Any:
    """The value of a field. Raises FetchError where it is missing, or of another kind."""
    if field not in record:
        there = ", ".join(sorted(record)[:20])
        raise FetchError(f"{path}: no field {within}{field}; there is {there[:300] or 'none'}.", _CURE)
    if not isinstance(record[field], kind):
        raise FetchError(f"{path}: {within}{field} is a {type(record[field]).__name__}, as it never was.", _CURE)
    return record[field]


def _pairs(progressions: Any) -> set[tuple[str, str]]:
    """The progressions of all maps, each once: two occupations may both show it."""
    return {(step["stdCodeFrom"], step["stdCodeTo"]) for each in progressions for step in each["data"]["progressions"]}


def _write(place: Path, content: Any) -> None:
    with new_beside(place) as new:
        new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", errors="replace")
        new.replace(place)
