"""The Chromium that the browser tests drive."""

import os
import shutil

# the shell without windows first: the same pages for two thirds of the work
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """CHROMIUM, else the first one on the PATH, else nothing."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)
