"""Everything that is said has its Swedish, and nothing slips past the escaping of templates.

Every guard takes what it looks at and gives its complaints, and is seen to fail below.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SWEDISH = ROOT / "elearning" / "translations" / "sv" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "_l": None}  # as in ./dev words
MAKES_MARKUP = {  # each knows why what it marks is safe
    "elearning/course/building.py",
    "elearning/course/markup.py",  # cleans it
    "elearning/learning/certificate.py",  # segno's drawing
    "elearning/web/kept.py",
    "elearning/web/rendering.py",  # icons of the build
}
UNSAFE = re.compile(r"\|\s*safe\b|\bautoescape\b|\bMarkup\(")
PLACE = re.compile(r"%\((\w+)\)[sd]")

Said = str | tuple[str, ...]  # a text, or its singular and plural


@cache
def extracted() -> dict[Said, str]:
    """Everything that code and templates say, and in which file."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        KEYWORDS,
        directory_filter=lambda folder: (
            Path(folder).name in {"elearning", "templates"}
            or {"elearning", "templates"} & set(Path(folder).relative_to(ROOT).parts) != set()
        ),
    )
    return {said: file for file, _, said, _, _ in found}


@cache
def swedish() -> Catalog:
    """The Swedish catalogue as it stands."""
    with SWEDISH.open("rb") as file:
        return read_po(file, "sv")


def texts(said: Said | list[str] | None) -> tuple[str, ...]:
    """One text, or all of its forms."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def without_swedish(said: Mapping[Said, str], catalogue: Catalog) -> list[str]:
    """Complains of texts without a translation."""
    return [
        f"{file}: {texts(each)[0]!r} has no Swedish"
        for each, file in said.items()
        if not (found := catalogue.get(texts(each)[0])) or not all(texts(found.string))
    ]


def without_use(said: Mapping[Said, str], catalogue: Catalog) -> list[str]:
    """Complains of translations that nobody says any more, or that are only guessed."""
    known = {texts(each)[0] for each in said}
    kept = [each for each in catalogue if each.id]
    return [
        *(f"{texts(each.id)[0]!r} is fuzzy" for each in kept if each.fuzzy),
        *(
            f"{texts(each.id)[0]!r} is said nowhere"
            for each in kept
            if texts(each.id)[0] not in known
        ),
        *(f"{texts(each)[0]!r} is obsolete" for each in catalogue.obsolete),
    ]


def with_other_places(messages: Iterable[Message]) -> list[str]:
    """Complains of texts where the Swedish is given other values than the English."""
    return [
        f"{english!r} and {translated!r} differ in what is put into them"
        for message in messages
        for english, translated in zip(texts(message.id), texts(message.string), strict=False)
        if translated and set(PLACE.findall(english)) != set(PLACE.findall(translated))
    ]


def that_cannot_be_filled(messages: Iterable[Message]) -> list[str]:
    """Complains of texts in which a sign of per cent stands alone: templates would fail on it."""
    return [
        f"{text!r} has a % too many"
        for message in messages
        for text in (*texts(message.id), *texts(message.string))
        if "%" in PLACE.sub("", text).replace("%%", "")
    ]


def past_the_escaping(files: Iterable[Path], root: Path) -> list[str]:
    """Complains of what is marked as safe where it should not be."""
    return [
        f"{path}:{number}: {found[0]}"
        for file in files
        if (path := file.relative_to(root).as_posix()) not in MAKES_MARKUP
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := UNSAFE.search(line))
    ]


def test_everything_said_has_swedish() -> None:
    assert without_swedish(extracted(), swedish()) == []


def test_no_swedish_is_left_over_or_guessed() -> None:
    assert without_use(extracted(), swedish()) == []


def test_swedish_is_given_the_same_values() -> None:
    assert with_other_places(swedish()) == []


def test_every_text_can_be_filled() -> None:
    assert that_cannot_be_filled(swedish()) == []


def test_nothing_goes_past_the_escaping() -> None:
    files = [*(ROOT / "elearning").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]

    assert past_the_escaping(files, ROOT) == []


def test_what_may_make_markup_does() -> None:
    kept = {path for path in MAKES_MARKUP if UNSAFE.search((ROOT / path).read_text("utf-8"))}

    assert kept == MAKES_MARKUP


def catalogue(*messages: tuple[Said, Said]) -> Catalog:
    made = Catalog("sv")
    for english, translated in messages:
        made.add(english, translated)
    return made


def test_a_text_without_swedish_is_seen() -> None:
    said: dict[Said, str] = {"Yes": "a.py", "No": "a.py", ("One", "%(num)d"): "b.html"}
    known = catalogue(("Yes", "Ja"), (("One", "%(num)d"), ("En", "")))

    assert without_swedish(said, known) == [
        "a.py: 'No' has no Swedish",
        "b.html: 'One' has no Swedish",
    ]


def test_a_translation_without_use_is_seen() -> None:
    known = catalogue(("Yes", "Ja"), ("No", "Nej"))
    known.add("Maybe", "Kanske", flags=["fuzzy"])
    known.obsolete["Never"] = Message("Never", "Aldrig")

    assert without_use({"Yes": "a.py", "Maybe": "a.py"}, known) == [
        "'Maybe' is fuzzy",
        "'No' is said nowhere",
        "'Never' is obsolete",
    ]


@pytest.mark.parametrize(
    ("english", "translated", "complaints"),
    [
        ("Hello %(name)s", "Hej %(name)s", 0),
        ("Hello %(name)s", "Hej %(namn)s", 1),
        ("Hello", "Hej %(name)s", 1),
        (("%(num)d day", "%(num)d days"), ("%(num)d dag", "%(num)d dagar"), 0),
        (("%(num)d day", "%(num)d days"), ("%(num)d dag", "dagar"), 1),
    ],
)
def test_other_values_in_swedish_are_seen(english: Said, translated: Said, complaints: int) -> None:
    assert len(with_other_places(catalogue((english, translated)))) == complaints


@pytest.mark.parametrize(
    ("text", "complaints"), [("64 %", 1), ("64 %%", 0), ("%(share)s %", 1), ("%(share)s", 0)]
)
def test_a_lonely_per_cent_is_seen(text: str, complaints: int) -> None:
    assert len(that_cannot_be_filled(catalogue((text, "")))) == complaints


@pytest.mark.parametrize(
    "line", ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape false %}", "Markup(name)"]
)
def test_what_goes_past_the_escaping_is_seen(tmp_path: Path, line: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<p>\n{line}\n", encoding="utf-8")

    assert [each.split(": ")[0] for each in past_the_escaping([file], tmp_path)] == ["page.html:2"]
