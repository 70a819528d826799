"""axe: what a machine can find of barriers on a page."""

from playwright.sync_api import Page

from config import ROOT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PROGRAM = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_FIND = """async (standards) => {
  const options = {resultTypes: ["violations"], runOnly: {type: "tag", values: standards}};
  const page = {exclude: "tbody tr:nth-child(n+30)"}; // the rows of a long table are all alike
  const {violations} = await axe.run(page, options);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target}`));
}"""


def barriers(page: Page) -> list[str]:
    """Every barrier that axe finds on the page as it is now: its rule, and where."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_PROGRAM.read_text(encoding="utf-8"))
    return list(page.evaluate(_FIND, STANDARDS))
