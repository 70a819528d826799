"""What the environment says is read once; what is wrong stops the start with one clear line."""

import os
import stat
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from config import ROOT, Config, ConfigError


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"SECRET_KEY": "hemlig", "INSTANCE": str(tmp_path / "instance")}


def test_config_needs_nothing_but_a_secret(environment: dict[str, str], tmp_path: Path) -> None:
    config = Config.from_environment(environment)

    instance = tmp_path / "instance"
    assert config == Config(
        secret_key="hemlig", database_url=f"sqlite:///{instance}/data.sqlite", instance=instance
    )


def test_config_reads_every_setting(environment: dict[str, str], tmp_path: Path) -> None:
    config = Config.from_environment(
        environment
        | {
            "DATABASE_URL": "postgresql+psycopg://db/elearning",
            "CONTENT": str(tmp_path),
            "SITE_NAME": "Lyftet",
            "SITE_URL": "https://lyftet.example/",
            "MAIL_URL": "smtp://post:hemligt@mail.example:587",
            "MAIL_FROM": "lyftet@sater.example",
            "REDIS_URL": "redis://cache.example:6379",
            "OIDC_ISSUER": "https://idp.example/tenant/",
            "OIDC_CLIENT_ID": "lyftet",
            "OIDC_CLIENT_SECRET": "hemligt",
            "PROXIES": "1",
            "DEMO": "1",
            "DEVELOPMENT": "1",
        }
    )

    assert config == Config(
        secret_key="hemlig",
        database_url="postgresql+psycopg://db/elearning",
        instance=tmp_path / "instance",
        content=tmp_path,
        site_name="Lyftet",
        site_url="https://lyftet.example",
        mail_url="smtp://post:hemligt@mail.example:587",
        mail_from="lyftet@sater.example",
        redis_url="redis://cache.example:6379",
        oidc_issuer="https://idp.example/tenant/",
        oidc_client_id="lyftet",
        oidc_client_secret="hemligt",
        proxies=1,
        demo=True,
        development=True,
    )


WRONG = {
    "DATABASE_URL": ("mysql://x", "DATABASE_URL begins with 'mysql'; use sqlite or"),
    "CONTENT": ("/no/such", "CONTENT is '/no/such', but there is no such folder."),
    "SITE_URL": ("lyftet.example", "SITE_URL is not an address such as http://host:port."),
    "MAIL_URL": ("http://mail", "MAIL_URL is not an address such as smtp://host:port."),
    "REDIS_URL": ("cache:6379", "REDIS_URL is not an address such as redis://host:port."),
    "PROXIES": ("one", "PROXIES is 'one'; write a whole number."),
    "DEMO": ("yes", "DEMO is 'yes'; write 1 for yes or 0 for no."),
    "DEVELOPMENT": ("2", "DEVELOPMENT is '2'; write 1 for yes or 0 for no."),
}


@pytest.mark.parametrize("name", WRONG)
def test_config_refuses_a_wrong_value_in_one_line(environment: dict[str, str], name: str) -> None:
    value, told = WRONG[name]

    with pytest.raises(ConfigError) as error:
        Config.from_environment(environment | {name: value})

    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("url", ["https://", "https://x:port", "//x", "ftp://x", "https://x:0"])
def test_config_refuses_an_address_that_cannot_be(environment: dict[str, str], url: str) -> None:
    with pytest.raises(ConfigError, match="^SITE_URL is not an address"):
        Config.from_environment(environment | {"SITE_URL": url})


def test_config_never_tells_the_password_of_an_address(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_environment(environment | {"MAIL_URL": "smpt://post:hemligt@mail.example"})

    assert "hemligt" not in str(error.value)


@pytest.mark.parametrize("secret", ["", "   "])
def test_config_refuses_to_start_without_a_secret(environment: dict[str, str], secret: str) -> None:
    with pytest.raises(ConfigError, match="^SECRET_KEY is missing"):
        Config.from_environment(environment | {"SECRET_KEY": secret})


def test_config_makes_the_key_of_the_demo_once(environment: dict[str, str]) -> None:
    demo = environment | {"SECRET_KEY": "", "DEMO": "1"}

    first, second = Config.from_environment(demo), Config.from_environment(demo)

    assert first.secret_key == second.secret_key


def test_config_keeps_the_key_of_the_demo_from_other_users(environment: dict[str, str]) -> None:
    config = Config.from_environment(environment | {"SECRET_KEY": "", "DEMO": "1"})

    mode = (config.instance / "demo-secret-key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://lyftet.example", False),
        ("http://localhost.evil.example", False),
    ],
)
def test_config_knows_whether_only_this_machine_reaches_it(
    environment: dict[str, str], url: str, loopback: bool
) -> None:
    assert Config.from_environment(environment | {"SITE_URL": url}).on_loopback == loopback


def test_config_cannot_be_changed(environment: dict[str, str]) -> None:
    config = Config.from_environment(environment)

    with pytest.raises(FrozenInstanceError):
        config.demo = True  # type: ignore[misc]


def test_a_wrong_value_stops_the_start(tmp_path: Path) -> None:
    environment = {**os.environ, "SECRET_KEY": "", "DEMO": "0", "INSTANCE": str(tmp_path)}

    start = subprocess.run(
        (sys.executable, "-c", "import app"),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (start.returncode, start.stdout) == (1, "")
    assert start.stderr.startswith("bemotandelyftet: SECRET_KEY is missing.")
    assert start.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "settings",
    [
        {"OIDC_ISSUER": "https://idp.example"},
        {"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
        {"OIDC_ISSUER": "http://idp.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
        {"OIDC_ISSUER": "idp.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
    ],
    ids=["alone", "without issuer", "plain http", "no address"],
)
def test_config_refuses_half_a_provider(
    environment: dict[str, str], settings: dict[str, str]
) -> None:
    with pytest.raises(ConfigError, match="OIDC_ISSUER"):
        Config.from_environment(environment | settings)


def test_config_takes_a_provider_on_this_machine(environment: dict[str, str]) -> None:
    provider = {"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}

    config = Config.from_environment(environment | provider | {"OIDC_ISSUER": "http://localhost:9"})

    assert config.oidc_issuer == "http://localhost:9"


def test_config_does_not_show_the_providers_secret(environment: dict[str, str]) -> None:
    provider = {"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "mycket hemligt"}
    config = Config.from_environment(environment | provider | {"OIDC_ISSUER": "http://localhost:9"})

    assert "mycket hemligt" not in repr(config)
