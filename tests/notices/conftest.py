from collections.abc import Iterator
from typing import Any

import pytest

from tests.notices import postman
from tests.stories.conftest import story

__all__ = ["story"]


@pytest.fixture(autouse=True)
def post(settings: Any) -> Iterator[None]:
    """E-mail goes to the postman of the tests."""
    settings.CHANNELS = {"web": "tanggap.channels.web", "email": "tests.notices.postman"}
    settings.PUBLIC_URL = "https://tanggap.example"
    postman.fresh()
    yield
    postman.fresh()
