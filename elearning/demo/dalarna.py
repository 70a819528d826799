"""The figures of the demo: the Dalarna competition of 2018, and one that is open now.

Published (Länsstyrelsen i Dalarnas län and Annonsbladet, 2019): the participants, Säter 64 %,
Gagnef 41 %, Hedemora 25 %, and 2 891 people in all. No number of employees was published, nor
any other result: those here are made up to fit, and the page says so. Hedemora's 1 300 is the
number of employees that Annonsbladet gives for its earlier training.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from elearning.people.rules import OrganisationKind, Role

MUNICIPALITY, COMPANY = OrganisationKind.MUNICIPALITY, OrganisationKind.COMPANY


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation of the demo. Counts are of people."""

    slug: str
    name: str
    kind: OrganisationKind
    code: str | None
    colour: str
    headcount: int  # made up
    completed_2018: int  # made up to fit what was published
    completed_now: int  # made up
    note: str = ""


PARTICIPANTS = (
    Participant("falun", "Falun", MUNICIPALITY, "2080", "#8c2f23", 4800, 1105, 562),
    Participant("gagnef", "Gagnef", MUNICIPALITY, "2026", "#1f6f43", 850, 349, 131),
    Participant(
        "hedemora",
        "Hedemora",
        MUNICIPALITY,
        "2083",
        "#5b3a86",
        1300,
        325,
        208,
        "Steg ett: 1\u00a0000 av 1\u00a0300 medarbetare hade just gått en femtimmarsutbildning.",
    ),
    Participant("hedemora-energi", "Hedemora Energi AB", COMPANY, None, "#a35a00", 60, 12, 9),
    Participant("hedemora-naringsliv", "Hedemora Näringsliv AB", COMPANY, None, "#3d4f5c", 9, 4, 2),
    Participant("mora", "Mora", MUNICIPALITY, "2062", "#0b5563", 1600, 384, 0),
    Participant("sater", "Säter", MUNICIPALITY, "2082", "#24527a", 900, 576, 342),
    Participant("alvdalen", "Älvdalen", MUNICIPALITY, "2039", "#2f5d3a", 600, 140, 54),
)

COURSE_2018 = "ett-dalarna-for-alla"
COURSE_2018_TITLE = "Ett Dalarna för alla"
SLUG_2018 = "dalarna-2018"
NAME_2018 = "Dalarna 2018"
STARTS_2018 = datetime(2018, 8, 31, 22, tzinfo=UTC)  # 1 September, Swedish time
ENDS_2018 = datetime(2018, 12, 31, 23, tzinfo=UTC)  # the end of 31 December, Swedish time
HEADCOUNT_2018_ON = date(2018, 9, 1)
HEADCOUNT_SOURCE = "Påhittat för demon"
RULE_2018 = "made up to fit the published result"

NOTE_2018_SV = (
    "Publicerade resultat: Säter 64\u00a0%, Gagnef 41\u00a0%, Hedemora 25\u00a0% och "
    "2\u00a0891 genomförda utbildningar i allt. Antalen anställda och de övriga fem resultaten "
    "publicerades inte. De är påhittade för att stämma med det som publicerades, liksom "
    "datumen för start och slut."
)
NOTE_2018_EN = (
    "Published results: Säter 64%, Gagnef 41%, Hedemora 25%, and 2,891 completed courses in all. "
    "The numbers of employees and the other five results were not published. They are made up to "
    "fit what was, and so are the dates of start and end."
)

GOAL_NOW = 70  # per cent of the employees; what the coordinator of the demo aims for

SLUG_NOW = "bemotandelyftet"
NAME_NOW = "Bemötandelyftet"
NOTE_NOW_SV = "Det här är en demonstration. Alla siffror och personer är påhittade."
NOTE_NOW_EN = "This is a demonstration. Every figure and every person is made up."

UNITS = {  # the tree of every municipality of the demo: made up, two levels
    "Vård och omsorg": ("Hemtjänst Norr", "Hemtjänst Söder", "Särskilt boende", "LSS-boende"),
    "Barn och utbildning": ("Förskola", "Grundskola", "Elevhälsa", "Skolkök"),
    "Samhällsbyggnad": ("Tekniska kontoret", "Bygglov", "Parkenheten"),
    "Kultur och fritid": ("Biblioteket", "Kulturskolan"),
    "Kommunledning": ("Kontaktcenter", "HR-enheten"),
}
SIZES = {  # of the units beside each other: made up
    "Hemtjänst Norr": 9,
    "Hemtjänst Söder": 8,
    "Särskilt boende": 12,
    "LSS-boende": 6,
    "Förskola": 12,
    "Grundskola": 18,
    "Elevhälsa": 2,
    "Skolkök": 4,
    "Tekniska kontoret": 6,
    "Bygglov": 1,
    "Parkenheten": 2,
    "Biblioteket": 2,
    "Kulturskolan": 2,
    "Kontaktcenter": 2,
    "HR-enheten": 1,
}


@dataclass(frozen=True, slots=True)
class Cast:
    """A person whom a visitor may be. `done` says how far: none, some, nearly or all."""

    email: str
    name: str
    organisation: str  # slug
    unit: str
    done: str
    role: Role | None = None
    over: str = ""  # the department that the role is over; "": the whole organisation


CAST = (
    Cast("amina.yusuf@demo.example", "Amina Yusuf", "sater", "Hemtjänst Norr", "none"),
    Cast("erik.lund@demo.example", "Erik Lund", "hedemora", "Tekniska kontoret", "some"),
    Cast("sofia.berg@demo.example", "Sofia Berg", "gagnef", "Biblioteket", "nearly"),
    Cast("karin.holm@demo.example", "Karin Holm", "falun", "Kontaktcenter", "all"),
    Cast(
        "johan.nilsson@demo.example",
        "Johan Nilsson",
        "sater",
        "HR-enheten",
        "some",
        Role.COORDINATOR,
    ),
    Cast(
        "eva.sandberg@demo.example",
        "Eva Sandberg",
        "sater",
        "Särskilt boende",
        "some",
        Role.MANAGER,
        "Vård och omsorg",
    ),
    Cast(
        "maria.aberg@demo.example",
        "Maria Åberg",
        "sater",
        "HR-enheten",
        "some",
        Role.ADMINISTRATOR,
    ),
    Cast(
        "lars.wallin@demo.example",
        "Lars Wallin",
        "falun",
        "Kontaktcenter",
        "none",
        Role.ORGANISER,
    ),
)
