"""axe-core on a page, under the page's own strict CSP."""

import json
from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERYTHING: dict[str, object] = {"type": "tag", "values": TAGS}
CONTRAST: dict[str, object] = {"type": "rule", "values": ("color-contrast",)}
AT_REST = """async () => {
  const busy = ".htmx-request, .htmx-swapping, .htmx-settling";
  for (let turn = 0; turn < 40; turn += 1) {
    scrollTo(0, 0);
    await new Promise((resolve) => { setTimeout(resolve, 40); });
    if (scrollY === 0 && !document.querySelector(busy)) return;
  }
}"""
RUN = """axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false})
  .then((found) => JSON.stringify(
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}
    ${(node.any[0] || node.all[0] || node.none[0] || {}).message || rule.help}`))))"""


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


def violations(page: Page, rules: dict[str, object] = EVERYTHING) -> list[str]:
    """What axe holds against the page as it stands, one line per element."""
    # what lies under the bar that stays would be held against it, and a field that the page puts
    # the cursor in moves the page under it
    page.evaluate(AT_REST)
    session = page.context.new_cdp_session(page)
    if not page.evaluate("'axe' in window"):
        # through the debugger, because the page itself allows no script but its own
        source = {"expression": _source(), "allowUnsafeEvalBlockedByCSP": True}
        session.send("Runtime.evaluate", source)
    answer = session.send(
        "Runtime.evaluate",
        {
            "expression": RUN % json.dumps(rules),
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    session.detach()
    found: list[str] = json.loads(answer["result"]["value"])
    return found
