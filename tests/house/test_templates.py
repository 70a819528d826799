"""Templates hold nothing that is not used. Each guard is seen to fail on a template of its own."""

import re
from collections.abc import Iterable
from pathlib import Path

from config import ROOT

TEMPLATES = ROOT / "templates"
IMPORT = re.compile(r'{%-? from "[^"]+" import ([^%]+?) (?:with context )?-?%}')


def without_use(template: str) -> list[str]:
    """The names that a template imports and does not use."""
    names = ", ".join(IMPORT.findall(template)).split(", ")
    imported = [name.split(" as ")[-1] for name in names if name]
    rest = IMPORT.sub("", template)
    return [name for name in imported if not re.search(rf"\b{name}\b", rest)]


def nobodys(names: Iterable[str], sources: Iterable[str]) -> list[str]:
    """The templates that no source names."""
    told = "\n".join(sources)
    return [name for name in names if f'"{name}"' not in told]


def files(folder: Path, kind: str) -> list[Path]:
    """The files of one kind anywhere in a folder, in order."""
    return sorted(folder.rglob(f"*.{kind}"))


def test_templates_use_what_they_import() -> None:
    found = {path.name: without_use(path.read_text("utf-8")) for path in files(TEMPLATES, "html")}

    assert {name: unused for name, unused in found.items() if unused} == {}


def test_every_template_is_used_but_those_of_errors_which_are_found_by_number() -> None:
    paths = [path.relative_to(TEMPLATES) for path in files(TEMPLATES, "html")]
    names = [str(path) for path in paths if path.parts[0] != "errors"]
    sources = [*files(TEMPLATES, "html"), *files(ROOT / "elearning", "py")]

    assert nobodys(names, (path.read_text("utf-8") for path in sources)) == []


def test_an_import_without_use_is_seen() -> None:
    template = (
        '{% from "a.html" import alert, icon %}\n{% from "b.html" import tag %}\n{{ icon() }}'
    )

    assert without_use(template) == ["alert", "tag"]


def test_a_template_that_nobody_names_is_seen() -> None:
    assert nobodys(["a.html", "b.html"], ['{% extends "a.html" %}']) == ["b.html"]
