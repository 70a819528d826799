"""What is said of an import, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.roster.columns import Field
from elearning.roster.entries import LANGUAGE_NAMES, Reason, Refused
from elearning.roster.models import RosterImport
from elearning.roster.previews import Preview
from elearning.roster.queries import Listed
from elearning.roster.rules import State
from elearning.roster.table import Problem
from elearning.web.spreadsheet import csv_text


def reason(refused: Refused) -> str:
    """Why a row is refused, and what to do."""
    other = refused.other
    texts: dict[str, str] = {
        Reason.PERSONAL_NUMBER: _(
            "It holds a personal identity number (personnummer). Remove it from the file: we are "
            "not allowed to receive such numbers."
        ),
        Reason.TOO_MANY_CELLS: _("The row has more cells than there are columns."),
        Reason.NO_IDENTITY: _("There is neither an e-mail address nor a staff id."),
        Reason.NO_NAME: _("The name is missing, and the person is new."),
        Reason.NO_UNIT: _("The unit is missing, and the person is new."),
        Reason.WRONG_ADDRESS: _("This is not an e-mail address."),
        Reason.WRONG_LANGUAGE: _("Write the language as svenska or English."),
        Reason.TOO_LONG: _("The text is too long."),
        Reason.TOO_DEEP: _("There are too many levels of units."),
        Reason.SAME_STAFF_ID: _("Row %(row)s has the same staff id.", row=other),
        Reason.SAME_ADDRESS: _("Row %(row)s has the same address.", row=other),
        Reason.ADDRESS_OF_ANOTHER: _("%(name)s has this address.", name=other)
        if other
        else _("Somebody else has this address."),
        Reason.ADDRESS_ELSEWHERE: _("The address has an account outside your organisation."),
        Reason.REACHES_FURTHER: _(
            "This person has a role that reaches further than yours. Only somebody whose role "
            "reaches as far can change the details, or note that the person has left."
        ),
        Reason.OUTSIDE: _("This is outside the part of the organisation that you coordinate."),
    }
    return texts[refused.reason]


def problem(kind: str, row: int = 0) -> str:
    """Why nothing of a file can be used, or why an import has stopped."""
    where = " " + _("It goes wrong at row %(row)d.", row=row) if row else ""
    texts: dict[str, str] = {
        Problem.EMPTY: _("There are no rows in the file."),
        Problem.NO_TABLE: _("This is not a table. Choose a file in CSV, XLSX or ODS."),
        Problem.BROKEN_OFF: _(
            "The file is broken: it ends in the middle, or a quotation mark has no end. Save it "
            "again, and choose the new file."
        )
        + where,
        Problem.OLD_OR_LOCKED: _(
            "The file is locked with a password, or in the old format .xls. Save it as .xlsx "
            "without a password."
        ),
        Problem.TOO_LARGE: _(
            "The file is too large. At most 200,000 rows and 200 columns can be taken at a time."
        ),
        Problem.NO_IDENTITY: _(
            "No column holds an e-mail address or a staff id, so people cannot be told apart."
        ),
        "changed": _("Something has changed since you looked. Look again before you confirm."),
        "file-gone": _("The file has been removed, since a day has passed. Choose it again."),
        "not-allowed": _("You are no longer a coordinator here."),
        "interrupted": _("It was interrupted, and nothing was changed. Try again."),
    }
    return texts[kind]


def fields() -> dict[Field, str]:
    """What a column can hold, in words."""
    return {
        Field.UNUSED: _("Do not use"),
        Field.EMAIL: _("E-mail address"),
        Field.STAFF_ID: _("Staff id"),
        Field.NAME: _("Name"),
        Field.FIRST_NAME: _("First name"),
        Field.LAST_NAME: _("Last name"),
        Field.PATH: _("Unit with all levels (Vård/Hemtjänst/Norr)"),
        **{
            Field(f"level-{number}"): _("Unit, level %(level)d from the top", level=number)
            for number in range(1, 9)
        },
        Field.MANAGER: _("Manager (yes, no or a role)"),
        Field.LANGUAGE: _("Language of letters"),
        Field.PROTECTED: _("Protected identity (yes or no)"),
    }


@dataclass(frozen=True, slots=True)
class Look:
    """One list of a preview: what it is of, and its first rows."""

    summary: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    is_cut: bool


def tallies(found: RosterImport) -> list[tuple[int, str]]:
    """The counts of an import with their words. Before it is done, nobody has left."""
    is_done = found.state == State.DONE
    gone = found.gone - found.leaving if is_done else found.gone
    return [
        (found.new, _("new")),
        (found.changed, _("changed")),
        (found.moved, _("moved")),
        (found.returned, _("returned")),
        *([(found.leaving, _("left"))] if is_done else []),
        (found.unchanged, _("as they were")),
        (gone, _("not in the file")),
        (found.refused, _("refused rows")),
    ]


def looks(found: RosterImport, preview: Preview) -> list[Look]:
    """What would change, list by list; the empty ones are left out."""
    name, unit = _("Name"), _("Unit")
    alias = _("(an alias)")
    new = [(name or alias, unit) for name, unit in preview.new]
    lists = (
        (
            found.units,
            ngettext("%(num)d unit is made", "%(num)d units are made", found.units),
            (unit,),
            preview.units,
        ),
        (
            found.new,
            ngettext("%(num)d person is new", "%(num)d people are new", found.new),
            (name, unit),
            new,
        ),
        _unplaced(preview, alias),
        (
            found.changed,
            ngettext("%(num)d person is changed", "%(num)d people are changed", found.changed),
            (name, _("New")),
            preview.changed,
        ),
        (
            found.moved,
            ngettext("%(num)d person is moved", "%(num)d people are moved", found.moved),
            (name, _("From"), _("To")),
            preview.moved,
        ),
        (
            found.returned,
            ngettext(
                "%(num)d person has come back", "%(num)d people have come back", found.returned
            ),
            (name, unit),
            preview.returned,
        ),
        (
            found.gone,
            ngettext(
                "%(num)d person is not in the file",
                "%(num)d people are not in the file",
                found.gone,
            ),
            (name, unit),
            preview.gone,
        ),
    )
    return [
        Look(said, headers, rows, is_cut=total > len(rows))
        for total, said, headers, rows in lists
        if total
    ]


def _unplaced(
    preview: Preview, alias: str
) -> tuple[int, str, Sequence[str], Sequence[Sequence[str]]]:
    """Whom the file gives no unit, and where they come."""
    said = ngettext(
        "%(num)d person without a unit comes directly under %(home)s",
        "%(num)d people without a unit come directly under %(home)s",
        preview.unplaced_number,
        home=preview.home,
    )
    rows = [(name or alias, row) for name, row in preview.unplaced]
    return preview.unplaced_number, said, (_("Name"), _("Row")), rows


def roles(preview: Preview) -> str:
    """Who becomes a manager, and who is no longer one; "" where nobody does."""
    said = []
    if more := preview.managers:
        said.append(
            ngettext(
                "%(num)d person becomes a manager of their unit.",
                "%(num)d people become managers of their units.",
                more,
            )
        )
    if fewer := preview.no_longer:
        said.append(
            ngettext(
                "%(num)d person is no longer a manager.",
                "%(num)d people are no longer managers.",
                fewer,
            )
        )
    return " ".join(said)


def summary(counts: Mapping[str, int], left: int) -> str:
    """The counts in one line, for the log."""
    said = (
        ngettext("%(num)d new", "%(num)d new", counts["new"]),
        ngettext("%(num)d changed", "%(num)d changed", counts["changed"]),
        ngettext("%(num)d moved", "%(num)d moved", counts["moved"]),
        ngettext("%(num)d returned", "%(num)d returned", counts["returned"]),
        ngettext("%(num)d left", "%(num)d left", left),
        ngettext("%(num)d refused", "%(num)d refused", counts["refused"]),
    )
    return ", ".join(said)


def refused_csv(headers: Sequence[str], rows: Iterable[tuple[Refused, Sequence[str]]]) -> str:
    """The refused rows for a spreadsheet: what is wrong, and the row as it was."""
    return csv_text(
        [_("Row"), _("Column"), _("Value"), _("Why"), *headers],
        ((str(each.row), each.column, each.value, reason(each), *cells) for each, cells in rows),
    )


def roll_csv(people: Sequence[Listed]) -> str:
    """Everybody, in a file that can be imported again."""
    depth = max((len(each.path) for each in people), default=1)
    yes, no = _("yes"), _("no")
    return csv_text(
        [
            _("E-mail"),
            _("Staff id"),
            _("Name"),
            *(_("Level %(level)d", level=level + 1) for level in range(depth)),
            _("Manager"),
            _("Language"),
        ],
        (
            (
                each.email,
                each.staff_id,
                each.name,
                *each.path,
                *("" for _level in range(depth - len(each.path))),
                yes if each.is_manager else no,
                LANGUAGE_NAMES.get(each.language, ""),
            )
            for each in people
        ),
    )
