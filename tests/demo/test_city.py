"""The demo city is believable: everything goes through the real actions, and nothing stumbles."""

import random
from collections import Counter
from datetime import timedelta
from statistics import mean
from typing import Any

import pytest

from tanggap.cases import audit, queries
from tanggap.cases.models import Case, CasePhoto, Event, Report
from tanggap.cases.shapes import InboxFilter
from tanggap.cases.workflow import State, Verdict
from tanggap.core.clock import now, told
from tanggap.core.errors import NotAllowed
from tanggap.demo import pictures
from tanggap.demo.living import Living, newcomer
from tanggap.demo.past import Filled, fill
from tanggap.demo.pictures import Pictures
from tanggap.demo.staff import PARTS, PASSWORD, Staff
from tanggap.evidence.drawn import KINDS
from tanggap.people.demo import Backend, demo_accounts
from tanggap.people.models import User
from tanggap.people.rules import Actor
from tanggap.places import queries as places
from tanggap.places.models import Area, BoundarySet
from tests.clock import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def developed() -> Pictures:
    """One picture of a kind, drawn once for all tests here."""
    album = Pictures()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "EACH", 1)
        album.develop(set(KINDS))
    return album


@pytest.fixture
def demo_mode(settings: Any, monkeypatch: pytest.MonkeyPatch, db: None, developed: Pictures) -> None:
    """Demo mode on an empty installation, with one picture of a kind instead of three."""
    User.objects.all().delete()
    settings.DEMO = True
    monkeypatch.setattr(pictures, "EACH", 1)
    monkeypatch.setattr(Pictures, "develop", lambda album, kinds: setattr(album, "_known", developed._known))


@pytest.fixture
def played(demo_mode: None, clock: Clock) -> Filled:
    clock.tell("2025-03-05 15:00")
    return fill(days=30, reports=170, seed=7)


def test_it_fills_a_city_with_a_believable_past(played: Filled) -> None:
    assert played.stumbled == []
    _every_state_is_there()
    _proportions_hold(played)
    _photos_are_there()
    _a_newcomer_sees_work_at_once()
    _history_holds(played)
    _links_open(played)


def _every_state_is_there() -> None:
    assert set(Case.objects.values_list("state", flat=True)) == set(State)
    assert set(Case.objects.values_list("verdict", flat=True)) == set(Verdict)
    assert set(Report.objects.values_list("moderation", flat=True)) >= {"clear", "held"}
    assert Report.objects.filter(visibility="private").exists()
    assert max(Case.objects.values_list("report_count", flat=True)) >= 10


def _proportions_hold(played: Filled) -> None:
    reports = Report.objects.count()
    assert 0.8 * 170 < reports < 1.3 * 170
    assert Report.objects.filter(channel="jaki").count() > 0.8 * reports
    assert Report.objects.filter(channel__in=["x", "email", "facebook"]).exists()
    closed = Case.objects.filter(state=State.DONE).values_list("created_at", "closed_at")
    hours = [(end - begin).total_seconds() / 3600 for begin, end in closed if end]
    assert 15 < mean(hours) < 90  # published: 40 hours
    assert Case.objects.values("kelurahan").distinct().count() > 40
    assert played.steps > 3 * reports


def _photos_are_there() -> None:
    roles = Counter(CasePhoto.objects.values_list("role", flat=True))
    done = Case.objects.filter(state=State.DONE).count()
    assert roles["after"] + roles["document"] >= done
    assert roles["before"] > 0.5 * Case.objects.count()
    assert CasePhoto.objects.values("photo__sha256").distinct().count() < 30  # drawn once, kept often


def _a_newcomer_sees_work_at_once() -> None:
    for username, tab, least in (
        ("petugas", "due", 6),
        ("ppsu", "due", 3),
        ("lurah", "due", 6),
        ("sudin", "due", 2),
        ("validator", "checking", 2),
        ("koordinator", "triage", 2),
        ("koordinator", "held", 1),
    ):
        actor = Actor.of(User.objects.get(username=username))
        assert queries.inbox_counts(actor=actor)[tab] >= least, (username, tab)
        assert queries.inbox(actor=actor, wanted=InboxFilter(tab=tab)).rows


def _history_holds(played: Filled) -> None:
    assert list(audit.broken_links()) == []
    assert not Event.objects.filter(handled_at=None).exists()
    times = list(Case.objects.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(times)
    assert times[-1] <= now()
    assert now() - times[0] < timedelta(days=31)


def _links_open(played: Filled) -> None:
    assert len(played.open_links) == 3
    for _, number, secret in played.open_links:
        assert queries.tracked(number=number, secret=secret).mine


def test_the_accounts_of_every_role_exist_in_demo_mode_alone(settings: Any, demo_mode: None) -> None:
    Staff(random.Random(1)).engage_parts()
    assert set(demo_accounts()) == {part.username for part in PARTS}
    door, lurah = Backend(), User.objects.get(username="lurah")
    assert door.authenticate(None, username="lurah", password=PASSWORD) == lurah
    settings.DEMO = False
    assert door.authenticate(None, username="lurah", password=PASSWORD) is None
    assert door.get_user(lurah.pk) is None
    with pytest.raises(NotAllowed):
        Staff(random.Random(1)).engage_parts()


def test_the_city_goes_on_living(demo_mode: None) -> None:
    city = newcomer(seed=3)
    city.staff.engage_parts()
    living = Living(city)
    living._wake_up([])
    for _ in range(12):
        moment = city.theatre.next_at()
        assert moment is not None
        with told(max(moment, now())):
            living.turn()
    assert Report.objects.count() >= 2
    assert Event.objects.count() >= Report.objects.count()
    assert city.theatre.stumbled == []


def test_without_boundaries_the_past_is_played_all_the_same(demo_mode: None, clock: Clock) -> None:
    clock.tell("2025-03-05 15:00")
    Area.objects.update(shape=None)
    BoundarySet.objects.all().delete()
    places.forget()
    played = fill(days=10, reports=60, seed=5)
    places.forget()
    assert played.stumbled == []
    assert set(Case.objects.exclude(lat=None).values_list("place_quality", flat=True)) == {"uncertain"}
    koordinator = Actor.of(User.objects.get(username="koordinator"))
    assert queries.inbox_counts(actor=koordinator)["triage"] >= 2
