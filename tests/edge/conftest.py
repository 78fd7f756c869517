"""A server with addresses of the tests' own (tests/edge/doors_urls.py)."""

from collections.abc import Iterator

import pytest

from tests.servers import Cities, Server

DOORS = {"DJANGO_SETTINGS_MODULE": "tests.edge.doors"}


@pytest.fixture(scope="session")
def doors(cities: Cities) -> Iterator[Server]:
    """Shared by all tests that leave it alive."""
    shared = cities.new(**DOORS).start()
    yield shared
    shared.stop()
