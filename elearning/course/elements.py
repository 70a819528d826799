"""The elements of a lesson: each one checked, and dressed for the page."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from xml.etree.ElementTree import Element, SubElement

from elearning.course.images import Picture
from elearning.course.problems import N_, Report

# All that can stand on a page, tag by tag with its attributes. What is not here is refused.
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
BARE = "blockquote br code dd dl dt em figcaption figure hr strong table tbody thead tr ul".split()
ALLOWED: dict[str, frozenset[str]] = {
    **{tag: frozenset() for tag in BARE},
    **{tag: frozenset({"id"}) for tag in (*HEADINGS, "li", "sup")},
    **{tag: frozenset({"class"}) for tag in ("p", "td")},
    "a": frozenset({"aria-label", "class", "href", "rel", "title"}),
    "abbr": frozenset({"title"}),
    "div": frozenset({"aria-label", "class", "role", "tabindex"}),
    "img": frozenset({"alt", "decoding", "height", "loading", "src", "title", "width"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"class", "scope"}),
}
BOXES = {  # the title of a box whose author gave none
    "sv": {"note": "Bra att veta", "tip": "Tips", "warning": "Viktigt", "law": "Vad lagen säger"},
    "en": {"note": "Good to know", "tip": "Tip", "warning": "Important", "law": "The law says"},
}
TABLE = {"sv": "Tabell", "en": "Table"}
BACK = {"sv": "Tillbaka till texten", "en": "Back to the text"}

HTML = re.compile(r"<[a-zA-Z/!?][^\s>]*>?")
FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
EXTERNAL = re.compile(
    r"https?://[^\s\"'<>\\`]+|mailto:[^\s\"'<>\\`@]+@[^\s\"'<>\\`@]+|tel:\+?[\d-]+"
)
INTERNAL = re.compile(r"(/modules/[a-z0-9-]+(?:/[a-z0-9-]+)?)/?(?:#([a-z0-9-]+))?")
SECTION = re.compile(r"#[a-z0-9-]+")
PREFIX = "s-"  # keeps the ids of headings apart from those of the page around them
ALIGNMENT = re.compile(r"text-align: (left|center|right);")
NBSP = re.compile("\x02[^\x03]*\x03")  # what the footnotes extension leaves for a hard blank


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of Markdown and the line where it begins. An inline one becomes no paragraph."""

    text: str
    line: int
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another module or lesson, and where it stands."""

    path: str
    line: int
    target: str
    section: str = ""  # id of a heading there
    language: str = "sv"  # of the text that it stands in


@dataclass
class Page:
    """What a lesson may refer to, and what is found in it."""

    module: str
    language: str
    pictures: Mapping[str, Picture]
    report: Report
    links: list[Link] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    anchors: list[tuple[str, int]] = field(default_factory=list)  # #id wanted, and its line
    _found: dict[tuple[int, str], int] = field(default_factory=dict)

    def place(self, fragment: Fragment, needle: str) -> int:
        """The line where a text stands; the next time it is asked for, where it stands next."""
        key = (fragment.line, needle)
        at = fragment.text.find(needle, self._found.get(key, 0))
        self._found[key] = at + len(needle)
        return fragment.line + fragment.text.count("\n", 0, max(at, 0))

    def check_anchors(self) -> None:
        """Note every link to a section that the lesson does not have."""
        for anchor, line in self.anchors:
            if anchor not in self.ids:
                message = N_("there is no section %(anchor)s; try: %(near)s")
                near = get_close_matches(anchor, self.ids, n=3, cutoff=0) or ["–"]
                shown = [name.replace(PREFIX, "#", 1) for name in (anchor, *near)]
                self.report.add(line, message, anchor=shown[0], near=", ".join(shown[1:]))


def dress(part: Element, fragment: Fragment, page: Page) -> None:
    """Check and dress everything below `part`, which `fragment` has become."""
    for element in list(part.iter())[1:]:
        _check_text(element, fragment, page)
        if dresser := _DRESSERS.get(element.tag):
            dresser(element, fragment, page)
    for block in part:
        if block.tag in HEADINGS:
            block.set("id", _new_id("".join(block.itertext()), page.ids))
        elif block.tag == "p" and not fragment.inline:
            _make_figure(block)


def check_allowed(part: Element, fragment: Fragment, page: Page) -> None:
    """Note every element and attribute that may not stand on a page."""
    top = [] if fragment.inline else list(part)
    for element in list(part.iter())[1:]:
        allowed = ALLOWED.get(element.tag)
        if element.tag == "pre":
            message = N_("begin the line at the left margin; four spaces make it program code")
            first = "".join(element.itertext()).split("\n")[0]
            page.report.add(page.place(fragment, first), message)
        elif element.tag in HEADINGS and element not in top:
            message = N_("a heading cannot stand in a box, a list or a quotation; use **bold**")
            page.report.add(page.place(fragment, "".join(element.itertext())), message)
        elif element.tag != "h1" and (allowed is None or set(element.keys()) - allowed):
            message = N_("%(tag)s cannot be used here; write it as plain text")
            page.report.add(fragment.line, message, tag=element.tag)


def _check_text(element: Element, fragment: Fragment, page: Page) -> None:
    for text in ("" if element.tag == "code" else element.text, element.tail):
        if text and "<" in text:
            for found in HTML.findall(text):
                message = N_("HTML cannot be used; remove %(html)s or write it as `%(html)s`")
                page.report.add(page.place(fragment, found), message, html=found)
        if text and "[^" in text:
            for found in FOOTNOTE.findall(text):
                message = N_("the footnote has no text; add a line that begins with %(mark)s:")
                page.report.add(page.place(fragment, found), message, mark=found)


def _dress_link(link: Element, fragment: Fragment, page: Page) -> None:
    href = link.get("href", "")
    if link.get("class") == "footnote-backref":
        link.attrib.pop("title", None)
        link.set("aria-label", BACK[page.language])
        link.text = "↩"
    elif link.get("class") != "footnote-ref":
        _check_link(link, href, page.place(fragment, href), page)


def _check_link(link: Element, href: str, line: int, page: Page) -> None:
    if not "".join(link.itertext()).strip() and link.find(".//img") is None:
        page.report.add(line, N_("the link has no text; write [text](address)"))
    if internal := INTERNAL.fullmatch(href):
        section = f"{PREFIX}{internal[2]}" if internal[2] else ""
        page.links.append(Link(page.report.path, line, internal[1], section, page.language))
        link.set("href", f"{internal[1]}#{section}" if section else internal[1])
    elif SECTION.fullmatch(href):
        link.set("href", f"#{PREFIX}{href[1:]}")
        page.anchors.append((PREFIX + href[1:], line))
    elif not EXTERNAL.fullmatch(href):
        message = N_(
            "the link cannot go to %(href)s; write a whole address that begins with https://, "
            "or /modules/module/lesson"
        )
        page.report.add(line, message, href=href)
    elif href.startswith("http"):
        link.set("rel", "noopener")


def _dress_image(image: Element, fragment: Fragment, page: Page) -> None:
    src = image.get("src", "")
    line = page.place(fragment, src)
    if not image.get("alt", "").strip():
        message = N_("tell what the picture shows: ![What it shows](%(src)s)")
        page.report.add(line, message, src=src)
    picture = page.pictures.get(src.removeprefix("images/")) if src[:7] == "images/" else None
    if picture is None:
        message = N_("the picture %(src)s does not exist; put it in images/; there is: %(near)s")
        page.report.add(line, message, src=src, near=", ".join(page.pictures) or "–")
        return
    version = picture.image.version
    image.set("src", f"/modules/{page.module}/images/{picture.image.name}?v={version}")
    image.attrib |= {"loading": "lazy", "decoding": "async"}
    if picture.width and picture.height:
        image.attrib |= {"width": str(picture.width), "height": str(picture.height)}


def _make_figure(paragraph: Element) -> None:
    """A picture alone in its paragraph is a figure, and its title the caption."""
    if len(paragraph) != 1 or paragraph[0].tag != "img":
        return
    if (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return
    paragraph.tag = "figure"
    if caption := paragraph[0].attrib.pop("title", ""):
        SubElement(paragraph, "figcaption").text = caption


def _dress_table(table: Element, fragment: Fragment, page: Page) -> None:
    """Wide tables scroll within a box of their own, that the keyboard reaches."""
    titles = ["".join(cell.itertext()).strip() for cell in table.iter("th")]
    for cell in [*table.iter("th"), *table.iter("td")]:
        alignment = ALIGNMENT.fullmatch(cell.attrib.pop("style", ""))
        if alignment and alignment[1] != "left":
            cell.set("class", f"align-{alignment[1]}")
    for cell, title in zip(list(table.iter("th")), titles, strict=True):
        if title:
            cell.set("scope", "col")
        else:
            cell.tag = "td"
    inner = Element("table")
    inner.extend(list(table))
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    name = f"{TABLE[page.language]}: {', '.join(title for title in titles if title)}"
    table.attrib |= {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": name}
    table.append(inner)


def _dress_box(box: Element, fragment: Fragment, page: Page) -> None:
    kind = box.get("class", "").removeprefix("admonition ")
    if box.get("class") == "footnote" or kind == "table-scroll":
        return
    titles = BOXES[page.language]
    headed = len(box) > 0 and box[0].get("class") == "admonition-title"
    line = page.place(fragment, f"!!! {kind}")
    if kind not in titles and " " not in kind:  # a longer one is told of by `prose`
        message = N_("there is no box %(kind)s; choose one of: %(kinds)s")
        page.report.add(line, message, kind=kind, kinds=", ".join(titles))
    elif headed and box[0].text == kind.capitalize():
        box[0].text = titles[kind]
    if len(box) == int(headed):
        page.report.add(line, N_("the box is empty; indent its text by four spaces"))


def _new_id(text: str, taken: set[str]) -> str:
    """An id for a heading, made of its text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    wanted = new = PREFIX + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "1")
    number = 1
    while new in taken:
        number += 1
        new = f"{wanted}-{number}"
    taken.add(new)
    return new


_DRESSERS = {"a": _dress_link, "img": _dress_image, "table": _dress_table, "div": _dress_box}
