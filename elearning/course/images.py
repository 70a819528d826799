"""Pictures of a module: only whole, harmless ones of known kinds."""

import hashlib
import re
import struct
from dataclasses import dataclass
from xml.etree import ElementTree

from elearning.course.problems import N_, Report
from elearning.course.reading import File, content
from elearning.course.tree import Image

MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
SIGNATURES = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}

# An SVG is a document of its own where it is opened: it gets shapes and texts, nothing that
# runs, loads or links. Declarations (<!…>) and instructions (<?…?>) are refused before parsing;
# in another encoding than UTF-8 they would look otherwise, so there is no other.
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
SVG_TAGS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol "
    "linearGradient radialGradient stop clipPath mask pattern marker".split()
)
DECLARATION = re.compile(rb"<\?(?!xml\s)|<!(?!--)|<\?xml[^>]*encoding\s*=\s*.(?!utf-8['\"])", re.I)
LOADING = re.compile(r"url\(\s*(?!['\"]?#)|[\\@]|(?:javascript|data|https?):|//|expression", re.I)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its size in pixels, 0 where it is not known."""

    image: Image
    width: int = 0
    height: int = 0


def read_picture(file: File, report: Report) -> Picture:
    """Check an image file and measure it. An SVG with anything but drawing is a problem."""
    name = file.name.removeprefix("images/")
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    data = content(file)
    version = hashlib.sha256(data).hexdigest()[:12]
    image = Image(name, version, media_type, data)
    if media_type == "image/svg+xml":
        return Picture(image, *_read_svg(data, report))
    if not SIGNATURES[media_type].match(data):
        message = N_("the file is not a picture of the kind its ending says; save it anew")
        report.add(1, message)
    elif media_type == "image/png" and len(data) >= 24:
        return Picture(image, *struct.unpack(">II", data[16:24]))
    return Picture(image)


def _read_svg(data: bytes, report: Report) -> tuple[int, int]:
    if found := DECLARATION.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        _refuse(report, line, found[0].decode(errors="replace"))
        return 0, 0
    try:
        root = _parsed(data)
    except (ElementTree.ParseError, ValueError) as error:
        line = getattr(error, "position", (1, 0))[0]
        report.add(line, N_("the file is not a whole SVG picture; save it anew"))
        return 0, 0
    if root.tag != f"{SVG}svg":
        report.add(1, N_("the file is not a whole SVG picture; save it anew"))
    for element in root.iter():
        _check_element(element, data, report)
    return _size(root)


def _parsed(data: bytes) -> ElementTree.Element:
    """The picture. Raises ParseError or ValueError."""
    text = data.decode()
    if "\0" in text:  # UTF-16 that looks like UTF-8
        raise ValueError
    return ElementTree.fromstring(text)


def _check_element(element: ElementTree.Element, data: bytes, report: Report) -> None:
    tag = element.tag.removeprefix(SVG)
    if tag not in SVG_TAGS:
        _refuse(report, _line(data, tag), tag.rpartition("}")[2])
    for name, value in element.attrib.items():
        local = name.removeprefix(XLINK)
        inside = local != "href" or value.startswith("#")
        if local.startswith(("on", "{")) or not inside or LOADING.search(value):
            local = local.rpartition("}")[2]
            _refuse(report, _line(data, local), local)


def _refuse(report: Report, line: int, found: str) -> None:
    message = N_(
        "the picture contains %(found)s, which is not allowed; "
        "save it as plain SVG, without scripts, styles and links"
    )
    report.add(line, message, found=found)


def _line(data: bytes, name: str) -> int:
    place = data.find(name.rpartition("}")[2].encode())
    return data.count(b"\n", 0, max(place, 0)) + 1


def _size(root: ElementTree.Element) -> tuple[int, int]:
    numbers = re.findall(r"\d+(?:\.\d+)?", root.get("viewBox", ""))
    if len(numbers) == 4:
        return round(float(numbers[2])), round(float(numbers[3]))
    return 0, 0
