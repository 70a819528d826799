"""Letters: as files in the outbox where no mail server is set."""

import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from structlog.testing import capture_logs

from elearning.web.mail import Letter, Postman, message

LETTER = Letter(to="amina@sater.se", subject="Logga in på Bemötandelyftet", text="Hej Åsa!\n")


def test_letter_is_filed_whole(tmp_path: Path) -> None:
    postman = Postman("", "noreply@lyftet.example", tmp_path / "outbox")

    postman.post(LETTER)
    postman.wait()

    (file,) = (tmp_path / "outbox").glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["From"], message["To"], message["Subject"]) == (
        "noreply@lyftet.example",
        LETTER.to,
        LETTER.subject,
    )
    assert message.get_content() == LETTER.text


def test_outbox_is_closed_to_other_users(tmp_path: Path) -> None:
    postman = Postman("", "noreply@lyftet.example", tmp_path / "outbox")

    postman.post(LETTER)
    postman.wait()

    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700


def test_letter_that_cannot_be_sent_is_logged_without_its_reader(tmp_path: Path) -> None:
    postman = Postman("smtp://127.0.0.1:1", "noreply@lyftet.example", tmp_path)

    with capture_logs() as logged:
        postman.post(LETTER)
        postman.wait()

    assert logged == [
        {"event": "letter_not_sent", "kind": "ConnectionRefusedError", "log_level": "error"}
    ]


def test_line_break_in_the_senders_name_is_a_blank() -> None:
    made = message(
        Letter("amina@sater.se", "S", "T", sender_name="Säters\r\nBcc: all@sater.se"),
        "noreply@lyftet.example",
    )

    assert (made["From"].addresses[0].display_name, made["Bcc"]) == (
        "Säters Bcc: all@sater.se",
        None,
    )


def test_nobody_who_is_away_answers_by_themselves() -> None:
    made = message(
        Letter("amina@sater.se", "S", "T", reply_to="johan@sater.se"), "noreply@lyftet.example"
    )

    assert made["Auto-Submitted"] == "auto-generated"
    assert made["X-Auto-Response-Suppress"] == "OOF, AutoReply"
