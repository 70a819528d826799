"""The door for those with an account at work: off to their provider, and back."""

from dataclasses import asdict, replace

import structlog
from flask import (
    Blueprint,
    abort,
    redirect,
    render_template,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import numbers, staff
from elearning.people import queries as people
from elearning.people.rules import Person, Scope
from elearning.signin import actions, queries, rules, settings
from elearning.signin import session as signin_session
from elearning.signin.identity import Identity, NotIdentified, home_of, identity
from elearning.signin.oidc import Flow, OidcRefused, new_flow
from elearning.signin.providing import client_of, known, site_provider
from elearning.signin.settings import Provider
from elearning.web.access import public
from elearning.web.limits import limited, network
from elearning.web.request import language, moment, now
from elearning.web.site import whole_address

log = structlog.get_logger()
bp = Blueprint("oidc", __name__, url_prefix="/signin")


@bp.get("/organisations")
@public
def organisations() -> ResponseReturnValue:
    """Every organisation whose people sign in with an account at work."""
    return render_template("signin/organisations.html", providers=settings.open_providers())


@bp.get("/oidc", defaults={"slug": ""})
@bp.get("/organisation/<slug>")
@public
@limited(rules.PER_NETWORK_OIDC, network)
def go(slug: str) -> ResponseReturnValue:
    """Send the visitor to their provider. Nothing happens but that their session notes it.

    It is a link and no form: the Content-Security-Policy holds forms to this site.
    """
    provider, flow = _provider(slug), new_flow()
    client = client_of(provider)
    try:
        address = client.address(known().metadata(client), flow, _callback(provider))
    except OidcRefused as error:
        return _refused(provider, str(error), 503)
    session["oidc"] = {"slug": slug, "since": now().timestamp(), **asdict(flow)}
    return redirect(address)


@bp.get("/oidc/callback", defaults={"slug": ""})
@bp.get("/organisation/<slug>/callback")
@public
@limited(rules.PER_NETWORK_OIDC, network)
def back(slug: str) -> ResponseReturnValue:
    """Take the visitor in whom the provider has sent back, if it can say who they are."""
    provider = _provider(slug)
    try:
        person = _person(provider, _identity(provider, _flow(provider)))
    except OidcRefused as error:
        return _refused(provider, str(error), 400)
    except NotIdentified as error:
        return _refused(provider, f"claim: {error}", 403)
    if person is None or not person.is_active:
        return _refused(provider, "unknown person", 403)
    if _reaches_further(person, provider):
        return _refused(provider, "a role that reaches further", 403)
    return redirect(signin_session.begin(person, keep=False), 303)


def _provider(slug: str) -> Provider:
    """The provider of an organisation, or of the whole site; 404 if there is none."""
    return (settings.open_provider(slug) if slug else site_provider()) or abort(404)


def _callback(provider: Provider) -> str:
    """Where a provider sends visitors back: to each its own, so that none answers for another."""
    return whole_address("oidc.back", slug=provider.slug)


def _flow(provider: Provider) -> Flow:
    """The attempt that this answer belongs to; it is used up. Raises OidcRefused."""
    held = session.pop("oidc", None)
    if not held or held["slug"] != provider.slug:
        raise OidcRefused("no attempt")
    if not rules.is_held(held["since"], now(), rules.ATTEMPT_HELD):
        raise OidcRefused("too late")
    flow = Flow(held["state"], held["nonce"], held["verifier"])
    if request.args.get("state") != flow.state:
        raise OidcRefused("state")
    if request.args.get("iss", provider.issuer) != provider.issuer:
        raise OidcRefused("iss")
    if "error" in request.args or not request.args.get("code"):
        raise OidcRefused("denied")
    return flow


def _identity(provider: Provider, flow: Flow) -> Identity:
    client = client_of(provider)
    metadata = known().metadata(client)
    code, callback = request.args["code"], _callback(provider)
    claims = client.claims(metadata, flow, code, callback, moment())
    return _without_numbers(identity(claims, provider.match, provider.claim))


def _without_numbers(who: Identity) -> Identity:
    """Whom we may keep: a personal identity number tells nobody apart here, whoever vouches for it.

    Providers offer it as a claim, and an account that is made would keep it.
    """
    if numbers.holds_one(who.staff_id) or numbers.holds_one(who.email):
        raise NotIdentified("personal identity number")
    return replace(who, name=numbers.masked(who.name)[:200])


def _person(provider: Provider, who: Identity) -> Person | None:
    """Whom we know, or somebody new whose organisation lets its provider bring them."""
    person = queries.recognised(provider.organisation_id, who, provider.match)
    if person is not None or not (provider.makes_accounts and who.email):
        return person
    home = home_of(settings.domain_holder(who.domain), provider.organisation_id)
    return _new(home, who) if home is not None else None


def _reaches_further(person: Person, provider: Provider) -> bool:
    """Whether a role reaches beyond the organisation, whose administrators choose the provider."""
    if provider.organisation_id is None:
        return False
    whole = Scope.over(people.root_unit(provider.organisation_id).id)
    return staff.exceeds(whole, person.id)


def _new(organisation_id: int, who: Identity) -> Person | None:
    """The new person, in the organisation's root unit; None if the address is another's."""
    try:
        with transaction():
            user_id = actions.make_account(
                who.email,
                who.name or who.email.partition("@")[0],
                people.root_unit(organisation_id).id,
                now(),
                language=language(),
                door="OpenID Connect",
                staff_id=who.staff_id or None,
            )
    except IntegrityError:
        return None
    return people.person(user_id)


def _refused(provider: Provider, reason: str, status: int) -> ResponseReturnValue:
    """Tell the visitor what they can do, and the log what happened; nothing about anyone."""
    log.warning("oidc_refused", provider=provider.slug, reason=reason)
    page = render_template("signin/oidc_refused.html", provider=provider, status=status)
    return page, status
