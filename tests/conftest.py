"""What every test may use: a database with Jakarta's reference data and the cast, a clock, a city."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.clock import Clock


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


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock to tell: clock.tell("2025-03-05 09:00"), clock.later(hours=6)."""
    with ExitStack() as stack:
        yield Clock(stack)
