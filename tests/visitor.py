"""Visitor: somebody with a browser, who reads forms and presses buttons as a person does."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from elearning.people.rules import Person


class Visitor:
    """A client that keeps cookies and sends the CSRF token of the page it stands on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self._token = ""

    def get(self, path: str, **options: object) -> TestResponse:
        """Go to a page."""
        with self.app.app_context():  # as in a server: nothing is left of the request before
            answer = self.client.get(path, **options)
        return self._look(answer)

    def data(self, path: str) -> Any:
        """What a page of JSON holds."""
        return self.get(path).json

    def post(self, path: str, **fields: object) -> TestResponse:
        """Send a form, with the token of the last page seen."""
        with self.app.app_context():
            answer = self.client.post(path, data={"csrf_token": self._token, **fields})
        return self._look(answer)

    def follow(self, answer: TestResponse) -> TestResponse:
        """Go where a redirect leads."""
        assert answer.status_code in {301, 302, 303, 308}, answer.status
        return self.get(urlsplit(answer.location).path)

    def signin(self, person: Person, **fields: object) -> TestResponse:
        """Sign in by a one-time link, as the letter's reader does."""
        from_page = self.get("/signin/link/" + self.link(person))
        assert from_page.status_code == 200
        return self.post(from_page.request.path, **fields)

    def link(self, person: Person) -> str:
        """Ask the command line for a link; gives its token."""
        with self.app.app_context():
            result = self.app.test_cli_runner().invoke(args=["signin", "link", person.email])
        assert result.exit_code == 0, result.output
        return str(result.output).strip().rsplit("/", 1)[-1]

    def _look(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html":
            found = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
            self._token = unescape(found[1]) if found else self._token
        return answer
