"""The forms at the doors: addresses, codes, names; and those of the people who keep the doors."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from elearning.people.fields import no_personal_number
from elearning.signin import codes, rules
from elearning.signin.identity import Match
from elearning.web.forms import Form, trimmed


class _Number(IntegerField):
    """A whole number. What is none is told by the validators alone, in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        with suppress(ValueError):
            super().process_formdata(valuelist)


class SigninForm(Form):
    """An e-mail address."""

    email = StringField(
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=rules.LONGEST_ADDRESS, message=_l("That address is too long.")),
            Email(_l("Write the address as name@municipality.se.")),
            no_personal_number,
        ],
        filters=[trimmed],
    )

    def address(self) -> str:
        """The address that was accepted."""
        return str(self.email.data)


def _never_printed(letters: Sequence[str]) -> str:
    text = ngettext(
        "The letter %(letters)s never occurs in a code. Look once more at the slip.",
        "The letters %(letters)s never occur in a code. Look once more at the slip.",
        len(letters),
        letters=format_list(letters, locale=get_locale()),
    )
    return str(text)


class CodeForm(Form):
    """A code from a slip, however it is typed."""

    code = StringField(validators=[DataRequired(_l("Write the code on your slip."))])
    keep = BooleanField()

    def validate_code(self, field: StringField) -> None:
        """Tell what cannot be a code at all; whether it is one, the view knows."""
        typed = field.data or ""
        if strangers := codes.never_printed(typed):
            raise ValidationError(_never_printed(strangers))
        if codes.mended(typed) is None:
            raise ValidationError(_("A code has twelve letters and digits. Look once more."))

    def mended(self) -> str:
        """The code that was meant."""
        return codes.mended(self.code.data or "") or ""


class NameForm(Form):
    """What somebody wants to be called."""

    name = StringField(
        validators=[
            DataRequired(_l("Write your name.")),
            Length(max=200, message=_l("That name is too long.")),
        ],
        filters=[trimmed],
    )
    keep = BooleanField()

    def validate_name(self, field: StringField) -> None:
        """Refuse what may be a personal identity number: none is ever stored."""
        if rules.looks_like_a_number(field.data or ""):
            raise ValidationError(_("Write a name, and never a personal identity number."))


class OpenCodesForm(Form):
    """How many slips for whoever gets one."""

    number = _Number(
        validators=[
            InputRequired(_l("Write how many slips you need, in digits.")),
            NumberRange(1, rules.MOST_SLIPS, _l("Choose from 1 to 200 slips.")),
        ],
        default=10,
    )
    days = _Number(
        validators=[
            InputRequired(_l("Write for how many days the codes are to work.")),
            NumberRange(1, rules.LONGEST_CODE_DAYS, _l("Choose from 1 to 90 days.")),
        ],
        default=rules.CODE_DAYS,
    )


class PersonalCodesForm(Form):
    """Who is to get a slip."""

    people = SelectMultipleField(
        validators=[InputRequired(_l("Choose at least one person."))],
        validate_choice=False,  # the view knows who may be chosen
    )
    personal_days = _Number(
        validators=[
            InputRequired(_l("Write for how many days the codes are to work.")),
            NumberRange(1, rules.LONGEST_CODE_DAYS, _l("Choose from 1 to 90 days.")),
        ],
        default=rules.CODE_DAYS,
    )


class NumberForm(Form):
    """The number on a slip."""

    number = _Number(
        validators=[
            InputRequired(_l("Write the number on the slip, in digits.")),
            NumberRange(1, rules.MOST_SLIPS, _l("There is no slip with that number.")),
        ]
    )


class DomainForm(Form):
    """A domain of an employer's addresses."""

    domain = StringField(
        validators=[DataRequired(_l("Write a domain, such as municipality.se."))],
        filters=[lambda text: text.strip().lower().lstrip("@") if text else text],
    )

    def validate_domain(self, field: StringField) -> None:
        """Refuse what is no domain, and those where anyone gets an address."""
        if not rules.is_domain(field.data or ""):
            raise ValidationError(
                _("Write the domain as municipality.se, what stands after the @.")
            )
        if field.data in rules.PUBLIC_DOMAINS:
            raise ValidationError(_("Anyone can get an address there. List your own domain."))


class ProviderForm(Form):
    """Where an organisation's people sign in with their account at work."""

    issuer = StringField(
        validators=[
            DataRequired(_l("Write the address of the provider.")),
            Length(max=300, message=_l("That address is too long.")),
        ],
        filters=[trimmed],
    )
    client_id = StringField(
        validators=[
            DataRequired(_l("Write the client id.")),
            Length(max=300, message=_l("That id is too long.")),
        ],
        filters=[trimmed],
    )
    secret = StringField(
        validators=[Optional(), Length(max=500, message=_l("That secret is too long."))],
        filters=[trimmed],
    )
    match = StringField(default=Match.VERIFIED_EMAIL.value)
    claim = StringField(
        validators=[Optional(), Length(max=80, message=_l("That name is too long."))],
        filters=[trimmed],
    )
    makes_accounts = BooleanField()
    is_open = BooleanField()

    def validate_match(self, field: StringField) -> None:
        """Refuse what is not among the choices."""
        if field.data not in {each.value for each in Match}:
            raise ValidationError(_("Choose what people are recognised by."))

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and that a claim is named where one is to be matched."""
        fine = bool(super().validate(extra_validators))
        if self.match.data != Match.VERIFIED_EMAIL.value and not self.claim.data:
            self.claim.errors = [_("Write the name of the claim.")]
            return False
        return fine
