"""Issuer: a small identity provider of our own, that can be told to lie.

It checks what comes to its token endpoint as a real one does (secret, redirect address, PKCE, code
used once); what it answers is right until a test changes it. The certified provider is in
test_provider.py.
"""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "bemotandelyftet", "Q~en-hemlighet+/%.1"
Sign = Callable[["Issuer", dict[str, Any]], str]


@cache
def key(name: str) -> RSAKey:
    """A key pair by its name; made once."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


def signed(claims: dict[str, Any], *, by: str = "own", kid: str = "own") -> str:
    """An ID token as the issuer signs it, or as somebody with another key does."""
    return jws.serialize_compact({"alg": "RS256", "kid": kid}, json.dumps(claims), key(by))


def unsigned(claims: dict[str, Any]) -> str:
    """An ID token with `alg: none`."""
    parts = ({"alg": "none"}, claims)
    return ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."


def signed_by_public_key(claims: dict[str, Any]) -> str:
    """An ID token whose HMAC is made with the public key, as if it were a shared secret."""
    secret = OctKey.import_key(key("own").as_pem(private=False))
    return jws.serialize_compact(
        {"alg": "HS256", "kid": "own"}, json.dumps(claims), secret, algorithms=["HS256"]
    )


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Issuer:
    """What the provider knows and says. Tests change the fields."""

    address: str
    clock: Callable[[], datetime]
    claims: dict[str, Any] = field(default_factory=dict)  # put over what an ID token holds
    userinfo: dict[str, Any] = field(default_factory=dict)  # put over what it says at userinfo
    metadata: dict[str, Any] = field(default_factory=dict)  # put over what it says of itself
    sign: Callable[[dict[str, Any]], str] = signed
    secret: str = SECRET
    secret_shown_in: str = ""  # "header" or "body", at the latest exchange
    token_redirect: str = ""  # where the token endpoint sends its callers, if anywhere
    asked: list[str] = field(default_factory=list)  # paths, in order
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def consent(self, authorize: str, **said: str) -> str:
        """Let the visitor who was sent to this address sign in; gives where they are sent back."""
        asked = dict(parse_qsl(urlsplit(authorize).query))
        code = f"code-{len(self._codes)}-{time.monotonic_ns()}"
        self._codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.address} | said
        where = urlsplit(asked["redirect_uri"])
        return f"{where.path}?{urlencode(back)}"

    def answer(self, path: str, body: dict[str, str], headers: Any) -> tuple[int, Any]:
        """Status and JSON for a request."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, self._about() | self.metadata
        if path == "/keys":
            public = {"kid": "own", "use": "sig", "alg": "RS256"}
            return 200, {
                "keys": [key("own").as_dict(private=False) | public, {"kty": "oct", "k": "x"}]
            }
        if path == "/token":
            return self._token(body, headers.get("Authorization", ""))
        if path == "/userinfo":
            return 200, {"sub": "42"} | self.userinfo
        return 404, {}

    def _about(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.address,
            **{name: f"{self.address}/{end}" for name, end in ends.items()},
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def _token(self, body: dict[str, str], authorization: str) -> tuple[int, Any]:
        asked = self._codes.pop(body.get("code", ""), None)
        if asked is None or body.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        challenge = _encoded(sha256(body.get("code_verifier", "").encode()).digest())
        if challenge != asked.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        shown = (body.get("client_id", ""), body.get("client_secret", ""))
        if authorization:
            told = b64decode(authorization.removeprefix("Basic ")).decode()
            name, _, secret = told.partition(":")
            shown = (name, secret)
        self.secret_shown_in = "header" if authorization else "body"
        if shown != (CLIENT, self.secret):
            return 401, {"error": "invalid_client"}
        now = int(self.clock().timestamp())
        honest = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "42",
            "exp": now + 600,
            "iat": now,
            "nonce": asked["nonce"],
        }
        claims = {k: v for k, v in (honest | self.claims).items() if v is not None}
        return 200, {
            "access_token": "hemlig-nyckel",
            "token_type": "Bearer",
            "id_token": self.sign(claims),
        }


@contextmanager
def running(clock: Callable[[], datetime]) -> Iterator[Issuer]:
    """An issuer on a port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.issuer = Issuer(f"http://127.0.0.1:{server.server_port}", clock)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.issuer  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._reply({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._reply({name: values[0] for name, values in parse_qs(body).items()})

    def _reply(self, body: dict[str, str]) -> None:
        issuer: Issuer = self.server.issuer  # type: ignore[attr-defined]
        path = urlsplit(self.path).path
        if path == "/token" and issuer.token_redirect:
            issuer.asked.append(path)
            self.send_response(307)
            self.send_header("Location", issuer.token_redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status, said = issuer.answer(path, body, self.headers)
        text = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
