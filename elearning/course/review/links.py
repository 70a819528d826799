"""Whether addresses outside the course answer. Asks the network, so only when asked to."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from elearning.course.compiler import LINKS
from elearning.course.problems import N_, Problem
from elearning.course.review.texts import ModuleTexts, Text

ADDRESS = re.compile(r"https?://[^\s\"'<>\\`)\]]+")
AT_ONCE = 8  # addresses asked for at the same time
PATIENCE = 15  # seconds for each
NAME = "bemotandelyftet-link-check/1"  # what servers see in their logs
NO_HEAD = {403, 404, 405, 406, 429, 500, 501, 503}  # what some answer to HEAD, but not to GET


def check_external(modules: Iterable[ModuleTexts]) -> list[Problem]:
    """Every address in the texts and in module.toml that does not answer as it should."""
    places = [place for module in modules for text in module.texts for place in _addresses(text)]
    wanted = sorted({address for _, _, address in places})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(wanted, pool.map(_ask, wanted), strict=True))
    message = N_("the address %(address)s does not work (%(answer)s); correct it or remove it")
    problems = {
        text.problem(line, message, address=address, answer=answers[address])
        for text, line, address in places
        if answers[address]
    }
    return [replace(problem, rule=LINKS) for problem in sorted(problems)]


def _addresses(text: Text) -> Iterator[tuple[Text, int, str]]:
    for line, row in enumerate(text.draft.source.split("\n"), start=1):
        for found in ADDRESS.findall(row):
            yield text, line, found.rstrip(".,;:")


def _ask(address: str) -> str:
    """What is wrong with an address; empty where nothing is."""
    answer = _answer(address, "HEAD")
    return _answer(address, "GET") if answer in {str(code) for code in NO_HEAD} else answer


def _answer(address: str, method: str) -> str:
    try:
        request = Request(address, method=method, headers={"User-Agent": NAME})
        with urlopen(request, timeout=PATIENCE) as found:
            return "" if found.status < 400 else str(found.status)
    except HTTPError as error:
        error.close()
        return str(error.code)
    except URLError as error:
        return str(error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return type(error).__name__
