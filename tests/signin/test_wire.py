"""How we call a provider: nothing that only this machine's network has, not long, not much."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest
from requests.exceptions import ConnectionError as NotReached
from requests.exceptions import InvalidSchema, InvalidURL, RequestException, Timeout

from elearning.signin import wire
from elearning.signin.oidc import may_be_called

Answer = Callable[[socket.socket], None]


@contextmanager
def server(answer: Answer) -> Iterator[tuple[int, list[bytes]]]:
    """A port that answers so; and the first bytes of each caller, which may be none."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    heard.append(connection.recv(65536))
                    answer(connection)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1], heard
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def says(text: bytes) -> Answer:
    return lambda connection: connection.sendall(text)


def ask(url: str, *, everywhere: bool = True, on_loopback: bool = True) -> bytes:
    made = wire.session(everywhere=everywhere, on_loopback=on_loopback, client_id="x")
    with made:
        content: bytes = made.get(url, withhold_token=True).content
    return content


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_provider_on_this_machine_is_asked_where_the_site_is_on_it() -> None:
    with server(says(OK)) as (port, _):
        assert ask(f"http://127.0.0.1:{port}/") == b"ok"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_plain_http_is_not_spoken_by_a_public_site(host: str) -> None:
    with server(says(OK)) as (port, heard), pytest.raises(InvalidSchema):
        ask(f"http://{host}:{port}/", on_loopback=False)

    assert heard == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_private_address_hears_nothing(host: str) -> None:
    with server(says(OK)) as (port, heard):
        with pytest.raises(NotReached):
            ask(f"https://{host}:{port}/", everywhere=False, on_loopback=False)
        time.sleep(0.05)

    assert b"".join(heard) == b""


def test_private_address_is_asked_for_those_who_run_the_site() -> None:
    with server(says(OK)) as (port, heard), pytest.raises(NotReached):  # it speaks no TLS
        ask(f"https://127.0.0.1:{port}/", everywhere=True, on_loopback=False)

    assert heard[0][:1] == b"\x16"  # a TLS handshake


def test_redirect_is_not_followed() -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"

    with server(says(away)) as (port, heard), pytest.raises(InvalidURL):
        ask(f"http://127.0.0.1:{port}/")

    assert len(heard) == 1


def test_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"

    with server(says(head + b"x" * (wire.LARGEST * 2))) as (port, _), pytest.raises(Timeout):
        ask(f"http://127.0.0.1:{port}/")


def test_slow_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "WHOLE", 0.3)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(50):
            connection.sendall(b"x")
            time.sleep(0.1)

    with server(drip) as (port, _):
        start = time.monotonic()
        with pytest.raises(Timeout):
            ask(f"http://127.0.0.1:{port}/")

    assert time.monotonic() - start < 3


def test_answer_that_breaks_off_is_no_answer() -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok"

    with server(says(cut)) as (port, _), pytest.raises(RequestException):
        ask(f"http://127.0.0.1:{port}/")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    with server(says(OK)) as (port, _):
        assert ask(f"http://127.0.0.1:{port}/") == b"ok"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.10.10.1", True),
        ("2a02:750:5::5e", True),
        ("127.0.0.1", False),
        ("10.0.0.5", False),
        ("172.16.4.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.5", False),
        ("::ffff:193.10.10.1", True),
    ],
)
def test_public_addresses_are_those_of_the_internet(address: str, public: bool) -> None:
    assert wire.is_public(address) == public


@pytest.mark.parametrize(
    ("url", "on_loopback", "called"),
    [
        ("https://idp.example/a", False, True),
        ("https://idp.example:8443/a", False, True),
        ("http://idp.example/", True, False),
        ("http://127.0.0.1:9/", True, True),
        ("http://127.0.0.1:9/", False, False),
        ("https://name:word@idp.example/", False, False),
        ("https://idp.example:port/", False, False),
        ("https://", False, False),
        ("ftp://idp.example/", True, False),
        ("", True, False),
        (None, True, False),
        (["https://idp.example/"], True, False),
    ],
)
def test_addresses_that_we_call(url: object, on_loopback: bool, called: bool) -> None:
    assert may_be_called(url, on_loopback=on_loopback) == called
