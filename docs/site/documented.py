"""What the code says of itself: the fields of a record, the signature of a function, and where a name is at home."""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
import typing
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import career_pathways as cp
from career_pathways.explorer import wishes

PUBLIC = {name: getattr(cp, name) for name in dir(cp) if not name.startswith("__")}
"""What `import career_pathways as cp` offers, by its names."""


class Field(NamedTuple):
    """A field of a record."""

    name: str
    type: str
    doc: str


def fields_of(kind: type) -> tuple[Field, ...]:
    """The public fields that a class declares, in order, each with the docstring below it; those of its bases first."""
    found = {}
    for base in reversed(kind.__mro__):
        if not base.__module__.startswith("career_pathways"):
            continue
        body = _declaration(base).body
        for statement, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                name, type_ = statement.target.id, ast.unparse(statement.annotation)
                text = after.value.value if _is_text(after) else found[name].doc if name in found else ""
                if not name.startswith("_") and not type_.startswith("ClassVar"):
                    found[name] = Field(name, type_, inspect.cleandoc(text))
    return tuple(found.values())


def _is_text(statement: ast.stmt | None) -> bool:
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_constant and isinstance(statement.value.value, str)


def _declaration(kind: type) -> ast.ClassDef:
    tree = _tree(kind.__module__)
    return next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == kind.__name__)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(module)))


def members_of(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class adds, in the order of the code, but for those of Python itself."""
    for name, member in vars(kind).items():
        made = inspect.isfunction(member) or isinstance(member, classmethod | property)
        cached = type(member).__name__ == "cached_property"
        if not name.startswith("_") and (made or cached) and _is_written(kind, name):
            yield name, member


def _is_written(kind: type, name: str) -> bool:
    """Whether the code has it, and no decorator added it."""
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in _declaration(kind).body)


class _Shown:
    """What stands in a signature as this text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def signature_of(function: Any, *, method: bool = False) -> str:
    """How it is called, with the full names of types, each behind the mark by which the last part alone is shown.

    `method`: leaves out the first parameter.
    """
    signature = inspect.signature(function)
    module = inspect.unwrap(function).__module__
    parameters = [
        parameter.replace(annotation=_type(parameter.annotation, module), default=_default(parameter.default))
        for parameter in list(signature.parameters.values())[1 if method else 0 :]
    ]
    return str(signature.replace(parameters=parameters, return_annotation=_type(signature.return_annotation, module)))


def _type(annotation: Any, module: str) -> Any:
    return annotation if annotation is inspect.Signature.empty else _Shown(full_names(annotation, module))


def _default(value: Any) -> Any:
    if isinstance(value, wishes._LeftOut):
        return _Shown("...")
    return _Shown(f"{type(value).__name__}()") if hasattr(value, "_fields") else value  # a record of defaults alone


def full_names(annotation: Any, module: str) -> str:
    """An annotation with the full name of each type that is no built-in, as Sphinx looks for it."""
    tree = ast.parse(str(annotation), mode="eval")
    return ast.unparse(_FullNames(module).visit(tree))


class _FullNames(ast.NodeTransformer):
    def __init__(self, module: str) -> None:
        self.module = module

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(full_name(node.id, self.module))

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        first, _, rest = ast.unparse(node).partition(".")
        return ast.Name(f"{full_name(first, self.module)}.{rest}")

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return node


def full_name(name: str, module: str) -> str:
    """`~` and where a name of a module is at home; the name by which it is public, where it is."""
    if hasattr(builtins, name) and name not in _imports(module):
        return name
    if name not in _imports(module) and not hasattr(sys.modules[module], name):
        module = wishes.__name__  # a method's keywords are those of a dictionary there
    home = _imports(module).get(name, f"{module}.{name}")
    kind = PUBLIC.get(home.rpartition(".")[2])
    if kind is not None and f"{getattr(kind, '__module__', '')}.{getattr(kind, '__name__', '')}" == home:
        home = f"career_pathways.{kind.__name__}"
    return f"~{home}"


@cache
def _imports(module: str) -> dict[str, str]:
    """What a module's imports call what: also those that only a checker of types makes."""
    package = module.rpartition(".")[0] if not hasattr(sys.modules[module], "__path__") else module
    found = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            home = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            home = ".".join(filter(None, (home, node.module)))
            found |= {alias.asname or alias.name: f"{home}.{alias.name}" for alias in node.names}
    return found


def is_record(kind: type) -> bool:
    """Whether it is made of its fields: a named tuple, a data class or a typed dictionary."""
    return hasattr(kind, "_fields") or hasattr(kind, "__dataclass_fields__") or typing.is_typeddict(kind)
