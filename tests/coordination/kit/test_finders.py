from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from coordination.kit import finders as kit_finders
from coordination.kit.finders import FontFinder

FONTS = ["fonts.css", "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"]


def test_two_weights_and_their_sheet_are_served_and_nothing_else() -> None:
    listed = [(vars(storage)["prefix"], name) for name, storage in FontFinder().list(None)]
    assert listed == [("fonts", name) for name in FONTS]


def test_each_font_is_found_where_the_pages_ask_for_it() -> None:
    found = [finders.find(f"fonts/{name}") for name in FONTS]
    assert [Path(str(path)).name for path in found] == FONTS
    assert finders.find("fonts/SourceSansPro-Bold.ttf") is None


def test_without_the_package_no_sheet_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_finders, "find_spec", lambda name: None)
    assert list(FontFinder().list(None)) == []
