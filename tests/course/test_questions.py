"""What a question becomes. What is nearly one is in mistakes/questions.txt."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from elearning.course.building import build_blocks
from elearning.course.lessons import read_lesson
from elearning.course.problems import Report
from elearning.course.tree import Choice, Kind, Question, Reflection
from tests.course.writing import Author


def question(author: Author, body: str, language: str = "sv") -> Question:
    author.insight(body)
    quiz = author.lesson(language).quiz
    assert quiz is not None
    return quiz.questions[0]


def test_a_question_has_hint_feedback_and_explanation(author: Author) -> None:
    found = question(
        author,
        """\
### Vad gör *du*? {#gor}

> Ledtråd: Vem äger samtalet?

- [ ] Går
> Nej.
- [x] Stannar
  och frågar
      > Ja.
      > Just det.

Så säger **lagen**.
""",
    )

    assert found == Question(
        key="gor",
        kind=Kind.SINGLE,
        text=Markup("Vad gör <em>du</em>?"),
        hint=Markup("<p>Vem äger samtalet?</p>"),
        choices=(
            Choice("ec80957f", Markup("Går"), False, Markup("<p>Nej.</p>")),
            Choice(
                "4c33c48f", Markup("Stannar\noch frågar"), True, Markup("<p>Ja.\nJust det.</p>")
            ),
        ),
        explanation=Markup("<p>Så säger <strong>lagen</strong>.</p>"),
        number=1,
    )


@pytest.mark.parametrize(
    ("heading", "marks", "kind", "correct"),
    [
        ("{#q}", "[ ] [x]", Kind.SINGLE, [False, True]),
        ("{#q}", "[x] [x] [ ]", Kind.MULTIPLE, [True, True, False]),
        ("{#q .multiple}", "[ ] [x]", Kind.MULTIPLE, [False, True]),
        ("{#q}", "[?] [?]", Kind.DILEMMA, [False, False]),
    ],
)
def test_the_boxes_tell_the_kind(
    author: Author, heading: str, marks: str, kind: Kind, correct: list[bool]
) -> None:
    boxes = marks.replace("] ", "]|").split("|")
    answers = "".join(f"- {box} Svar {n}\n  > Så.\n" for n, box in enumerate(boxes))

    found = question(author, f"### Vad? {heading}\n\n{answers}")

    assert (found.kind, [choice.correct for choice in found.choices]) == (kind, correct)


def test_a_group_of_statements_becomes_prose_and_a_question_for_each(author: Author) -> None:
    author.insight("### Sant? {#g}\n\n> Tänk.\n\n- [S] A\n  > Ja.\n- [F] B {#b}\n  > Nej.\n\nSå.\n")

    prose, first, second = author.lesson("en").blocks

    assert prose == Markup('<h2 id="s-sant">Sant?</h2><p>Tänk.</p>')
    assert first == Question(
        key="g-352cd78d",
        kind=Kind.TRUE_FALSE,
        text=Markup("A"),
        hint=Markup(),
        choices=(
            Choice("true", Markup("True"), True, Markup("<p>Ja.</p>")),
            Choice("false", Markup("False"), False, Markup("<p>Ja.</p>")),
        ),
        explanation=Markup(),
        number=1,
    )
    assert isinstance(second, Question)
    assert (second.key, second.number) == ("g-b", 2)
    assert second.explanation == Markup("<p>Så.</p>")


def test_t_is_true_in_english(author: Author) -> None:
    author.insight("### Sant? {#g}\n\n- [S] A\n  > Ja.\n")
    author.change("03-insikt.en.md", "[S]", "[T]")

    assert author.problems() == []


def test_a_line_is_a_writing_box_and_prose_follows_it(author: Author) -> None:
    author.insight("### Vad tänker du? {#tanke}\n\nSkriv.\n\n____\n\nBra.\n")

    assert author.lesson().blocks == (
        Reflection("tanke", Markup("Vad tänker du?"), Markup("<p>Skriv.</p>")),
        Markup("<p>Bra.</p>"),
    )
    assert author.lesson().quiz is None


def test_english_choices_take_their_ids_from_the_swedish(author: Author) -> None:
    swedish = question(author, "### Vad? {#q}\n\n- [ ] Går\n  > Nej.\n- [x] Stannar {#stannar}\n")
    author.write(
        "03-insikt.en.md", "# Insight\n\n### What? {#q}\n\n- [ ] Go\n  > No.\n- [x] Stay\n"
    )

    english = author.lesson("en").quiz

    assert english is not None
    assert [c.id for c in english.questions[0].choices] == [c.id for c in swedish.choices]
    assert english.revision == author.lesson("sv").quiz.revision  # type: ignore[union-attr]


def test_a_choice_with_a_key_keeps_its_id_when_its_text_changes(author: Author) -> None:
    before = question(author, "### Vad? {#q}\n\n- [x] Går {#a}\n- [ ] Står {#b}\n  > Nej.\n")

    after = question(author, "### Vad? {#q}\n\n- [x] Vandrar {#a}\n- [ ] Står {#b}\n  > Nej.\n")

    assert [c.id for c in after.choices] == [c.id for c in before.choices]
    assert after.choices[0].text == Markup("Vandrar")


words = st.text(alphabet="abcdeåäö", min_size=1, max_size=8)


@settings(max_examples=50)
@given(st.lists(words, min_size=2, max_size=6, unique=True), st.randoms())
def test_the_order_of_choices_changes_no_id(texts: list[str], random: Random) -> None:
    before = _ids(texts)

    random.shuffle(texts)

    assert _ids(texts) == before


def _ids(texts: list[str]) -> dict[str, tuple[str, bool]]:
    answers = "".join(f"- [{'x' if text == min(texts) else ' '}] {text}\n" for text in texts)
    draft = read_lesson(f"# A\n\n### Vad? {{#q}}\n\n{answers}", Report("x"))
    html = {fragment: Markup(fragment.text) for fragment in draft.fragments()}
    (found,) = build_blocks(draft, draft, html, "sv")
    assert isinstance(found, Question)
    return {str(choice.text): (choice.id, choice.correct) for choice in found.choices}


def test_the_revision_follows_keys_choices_and_right_answers_only(author: Author) -> None:
    def revision(body: str) -> str:
        author.insight(body)
        quiz = author.lesson().quiz
        assert quiz is not None
        return quiz.revision

    first = revision("### Vad? {#q}\n\n- [x] A\n- [ ] B\n  > Nej.\n")

    assert revision("### Vad nu? {#q}\n\n- [ ] B\n  > Nix.\n- [x] A\n\nSå.\n") == first
    assert revision("### Vad? {#p}\n\n- [x] A\n- [ ] B\n  > Nej.\n") != first
    assert revision("### Vad? {#q}\n\n- [x] A\n- [ ] C\n  > Nej.\n") != first
    assert revision("### Vad? {#q}\n\n- [x] B\n- [ ] A\n  > Nej.\n") != first
    assert revision("### Vad? {#q .multiple}\n\n- [x] A\n- [ ] B\n  > Nej.\n") != first
