"""Sees every guard of guards.py fail: a guard that cannot fail guards nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.house import guards
from tests.house.source import Code, read

Guard = Callable[[Code], list[str]]

BROKEN: dict[str, tuple[Guard, Mapping[str, str], list[str]]] = {
    "a room without a row": (
        guards.rooms_are_named,
        {"weather/rules.py": ""},
        ["weather/rules.py:1: room 'weather' has no row in ROOMS"],
    ),
    "a room that looks upstairs": (
        guards.arrows_go_downstairs,
        {
            "people/queries.py": "from elearning.learning.models import Attempt\n",
            "learning/models.py": "",
        },
        ["people/queries.py:1: people may not import learning"],
    ),
    "a sibling": (
        guards.arrows_go_downstairs,
        {"tips/actions.py": "from elearning.roster import rules\n", "roster/rules.py": ""},
        ["tips/actions.py:1: tips may not import roster"],
    ),
    "a room below that the row does not name": (
        guards.arrows_go_downstairs,
        {"web/request.py": "import elearning.database\n", "database.py": ""},
        ["web/request.py:1: web may not import database"],
    ),
    "a room that knows the face": (
        guards.arrows_go_downstairs,
        {"people/commands.py": "from elearning import create_app\n", "__init__.py": ""},
        ["people/commands.py:1: people may not import the face"],
    ),
    "another room's views": (
        guards.doors_are_used,
        {
            "campaigns/views.py": "from elearning.learning.views import bp\n",
            "campaigns/forms.py": "from elearning.web.forms import Form\n",
            "learning/views.py": "",
            "web/forms.py": "",
        },
        ["campaigns/views.py:1: learning/views.py is its room's own"],
    ),
    "a query that acts": (
        guards.shelves_are_in_order,
        {"tips/queries.py": "from elearning.tips import actions\n", "tips/actions.py": ""},
        ["tips/queries.py:1: queries may not need actions"],
    ),
    "views and commands that know each other": (
        guards.shelves_are_in_order,
        {"tips/views.py": "from . import commands\n", "tips/commands.py": ""},
        ["tips/views.py:1: views may not need commands"],
    ),
    "a rule that asks, through a concept": (
        guards.shelves_are_in_order,
        {
            "tips/rules.py": "from elearning.tips.choice import choose\n",
            "tips/choice.py": "from elearning.tips.queries import tips\n",
            "tips/queries.py": "",
        },
        ["tips/rules.py:1: rules may not need queries"],
    ),
    "a circle": (
        guards.nothing_goes_round,
        {
            "course/a.py": "from elearning.course import b\n",
            "course/b.py": "from elearning.course import c\n",
            "course/c.py": "from elearning.course import a\n",
        },
        ["course/a.py:1: a circle: course/a.py -> course/b.py -> course/c.py -> course/a.py"],
    ),
    "a rule that knows Flask": (
        guards.rules_are_pure,
        {"tips/rules.py": "from flask import g\n"},
        ["tips/rules.py:1: flask does not belong in pure code"],
    ),
    "a rule that needs one who reads files": (
        guards.rules_are_pure,
        {
            "tips/rules.py": "from elearning.course.reading import lines\n",
            "course/reading.py": "import pathlib\n",
        },
        ["course/reading.py:1: pathlib does not belong in pure code"],
    ),
    "a rule that reads the clock": (
        guards.rules_are_pure,
        {"tips/rules.py": "from datetime import datetime, UTC\nTODAY = datetime.now(UTC)\n"},
        ["tips/rules.py:2: datetime.now() does not belong in pure code"],
    ),
    "a view that saves by itself": (
        guards.db_is_named_where_it_may_be,
        {
            "tips/views.py": "from elearning.database import db, transaction\n",
            "tips/actions.py": "from elearning.database import db\n",
            "home/views.py": "from elearning import database\ndatabase.db.session.commit()\n",
            "database.py": "",
        },
        [
            "home/views.py:2: db belongs in queries.py and actions.py",
            "tips/views.py:1: db belongs in queries.py and actions.py",
        ],
    ),
    "a room with a face": (
        guards.inits_are_empty,
        {"tips/__init__.py": "from elearning.tips.rules import draw\n", "__init__.py": "x = 1\n"},
        ["tips/__init__.py:1: must be empty"],
    ),
    "a file read on import": (
        guards.nothing_happens_on_import,
        {
            "tips/queries.py": "from pathlib import Path\nTIPS = Path('tips').read_text()\n",
            "tips/actions.py": "def keep(path):\n    path.read_text()\n",
        },
        ["tips/queries.py:2: Path.read_text() would run on import"],
    ),
    "a registration on import": (
        guards.nothing_happens_on_import,
        {"tips/views.py": "signals.register(print)\n", "database.py": "event.listen(db, 'a', b)\n"},
        ["tips/views.py:1: signals.register() would run on import"],
    ),
    "a blueprint with another name or in another place": (
        guards.blueprints_are_views,
        {
            "tips/views.py": "bp = Blueprint('tips', __name__)\nadmin = Blueprint('a', __name__)\n",
            "tips/rules.py": "bp = Blueprint('tips', __name__)\n",
        },
        [
            "tips/rules.py:1: a blueprint is made in views.py, as bp",
            "tips/views.py:2: a blueprint is made in views.py, as bp",
        ],
    ),
    "an import inside a function": (
        guards.imports_stand_at_the_top,
        {"tips/actions.py": "def draw():\n    import random\n"},
        ["tips/actions.py:2: an import inside a function"],
    ),
    "a file without a name": (
        guards.files_have_names,
        {"tips/utils.py": "", "common/rules.py": ""},
        [
            "common/rules.py:1: 'common' says nothing about what is in it",
            "tips/utils.py:1: 'utils' says nothing about what is in it",
        ],
    ),
    "a long file": (
        guards.files_are_short,
        {"tips/queries.py": "x = 1\n" * 301, "tips/actions.py": "x = 1\n" * 300},
        ["tips/queries.py:301: 301 lines; split it by concept"],
    ),
}


def package(folder: Path, files: Mapping[str, str]) -> Code:
    for path, text in files.items():
        file = folder / "elearning" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read(folder / "elearning")


@pytest.mark.parametrize(("guard", "files", "complaints"), BROKEN.values(), ids=BROKEN)
def test_a_guard_names(
    guard: Guard, files: Mapping[str, str], complaints: list[str], tmp_path: Path
) -> None:
    assert guard(package(tmp_path, files)) == complaints


def test_every_guard_is_seen_to_fail() -> None:
    assert {guard for guard, _, _ in BROKEN.values()} == set(guards.GUARDS)
