"""The world is built once; every test leaves it as it found it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.conf import settings as own
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.kept import Stage

from .scenes import NOW
from .visits import undone
from .world import World, build_world


@pytest.fixture(scope="package")
def built(
    stage: Stage,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One of everything, in a transaction that never ends well."""
    files: Any = {"OPTIONS": {"location": tmp_path_factory.mktemp("files")}}
    files["BACKEND"] = "django.core.files.storage.FileSystemStorage"
    storages = {**own.STORAGES, "default": files}
    # emptied before each of ten thousand requests, which is quicker within the process
    nearby = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    caches = {**own.CACHES, "default": nearby}
    with django_db_blocker.unblock():
        stage.clear()
        with (
            time_machine.travel(NOW, tick=False),
            override_settings(STORAGES=storages, CACHES=caches, OIDC_ID="oidc-test"),
            undone(),
            hushed(),
        ):
            yield build_world()


@contextmanager
def hushed() -> Iterator[None]:
    """Thousands of refusals are meant here; writing each down with its trace costs a tenth."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _exercise(request: pytest.FixtureRequest, settings: Any) -> None:
    """Addresses of an exercise exist in an instance that is one."""
    name = request.node.name
    settings.EXERCISE = any(one in name for one in ("exercise:", "api:exercise", "api:inject"))


@pytest.fixture
def world(built: World, db: None) -> World:
    return built
