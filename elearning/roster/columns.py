"""Which column of a file is what, by the names that Swedish and English systems give them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

LONGEST_HEADER = 80  # characters


class Field(StrEnum):
    """What a column can hold. Everything else is left in the file."""

    EMAIL = "email"
    STAFF_ID = "staff-id"  # the employer's own number
    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    PATH = "path"  # the unit with all that is above it: "Vård/Hemtjänst/Norr"
    LEVEL_1 = "level-1"  # or one column for each level of the tree, from the top
    LEVEL_2 = "level-2"
    LEVEL_3 = "level-3"
    LEVEL_4 = "level-4"
    LEVEL_5 = "level-5"
    LEVEL_6 = "level-6"
    LEVEL_7 = "level-7"
    LEVEL_8 = "level-8"
    MANAGER = "manager"  # yes or no, or a role that says so
    LANGUAGE = "language"  # of letters
    PROTECTED = "protected"  # protected identity, yes or no
    PHONE = "phone"  # never used; known so that a number that looks like a personnummer is none
    PERSONAL_NUMBER = "personal-number"  # never used; known so that one without zeros is found
    UNUSED = "unused"


NOT_USED = frozenset({Field.PHONE, Field.PERSONAL_NUMBER, Field.UNUSED})
LEVELS = tuple(field for field in Field if field.startswith("level-"))
_WORDS = {
    Field.EMAIL: "e-post epostadress e-postadressarbete e-postarbete arbetsepost jobbepost mejl "
    "mejladress mail mailadress email emailaddress workemail upn userprincipalname epostjobb",
    Field.STAFF_ID: "anställningsid anställningsnummer anställningsnr anstnr anstid anställdid "
    "anställdnr anstallningsid personalid personalnummer personalnr medarbetarid staffid "
    "staffnumber employeeid employeenumber employeeno employeenr externalid",
    Field.NAME: "namn fullständigtnamn helanamnet personnamn medarbetare anställd name fullname "
    "displayname visningsnamn",
    Field.FIRST_NAME: "förnamn tilltalsnamn fornamn firstname givenname",
    Field.LAST_NAME: "efternamn lastname surname familyname",
    Field.PATH: "sökväg organisationssökväg enhetssökväg organisationsträd organisationsplacering "
    "placering path unitpath orgpath organisationpath",
    Field.LEVEL_1: "förvaltning forvaltning nivå1 orgnivå1 organisationsnivå1 department level1 "
    "administration bolag",
    Field.LEVEL_2: "verksamhetsområde område verksamhet nivå2 orgnivå2 organisationsnivå2 level2 "
    "division",
    Field.LEVEL_3: "avdelning sektion nivå3 orgnivå3 organisationsnivå3 section level3",
    Field.LEVEL_4: "enhet arbetsplats organisationsenhet orgenhet nivå4 orgnivå4 "
    "organisationsnivå4 unit workplace level4",
    Field.LEVEL_5: "grupp arbetsgrupp arbetslag team nivå5 orgnivå5 organisationsnivå5 group "
    "level5",
    Field.LEVEL_6: "nivå6 orgnivå6 organisationsnivå6 level6",
    Field.LEVEL_7: "nivå7 orgnivå7 organisationsnivå7 level7",
    Field.LEVEL_8: "nivå8 orgnivå8 organisationsnivå8 level8",
    Field.MANAGER: "chef ärchef roll chefsroll manager ismanager role",
    Field.LANGUAGE: "språk sprak kontaktspråk brevspråk language preferredlanguage",
    Field.PROTECTED: "skyddadidentitet skyddadepersonuppgifter skyddadpersonuppgift sekretess "
    "sekretessmarkering skyddad protectedidentity protected",
    Field.PHONE: "telefon telefonnummer telefonnr tel mobil mobiltelefon mobilnummer mobilnr "
    "arbetstelefon phone phonenumber mobile mobilephone telephone",
    Field.PERSONAL_NUMBER: "personnummer personnr pnr persnr persnummer samordningsnummer "
    "födelsenummer socialsecuritynumber personalidentitynumber",
}
IDENTIFIES = (Field.EMAIL, Field.STAFF_ID)  # a file without either cannot be matched to anybody


def folded_header(header: str) -> str:
    """A column's name as it is compared: letters and figures alone, in lower case.

    Folding makes some letters two or three: no longer than there is room for.
    """
    return "".join(letter for letter in header.casefold() if letter.isalnum())[:LONGEST_HEADER]


@cache
def _known() -> Mapping[str, Field]:
    return {folded_header(word): field for field, words in _WORDS.items() for word in words.split()}


def field_named(header: str) -> Field | None:
    """What a column of this name holds; None where we do not know the name."""
    return _known().get(folded_header(header))


def recognised(
    headers: Sequence[str], remembered: Mapping[str, Field] | None = None
) -> tuple[Field | None, ...]:
    """What each column holds; None for those that somebody has to tell us about.

    What the organisation has told before (by folded name) goes before what we know. Of two
    columns that would hold the same, the first does.
    """
    said = remembered or {}
    taken: set[Field] = set()
    fields: list[Field | None] = []
    for header in headers:
        told = said.get(folded_header(header))
        field = told or field_named(header)
        if field in taken:
            field = Field.UNUSED if told else None
        if field is not None and field not in NOT_USED:
            taken.add(field)
        fields.append(field)
    return tuple(fields)


def doubled(fields: Sequence[Field | None]) -> frozenset[Field]:
    """What more than one column is said to hold."""
    held = [field for field in fields if field is not None and field not in NOT_USED]
    return frozenset(field for field in held if held.count(field) > 1)


def identifies(fields: Sequence[Field | None]) -> bool:
    """Whether people can be told apart by what the columns hold."""
    return any(field in fields for field in IDENTIFIES)
