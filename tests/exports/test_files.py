"""An export on the disk: whole with its manifest, or what was there before."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from parts import part_of
from places import ROOT
from small_graph import small_graph

from career_pathways.exports import registry
from career_pathways.exports.files import export
from career_pathways.exports.part import Part, part_of_store
from career_pathways.exports.registry import FORMATS, format_of
from career_pathways.loader.errors import ExportError, StoreError, WrongExport
from career_pathways.loader.stores.embedded import EmbeddedStore


@pytest.fixture
def part() -> Part:
    return part_of(small_graph())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def target_of(name: str) -> Path:
    return Path(f"map{FORMATS[name].ending}")


EACH = [pytest.param(name, marks=pytest.mark.slow if name == "png" else ()) for name in FORMATS]


@pytest.mark.parametrize("name", EACH)
def test_every_format_comes_with_a_manifest_that_holds_its_hashes(name: str, part: Part, folder: Path) -> None:
    written = export(part, target_of(name), name)
    place = folder / target_of(name) if name == "neo4j-admin" else folder
    manifest = json.loads((place / written[-1].name).read_text("utf-8"))
    assert {file.name for file in written} == {file.name for file in place.iterdir()}
    assert manifest["files"] == [
        {"name": f["name"], "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for f in manifest["files"]
        for data in [(place / f["name"]).read_bytes()]
    ]
    assert [f["name"] for f in manifest["files"]] == [file.name for file in written[:-1]]
    assert (manifest["format"], manifest["counts"], manifest["chosen"]) == (name, dict(part.counts), "all")
    assert manifest["edition"]["id"] == "0" * 64
    assert "inferred" in manifest["note"]
    assert "does not know" in manifest["licence"]  # of a document of one's own


def test_the_packaged_document_has_its_source_and_licence(whole_map: Part) -> None:
    export(replace(whole_map, chosen={"level": [2]}), Path("map.json"))
    manifest = json.loads(Path("map.json.manifest.json").read_text("utf-8"))
    assert "Open Government Licence v3.0" in manifest["licence"]
    assert "December 2017" in manifest["source"]
    assert manifest["chosen"] == {"level": [2]}


@pytest.mark.parametrize("name", EACH)
def test_the_same_part_is_the_same_bytes(name: str, part: Part, folder: Path) -> None:
    for run in ("one", "two"):
        Path(run).mkdir()
        export(part, Path(run) / target_of(name), name)
    assert content(folder / "one") == content(folder / "two")


def test_no_file_says_where_the_store_or_the_export_lies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it hold a password: an address, too, is no part of a map."""
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter2")
    (folder / "hunter2").mkdir()
    with EmbeddedStore(folder / "hunter2" / "hunter2.kgl") as store:
        store.replace(small_graph())
        for name in FORMATS.keys() - {"png"}:  # which holds no text
            export(part_of_store(store), folder / "hunter2" / target_of(name), name)
    for file in (folder / "hunter2").rglob("*"):
        if file.is_file():
            zipped = ZipFile(file) if file.suffix == ".xlsx" else None
            held = [zipped.read(one) for one in zipped.namelist()] if zipped else [file.read_bytes()]
            assert not [data for data in held if b"hunter2" in data or str(folder).encode() in data], file


def test_what_is_there_stays_without_force(part: Part, folder: Path) -> None:
    Path("map-relationships.csv").write_text("mine")
    with pytest.raises(WrongExport, match=r"map-relationships\.csv: there already.*`force=True`"):
        export(part, Path("map.csv"))
    assert content(folder) == {"map-relationships.csv": b"mine"}
    export(part, Path("map.csv"), force=True)
    assert b"mine" not in content(folder)["map-relationships.csv"]


def fails_at(when: str, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is written, or where the second one is to be put in its place."""

    def full(_: int) -> None:
        raise error

    put = Path.replace
    moved: list[Path] = []

    def replace(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 2:
            raise error
        return put(self, target)

    if when == "write":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", replace)


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("there", [True, False], ids=["something there", "nothing there"])
@pytest.mark.parametrize("target", ["map.csv", "map.graphml", "folder"])
@pytest.mark.parametrize("when", ["write", "move"])
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full disk", "Ctrl-C"])
def test_a_failing_write_leaves_what_was_there_and_nothing_else(
    there: bool,
    target: str,
    when: str,
    error: BaseException,
    part: Part,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = "neo4j-admin" if target == "folder" else None
    if there:
        for file in export(part, Path(target), form):
            (folder / ("folder" if form else "") / file.name).write_text("old")
    before = content(folder)
    with monkeypatch.context() as patched:
        fails_at(when, error, patched)
        with pytest.raises(ExportError if error is FULL else KeyboardInterrupt, match=r"No space left|^$"):
            export(part, Path(target), form, force=True)
    assert content(folder) == before
    assert Path("folder").exists() == (there and target == "folder")


def test_where_one_file_cannot_be_replaced_the_others_are_put_back(
    part: Part, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in export(part, Path("map.csv")):
        Path(file.name).write_text(f"old {file.name}")
    before = content(folder)
    put = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "map-relationships.csv":  # as one that is locked: whatever is moved there
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        return put(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(ExportError, match=r"cannot be written: .*\. Check the permissions"):
        export(part, Path("map.csv"), force=True)
    assert content(folder) == before


def test_two_that_write_one_file_at_once_do_not_both_succeed(
    part: Part, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def meanwhile(number: int) -> None:
        Path("map.json").write_text("theirs")
        sync(number)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(WrongExport, match=r"map\.json: there already"):
        export(part, Path("map.json"))
    assert content(folder) == {"map.json": b"theirs"}


def test_a_pipe_or_a_device_is_no_file_to_replace(part: Part, folder: Path) -> None:
    os.mkfifo("pipe.json")
    with pytest.raises(WrongExport, match=r"not a file but a device or a pipe\. Name a file\."):
        export(part, Path("pipe.json"), force=True)
    assert [file.name for file in folder.iterdir()] == ["pipe.json"]


def test_a_replaced_file_keeps_its_rights_and_a_script_can_be_run(part: Part, folder: Path) -> None:
    export(part, Path("map.json"))
    Path("map.json").chmod(0o600)
    export(part, Path("map.json"), force=True)
    assert Path("map.json").stat().st_mode & 0o777 == 0o600
    export(part, Path("made"), "neo4j-admin")
    assert os.access(folder / "made" / "import.sh", os.X_OK)


def test_a_folder_holds_nothing_of_an_earlier_export(part: Part, folder: Path) -> None:
    export(part, Path("made"), "neo4j-admin")
    (folder / "made" / "mine.csv").write_text("mine")
    graph = small_graph()
    graph.remove_nodes_from([n for n, label in graph.nodes(data="label") if label == "Occupation"])
    fewer = part_of(graph)
    with pytest.raises(WrongExport, match=r"made: holds files.*`force=True`"):
        export(fewer, Path("made"), "neo4j-admin")
    written = export(fewer, Path("made"), "neo4j-admin", force=True)
    assert {file.name for file in (folder / "made").iterdir()} == {"mine.csv", *(file.name for file in written)}


@pytest.mark.parametrize(
    "manifest",
    [
        "[" * 9_000,
        "\0",
        '{"files": 5}',
        r'{"files": [{"name": "\u0000"}, {"name": "\ud800"}]}',
        '{"files": [{"name": "../kept"}]}',
    ],
)
def test_a_manifest_of_something_else_takes_nothing_away(manifest: str, part: Part, folder: Path) -> None:
    Path("kept").write_text("mine")
    export(part, Path("made"), "neo4j-admin")
    (folder / "made" / "manifest.json").write_text(manifest)
    export(part, Path("made"), "neo4j-admin", force=True)
    assert Path("kept").read_text() == "mine"


def test_pairs_of_two_formats_without_an_ending_have_manifests_of_their_own(part: Part) -> None:
    names = [file.name for form in ("csv", "parquet") for file in export(part, Path("map"), form)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "form"),
    [("MAP.CSV", None), ("map", "CSV"), ("map", ".csv"), ("map.x", "gv"), ("map.ttl", None), ("map", "GraphML")],
)
def test_endings_and_names_of_formats_are_known_however_they_are_written(name: str, form: str | None) -> None:
    assert format_of(form, name).name in {"csv", "dot", "turtle", "graphml"}


def test_a_name_that_is_no_text_is_one_of_a_file(part: Part, folder: Path) -> None:
    for file in export(part, os.fsdecode(b"\xff.csv")):
        assert (folder / file.name).exists()


def test_a_part_that_breaks_the_schema_leaves_no_file(folder: Path) -> None:
    graph = small_graph()
    del graph.nodes["care/matron-7"]["column"]
    with pytest.raises(StoreError, match="column"):
        export(part_of(graph), Path("map.graphml"))
    assert content(folder) == {}


@pytest.mark.parametrize(
    ("target", "form", "says"),
    [
        ("nowhere/map.json", None, "nowhere: no such folder. Make it"),
        ("nowhere/map", "neo4j-admin", "nowhere: no such folder. Make it"),
        ("file/map.json", None, "file: not a folder"),
        ("file", "neo4j-admin", "file: not a folder"),
        ("out/map.json", None, "out is a link out of its folder, to .*elsewhere"),
        ("out/deep/map.json", None, "out is a link out of its folder, to .*elsewhere"),
        ("out", "neo4j-admin", "out is a link out of its folder, to .*elsewhere"),
        ("link.json", None, "link.json: a link, to .*elsewhere.*no export replaces one. Name a file"),
        ("itself.json", None, "itself.json: a link, to .*itself"),
        ("itself.json/map.json", None, "itself.json: no such folder"),
        ("dangling.json", None, "dangling.json: a link"),
        ("loop/map.json", None, "loop"),
        ("folder.json", None, "folder.json: a folder. Name a file in it"),
        ("folder.json", "csv", "folder.json: a folder. Name a file in it"),
        ("folder.json/", "svg", "folder.json: a folder. Name a file in it"),
        ("new.json/", None, "new.json: a folder. Name a file in it"),
        (".", "csv", "here: a folder. Name a file in it"),
        ("..", "json", r"here/\.\.: a folder. Name a file in it"),
        ("file.kgl", "json", "file.kgl: a store, and no export replaces one. Name another file"),
        ("map.json.gz", None, "map.json.gz: its ending does not say a format"),
        ("n" * 300 + ".json", None, "cannot be written: File name too long. Name another place"),
        ("/proc/map.json", None, "/proc/map.json: cannot be written"),
        ("map", None, "its ending does not say a format. Name one with `format`. There are:\n  graphml"),
        ("map.doc", None, "its ending does not say a format"),
        ("map.json", "graphlm", "no format 'graphlm'. Did you mean 'graphml'"),
        ("map.json", "word", "no format 'word'. There are:"),
    ],
)
def test_a_target_that_cannot_be_says_why(target: str, form: str | None, says: str, part: Part, folder: Path) -> None:
    here, elsewhere = folder / "here", folder / "elsewhere"
    for made in (here / "folder.json", elsewhere / "deep"):
        made.mkdir(parents=True)
    (here / "file").write_text("mine")
    with EmbeddedStore(here / "file.kgl") as store:
        store.replace(small_graph())
    (elsewhere / "file").write_text("theirs")
    for link, to in {
        "out": elsewhere,
        "link.json": elsewhere / "file",
        "dangling.json": here / "x",
        "loop": "loop",
        "itself.json": "itself.json",
    }.items():
        (here / link).symlink_to(to)
    before = content(folder)
    with pytest.raises(ExportError, match=f"(?s){says}"):
        export(part, f"{here}/{target}" if target[0] != "/" else target, form, force=True)
    assert content(folder) == before


def test_an_empty_name_is_none_and_not_the_folder_in_which_one_is(part: Part, folder: Path) -> None:
    for form in ("svg", "neo4j-admin", None):
        with pytest.raises(WrongExport, match=r"the name of the file is empty\. Name a file\."):
            export(part, "", form, force=True)
    assert content(folder) == {}


def test_a_link_within_its_folder_is_followed(part: Part) -> None:
    Path("real").mkdir()
    Path("link").symlink_to("real")
    export(part, Path("link/map.json"))
    assert {file.name for file in Path("real").iterdir()} == {"map.json", "map.json.manifest.json"}


def test_only_csv_is_made_safe_for_spreadsheets(part: Part) -> None:
    with pytest.raises(WrongExport, match="only CSV"):
        export(part, Path("map.json"), spreadsheet_safe=True)


def test_progress_is_told_in_bytes_that_never_go_back(part: Part) -> None:
    told: list[int] = []
    written = export(part, Path("map.csv"), say=told.append)
    assert told == sorted(told)
    assert told[-1] == sum(file.size for file in written)


@pytest.mark.parametrize(
    ("name", "module", "library", "fact"),
    [
        ("parquet", "formats.parquet", "pyarrow", "Parquet needs pyarrow"),
        ("xlsx", "formats.workbook", "xlsxwriter", "a workbook needs XlsxWriter"),
        ("png", "picture.pixels", "resvg_py", "PNG needs resvg-py"),
    ],
)
def test_without_the_library_of_a_format_the_error_says_what_to_install(
    name: str, module: str, library: str, fact: str, part: Part, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"career_pathways.exports.{module}", raising=False)
    with pytest.raises(ExportError) as raised:
        export(part, target_of(name), name)
    assert str(raised.value) == f"{fact}, which is not installed: {sys.executable} -m pip install -e '{ROOT}[{name}]'"
    assert not content(folder)


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (None, "'career-pathways[xlsx]'"),
        ({"url": "file:///a%20b", "dir_info": {"editable": True}}, "-e '/a b[xlsx]'"),
        ({"url": "file:///a%20b", "dir_info": {}}, "'career-pathways[xlsx] @ file:///a%20b'"),
        ({"url": "file:///x.whl", "archive_info": {}}, "'career-pathways[xlsx] @ file:///x.whl'"),
        (
            {"url": "https://host.example/x.git", "vcs_info": {"vcs": "git", "commit_id": "0f"}},
            "'career-pathways[xlsx] @ git+https://host.example/x.git@0f'",
        ),
    ],
    ids=["an index", "a checkout", "a folder", "a wheel", "a repository"],
)
def test_what_to_install_follows_from_how_the_package_was_installed(
    origin: object, wanted: str, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "career_pathways.exports.formats.workbook", raising=False)
    installed = SimpleNamespace(read_text=lambda _: None if origin is None else json.dumps(origin))
    monkeypatch.setattr(registry, "distribution", lambda _: installed)
    with pytest.raises(ExportError) as raised:
        export(part, Path("map.xlsx"))
    assert str(raised.value).endswith(f"{sys.executable} -m pip install {wanted}")
    monkeypatch.setattr(registry, "find_spec", lambda _: None)  # as in what `uv tool install` makes
    with pytest.raises(ExportError) as raised:
        export(part, Path("map.xlsx"))
    assert str(raised.value).endswith(f"uv pip install -p {sys.executable} {wanted}")
