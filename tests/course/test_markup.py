"""Markdown to HTML: what authors are offered, and what never gets through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from elearning.course.elements import Fragment, Page
from elearning.course.images import read_picture
from elearning.course.markup import Converter, _Clean
from elearning.course.problems import Report
from elearning.course.reading import File, decode
from tests.course.hostile import ATTACKS, dangers, texts
from tests.course.writing import SVG, Author

CONVERTER = Converter()
PICTURE = read_picture(File("images/disk.svg", "disk.svg", SVG.encode()), Report("disk.svg"))
VERSION = PICTURE.image.version


def convert(*parts: tuple[str, bool], converter: Converter = CONVERTER) -> tuple[list[str], Report]:
    """The HTML of texts, each with whether it is inline, and what was wrong."""
    report = Report("x")
    page = Page("motet", "sv", {"disk.svg": PICTURE}, report)
    decoded = [decode(File("a.md", "a.md", text.encode()), report) or "" for text, _ in parts]
    fragments = [
        Fragment(text, line=1, inline=inline)
        for text, (_, inline) in zip(decoded, parts, strict=True)
    ]
    html = converter.convert(fragments, page, "\n".join(decoded))
    return [str(each) for each in html], report


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("En **fet** och *kursiv*.", "<p>En <strong>fet</strong> och <em>kursiv</em>.</p>"),
        ("- a\n- b\n\n    - c", "<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("5 < 6 & 7 > 3", "<p>5 &lt; 6 &amp; 7 &gt; 3</p>"),
        ("Ord\n: betyder", "<dl><dt>Ord</dt><dd>betyder</dd></dl>"),
        ("FL gäller.\n\n*[FL]: Lagen", '<p><abbr title="Lagen">FL</abbr> gäller.</p>'),
        (
            "[Ut](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">Ut</a></p>',
        ),
        ("[Hit](/modules/motet/)", '<p><a href="/modules/motet">Hit</a></p>'),
        ("<https://a.se/>", '<p><a href="https://a.se/" rel="noopener">https://a.se/</a></p>'),
        (
            "## Å ä ö\n\n## Å ä ö",
            '<h2 id="s-a-a-o">Å ä ö</h2><h2 id="s-a-a-o-2">Å ä ö</h2>',
        ),
        (
            '!!! law "Så"\n    Text.',
            '<div class="admonition law"><p class="admonition-title">Så</p><p>Text.</p></div>',
        ),
        (
            "!!! note\n    Text.",
            '<div class="admonition note"><p class="admonition-title">Bra att veta</p>'
            "<p>Text.</p></div>",
        ),
        (
            '![En "disk"](images/disk.svg "Vår disk")',
            '<figure><img alt="En &quot;disk&quot;" decoding="async" height="20" loading="lazy" '
            f'src="/modules/motet/images/disk.svg?v={VERSION}" width="40">'
            "<figcaption>Vår disk</figcaption></figure>",
        ),
        (
            "| | b |\n|---|--:|\n| c | d |",
            '<div aria-label="Tabell: b" class="table-scroll" role="region" tabindex="0"><table>'
            '<thead><tr><td></td><th class="align-right" scope="col">b</th></tr></thead>'
            '<tbody><tr><td>c</td><td class="align-right">d</td></tr></tbody></table></div>',
        ),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    (made, notes), report = convert((text, False))

    assert (made, notes, report.problems) == (html, "", [])


def test_footnotes_and_abbreviations_hold_for_the_whole_lesson() -> None:
    made, report = convert(("Se[^1] FL.", True), ("Och[^1].\n\n[^1]: *Not*.\n*[FL]: Lag", False))

    assert made == [
        'Se<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup> '
        '<abbr title="Lag">FL</abbr>.',
        '<p>Och<sup id="fnref2-1"><a class="footnote-ref" href="#fn-1">1</a></sup>.</p>',
        '<div class="footnote"><hr><ol><li id="fn-1"><p><em>Not</em>.\N{NO-BREAK SPACE}'
        '<a aria-label="Tillbaka till texten" class="footnote-backref" href="#fnref-1">↩</a>'
        '<a aria-label="Tillbaka till texten" class="footnote-backref" href="#fnref2-1">↩</a>'
        "</p></li></ol></div>",
    ]
    assert report.problems == []


def test_an_inline_text_is_not_read_as_a_block() -> None:
    made, _ = convert(("1. Först", True), ("# Inte en rubrik", True), (": x", False))

    assert made == ["1. Först", "# Inte en rubrik", "<p>: x</p>", ""]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["%s", "En **text** %s\n\n- %s\n", "> %s", "| a |\n|---|\n| %s |"]
)
def test_no_attack_gets_through(attack: str, around: str) -> None:
    text = around.replace("%s", attack)

    made, _ = convert((text, False), (attack, True))

    assert [dangers(html) for html in made] == [[], [], []]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(texts, st.booleans()), max_size=4))
def test_no_text_is_dangerous(parts: list[tuple[str, bool]]) -> None:
    made, _ = convert(*parts)

    assert [dangers(html) for html in made] == [[]] * (len(parts) + 1)


UNSPARED = Converter()
UNSPARED._markdown.parser.blockprocessors.deregister("plain_paragraph")
UNSPARED._markdown.treeprocessors.deregister("leave_plain_text")
UNSPARED._markdown.treeprocessors.deregister("take_plain_text")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(texts | st.text("abåÄ 1.-:|(\"'\n", max_size=20), st.booleans()), max_size=4)
)
def test_plain_text_that_markdown_is_spared_is_as_markdown_makes_it(
    parts: list[tuple[str, bool]],
) -> None:
    made, _ = convert(*parts, converter=UNSPARED)

    assert convert(*parts)[0] == made


calm = texts.filter(lambda text: "[^" not in text and "*[" not in text and "#" not in text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(calm, st.booleans()), min_size=2, max_size=4))
def test_fragments_do_not_leak_into_each_other(parts: list[tuple[str, bool]]) -> None:
    together, _ = convert(*parts)

    apart = [convert(part)[0][0] for part in parts]

    assert together[:-1] == apart


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(ATTACKS) | st.text(max_size=20), max_size=6))
def test_cleaning_by_shape_is_cleaning(pieces: list[str]) -> None:
    html = decode(File("a.md", "a.md", "".join(pieces).encode()), Report("x")) or ""
    html = f'<p>å {html}</p><a href="https://a.se/x" title="{Markup.escape(html)}">{html}</a>'
    clean = _Clean()

    first, again = clean(html), clean(html)

    assert first == again == clean._compared(html)


def test_what_was_cleaned_away_is_told(author: Author) -> None:
    clean, same = _Clean()('<p onclick="x">a</p>')

    assert (clean, same) == ("<p>a</p>", False)
