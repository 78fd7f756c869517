"""Claiming: one at a time, for a while, again after that; the failed ones rest."""

from datetime import timedelta

import pytest

from tanggap.cases.models import Event
from tanggap.core.clock import now
from tanggap.jobs.claims import DELAYS, claim, delay, postpone
from tests.clock import Clock
from tests.jobs.conftest import Report

pytestmark = pytest.mark.django_db


def due() -> "list[int]":
    """Ids of what can be claimed now, claimed."""
    found = claim(Event.objects.filter(handled_at__isnull=True), limit=10, lease=60)
    return [event.pk for event in found]


def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(report: Report, clock: Clock) -> None:
    clock.tell()
    for _ in range(3):
        report()
    first = due()
    assert len(first) == 3
    assert due() == []
    clock.later(seconds=61)
    assert due() == first
    assert set(Event.objects.values_list("attempts", flat=True)) == {2}


def test_it_takes_no_more_than_it_is_told_and_the_oldest_first(report: Report) -> None:
    events = [Event.objects.get(case=report().case_id).pk for _ in range(5)]
    found = claim(Event.objects.filter(handled_at__isnull=True), limit=2, lease=60)
    assert [event.pk for event in found] == events[:2]


def test_neither_fresh_nor_failed_ones_starve(report: Report, clock: Clock) -> None:
    clock.tell()
    failed = [Event.objects.get(case=report().case_id).pk for _ in range(4)]
    due()
    clock.later(minutes=5)
    fresh = [Event.objects.get(case=report().case_id).pk for _ in range(10)]
    found = [e.pk for e in claim(Event.objects.filter(handled_at__isnull=True), limit=5, lease=60)]
    assert len(set(found) & set(failed)) == 1
    assert len(set(found) & set(fresh)) == 4


def test_what_failed_rests_longer_each_time_and_keeps_no_words(report: Report, clock: Clock) -> None:
    clock.tell()
    report()
    for attempt in range(1, 4):
        (event,) = claim(Event.objects.filter(handled_at__isnull=True), limit=5, lease=60)
        postpone([event], problem=ValueError("budi@example.org"))
        event.refresh_from_db()
        assert event.problem == "ValueError"
        assert event.claimed_until == now() + timedelta(seconds=DELAYS[attempt - 1])
        assert due() == []
        clock.later(seconds=DELAYS[attempt - 1] + 1)


def test_the_longest_rest_is_an_hour() -> None:
    assert [delay(n) for n in (0, 1, 2, 6, 7, 1000)] == [2, 2, 10, 3600, 3600, 3600]
