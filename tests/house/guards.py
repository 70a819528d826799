"""The guards of the architecture: which room may know which, and what a file may do.

The numbers are those of the rules in CONTRIBUTING.md. Every guard reads a package and gives its
complaints as `file:line: what is wrong`; test_guards.py sees each of them fail.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from tests.house.floors import HOLDS_DB, INDOORS, PURE, ROOMS, SHELF, shelf
from tests.house.source import Code, File, calls_on_import, name

PURE_LIBRARIES = {"markupsafe"}  # the only ones that pure files may import
IMPURE_STANDARD = set(
    "asyncio http io logging multiprocessing os pathlib random secrets shutil smtplib socket "
    "sqlite3 subprocess tempfile threading time urllib".split()
)
LONGEST = 300  # lines
NAMELESS = {"base", "common", "helpers", "misc", "utils"}
DEEDS = {  # calls that do something to the world, wherever on import they stand
    *("open", "read_text", "read_bytes", "write_text", "connect", "create_engine", "create_app"),
    *("getenv", "register_blueprint", "init_app", "now", "today", "utcnow"),
}
DECLARATIONS = {"event.listen"}  # bare calls that only declare, as a decorator would


def rooms_are_named(code: Code) -> list[str]:
    """1: every room has a row in the table."""
    unknown = {file.room: file for file in code.files.values() if file.room not in {*ROOMS, ""}}
    return [f"{file.path}:1: room '{room}' has no row in ROOMS" for room, file in unknown.items()]


def arrows_go_downstairs(code: Code) -> list[str]:
    """1: a room imports only the rooms that its row names, and never the face."""
    return [
        f"{file.path}:{each.line}: {file.room} may not import {other.room or 'the face'}"
        for file in code.files.values()
        for each, other in code.ours(file)
        if file.room and other.room not in {file.room, *ROOMS.get(file.room, set())}
    ]


def doors_are_used(code: Code) -> list[str]:
    """2: another room's views, forms and commands are its own (but web.forms)."""
    return [
        f"{file.path}:{each.line}: {other.path} is its room's own"
        for file in code.files.values()
        for each, other in code.ours(file)
        if file.room and other.room != file.room
        if shelf(other) in INDOORS and other.module != "web/forms"
    ]


def shelves_are_in_order(code: Code) -> list[str]:
    """3: within a room a file imports, also through a concept, only what stands before it."""
    return [
        f"{file.path}:{each.line}: {shelf(file)} may not need {shelf(needed)}"
        for file in code.files.values()
        for each, other in code.ours(file)
        for needed in (other, *code.beneath(other))
        if needed.room == file.room and shelf(needed) != shelf(file)
        if SHELF.get(shelf(needed), -1) >= SHELF.get(shelf(file), len(SHELF))
    ]


def nothing_goes_round(code: Code) -> list[str]:
    """3 and 9: no file needs itself through others."""
    graph = {
        file.path: [other.path for _, other in code.ours(file)] for file in code.files.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        path = circle.args[1][::-1]
        return [f"{path[0]}:1: a circle: {' -> '.join(path)}"]
    return []


def rules_are_pure(code: Code) -> list[str]:
    """4: rules, tree and problems, and what they need, do no I/O and read no clock."""
    pure = {file.module for file in code.files.values() if shelf(file) in PURE}
    pure |= {file.module for module in pure for file in code.beneath(code.files[module])}
    return [
        f"{code.files[module].path}:{line}: {what} does not belong in pure code"
        for module in sorted(pure)
        for line, what in _impurities(code.files[module])
    ]


def _impurities(file: File) -> Iterator[tuple[int, str]]:
    for each in file.imports:
        library = each.module.split(".")[0]
        standard = library in sys.stdlib_module_names and library not in IMPURE_STANDARD
        if not each.ours and not standard and library not in PURE_LIBRARIES:
            yield each.line, library
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and name(node).rpartition(".")[2] in DEEDS:
            yield node.lineno, f"{name(node)}()"


def db_is_named_where_it_may_be(code: Code) -> list[str]:
    """5: only database.py, queries and actions name `db`, by import or as `database.db`."""
    return [
        f"{file.path}:{line}: db belongs in queries.py and actions.py"
        for file in code.files.values()
        if file.room and shelf(file) not in HOLDS_DB
        for line in (
            *(each.line for each in file.imports if (each.module, each.name) == ("database", "db")),
            *(node.lineno for node in file.attributes if name(node) == "database.db"),
        )
    ]


def inits_are_empty(code: Code) -> list[str]:
    """8: only the face has something in its __init__.py."""
    return [
        f"{file.path}:1: must be empty"
        for file in code.files.values()
        if file.path.endswith("/__init__.py") and file.tree.body
    ]


def nothing_happens_on_import(code: Code) -> list[str]:
    """8: no file read, no connection, no registration; a blueprint is `bp` in views.py."""
    return [
        f"{file.path}:{node.lineno}: {name(node)}() would run on import"
        for file in code.files.values()
        for node in calls_on_import(file.tree)
        if name(node).rpartition(".")[2] in DEEDS and name(node) not in DECLARATIONS
    ] + [
        f"{file.path}:{node.lineno}: {name(node.value)}() would run on import"
        for file in code.files.values()
        for node in file.tree.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if name(node.value) not in DECLARATIONS
    ]


def blueprints_are_views(code: Code) -> list[str]:
    """8: a blueprint is made in views.py, as `bp`."""
    good = {
        (file.path, node.value.lineno)
        for file in code.files.values()
        for node in file.tree.body
        if shelf(file) == "views" and isinstance(node, ast.Assign)
        if [ast.unparse(target) for target in node.targets] == ["bp"]
    }
    return [
        f"{file.path}:{node.lineno}: a blueprint is made in views.py, as bp"
        for file in code.files.values()
        for node in calls_on_import(file.tree)
        if name(node) == "Blueprint" and (file.path, node.lineno) not in good
    ]


def imports_stand_at_the_top(code: Code) -> list[str]:
    """9: no import inside a function."""
    return [
        f"{file.path}:{inner.lineno}: an import inside a function"
        for file in code.files.values()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def files_have_names(code: Code) -> list[str]:
    """10: no file or folder is called utils, helpers, common, misc or base."""
    return [
        f"{file.path}:1: '{part}' says nothing about what is in it"
        for file in code.files.values()
        for part in file.module.split("/")
        if part in NAMELESS
    ]


def files_are_short(code: Code) -> list[str]:
    """A file that grows over 300 lines is split by concept."""
    return [
        f"{file.path}:{LONGEST + 1}: {file.lines} lines; split it by concept"
        for file in code.files.values()
        if file.lines > LONGEST
    ]


GUARDS: tuple[Callable[[Code], list[str]], ...] = (
    rooms_are_named,
    arrows_go_downstairs,
    doors_are_used,
    shelves_are_in_order,
    nothing_goes_round,
    rules_are_pure,
    db_is_named_where_it_may_be,
    inits_are_empty,
    nothing_happens_on_import,
    blueprints_are_views,
    imports_stand_at_the_top,
    files_have_names,
    files_are_short,
)
