"""A page fits, speaks one language, and axe has no complaint."""

from playwright.sync_api import Page, ViewportSize

from tests.browser import axe
from tests.browser.words import strangers

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROWEST: ViewportSize = {"width": 320, "height": 844}


def look_over(page: Page) -> list[str]:
    """What is wrong with it as it stands."""
    return too_wide(page) + axe.violations(page)


def look_over_twice(page: Page, language: str = "nl") -> list[str]:
    """In light on a desk and in dark on a phone: each scheme and each size once."""
    faults = [f"says {text!r}" for text in strangers(page, language)] + look_over(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    faults += [f"small and dark: {fault}" for fault in look_over(page)]
    page.set_viewport_size(NARROWEST)
    faults += too_wide(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    return faults


def too_wide(page: Page) -> list[str]:
    over = page.evaluate(OVERFLOW)
    return [f"{over} px too wide at {page.viewport_size}"] if over > 0 else []
