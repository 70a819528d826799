"""The site as it is set up: its settings, and its pages' addresses as the world knows them."""

from typing import Any, cast

from flask import current_app, url_for

from config import Config


def config() -> Config:
    """The settings of this application."""
    return cast(Config, current_app.extensions["config"])


def whole_address(endpoint: str, **values: Any) -> str:
    """The address of a page with the site's own before it, for letters, paper and other sites."""
    return config().site_url + url_for(endpoint, **values)
