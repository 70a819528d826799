"""Addresses outside the course, asked on a server of our own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from elearning.course.review import links
from elearning.course.review.links import check_external
from elearning.course.review.rulebook import judge
from tests.course.review.whole import Whole


class Answers(BaseHTTPRequestHandler):
    """Answers by the path, and remembers what was asked."""

    asked: list[str] = []

    def do_HEAD(self) -> None:
        """Some servers do not know HEAD."""
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = {"/missing": 404, "/broken": 500, "/moved": 302, "/lost": 302}.get(self.path, 200)
        if self.path == "/only-get" and self.command == "HEAD":
            code = 405
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/here" if self.path == "/moved" else "/missing")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Answers.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def told(whole: Whole) -> list[str]:
    problems = check_external(judge(whole.content, None).modules)
    return [problem.located(str).removeprefix("content/modules/motet/") for problem in problems]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/here", None),
        ("/only-get", None),
        ("/moved", None),
        ("/missing", "404"),
        ("/broken", "500"),
        ("/lost", "404"),
    ],
)
def test_an_address_answers_or_is_told(
    whole: Whole, server: str, path: str, answer: str | None
) -> None:
    whole.say(f"Läs [mer]({server}{path}).")

    assert told(whole) == [
        f"04-insikt.sv.md:3: the address {server}{path} does not work ({answer}); "
        "correct it or remove it (docs/authors/lankar.md)"
        for _ in range(answer is not None)
    ]


def test_a_source_has_an_address_too(whole: Whole, server: str) -> None:
    whole.change("module.toml", "[[sources]]\n", f'[[sources]]\nurl = "{server}/missing"\n')

    assert [text.split(" ")[0] for text in told(whole)] == ["module.toml:84:"]


def test_each_address_is_asked_for_once(whole: Whole, server: str) -> None:
    whole.write("04-insikt.md", f"# Insikten\n\n<{server}/here> [Mer]({server}/here).\n")

    assert (told(whole), Answers.asked) == ([], ["HEAD /here"])


def test_a_server_that_is_not_there_is_told(whole: Whole) -> None:
    whole.say("<http://127.0.0.1:9/>")

    (text,) = told(whole)

    assert text.startswith("04-insikt.sv.md:3: the address http://127.0.0.1:9/ does not work (")


def test_an_address_that_is_none_is_told(whole: Whole) -> None:
    whole.say("<http://[::1/>")

    assert len(told(whole)) == 1


def test_a_server_that_does_not_answer_is_not_waited_for(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as silent:  # it never serves
        monkeypatch.setattr(links, "PATIENCE", 0.2)
        address = f"http://127.0.0.1:{silent.server_port}/"
        whole.say(f"<{address}>")

        assert told(whole) == [
            f"04-insikt.sv.md:3: the address {address} does not work (TimeoutError); "
            "correct it or remove it (docs/authors/lankar.md)"
        ]
