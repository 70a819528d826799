"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length

from elearning.web.forms import Form


class SigninForm(Form):
    """An e-mail address."""

    email = StringField(
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=254, message=_l("That address is too long.")),
            Email(_l("Write the address as name@municipality.se.")),
        ],
        filters=[lambda text: text.strip() if text else text],
    )

    def address(self) -> str:
        """The address that was accepted."""
        return str(self.email.data)
