"""Reads a package of Python into values that a guard can ask."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported name."""

    line: int
    module: str  # ours: "people/rules", the face is ""; others: "flask.views"
    name: str  # what was taken from it; "" where it was taken whole
    ours: bool


@dataclass(frozen=True)
class File:
    """One parsed file of the package."""

    path: str  # "people/rules.py"
    tree: ast.Module
    lines: int
    imports: tuple[Import, ...]

    @cached_property
    def module(self) -> str:
        """ "people/rules"; a room's own __init__ is "people", the face's is ""."""
        return self.path.removesuffix(".py").removesuffix("__init__").rstrip("/")

    @cached_property
    def room(self) -> str:
        return self.module.split("/")[0]

    @cached_property
    def attributes(self) -> tuple[ast.Attribute, ...]:
        """Every a.b in it."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))

    @cached_property
    def name(self) -> str:
        return self.module.split("/")[-1]


@dataclass(frozen=True)
class Code:
    """A package of rooms: its files by module."""

    files: dict[str, File]

    def ours(self, file: File) -> Iterator[tuple[Import, File]]:
        """What a file imports of the package."""
        for each in file.imports:
            if each.ours and each.module in self.files:
                yield each, self.files[each.module]

    def beneath(self, file: File) -> list[File]:
        """Every other file of the package that a file needs, also through others."""
        found: dict[str, File] = {}
        waiting = [file]
        while waiting:
            new = [other for _, other in self.ours(waiting.pop()) if other.module not in found]
            found |= {other.module: other for other in new}
            waiting += new
        return [other for module, other in sorted(found.items()) if module != file.module]


def read(folder: Path) -> Code:
    """Parse every Python file of a package named as its folder."""
    paths = sorted(folder.rglob("*.py"))
    known = {_dotted(path, folder) for path in paths}
    files = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        package = [folder.name, *path.relative_to(folder).parts[:-1]]
        imports = tuple(_imports(tree, folder.name, known, package))
        relative = path.relative_to(folder).as_posix()
        file = File(relative, tree, len(text.splitlines()), imports)
        files[file.module] = file
    return Code(files)


def _dotted(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.Module, top: str, known: set[str], package: list[str]) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            taken = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            taken = [
                (f"{source}.{alias.name}", "")
                if f"{source}.{alias.name}" in known
                else (source, alias.name)
                for alias in node.names
            ]
        else:
            continue
        for module, name in taken:
            ours = module == top or module.startswith(f"{top}.")
            short = module.removeprefix(top).lstrip(".").replace(".", "/") if ours else module
            yield Import(node.lineno, short, name, ours)


def name(node: ast.expr) -> str:
    """The dotted name that is called: "event.listen"; of a longer expression only its end."""
    called = node.func if isinstance(node, ast.Call) else node
    if isinstance(called, ast.Attribute):
        return f"{name(called.value)}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""


def calls_on_import(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call that runs when the file is imported: not those inside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            now = ast.Module([ast.Expr(each) for each in node.decorator_list], [])
            yield from (*calls_on_import(now), *calls_on_import(node.args))
        elif not isinstance(node, ast.Lambda):
            yield from calls_on_import(node)
