"""Markdown to safe HTML. Alone knows markdown and bleach.

Safety stands on three legs: Markdown is set up to make no HTML of its own accord (raw HTML is
text), what it made is checked against an allow-list and refused, and bleach cleans the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from bleach.sanitizer import Cleaner
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.serializers import to_html_string
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from elearning.course.elements import ALLOWED, NBSP, Fragment, Page, check_allowed, dress
from elearning.course.problems import N_

# Parts of Markdown that authors are not offered: HTML, entities, links by reference, code
# blocks by accident … Each is also some microseconds for every paragraph of a course.
NOT_OFFERED = {
    "preprocessors": ("html_block", "normalize_whitespace"),
    "inlinePatterns": (
        "automail entity html image_reference reference short_image_ref short_reference".split()
    ),
    "treeprocessors": ("prettify",),
    "blockprocessors": ("reference", "setextheader"),
}
PLAIN_LINE = r"(?:[^\W\d_]|[”–]|\*\*\w)[^\n|]*"
PLAIN = re.compile(rf"{PLAIN_LINE}(?:\n{PLAIN_LINE})*")
SPECIAL = re.compile(r"[\\`*_\[<!]|  \n")  # what the inline patterns look for
FOOTNOTE_LABEL = re.compile(r"[A-Za-z0-9-]{1,20}")
PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
VALUES = {  # the values that an attribute may have; any, if it is not here
    "class": re.compile(
        r"footnote(?:-ref|-backref)?|admonition (?:note|tip|warning|law)|admonition-title|"
        r"table-scroll|align-(?:center|right)"
    ),
    "href": re.compile(r"(?:https?://|mailto:|tel:|/modules/|#)[^\x00-\x20]+"),
    "id": re.compile(r"(?:s|fn|fnref\d*)-(?:[A-Za-z0-9-]+|\ufdd0)"),
    "role": re.compile("region"),
    "src": re.compile(r"/modules/[a-z0-9-]+/images/[a-z0-9_-]+\.[a-z]+\?v=[0-9a-f]{12}"),
    "start": re.compile(r"\d{1,9}"),
    "tabindex": re.compile("0"),
}
TAG = re.compile(r"<[^>]*>")
WORDS = re.compile(  # what no cleaner can object to, whatever the words: between tags, in values
    r"(?<=>)[^<>&]*[^<>&\s][^<>&]*(?=<)"
    r'|(?<= alt=")[^"<>&]+(?=")|(?<= aria-label=")[^"<>&]+(?=")|(?<= title=")[^"<>&]+(?=")'
    r'|(?<= id="s-)[a-z0-9-]+(?=")|(?<= href="https://)[\w./?=%#~,-]+(?=")',
    re.ASCII,
)
HOLE = "\ufdd0"  # stands for words; no author's text contains it, `reading` has seen to that


class Converter:
    """Makes HTML of Markdown, one lesson at a time. Costly to make, and not for two threads."""

    def __init__(self) -> None:
        self._clean = _Clean()
        self._prepare()

    def _prepare(self) -> None:
        self._footnotes = FootnoteExtension(SEPARATOR="-", PLACE_MARKER=HOLE)
        self._markdown = _markdown(self._footnotes)

    def convert(self, fragments: Sequence[Fragment], page: Page, source: str) -> list[Markup]:
        """The HTML of each fragment, then of the footnotes of them all (often empty).

        Footnotes and abbreviations hold for all fragments; nothing else leaks between them.
        """
        try:
            root = self._parse(fragments)
        except RecursionError:
            page.report.add(1, N_("lists or quotations are nested too deep; simplify the text"))
            self._prepare()
            return [Markup()] * (len(fragments) + 1)
        whole = Fragment(source, line=1)
        self._check_footnotes(page, whole)
        notes = Element("div")
        notes.extend(root[len(fragments) :])
        parts = zip((*root[: len(fragments)], notes), (*fragments, whole), strict=True)
        return [self._finish(part, fragment, page) for part, fragment in parts]

    def _parse(self, fragments: Iterable[Fragment]) -> Element:
        self._markdown.reset()
        root = Element("div")
        for fragment in fragments:
            part = SubElement(root, "div")
            if fragment.inline:
                SubElement(part, "p").text = fragment.text
            else:
                self._markdown.parser.parseChunk(part, fragment.text)
        for processor in self._markdown.treeprocessors:
            processor.run(root)
        return root

    def _check_footnotes(self, page: Page, whole: Fragment) -> None:
        for label in self._footnotes.footnotes:
            line = page.place(whole, f"[^{label}]:")
            if not FOOTNOTE_LABEL.fullmatch(label):
                message = N_("name the footnote with a number, like [^1]")
                page.report.add(line, message)
            elif label not in self._footnotes.footnote_order:
                message = N_("no text refers to the footnote; write %(mark)s where it belongs")
                page.report.add(line, message, mark=f"[^{label}]")

    def _finish(self, part: Element, fragment: Fragment, page: Page) -> Markup:
        """Check, dress and clean what Markdown made."""
        dress(part, fragment, page)
        check_allowed(part, fragment, page)
        html = []
        for block in part:
            clean, same = self._clean(NBSP.sub("\N{NO-BREAK SPACE}", to_html_string(block)))
            if not same and not page.report.problems:  # as a rule the reason is told already
                message = N_("something here cannot be shown safely; write it in another way")
                page.report.add(fragment.line, message)
            html.append(clean)
        text = "".join(html)
        return Markup(text[len("<p>") : -len("</p>")] if fragment.inline else text)


class _Clean:
    """bleach, asked once for every shape of markup.

    Words between tags, and in values that are mere words, cannot be markup as long as they have
    none of <, >, & and ". They are lifted out, bleach cleans what is left, which has often been
    seen before, and the words are put back where they stood.
    """

    def __init__(self) -> None:
        self._cleaner = Cleaner(tags=ALLOWED.keys(), attributes=_may_stand, protocols=PROTOCOLS)
        self._shapes: dict[str, tuple[str, bool]] = {}

    def __call__(self, html: str) -> tuple[str, bool]:
        """The clean HTML, and whether it has the same tags and attributes as before."""
        words = iter(WORDS.findall(html))
        shape, holes = WORDS.subn(HOLE, html)
        if shape not in self._shapes:
            self._shapes[shape] = self._compared(shape)
        clean, same = self._shapes[shape]
        if clean.count(HOLE) != holes:
            return self._compared(html)
        return re.sub(HOLE, lambda _: next(words), clean), same

    def _compared(self, html: str) -> tuple[str, bool]:
        clean: str = self._cleaner.clean(html)
        return clean, [*_tags(html)] == [*_tags(clean)]


class _PlainParagraph(BlockProcessor):
    """A paragraph whose lines begin with words needs none of the other processors.

    With the two below, that spare plain text the inline patterns, it saves a quarter of all time.
    """

    def test(self, parent: Element, block: str) -> bool:
        return not self.parser.state and PLAIN.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)


class _LeavePlainText(Treeprocessor):
    """Text without any special character is kept from the inline patterns."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not SPECIAL.search(element.text):
                element.text = AtomicString(element.text)


class _TakePlainText(Treeprocessor):
    """After the inline patterns it is text like any other, so that abbreviations are found."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if isinstance(element.text, AtomicString) and element.tag != "code":
                element.text = str(element.text)


def _markdown(footnotes: FootnoteExtension) -> Markdown:
    extensions = [
        AbbrExtension(),
        AdmonitionExtension(),
        DefListExtension(),
        SaneListExtension(),
        TableExtension(),
        footnotes,
    ]
    markdown = Markdown(extensions=extensions)
    for registry, names in NOT_OFFERED.items():
        owner = markdown.parser if registry == "blockprocessors" else markdown
        for name in names:
            getattr(owner, registry).deregister(name)
    plain = _PlainParagraph(markdown.parser)
    markdown.parser.blockprocessors.register(plain, "plain_paragraph", 200)
    markdown.treeprocessors.register(_LeavePlainText(markdown), "leave_plain_text", 30)
    markdown.treeprocessors.register(_TakePlainText(markdown), "take_plain_text", 18)
    return markdown


def _may_stand(tag: str, name: str, value: str) -> bool:
    pattern = VALUES.get(name)
    return name in ALLOWED[tag] and (pattern is None or bool(pattern.fullmatch(value)))


def _tags(html: str) -> Iterator[str]:
    return (unescape(tag) for tag in TAG.findall(html))
