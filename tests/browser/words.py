"""Which texts of the interface belong to which language."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from coordination.kit.messages.extract import find_texts
from escalation.ladder.example import DOSSIER

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/nl/LC_MESSAGES/django.po"
EXAMPLE = frozenset({DOSSIER, "richting"})
"""A dossier and a purpose of the example are called by words that the interface says too."""

TEXTS = """(html) => {
  const all = html === null ? document : new DOMParser().parseFromString(html, "text/html");
  const said = [];
  const walker = all.createTreeWalker(all.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (part.closest("script, template, option, .swatch, [lang]:not(html)")) continue;
    said.push(walker.currentNode.textContent);
  }
  all.querySelectorAll("[title], [aria-label], [placeholder]").forEach((part) => {
    if (part.closest("[lang]:not(html)")) return;
    for (const name of ["title", "aria-label", "placeholder"]) {
      said.push(part.getAttribute(name) || "");
    }
  });
  return [...new Set(said.map((text) => text.trim().replace(/\\s+/g, " ")).filter(Boolean))];
}"""


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="nl")
    texts = ((message.id, message.string) for message in catalogue if message.id)
    return tuple(
        (english, dutch)
        for english, dutch in texts
        if isinstance(english, str) and isinstance(dutch, str) and "%(" not in english
    )


@cache
def _samples() -> frozenset[str]:
    """What the style page alone says: roles and titles that the example's people bear too."""
    texts = [(text.singular, "/_style_" in text.path) for text in find_texts(ROOT)]
    return frozenset(said for said, sample in texts if sample) - {
        said for said, sample in texts if not sample
    }


@cache
def foreign_words(language: str) -> frozenset[str]:
    """Whole texts that stand in the other language only."""
    pairs = [pair for pair in _pairs() if pair[0] not in _samples()]
    english, dutch = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    foreign = english - dutch if language == "nl" else dutch - english
    return frozenset(text for text in foreign if text) - EXAMPLE


def strangers(page: Page, language: str, html: str | None = None) -> list[str]:
    """What the page, or one that the server sends, says in the wrong language."""
    page.wait_for_load_state()
    said: list[str] = page.evaluate(TEXTS, html)
    return sorted(set(said) & foreign_words(language))
