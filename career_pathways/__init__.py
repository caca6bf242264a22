"""The UK occupational maps of December 2017 as a graph that answers questions.

    import career_pathways as cp

    with cp.open() as explorer:  # or cp.open("bolt://localhost:7687"), cp.build("my-maps.txt")
        for step in explorer.next("Butcher", in_route="sales"):
            print(step.title, step.level)

docs/python.md is a guide. A name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
"""For checkers of types: the process `pathways` begins here, and whatever is imported Ctrl-C may break off."""

__version__ = "1.0.0"

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from career_pathways.explorer.explorer import Explorer

_HOMES = {
    "Among": "queries.among",
    "Explorer": "explorer.explorer",
    "drawn": "exports.picture.path_picture",
    "frame": "queries.frames",
    "questions": "queries.library",
    "read_source": "loader.source",
    "read_catalogue": "loader.reading.reader",
    "packaged_lookups": "loader.reading.curated",
    "build_graph": "loader.graph.build",
}
"""Where each name is at home; an error is so in loader/errors.py."""

__all__ = ["Among", "Explorer", "build", "build_graph", "drawn", "frame", "open", "packaged_lookups", "questions"]
__all__ += ["read_catalogue", "read_source"]


def open(store: str | Path | None = None, *, edition: str | None = None, password_file: Path | None = None) -> Explorer:
    """The map in a store.

    - `store`: a file, the address of a Neo4j server, or "local" for that of `pathways neo4j start`; None for the store
      that the command line asks.
    - `edition`: which one of several, by its name, "2017" or "2026"; None for the one that the command line asks.
    - `password_file`: a file with the server's password; None for NEO4J_PASSWORD.

    Raises WrongAddress. Whether the store is there, and that edition in it, shows when it is first asked.
    """
    explorer: type[Explorer] = __getattr__("Explorer")
    return explorer.open(store, edition=edition, password_file=password_file)


def build(
    source: str | Path | None = None, *beside: str | Path, lookups: str | None = None, skip_bad: bool = False
) -> Explorer:
    """The map of a document, of a mapping file in TOML, or of an edition of the package, built and held in memory.

    It takes some seconds, and writes no store.

    - `source`: a file, or the name of an edition, "2017" or "2026"; None for "2017".
    - `beside`: other sources to hold beside it, as a store holds several editions; `source` is the one that is asked.
    - `lookups`: a file of curated readings for `source`, or "none"; None for the packaged ones where they belong to the
      document.
    - `skip_bad`: whether what is bad in the tables of a mapping file is left out, and not an error.

    Raises UnreadableSource, ReadingError, LookupsError, WrongMap, InvalidCatalogue, InvalidGraph, and WrongParameter
    for one edition twice.
    """
    explorer: type[Explorer] = __getattr__("Explorer")
    first, *others = map(_file, (source, *beside))
    if others:
        together = import_module("career_pathways.loader.adding").held_together
        return explorer(together((first, *others), lookups, skip_bad=skip_bad))
    building = import_module("career_pathways.loader.building")
    return explorer.of(building.read_graph(first, lookups, skip_bad=skip_bad)[1])


def _file(source: str | Path | None) -> Path | None:
    """What a user names as a source. Raises UnreadableSource for the address of a server, WrongParameter for no name.

    A year as a number is the name of an edition.
    """
    source = str(source) if isinstance(source, int) else source
    if not isinstance(source, str):
        if source is not None and not hasattr(source, "__fspath__"):
            raise __getattr__("WrongParameter")(f"{source!r}: neither a file nor the name of an edition.")
        return source
    if import_module("career_pathways.explorer.address").is_like_an_address(source):
        wrong: type[Exception] = __getattr__("UnreadableSource")  # which may hold a password, and is not shown
        raise wrong("the address of a server, where a document is wanted.", "Open it with `career_pathways.open`.")
    file: Path = import_module("career_pathways.loader.editions.packaged").source_named(source)
    return file


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        module = import_module(f"career_pathways.{_HOMES[name]}")
        return getattr(module, "queries" if name == "questions" else name)
    if name[:1].isupper() and name in _errors():
        return _errors()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(["__version__", *__all__, *_errors()])


def _errors() -> dict[str, type[Exception]]:
    kinds = vars(import_module("career_pathways.loader.errors")).items()
    return {name: kind for name, kind in kinds if isinstance(kind, type) and issubclass(kind, Exception)}
