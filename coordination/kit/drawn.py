"""Pieces of a page as HTML, each drawn once for what it says.

    row = Drawn("workgroups/overview/_row.html")
    rows = [row(one) for one in facts]

A row says the same on page after page. It is kept by the facts, which can be hashed and hold all
that the template shows, also what hangs on the rights of who reads, and by the language.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class Drawn:
    """`name` is what the facts are called in the template; some thousand pieces are kept."""

    def __init__(self, template: str, *, name: str = "row", kept: int = 4096) -> None:
        self.template, self.name = template, name
        self._kept = lru_cache(maxsize=kept)(self._draw)

    def __call__(self, facts: Hashable) -> SafeString:
        draw = self._draw if settings.DEBUG else self._kept
        return draw(facts, get_language())

    def _draw(self, facts: Hashable, _language: str | None) -> SafeString:
        return render_to_string(self.template, {self.name: facts})
