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


@state
def situation_ended(reader: Reader, stage: Stage) -> None:
    """A situation at one of its endings."""
    somebody(reader, stage)
    place = stage.place(lambda lesson: bool(lesson.situations))
    story = place.lesson.situations[0]
    scene, keys = story.start, []
    while scene.ways:
        keys.append(scene.ways[-1].target)
        scene = story.scene(keys[-1]) or story.start
    reader.go(f"{place.path}?{story.start.key}={'.'.join(keys)}")


@state
def tip_tried(reader: Reader, stage: Stage) -> None:
    """A tip that is saved, and tried this week."""
    try_and_save(reader, stage)


@state
def tips_saved(reader: Reader, stage: Stage) -> None:
    """The tips that somebody has saved."""
    try_and_save(reader, stage)
    reader.go("/tips/?saved=1")


@state
def start_with_tip(reader: Reader, stage: Stage) -> None:
    """The start page with the tip of the week."""
    try_and_save(reader, stage)
    reader.go("/")


def try_and_save(reader: Reader, stage: Stage) -> None:
    """Sign in as somebody who saves the first tip and tries it this week."""
    somebody(reader, stage)
    module = stage.course().required[0]
    reader.go(f"/tips/{module.slug}/{module.tips[0].key}")
    reader.page.locator('form[action$="/keep"] button').click()
    reader.page.locator('form[action$="/try"] button').click()


page("tips-saved-none", "/tips/?saved=1", done=0)
page("modules-narrowed", "/modules/?focus_area=service&workplace=skola", done=0)
page("modules-none-fits", "/modules/?focus_area=finns-inte", done=0)
