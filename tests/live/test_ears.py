"""Who hears of which cases on the desk's stream: never of private ones they may not see."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tanggap.live.access import StaffGrant, follow_desk
from tanggap.people import queries as people
from tanggap.people.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def granted(user: User) -> StaffGrant:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "tanggap.people.demo.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key is not None
    return follow_desk(session_key=session.session_key)


def test_those_who_may_see_no_private_case_hear_of_none(cast: Cast) -> None:
    for user in (cast.leader, cast.administrator, cast.front_desk):
        assert granted(user).holders == frozenset()


def test_an_officer_hears_of_what_their_office_and_those_below_hold(cast: Cast) -> None:
    assert cast.officer.agency_id is not None
    assert granted(cast.officer).holders == people.below(cast.officer.agency_id)


def test_a_coordinator_of_a_city_hears_of_that_city(cast: Cast) -> None:
    ears = granted(cast.city_coordinator).holders
    assert ears is not None
    assert cast.officer.agency_id in ears
    assert cast.stranger.agency_id not in ears
    assert granted(cast.coordinator).holders is None


def test_only_the_same_ears_share_a_group(cast: Cast) -> None:
    # The front desk sits in the same agency as the officer, and hears nothing of what the officer hears.
    assert cast.front_desk.agency_id == cast.officer.agency_id
    assert granted(cast.front_desk).group != granted(cast.officer).group
    assert granted(cast.officer).group == granted(cast.lurah).group
