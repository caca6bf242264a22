"""What `make release` says of a release is what it found: nothing that nobody looked at is called clean."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest
from places import ROOT


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """The modules of .ci/release/, which import each other by their names."""
    monkeypatch.syspath_prepend(ROOT / ".ci" / "release")
    return {name: importlib.import_module(name) for name in ("auditing", "questions", "trying", "pythons")}


def test_a_package_that_could_not_be_audited_is_not_clean(
    release: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = '{"dependencies": [{"name": "click", "vulns": []}, {"name": "lxml", "skip_reason": "not found: lxml (6)"}]}'
    auditing = release["auditing"]
    answer = auditing.subprocess.CompletedProcess([], 0, told, "No known vulnerabilities found")
    monkeypatch.setattr(auditing.subprocess, "run", lambda *_, **__: answer)
    audit = auditing.of_python([ROOT / "requirements.lock"])
    assert audit.sentence() == "1 clean; 1 could not be audited (not found)"


def test_answers_that_differ_between_two_pythons_are_named(release: dict[str, ModuleType]) -> None:
    trying, (first, second, *_) = release["trying"], release["questions"].QUESTIONS
    one = trying.Tried("wheel", "3.11", 2, [], {first: "a", second: "b"})
    other = trying.Tried("wheel", "3.13", 2, [], {first: "a", second: "c"})
    assert trying.differing([one, other]) == [f"{' '.join(second.command)}: 2 different answers"]


def test_at_least_twenty_commands_are_asked_of_what_has_no_extras(release: dict[str, ModuleType]) -> None:
    asked = [question for question in release["questions"].WITHOUT_EXTRAS if question.ends == 0]
    assert len({question.command[:2] for question in asked}) >= 20


def test_a_python_that_cannot_be_used_is_none(release: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    pythons = release["pythons"]
    monkeypatch.setattr(pythons, "_candidates", lambda _: iter([ROOT / "LICENSE", ROOT / "no such file"]))
    assert pythons.pythons.__wrapped__() == dict.fromkeys(pythons.supported())
