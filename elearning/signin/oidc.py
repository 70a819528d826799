"""OpenID Connect: asking a provider who somebody is. Code, PKCE, state and nonce, always."""

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests.exceptions import RequestException

from config import LOOPBACK

ALGORITHMS = frozenset(  # of signatures with a key of the provider's own; never `none` or HMAC
    "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512".split()
)
LEEWAY = 60  # seconds that clocks may differ
KEPT = 3600.0  # seconds that what a provider says of itself is believed
FAILED = 30.0  # seconds until one that did not answer is asked again
SCOPE = "openid email profile"


class OidcRefused(Exception):
    """The provider could not be asked, or its answer is not to be believed. Says which, in a word.

    Never holds anything of the answer: it may be a secret, or be about a person.
    """


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str  # "": none
    algorithms: tuple[str, ...]
    auth_method: str  # how we show our secret


@dataclass(frozen=True, slots=True)
class Flow:
    """One attempt to sign in, kept in the visitor's session until the provider sends them back."""

    state: str
    nonce: str
    verifier: str  # of PKCE


def new_flow() -> Flow:
    """An attempt that nobody can guess."""
    return Flow(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def may_be_called(url: object, *, on_loopback: bool) -> bool:
    """Whether an address is one that we call: HTTPS, or this machine where the site is on it."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = on_loopback and parts.scheme == "http" and host in LOOPBACK
    return bool(host) and "@" not in parts.netloc and (parts.scheme == "https" or plain)


@dataclass(frozen=True)
class Client:
    """We, as one provider knows us."""

    issuer: str
    client: OAuth2Session  # see wire.session
    on_loopback: bool
    secret: str

    def metadata(self) -> Metadata:
        """What the provider says of itself now."""
        found = self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise OidcRefused("issuer")
        ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        urls = {name: found.get(name) for name in ends}
        userinfo = found.get("userinfo_endpoint") or ""
        called = [*urls.values(), *([userinfo] if userinfo else [])]
        if not all(may_be_called(url, on_loopback=self.on_loopback) for url in called):
            raise OidcRefused("endpoint")
        offered = _texts(found, "id_token_signing_alg_values_supported") or ("RS256",)
        algorithms = tuple(each for each in offered if each in ALGORITHMS)
        if not algorithms:
            raise OidcRefused("algorithms")
        return Metadata(
            issuer=self.issuer,
            **urls,  # type: ignore[arg-type]
            userinfo_endpoint=userinfo,
            algorithms=algorithms,
            auth_method=self._auth_method(_texts(found, "token_endpoint_auth_methods_supported")),
        )

    def _auth_method(self, offered: tuple[str, ...]) -> str:
        """How we show our secret: in the header, as clients are registered if nothing else is said.

        With odd characters in it rather in the body: providers differ about them in the header.
        """
        if not self.secret:
            return "none"
        odd = re.search(r"[^A-Za-z0-9._~-]", self.secret) is not None
        basic = not offered or "client_secret_basic" in offered
        in_body = "client_secret_post" in offered and (odd or not basic)
        return "client_secret_post" if in_body else "client_secret_basic"

    def address(self, metadata: Metadata, flow: Flow, redirect_uri: str) -> str:
        """Where the visitor is sent to say who they are."""
        url, _ = self.client.create_authorization_url(
            metadata.authorization_endpoint,
            state=flow.state,
            nonce=flow.nonce,
            code_verifier=flow.verifier,
            redirect_uri=redirect_uri,
            scope=SCOPE,
        )
        return str(url)

    def claims(
        self, metadata: Metadata, flow: Flow, code: str, redirect_uri: str, now: datetime
    ) -> dict[str, Any]:
        """What the provider says of whoever brought the code. Raises OidcRefused."""
        token = self._token(metadata, flow, code, redirect_uri)
        said = self._id_token(metadata, flow, token, now)
        if metadata.userinfo_endpoint:
            more = self._userinfo(metadata, token)
            if not _same(more.get("sub"), said["sub"]):
                raise OidcRefused("userinfo")
            said = {**more, **said}  # what is signed wins
        return said

    def _token(
        self, metadata: Metadata, flow: Flow, code: str, redirect_uri: str
    ) -> Mapping[str, Any]:
        self.client.token_endpoint_auth_method = metadata.auth_method
        try:
            found: Mapping[str, Any] = self.client.fetch_token(
                metadata.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=flow.verifier,
                redirect_uri=redirect_uri,
                allow_redirects=False,
            )
        except (OAuthError, RequestException, ValueError) as error:
            raise OidcRefused("token") from error
        if not isinstance(found.get("id_token"), str) or not found.get("access_token"):
            raise OidcRefused("token")
        return found

    def _id_token(
        self, metadata: Metadata, flow: Flow, token: Mapping[str, Any], now: datetime
    ) -> dict[str, Any]:
        registry = JWSRegistry(algorithms=list(metadata.algorithms), strict_check_header=False)
        try:
            found = jwt.decode(token["id_token"], self._keys(metadata), registry=registry)
            claims = CodeIDToken(
                found.claims,
                found.header,
                {"iss": {"value": metadata.issuer}, "aud": {"value": self.client.client_id}},
                {
                    "nonce": flow.nonce,
                    "client_id": self.client.client_id,
                    "access_token": token["access_token"],
                },
            )
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except JoseError as error:
            raise OidcRefused(f"id token: {type(error).__name__}") from error
        except (TypeError, ValueError) as error:
            raise OidcRefused("id token") from error
        return dict(found.claims)

    def _keys(self, metadata: Metadata) -> KeySet:
        keys = self._get(metadata.jwks_uri).get("keys")
        usable = [
            each
            for each in (keys if isinstance(keys, list) else [])
            if isinstance(each, dict) and each.get("kty") in {"RSA", "EC"}
            if each.get("use", "sig") == "sig"
        ]
        return KeySet.import_key_set({"keys": usable})

    def _userinfo(self, metadata: Metadata, token: Mapping[str, Any]) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        return self._get(metadata.userinfo_endpoint, headers=bearer)

    def _get(self, url: str, **options: Any) -> dict[str, Any]:
        try:
            answer = self.client.get(url, withhold_token=True, allow_redirects=False, **options)
            found = answer.json() if answer.status_code == 200 else None
        except (RequestException, ValueError) as error:
            raise OidcRefused("no answer") from error
        if not isinstance(found, dict):
            raise OidcRefused("no answer")
        return found


class MetadataCache:
    """What providers have said of themselves, kept for a while; also that one did not answer."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[float, Metadata | None]] = {}

    def metadata(self, client: Client) -> Metadata:
        """What a provider says of itself, asked at most once an hour. Raises OidcRefused."""
        key = (client.issuer, client.client.client_id)
        until, found = self._found.get(key, (0.0, None))
        if time.monotonic() > until:
            try:
                found = client.metadata()
            except OidcRefused:
                self._found[key] = (time.monotonic() + FAILED, None)
                raise
            self._found[key] = (time.monotonic() + KEPT, found)
        if found is None:
            raise OidcRefused("no answer")
        return found


def _same(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and hmac.compare_digest(one, other)


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = found.get(name)
    wanted = values if isinstance(values, list) else []
    return tuple(each for each in wanted if isinstance(each, str))
