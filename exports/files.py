"""An export on the disk: all of its files and their manifest, or what was there before. I/O only."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from career_pathways.loader.errors import ExportError, WrongExport
from career_pathways.loader.files import STORE, held, new_beside, remove_left

from .manifest import WrittenFile, manifest
from .part import BegunAgain, Part
from .registry import Format, Writer, files_of, format_of
from .text import write_text

Say = Callable[[int], None]
"""Is told how many bytes are written so far."""

MANIFEST = ".manifest.json"
"""How the name of a manifest ends, after that of the export."""


def export(
    part: Part,
    target: Path | str,
    format: str | None = None,
    *,
    force: bool = False,
    spreadsheet_safe: bool = False,
    say: Say = lambda _: None,
) -> tuple[WrittenFile, ...]:
    """Write a part to `target`, with its manifest. Out: the files, the manifest last.

    `target`: a file; of a pair, what its files are called after; for neo4j-admin a folder. `format`: the name of a
    format, where the ending of the file does not tell. `say`: for progress.

    1. All files are written beside their places under names of their own, and move there when all are whole. Where
       something fails, Ctrl-C too, what was there is there, and nothing else is.
    2. What is there already stays, unless `force`: then files of the same names are replaced, with their rights, and
       of a folder those too that its manifest lists and that the part has no more.
    3. No link is followed out of the folder that it stands in, and neither a link nor a device nor a store is replaced.

    Raises WrongExport where the target or the format is not right, ExportError where the disk, the rights or a library
    fails, and what reading the part raises.
    """
    if not str(target):
        raise WrongExport("the name of the file is empty.", "Name {file_or_stream}.")
    chosen, as_folder, target = format_of(format, str(target)), str(target).endswith(("/", os.sep)), Path(target)
    folder, name = (target, "") if not chosen.ending else (target.parent, target.name)
    files = files_of(chosen, part, name, spreadsheet_safe=spreadsheet_safe)
    places = [folder / file for file, _ in files]
    if not chosen.single and name and not name.lower().endswith(chosen.ending):
        name += chosen.ending  # or pairs of two formats would share a manifest
    places.append(folder / f"{name}{MANIFEST}" if name else folder / MANIFEST.removeprefix("."))
    with _explained(target):
        if chosen.ending and (as_folder or target.is_dir()):
            raise WrongExport(f"{target}: a folder.", "Name a file in it.")
        _check_folder(folder if name or folder.exists() else folder.parent)
        remove_left(folder, {place.name for place in places} if name else None)
        if not name and folder.exists() and any(folder.iterdir()) and not force:
            raise WrongExport(f"{folder}: holds files.", "Name a new folder, or write to this one with {force}.")
        for place in places:
            _check_place(place, force=force)
        stale = [] if name else _stale(places[-1], {place.name for place in places})
        with _folder(folder, made=not name):
            write = partial(_written, part, chosen, files, places, say, force=force, safe=spreadsheet_safe)
            try:
                written = write()
            except BegunAgain:
                written = write()
        for left in stale:  # Rule 2
            _tried(left.unlink, True)  # it is no part of this export
        return written


def write_out(target: Path | str, write: Callable[[BinaryIO], object], *, force: bool = False) -> None:
    """One file without a manifest, by the rules of `export`, and with what that raises.

    What `write` raises leaves what was there; it is not called where the file may not stand there.
    """
    as_folder, target = str(target).endswith(("/", os.sep)), Path(target)
    with _explained(target):
        if as_folder or target.is_dir():
            raise WrongExport(f"{target}: a folder.", "Name a file in it.")
        _check_folder(target.parent)
        remove_left(target.parent, {target.name})
        _check_place(target, force=force)
        with new_beside(target) as new:
            with new.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                new.chmod(stat.S_IMODE(target.stat().st_mode))
            _move([new], [target], force=force)


def export_to(out: BinaryIO, part: Part, form: Format, *, spreadsheet_safe: bool = False) -> None:
    """Write a part to a stream: no manifest, and only formats of one file. Raises WrongExport."""
    if not form.single:
        raise WrongExport(f"{form.name} is several files, which one stream cannot hold.", "Name a place with {output}.")
    ((_, write),) = files_of(form, part, "", spreadsheet_safe=spreadsheet_safe)
    write(part, out)


def size_of(part: Part, form: Format, *, spreadsheet_safe: bool = False) -> int:
    """How many bytes an export would have, without its manifest. Raises what writing it would raise."""
    files = files_of(form, part, "map", spreadsheet_safe=spreadsheet_safe)
    counted = _Counted(None, lambda _: None)
    try:
        for _, write in files:
            write(part, cast(BinaryIO, counted))
    except BegunAgain:
        counted = _Counted(None, lambda _: None)
        for _, write in files:
            write(part, cast(BinaryIO, counted))
    return counted.count


def _written(
    part: Part,
    form: Format,
    files: Sequence[tuple[str, Writer]],
    places: Sequence[Path],
    say: Say,
    *,
    force: bool,
    safe: bool,
) -> tuple[WrittenFile, ...]:
    """Rule 1."""
    written: list[WrittenFile] = []
    temporary: list[Path] = []
    size = 0

    def put(place: Path, write: Callable[[BinaryIO], None]) -> None:
        nonlocal size
        temporary.append(new.enter_context(new_beside(place)))
        with temporary[-1].open("wb", buffering=1 << 18) as file:
            counted = _Counted(file, lambda count: say(size + count))
            write(cast(BinaryIO, counted))
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            temporary[-1].chmod(stat.S_IMODE(place.stat().st_mode))
        elif place.suffix == ".sh":
            temporary[-1].chmod(0o755)
        size += counted.count
        written.append(WrittenFile(place.name, counted.count, counted.sha256.hexdigest()))

    with ExitStack() as new:
        for place, (_, write) in zip(places, files, strict=False):
            put(place, lambda out, write=write: write(part, out))  # type: ignore[misc]
        text = manifest(part, form.name, tuple(written), spreadsheet_safe=safe)
        put(places[-1], lambda out: write_text(out, (text,)))
        _move(temporary, places, force=force)
    return tuple(written)


def _move(temporary: Sequence[Path], places: Sequence[Path], *, force: bool) -> None:
    """Put each file in its place; where one cannot be, those before it are as they were."""
    with ExitStack() as copies, ExitStack() as undone:
        for new, place in zip(temporary, places, strict=True):
            copy = place.with_name(f"{new.name}.old") if force and place.exists() else None
            if copy is not None:
                copies.enter_context(held(place))
                copies.callback(_tried, copy.unlink, True)
                _twin(place, copy)
            if force:
                new.replace(place)
            else:
                _put_new(new, place)
            undone.callback(_tried, *((place.unlink,) if copy is None else (copy.replace, place)))
        undone.pop_all()


def _tried(act: Callable[..., object], *arguments: object) -> None:
    """Do what can be done; what cannot does not keep the rest from being done."""
    with suppress(OSError):
        act(*arguments)


def _twin(place: Path, copy: Path) -> None:
    """A second name for a file, or a copy of it where a disk has no such names."""
    try:
        os.link(place, copy)
    except OSError:
        shutil.copy2(place, copy)


def _put_new(new: Path, place: Path) -> None:
    """Put a file in its place where nothing is; two that write there at once must not both succeed."""
    try:
        os.link(new, place)
    except FileExistsError:
        raise _there_already(place) from None
    except OSError:  # a disk where a file has one name only
        new.replace(place)


def _stale(old_manifest: Path, names: Set[str]) -> list[Path]:
    """The files in the folder of a manifest that it lists, and that are none of these."""
    try:
        listed = [str(file["name"]) for file in json.loads(old_manifest.read_text("utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    folder = old_manifest.parent
    plain = (name for name in listed if name and Path(name).name == name and name.isprintable())
    return [folder / name for name in plain if name not in names]


def _there_already(place: Path) -> WrongExport:
    return WrongExport(f"{place}: there already.", "Replace it with {force}, or name another file.")


class _Counted(io.RawIOBase):
    """A file, or nothing, that counts and hashes what is written to it."""

    def __init__(self, file: BinaryIO | None, say: Say) -> None:
        self._file = file
        self._say = say
        self.count = 0
        self.sha256 = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        if self._file is not None:
            self._file.write(data)
        self.sha256.update(data)
        self.count += len(data)
        self._say(self.count)
        return len(data)


def _check_folder(folder: Path) -> None:
    """Raises WrongExport where the folder is none, or lies behind a link that leads out of its own folder (rule 3)."""
    whole = folder.absolute()
    for place in (*reversed(whole.parents), whole):
        led, within = (Path(os.path.realpath(path)) for path in (place, place.parent))
        if place.is_symlink() and not led.is_relative_to(within):
            raise WrongExport(f"{folder}: {place} is a link out of its folder, to {led}.", "Name that.")
    if not folder.exists():
        raise WrongExport(f"{folder}: no such folder.", "Make it, or name another place.")
    if not folder.is_dir():
        raise WrongExport(f"{folder}: not a folder.", "Name another place.")


def _check_place(place: Path, *, force: bool) -> None:
    """Raises WrongExport where something stands there that is not to be replaced (rules 2 and 3)."""
    if place.is_symlink():
        fact = f"{place}: a link, to {os.path.realpath(place)}, and no export replaces one."
        raise WrongExport(fact, "Name {file_or_stream}.")
    if place.is_dir():
        raise WrongExport(f"{place}: a folder.", "Name a file in it.")
    if place.exists() and not place.is_file():
        raise WrongExport(f"{place}: not a file but a device or a pipe.", "Name {file_or_stream}.")
    if place.exists() and not force:
        raise _there_already(place)
    if place.exists():
        with place.open("rb") as file:
            if file.read(len(STORE)) == STORE:
                raise WrongExport(f"{place}: a store, and no export replaces one.", "Name another file.")


@contextmanager
def _folder(folder: Path, *, made: bool) -> Iterator[None]:
    """The folder of an export that is one, made where it is not there, and taken away again where the export fails."""
    if not made or folder.exists():
        yield
        return
    folder.mkdir()
    try:
        yield
    except BaseException:
        _tried(folder.rmdir)  # unless somebody else has put something there
        raise


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """What the system refuses, as an error that names the file and the cure."""
    try:
        yield
    except OSError as error:
        cure = _CURES.get(error.errno or 0, "Name another place.")
        raise ExportError(f"{target}: cannot be written: {error.strerror or error}.", cure) from error


_CURES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room for it, or name another place."),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "Check the permissions, or name another place."),
}
