"""The reader's pages beside the lessons: tips, guides, easy Swedish and situations."""

from tests.browser.reader import Reader
from tests.browser.states import page, somebody, state
from tests.server.stage import Stage

page("tips", "/tips/")
page("tips-none", "/tips/?q=xyzzy")
page("tip-cards", "/tips/print?module=likabehandling")


@state
def tip(reader: Reader, stage: Stage) -> None:
    """One tip."""
    module = stage.course().required[0]
    reader.go(f"/tips/{module.slug}/{module.tips[0].key}")


@state
def guide(reader: Reader, stage: Stage) -> None:
    """The guide for a workplace meeting."""
    somebody(reader, stage)
    reader.go(f"/modules/{stage.course().required[0].slug}/guide")


@state
def situation_begun(reader: Reader, stage: Stage) -> None:
    """A situation after the first choice."""
    somebody(reader, stage)
    place = stage.place(lambda lesson: bool(lesson.situations))
    start = place.lesson.situations[0].start
    reader.go(f"{place.path}?{start.key}={start.ways[0].target}")
