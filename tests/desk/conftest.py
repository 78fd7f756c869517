from collections.abc import Callable

import pytest
from django.test import Client

from tanggap.people.models import User
from tests.cast import Cast
from tests.clock import Clock
from tests.stories.story import Story

SignIn = Callable[[User], Client]


@pytest.fixture
def story(cast: Cast, clock: Clock) -> Story:
    """A case's life at a place in the lurah's kelurahan."""
    lat, lng = cast.place
    return Story(lat, lng, clock)


@pytest.fixture
def at_desk() -> SignIn:
    """at_desk(user) gives a browser in which this member of staff is logged in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
