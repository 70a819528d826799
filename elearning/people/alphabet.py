"""How names are sorted and searched, in Python and in both databases alike.

Databases differ in what they hold for the capital of "å", and where they put it. So what people
are listed by is kept beside them in letters that all agree on.
"""

import re

_WILD = re.compile("([%_/])")  # what LIKE would take for more than itself, and our escape
_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "ü": "y"}  # they follow z
_BOTH_CASES = {**_LETTERS, **{each.upper(): there for each, there in _LETTERS.items()}}
_LISTED = str.maketrans({**_BOTH_CASES, **{chr(code): chr(code + 32) for code in range(65, 91)}})


def as_listed(text: str) -> str:
    """What a Swedish name is sorted by, here and in the database: å, ä and ö come last.

    A to Z and _LETTERS count as small, whatever case they are in.
    """
    return text.translate(_LISTED)


def listed_forms(word: str) -> frozenset[str]:
    """How a word may stand in a list. One form, but for letters that the database leaves alone."""
    return frozenset(
        as_listed(form) for form in (word, word.lower(), word.upper(), word.capitalize())
    )


def listing(columns: str, *, dialect: str) -> str:
    """The SQL of as_listed for a text: what the generated column of a database holds."""
    if dialect == "postgresql":
        letters, there = "".join(_BOTH_CASES), "".join(_BOTH_CASES.values())
        return f"translate(lower(({columns}) COLLATE \"C\"), '{letters}', '{there}')"
    made = f"lower({columns})"  # SQLite's knows A to Z alone
    for letter, other in _BOTH_CASES.items():
        made = f"replace({made}, '{letter}', '{other}')"
    return made


def pattern(word: str) -> str:
    """What LIKE … ESCAPE '/' is asked for texts that hold a word."""
    return "%" + _WILD.sub(r"/\1", word) + "%"
