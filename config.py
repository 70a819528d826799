"""What differs between machines, read once from the environment; wrong values stop the start."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ConfigError(ValueError):
    """A missing or wrong value, told in one line."""


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Config:
    """The settings of one running application. Defaults are right for production or absent."""

    secret_key: str
    database_url: str
    instance: Path = ROOT / "instance"  # what this machine keeps: database, outbox, stamps
    content: Path = ROOT / "content"
    site_name: str = "Bemötandelyftet"
    site_url: str = "http://127.0.0.1:8000"  # how people reach us; decides Secure and HSTS
    mail_url: str = ""  # smtp://user:password@host:port; empty = files in instance/outbox
    mail_from: str = "noreply@localhost"
    contact: str = (
        ""  # address of those who run the site; they answer for it where nobody else does
    )
    supervisor: str = "Myndigheten för digital förvaltning (Digg)"  # of the law on accessibility
    supervisor_url: str = "https://www.digg.se/tdosanmalan"  # where one complains
    redis_url: str = ""  # shared rate limits; empty = counted per process
    oidc_issuer: str = ""  # everyone's identity provider; an organisation may have its own
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    proxies: int = 0  # reverse proxies in front whose X-Forwarded-* are believed
    demo: bool = False
    development: bool = False  # edited content is picked up at the next request
    jobs_at_once: bool = False  # tests only: a job is done where it is started
    clock: Callable[[], datetime] = utc_now

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the site, so that plain HTTP is safe."""
        return urlsplit(self.site_url).hostname in LOOPBACK

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read every setting. Raises ConfigError with one clear line."""
        text = {key: value.strip() for key, value in environment.items()}
        demo = _flag(text, "DEMO")
        instance = Path(text.get("INSTANCE") or ROOT / "instance")
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(
            secret_key=text.get("SECRET_KEY") or _demo_key(instance, demo=demo),
            database_url=_database(text.get("DATABASE_URL") or f"sqlite:///{instance}/data.sqlite"),
            instance=instance,
            content=_folder(text.get("CONTENT") or str(ROOT / "content")),
            site_name=text.get("SITE_NAME") or cls.site_name,
            site_url=_address(text.get("SITE_URL") or cls.site_url, "SITE_URL", "http", "https"),
            mail_url=_address(text.get("MAIL_URL", ""), "MAIL_URL", "smtp", "smtps"),
            mail_from=text.get("MAIL_FROM") or cls.mail_from,
            contact=text.get("CONTACT", ""),
            supervisor=text.get("SUPERVISOR") or cls.supervisor,
            supervisor_url=_address(
                text.get("SUPERVISOR_URL") or cls.supervisor_url, "SUPERVISOR_URL", "https", "http"
            ),
            redis_url=_address(text.get("REDIS_URL", ""), "REDIS_URL", "redis", "rediss"),
            oidc_issuer=_issuer(text),
            oidc_client_id=text.get("OIDC_CLIENT_ID", ""),
            oidc_client_secret=text.get("OIDC_CLIENT_SECRET", ""),
            proxies=_count(text, "PROXIES"),
            demo=demo,
            development=_flag(text, "DEVELOPMENT"),
        )


def _issuer(text: Mapping[str, str]) -> str:
    """The provider of the whole site, named exactly as it names itself; all is set or nothing."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if len({bool(text.get(name)) for name in names}) > 1:
        raise ConfigError(f"{', '.join(names)} go together; set all of them or none.")
    issuer = text.get("OIDC_ISSUER", "")
    parts = urlsplit(_address(issuer, "OIDC_ISSUER", "https", "http"))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ConfigError("OIDC_ISSUER must begin with https; http is for this machine alone.")
    return issuer


def _flag(text: Mapping[str, str], name: str) -> bool:
    value = text.get(name, "") or "0"
    if value not in {"0", "1"}:
        raise ConfigError(f"{name} is {value!r}; write 1 for yes or 0 for no.")
    return value == "1"


def _count(text: Mapping[str, str], name: str) -> int:
    value = text.get(name, "") or "0"
    if not value.isdecimal():
        raise ConfigError(f"{name} is {value!r}; write a whole number.")
    return int(value)


def _demo_key(instance: Path, *, demo: bool) -> str:
    """Make, once, a key for the demo, so that its workers share it. Refuses outside the demo."""
    if not demo:
        raise ConfigError(
            "SECRET_KEY is missing. Set it to a long random text, for example the output of: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    file = instance / "demo-secret-key"
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.replace(file)  # in one step: another worker never reads half a key
    return file.read_text()


def _database(url: str) -> str:
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        scheme = url.split(":", 1)[0]
        raise ConfigError(f"DATABASE_URL begins with {scheme!r}; use sqlite or postgresql+psycopg.")
    return url


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise ConfigError(f"CONTENT is {path!r}, but there is no such folder.")
    return Path(path)


def _address(url: str, name: str, *schemes: str) -> str:
    try:
        parts = urlsplit(url)
        right = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        right = False
    if url and not right:
        raise ConfigError(f"{name} is not an address such as {schemes[0]}://host:port.")
    return url.rstrip("/")
