"""Make: people and places for tests, which name only what they are about."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import count

from elearning.campaigns import actions as campaigns
from elearning.campaigns.models import Campaign
from elearning.care import actions as care
from elearning.care import queries as care_queries
from elearning.care.rules import Kind, Period
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning import actions as learning
from elearning.people import actions as people
from elearning.people import queries as people_queries
from elearning.people.models import Organisation, Unit
from elearning.people.rules import OrganisationKind, Person, Role, Scope
from elearning.roster import reading
from elearning.roster import work as roster
from elearning.roster.rules import Plan


class Make:
    """Makes what a test needs and saves it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self._number = count(1)

    def organisation(self, name: str = "Säter", *, slug: str | None = None) -> Organisation:
        """An organisation with its root unit."""
        slug = slug or f"organisation-{next(self._number)}"
        with transaction():
            return people.add_organisation(
                slug, name, OrganisationKind.MUNICIPALITY, code="2082", colour="#24527a"
            )

    def root(self, organisation: Organisation) -> Unit:
        """The unit that is the whole organisation."""
        return people_queries.root_unit(organisation.id)

    def unit(self, parent: Unit | Organisation, name: str = "Hemtjänst Norr") -> Unit:
        """A unit below another, or below the root of an organisation."""
        above = self.root(parent) if isinstance(parent, Organisation) else parent
        with transaction():
            return people.add_unit(above, name)

    def user(
        self, unit: Unit | None = None, *, email: str | None = None, name: str = "Amina Yusuf"
    ) -> Person:
        """A person in a unit, or in a new organisation."""
        unit = unit or self.root(self.organisation())
        with transaction():
            user = people.add_user(
                email or f"person-{next(self._number)}@example.se", name, unit.id, self.clock()
            )
            user_id = user.id
        person = people_queries.person(user_id)
        assert person is not None
        return person

    def duty(self, person: Person, role: Role, unit: Unit | None = None) -> Person:
        """Give a person a role over a unit, or over their whole organisation."""
        assert person.organisation_id is not None
        over = unit or people_queries.root_unit(person.organisation_id)
        with transaction():
            people.assign(person.id, role, over.id)
        again = people_queries.person(person.id)
        assert again is not None
        return again

    def completed(self, person: Person, course: Course) -> None:
        """Let a person finish every lesson of the course, by the same deeds as everyone."""
        for module in course.required:
            for lesson in module.lessons:
                with transaction():
                    learning.complete_lesson(person.id, course, module, lesson, self.clock())

    def campaign(
        self,
        course: Course,
        starts_at: datetime,
        ends_at: datetime,
        *,
        slug: str = "tavlingen",
        name: str = "Tävlingen",
    ) -> Campaign:
        """A campaign on the course."""
        with transaction():
            return campaigns.open_campaign(
                slug,
                name,
                course_slug=course.slug,
                course_title=course.title,
                starts_at=starts_at,
                ends_at=ends_at,
                now=self.clock(),
            )

    def participation(
        self,
        campaign: Campaign,
        organisation: Organisation,
        headcount: int = 20,
        note: str = "",
        source: str = "Personalkontoret",
    ) -> None:
        """Let an organisation take part."""
        with transaction():
            campaigns.join(
                campaign,
                organisation.id,
                headcount=headcount,
                headcount_on=date(2026, 11, 1),
                headcount_source=source,
                note=note,
            )

    def note(self, campaign: Campaign, *, sv: str, en: str) -> None:
        """Let readers of a campaign know something."""
        with transaction():
            campaign.note_sv, campaign.note_en = sv, en

    def imported(self, text: str, organisation: Organisation) -> Plan:
        """Take people from a CSV into an organisation; gives what was planned, and done."""
        scope = Scope.over(self.root(organisation).id)
        table = reading.table(text.encode())
        fields = roster.columns_of(table, organisation.id)
        with transaction():
            plan = roster.planned(table, fields, scope, organisation.id, None)
            roster.carried_out(
                plan,
                leave=False,
                organisation_id=organisation.id,
                actor=None,
                file_name="personal.csv",
                now=self.clock(),
            )
        return plan

    def without_address(
        self,
        unit: Unit,
        name: str = "Kim Ek",
        *,
        staff_id: str | None = None,
        protected: bool = False,
    ) -> Person:
        """A person who has no e-mail address."""
        with transaction():
            user = people.add_user(
                None, name, unit.id, self.clock(), staff_id=staff_id, is_protected=protected
            )
            user_id = user.id
        person = people_queries.person(user_id)
        assert person is not None
        return person

    def root_of(self, person: Person) -> Unit:
        """The unit that is the whole of a person's organisation."""
        assert person.organisation_id is not None
        return people_queries.root_unit(person.organisation_id)

    def root_of_unit(self, unit: Unit) -> Unit:
        """The unit that is the whole of a unit's organisation."""
        return people_queries.root_unit(unit.organisation_id)

    def decision(self, organisation: Organisation, kind: Kind, days: int) -> None:
        """Let an organisation decide how long a kind is kept."""
        decided = {each.kind: each for each in care_queries.periods(organisation.id)}
        period = Period(kind, days, "KS 2026/12", date(2026, 2, 1))
        with transaction():
            care.decide(organisation.id, {**decided, kind: period}, None, self.clock())
