"""A coordinator sends a reminder; it arrives at a mail server, and its link signs the reader in."""

import re

from flask import Flask

from elearning.people.rules import Role
from tests.factories import Make
from tests.nudges.server import MailServer
from tests.visitor import Visitor


def test_reminder_arrives_and_signs_its_reader_in(
    mail: MailServer, database: Flask, make: Make
) -> None:
    root = make.root(make.organisation("Säter"))
    johan = make.duty(make.user(root, email="johan@sater.example"), Role.COORDINATOR)
    make.user(root, email="amina@sater.example", name="Amina Yusuf")
    coordinator, reader = Visitor(database), Visitor(database)

    coordinator.signin(johan)
    coordinator.get("/coordinator/letters/")
    written = coordinator.post(
        "/coordinator/letters/",
        unit=root.id,
        audience="not-started",
        kind="reminder",
        sentence="Vi har avsatt tid på torsdag.",
    )
    coordinator.follow(written)
    coordinator.post(f"{written.location}confirm")
    letter = next(each for each in mail.letters if each["To"] == "amina@sater.example")
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    (path,) = re.findall(r"/signin/link/\S+", text)
    reader.get(path)
    reader.post(path)

    assert "Vi har avsatt tid på torsdag." in text
    assert "Amina Yusuf" in reader.get("/me").text


def test_reader_of_a_reminder_ends_them_with_the_link_in_it(
    mail: MailServer, database: Flask, make: Make
) -> None:
    root = make.root(make.organisation("Säter"))
    johan = make.duty(make.user(root, email="johan@sater.example"), Role.COORDINATOR)
    coordinator, program = Visitor(database), database.test_client()

    coordinator.signin(johan)
    coordinator.get("/coordinator/letters/")
    fields = {"unit": root.id, "audience": "not-finished", "kind": "invitation"}
    written = coordinator.post("/coordinator/letters/", **fields)
    coordinator.post(f"{written.location}confirm")
    address = mail.letters[0]["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    answer = program.post(address, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "Jag vill ha påminnelser igen" in coordinator.get("/me/letters").text
