"""The project's own settings, on the servers that the test run starts."""

import os
from pathlib import Path

from tests.services import prepare_environment

# The pieces that every page repeats are kept, as where the application runs.
os.environ.setdefault("DEBUG", "0")
# whatever hour the tests run at, mail goes when it is due
os.environ.setdefault("MAIL_QUIET", "")
prepare_environment()

from coordination.settings import *  # noqa: E402, F403  the environment comes first
from coordination.settings import DATABASES  # noqa: E402  the environment comes first

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that locks and several connections behave as they do outside the tests.
    name = Path(os.environ["TEST_SERVICES"]) / "test.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(name)}

# a slow hash protects people, not test users
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
