"""Keyboard: a reader who has no mouse, and who must always see where they are."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

FURTHEST = 200  # stops on one page before we give up

LOOK = """() => {
  const element = document.activeElement;
  const name = element.outerHTML.slice(0, 100);
  if (element === document.body) return {name, seen: false};
  const around = []; // the focus may be shown by the frame that the element stands in
  for (let each = element; each.id !== "main" && each !== document.body; each = each.parentElement)
    around.push(each);
  const look = () => around.map((each) => {
    const {outline, boxShadow} = getComputedStyle(each);
    return outline + boxShadow;
  }).join();
  const box = element.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.width > 1;
  const focused = look();
  element.blur();
  const resting = look();
  element.focus({preventScroll: true});
  return {name, seen: inView && focused !== resting};
}"""


@dataclass
class Keyboard:
    """Presses keys and notes every stop where the focus could not be seen."""

    page: Page
    unseen: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def step(self, key: str = "Tab") -> None:
        """Move the focus, and look where it is."""
        self.press(key)
        self.look(key)

    def look(self, key: str) -> None:
        """Note where the focus is, if it cannot be seen."""
        stop = self.page.evaluate(LOOK)
        if not stop["seen"]:
            self.unseen.append(f"{key}: {stop['name']}")

    def walk_to(self, goal: Locator, key: str = "Tab") -> None:
        """Press a key until the focus is on the goal."""
        for _ in range(FURTHEST):
            if self.is_at(goal):
                return
            self.step(key)
        raise AssertionError(f"{key} never reaches {goal}")

    def is_at(self, place: Locator) -> bool:
        """Whether the focus is there, or inside it."""
        return bool(place.evaluate("place => place.contains(document.activeElement)"))

    def follow(self, goal: Locator) -> None:
        """Walk to a link or a button, press it, and come where it leads."""
        self.walk_to(goal)
        with self.page.expect_navigation():
            self.press("Enter")

    def choose(self, key: str, choice_id: str) -> None:
        """Take a choice: arrows among radio buttons, the space bar on a checkbox."""
        group = f'input[name="{key}"]'
        goal = self.page.locator(f'{group}[value="{choice_id}"]')
        if goal.get_attribute("type") == "checkbox":
            self.walk_to(goal)
            self.press("Space")
            return
        self.walk_to(self.page.locator(f".choices:has({group})"))
        self.press("Space")
        self.walk_to(goal, "ArrowDown")

    def walk_round(self) -> int:
        """Visit every stop of the page, once. Gives how many there are."""
        for stop in range(FURTHEST):
            self.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                return stop
            self.look("Tab")
        raise AssertionError("there is no way out of the page")
