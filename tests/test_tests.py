"""The tests' own ground holds: data is put back, the clock obeys, nothing reaches the network."""

import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError

from tanggap.core import clock as core_clock
from tanggap.people.models import Agency, User
from tanggap.people.roles import Role
from tests.cast import PASSWORD, Cast
from tests.clock import Clock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_flush_takes_away_is_put_back(turn: int) -> None:
    assert Agency.objects.filter(code="kel-31.74.01.1001").exists()
    assert User.objects.exists()
    User.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_new_rows_go_on_after_those_put_back() -> None:
    root = Agency.objects.get(code="jkt")
    made = Agency.objects.create(code="new", name="New", short_name="New", kind="biro", parent=root)
    assert made.pk > root.pk


def test_the_cast_plays_every_role_and_can_sign_in(cast: Cast) -> None:
    assert {user.role for user in cast.everybody().values()} == set(Role)
    assert cast.lurah.check_password(PASSWORD)
    assert not cast.lurah.check_password("something else")


def test_the_clock_says_what_it_was_told(clock: Clock) -> None:
    clock.tell("2025-03-05 09:00")
    assert core_clock.now().isoformat() == "2025-03-05T02:00:00+00:00"
    clock.later(hours=6)
    assert core_clock.now().isoformat() == "2025-03-05T08:00:00+00:00"


def test_nothing_reaches_beyond_this_machine() -> None:
    warnings.simplefilter("ignore")  # pytest-socket warns too
    with pytest.raises(SocketConnectBlockedError):
        # An address for documentation (RFC 5737): nobody lives there.
        socket.create_connection(("192.0.2.1", 80), timeout=1)
