"""The agency tree is read anew for every test here: they change it."""

from collections.abc import Iterator

import pytest

from tanggap.people import queries


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()
