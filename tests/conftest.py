"""What every test may use: a database with Jakarta's reference data and the cast, a clock, a city."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests import database
from tests.browsers import browser, complaints, desk_page, open_page, page
from tests.cast import Cast
from tests.clock import Clock
from tests.servers import cities, serve, server

__all__ = ["browser", "cities", "complaints", "desk_page", "open_page", "page", "serve", "server"]

FURNISHED = pytest.StashKey[tuple[DjangoDbBlocker, Any]]()


def pytest_unconfigure() -> None:
    """The data folder that tests/settings.py made goes away."""
    if (folder := os.environ.get("TANGGAP_DATA", "")).startswith("/") and "tanggap-test-" in folder:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_data(settings: Any, tmp_path: Path) -> Path:
    """Every test has a data folder of its own: photos of one are never seen by another."""
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> None:
    """The reference data, the boundaries and the cast stand in the database before the first test."""
    with django_db_blocker.unblock():
        request.config.stash[FURNISHED] = (django_db_blocker, database.furnish())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions ends with a flush; what it took away is put back.

    Not after the last one: the database itself is gone then.
    """
    yield
    if nextitem and _flushes(item) and FURNISHED in item.config.stash:
        blocker, rows = item.config.stash[FURNISHED]
        with blocker.unblock():
            database.put_back(rows)


def _flushes(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(names)) or bool(
        marker and marker.kwargs.get("transaction")
    )


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock to tell: clock.tell("2025-03-05 09:00"), clock.later(hours=6)."""
    with ExitStack() as stack:
        yield Clock(stack)


@pytest.fixture
def cast(db: None) -> Cast:
    """The accounts of the story; see tests/cast.py."""
    return Cast.read()
