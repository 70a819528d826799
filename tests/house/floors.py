"""The architecture as data: which room may know which, and where a file stands on the shelf.

The rules are in CONTRIBUTING.md; guards.py holds a package to them.
"""

from tests.house.source import File

GROUND = {"database", "course"}
BELOW_FEATURES = GROUND | {"web", "people"}
FEATURES = {"learning", "signin", "roster", "tips", "campaigns", "nudges"}

FLOORS = (  # from the ground up; rooms on one floor never import each other
    GROUND,
    {"web"},
    {"people"},
    {"learning", "signin", "roster", "tips"},
    {"campaigns", "nudges"},
    {"dashboards", "care", "home"},
    {"demo"},
)
ROOMS = {  # change this table and you change the architecture
    "database": set(),
    "course": set(),
    "web": {"course"},
    "people": {"database", "web"},
    "learning": {"people", "course", "database", "web"},
    "signin": {"people", "database", "web"},
    "roster": {"people", "database", "web"},
    "tips": {"people", "course", "database", "web"},
    "campaigns": {"learning", "people", "database", "web"},
    "nudges": {"learning", "signin", "people", "course", "database", "web"},
    "dashboards": FEATURES | BELOW_FEATURES,
    "care": FEATURES | BELOW_FEATURES,  # privacy, retention, statements, barrier reports
    "home": FEATURES | BELOW_FEATURES,  # front page, health
    "demo": FEATURES | BELOW_FEATURES | {"dashboards"},  # demo data
}
SHELF = {  # what stands first; a file imports only what stands before it
    "rules": 0,
    "models": 1,
    "queries": 2,
    "actions": 3,
    "forms": 4,
    "views": 5,
    "commands": 5,
}
SPLIT = {  # file: the shelf it was split from by concept, whose rights and duties it keeps
    "campaigns/admin_views": "views",
    "campaigns/evidence": "queries",
    "care/admin_views": "views",
    "care/me_views": "views",
    "care/merging": "actions",
    "care/merging_views": "views",
    "care/report_views": "views",
    "care/retention_views": "views",
    "care/statements": "queries",
    "care/keeping": "actions",
    "dashboards/attention": "rules",
    "dashboards/board": "rules",
    "dashboards/counts": "queries",
    "dashboards/figures": "rules",
    "dashboards/orders": "actions",
    "dashboards/trend": "rules",
    "demo/crowd": "actions",
    "learning/course_views": "views",
    "learning/evidence": "queries",
    "learning/me_views": "views",
    "learning/merging": "actions",
    "learning/recount": "actions",
    "nudges/reader_views": "views",
    "nudges/sendings": "queries",
    "people/admin_views": "views",
    "people/counting": "actions",
    "people/resettling": "actions",
    "people/duty_views": "views",
    "people/keeping": "actions",
    "people/logbook": "queries",
    "people/staff": "queries",
    "people/unit_views": "views",
    "people/units": "actions",
    "signin/address_views": "views",
    "signin/admin_views": "views",
    "signin/batches": "queries",
    "signin/code_views": "views",
    "signin/codes": "rules",
    "signin/coordinator_views": "views",
    "signin/identity": "rules",
    "signin/oidc_views": "views",
    "signin/opening": "actions",
    "signin/printing": "actions",
    "signin/register_views": "views",
    "signin/settings": "queries",
    "web/calendar": "rules",
}
INDOORS = {"views", "forms", "commands"}  # no other room imports these (but web.forms)
PURE = {"rules", "tree", "problems"}
HOLDS_DB = {"database", "queries", "actions"}


def shelf(file: File) -> str:
    """The shelf that a file stands on; for a concept, its own name."""
    return SPLIT.get(file.module, file.name)
