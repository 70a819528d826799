"""Every view carries a mark that says who may see it."""

from flask import Flask

from elearning.web.access import access, public


def unmarked(app: Flask) -> set[str]:
    """The endpoints whose view has no mark."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    }


def test_every_view_is_marked(app: Flask) -> None:
    assert unmarked(app) == set()


def test_a_view_without_a_mark_is_seen() -> None:
    app = Flask("small", static_folder=None)
    app.add_url_rule("/open", "open", public(lambda: ""))
    app.add_url_rule("/shut", "shut", access(lambda _: False)(lambda: ""))
    app.add_url_rule("/forgotten", "forgotten", lambda: "")

    assert unmarked(app) == {"forgotten"}
