"""How we call an identity provider: briefly, encrypted, never elsewhere than where we meant to.

An organisation's administrator writes the address that we call, so it must not reach what only
this machine's network does (see docs/decisions/0026).
"""

import socket
import time
from ipaddress import IPv6Address, ip_address
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NotReached
from requests.exceptions import InvalidURL, Timeout
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

CONNECT, READ, WHOLE = 3.0, 5.0, 8.0  # seconds
LARGEST = 256 * 1024  # bytes of an answer


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet, not to this machine or its network."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast


class _PublicConnection(HTTPSConnection):
    """Looks whom it has reached before it says anything; a name may lead anywhere, and change."""

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        if not is_public(connection.getpeername()[0]):
            connection.close()
            raise NewConnectionError(self, "not on the internet")
        return connection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class _Careful(HTTPAdapter):
    """Follows nowhere, waits not long, and reads not much."""

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        options |= {"timeout": (CONNECT, READ), "stream": True, "proxies": {}}
        request.headers["Accept-Encoding"] = "identity"
        answer = super().send(request, **options)
        try:
            if answer.is_redirect:
                raise InvalidURL("a provider must answer where it is asked")
            answer._content = _read(answer)
        finally:
            answer.close()
        return answer


class _Public(_Careful):
    """The same, and only on the internet."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"https": _PublicPool}


def _read(answer: Response) -> bytes:
    """The body, piece by piece as it comes: a slow sender must not keep us."""
    last, body = time.monotonic() + WHOLE, b""
    try:
        while piece := answer.raw.read1(65536):
            body += piece
            if len(body) > LARGEST or time.monotonic() > last:
                raise Timeout("an answer that does not end")
    except HTTPError as error:
        raise NotReached(error) from error
    return body


def session(*, everywhere: bool, on_loopback: bool, **client: Any) -> OAuth2Session:
    """A client of a provider. `everywhere`: also inside the network of this machine.

    Plain HTTP is spoken only on this machine, and only where the site itself is.
    """
    made = OAuth2Session(**client)
    made.trust_env = False  # no proxies, no passwords from files
    made.adapters.clear()
    made.mount("https://", _Careful() if everywhere else _Public())
    if on_loopback:
        for host in ("127.0.0.1", "localhost", "[::1]"):
            made.mount(f"http://{host}:", _Careful())
    return made
