"""Pictures: measured if harmless, refused if not."""

import struct

import pytest

from elearning.course.images import read_picture
from elearning.course.problems import Report
from elearning.course.reading import File
from tests.course.writing import SVG


def read(name: str, data: bytes) -> tuple[int, int, list[str]]:
    report = Report(name)
    picture = read_picture(File(f"images/{name}", name, data), report)
    problems = [f"{problem.line}: {problem.text(str)}" for problem in report.problems]
    return picture.width, picture.height, problems


def refused(found: str, line: int = 1) -> list[str]:
    return [
        f"{line}: the picture contains {found}, which is not allowed; "
        "save it as plain SVG, without scripts, styles and links"
    ]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 200) + b"\x08\x06\0\0\0"
ANEW = ["1: the file is not a picture of the kind its ending says; save it anew"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.svg", SVG.encode(), (40, 20, [])),
        ("a.svg", b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG.encode(), (40, 20, [])),
        ("a.png", PNG, (300, 200, [])),
        ("a.jpg", b"\xff\xd8\xff\xe0 and so on", (0, 0, [])),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", (0, 0, [])),
        ("a.png", SVG.encode(), (0, 0, ANEW)),
        ("a.jpg", b"<html><script>", (0, 0, ANEW)),
        ("a.webp", b"", (0, 0, ANEW)),
    ],
)
def test_a_picture_is_measured_or_refused(
    name: str, data: bytes, expected: tuple[int, int, list[str]]
) -> None:
    assert read(name, data) == expected


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<foreignObject><p>x</p></foreignObject>", "foreignObject"),
        ("<style>*{fill:url(//evil.example)}</style>", "style"),
        ('<a href="https://evil.example"><path/></a>', "a"),
        ('<image href="https://evil.example/x.png"/>', "image"),
        ("<animate attributeName='href' values='javascript:alert(1)'/>", "animate"),
        ("<set attributeName='onload' to='alert(1)'/>", "set"),
        ('<path onload="alert(1)"/>', "onload"),
        ('<path style="fill:url(https://evil.example/)"/>', "style"),
        ('<path style="fill:\\75rl(x)"/>', "style"),
        ('<path fill="url( //evil.example/#x)"/>', "fill"),
        ('<use href="https://evil.example/x.svg#a"/>', "href"),
        ('<use xmlns:y="http://www.w3.org/1999/xlink" y:href="javascript:alert(1)"/>', "href"),
        ("<path style=\"fill:image-set('//evil.example/x' 1x)\"/>", "style"),
        ("<path style=\"fill:image-set('https:evil.example' 1x)\"/>", "style"),
        ('<g xml:base="https://evil.example/"/>', "base"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "script"),
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(inside: str, found: str) -> None:
    svg = SVG.replace("<path", f"{inside}\n<path")

    assert read("a.svg", svg.encode())[2][:1] == refused(found)


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "aaa">]>', "<!"),
        ('<?xml-stylesheet href="x.css"?>', "<?"),
        ('<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="'),
        ('<?xml version="1.0" encoding="utf-8x"?>', '<?xml version="1.0" encoding="'),
    ],
)
def test_a_declaration_is_refused_before_the_svg_is_read(before: str, found: str) -> None:
    assert read("a.svg", f"{before}\n{SVG}".encode())[2] == refused(found)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-7"])
def test_a_declaration_in_another_encoding_is_refused(encoding: str) -> None:
    svg = f'<?xml-stylesheet href="x.css"?><!DOCTYPE svg [<!ENTITY a "a">]>{SVG}'

    assert read("a.svg", svg.encode(encoding))[2] != []


@pytest.mark.parametrize("data", [b"", b"<svg", b"<p/>", b"\xff\xfe<\0s\0", SVG.encode()[:-9]])
def test_what_is_no_svg_is_told(data: bytes) -> None:
    assert read("a.svg", data)[2][0] == "1: the file is not a whole SVG picture; save it anew"


def test_gradients_within_the_picture_may_be_used() -> None:
    svg = SVG.replace("<path", '<path fill="url(#a)" style="stroke: #123; opacity: .5"')

    assert read("a.svg", svg.encode())[2] == []
