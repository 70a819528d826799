"""One mark on every view: who may see it. A house test refuses a view without."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def public(view: View) -> View:
    """Anyone may see this."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def access(allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    """Those signed in whom the predicate allows; the others go to sign in, or get 401 or 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **values: Any) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return _ask_to_sign_in()
            if not allowed(current_user):
                abort(403)
            return view(*arguments, **values)

        guarded.access = allowed  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def _ask_to_sign_in() -> ResponseReturnValue:
    """Keep where the visitor was going; the address is ours, so it cannot lead elsewhere."""
    if request.method != "GET" or request.path.endswith(".json"):
        abort(401)
    session["next"] = request.full_path.rstrip("?")
    return redirect(url_for("signin.signin"))
