"""Reaching things with the keys alone, as somebody does who has no mouse."""

from playwright.sync_api import Locator, Page, expect

FAR = 150


def tab_to(page: Page, target: Locator, *, most: int = FAR) -> None:
    """Press Tab until it has the focus; further than anybody would go is a failure."""
    expect(target).to_be_visible()
    for _press in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} was not reached with {most} presses of Tab")


def press_on(page: Page, target: Locator) -> None:
    """Go there with Tab and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")
