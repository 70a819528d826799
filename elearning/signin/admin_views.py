"""What an administrator decides about the doors of a whole organisation."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people.models import Organisation
from elearning.people.rules import administrators
from elearning.people.viewer import administered
from elearning.signin import opening, settings
from elearning.signin.forms import DomainForm, ProviderForm
from elearning.signin.identity import Match
from elearning.signin.oidc import OidcRefused, may_be_called
from elearning.signin.providing import client_of
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from elearning.web.access import access
from elearning.web.limits import limited
from elearning.web.request import now
from elearning.web.site import config, whole_address

bp = Blueprint("doors", __name__, url_prefix="/admin/signin")


@bp.get("")
@access(administrators)
def overview() -> ResponseReturnValue:
    """The organisations whose doors one decides on; of a single one its page."""
    found = settings.organisations(administered())
    if len(found) == 1:
        return redirect(url_for(".organisation", slug=found[0].slug))
    return render_template("signin/doors_overview.html", organisations=found)


@bp.get("/<slug>")
@access(administrators)
def organisation(slug: str) -> ResponseReturnValue:
    """Its domains and its provider of identity."""
    return _page(_organisation(slug))


@bp.post("/<slug>/domains")
@access(administrators)
def list_domain(slug: str) -> ResponseReturnValue:
    """Let those with an address in a domain make an account."""
    found, form = _organisation(slug), DomainForm()
    if form.validate() and settings.domain_holder(str(form.domain.data)) is not None:
        form.domain.errors = [_("That domain is listed already, here or by another organisation.")]
    if form.errors:
        return _page(found, domain=form), 422
    with transaction():
        opening.list_domain(found.id, str(form.domain.data), current_user, now())
    flash(_("The domain is listed."), "success")
    return redirect(url_for(".organisation", slug=slug), 303)


@bp.post("/<slug>/domains/remove")
@access(administrators)
def unlist_domain(slug: str) -> ResponseReturnValue:
    """Close a domain."""
    found = _organisation(slug)
    with transaction():
        opening.unlist_domain(found.id, request.form.get("domain", ""), current_user, now())
    flash(_("The domain is no longer listed. Accounts that were made are still there."), "success")
    return redirect(url_for(".organisation", slug=slug), 303)


@bp.post("/<slug>/provider")
@access(administrators)
@limited("60 per hour", lambda: str(current_user.id))  # each makes us call an address of theirs
def keep_provider(slug: str) -> ResponseReturnValue:
    """Save where people sign in, once the provider has answered."""
    found, form = _organisation(slug), ProviderForm()
    old = settings.provider(administered(), found.id)
    if not form.validate() or not _answers(form, new := _typed(found, form, old)):
        return _page(found, provider=form), 422
    with transaction():
        opening.keep_provider(new, old, current_user, now())
    flash(_("Saved. The provider answers as it should."), "success")
    return redirect(url_for(".organisation", slug=slug), 303)


@bp.post("/<slug>/provider/remove")
@access(administrators)
def forget_provider(slug: str) -> ResponseReturnValue:
    """Close the door and forget its secret."""
    found = _organisation(slug)
    old = settings.provider(administered(), found.id) or abort(404)
    with transaction():
        opening.forget_provider(old, current_user, now())
    flash(_("Signing in with an account at work is closed, and its secret is gone."), "success")
    return redirect(url_for(".organisation", slug=slug), 303)


def _organisation(slug: str) -> Organisation:
    """An organisation that is wholly within the scope, or 404."""
    return settings.organisation(administered(), slug) or abort(404)


def _typed(found: Organisation, form: ProviderForm, old: Provider | None) -> Provider:
    """What the form says. The secret stays only where it was: elsewhere it would be given away."""
    typed = Provider(
        slug=found.slug,
        name=found.name,
        organisation_id=found.id,
        issuer=str(form.issuer.data),
        client_id=str(form.client_id.data),
        secret="",
        match=Match(form.match.data or ""),
        claim=form.claim.data or "",
        makes_accounts=bool(form.makes_accounts.data),
        is_open=bool(form.is_open.data),
    )
    if form.secret.data:
        return replace(typed, secret=seal(form.secret.data, config().secret_key))
    same = old and (old.issuer, old.client_id) == (typed.issuer, typed.client_id)
    return replace(typed, secret=old.secret) if old and same else typed


def _answers(form: ProviderForm, provider: Provider) -> bool:
    """Whether the provider answers; if not, the form tells what to do."""
    if not may_be_called(provider.issuer, on_loopback=config().on_loopback):
        form.issuer.errors = [_("Write the whole address; it begins with https://.")]
        return False
    try:
        client_of(provider).metadata()
    except OidcRefused as error:
        form.issuer.errors = [
            _("The provider calls itself something else. Write its issuer exactly as it does.")
            if str(error) == "issuer"
            else _("The provider does not answer as OpenID Connect should. Look at the address.")
        ]
        return False
    return True


def _page(
    found: Organisation, domain: DomainForm | None = None, provider: ProviderForm | None = None
) -> str:
    old = settings.provider(administered(), found.id)
    domain_form = domain or DomainForm(formdata=None)
    provider_form = provider or _filled(old)
    return render_template(
        "signin/doors.html",
        organisation=found,
        domains=settings.domains(found.id),
        domain_form=domain_form,
        provider_form=provider_form,
        provider=old,
        errors=domain_form.summary() + provider_form.summary(),
        callback=whole_address("oidc.back", slug=found.slug),
    )


def _filled(old: Provider | None) -> ProviderForm:
    """The form as it was saved, without the secret."""
    if old is None:
        return ProviderForm(formdata=None)
    return ProviderForm(
        formdata=None,
        issuer=old.issuer,
        client_id=old.client_id,
        match=old.match.value,
        claim=old.claim,
        makes_accounts=old.makes_accounts,
        is_open=old.is_open,
    )
