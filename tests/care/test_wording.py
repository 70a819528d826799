"""What is kept, in words that those whom it is about understand."""

from flask import Flask

from elearning.care import wording
from elearning.database import Base
from elearning.learning.own import SECRET, TOLD


def test_every_table_about_a_person_has_a_name_in_words(app: Flask) -> None:
    kept = {table.name for table in Base.metadata.sorted_tables if "user_id" in table.columns}

    assert {name for name in kept - TOLD - SECRET if wording.table(name) == name} == set()
