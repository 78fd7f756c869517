"""What follows from events: exactly once, whatever fails or dies in between."""

import logging
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from tanggap.cases import outbox
from tanggap.cases.models import Event
from tanggap.core import clock as moments
from tanggap.jobs.claims import claim
from tanggap.jobs.models import Heartbeat
from tests.clock import Clock
from tests.jobs.conftest import Report

Reaction = Callable[[int], None]


def noted(event: Event) -> None:
    """A reaction that leaves a trace; a second one for the same event would break the key."""
    Heartbeat.objects.create(job=f"event {event.pk}", at=moments.now())


def traces() -> set[int]:
    return {int(job.split()[1]) for job in Heartbeat.objects.values_list("job", flat=True)}


def unhandled() -> set[int]:
    return set(Event.objects.filter(handled_at__isnull=True).values_list("pk", flat=True))


def events(report: Report, count: int) -> list[int]:
    return [Event.objects.get(case=report().case_id).pk for _ in range(count)]


@pytest.mark.django_db
def test_every_event_is_handled_once(report: Report) -> None:
    ids = events(report, 45)
    assert outbox.handle_due({"reported": [noted]}) == 45
    assert traces() == set(ids)
    assert unhandled() == set()
    assert outbox.handle_due({"reported": [noted]}) == 0


@pytest.mark.django_db
def test_events_that_nothing_follows_from_are_handled_too(report: Report) -> None:
    events(report, 2)
    assert outbox.handle_due({}) == 2
    assert unhandled() == set()


@pytest.mark.django_db
def test_it_does_no_more_than_it_is_told(report: Report) -> None:
    events(report, 30)
    assert outbox.handle_due({}, limit=25) == 25
    assert len(unhandled()) == 5


@pytest.mark.django_db
def test_one_that_fails_rests_and_the_others_go_on(
    report: Report, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.tell()
    ids = events(report, 6)

    def picky(event: Event) -> None:
        noted(event)
        if event.pk == ids[2]:
            raise ValueError("budi@example.org")

    with caplog.at_level(logging.INFO):
        assert outbox.handle_due({"reported": [picky]}) == 6
    # Not even what it wrote before it failed stays.
    assert traces() == set(ids) - {ids[2]}
    assert unhandled() == {ids[2]}
    failed = Event.objects.get(pk=ids[2])
    assert (failed.problem, failed.attempts) == ("ValueError", 1)
    assert "ValueError" in caplog.text
    assert "budi" not in caplog.text
    assert outbox.waiting().failing == 1

    assert outbox.handle_due({"reported": [noted]}) == 0
    clock.later(seconds=3)
    assert outbox.handle_due({"reported": [noted]}) == 1
    assert traces() == set(ids)
    assert Event.objects.get(pk=ids[2]).problem == ""
    assert outbox.waiting().count == 0


@pytest.mark.django_db
def test_who_lost_the_lease_leaves_no_trace(report: Report, clock: Clock) -> None:
    """A worker so slow that another took its events: they are handled by the other, and once."""
    clock.tell()
    ids = events(report, 3)
    mine = claim(Event.objects.filter(handled_at__isnull=True), limit=3, lease=60)
    clock.later(seconds=61)
    assert outbox.handle_due({"reported": [noted]}) == 3
    outbox._handle(mine, {"reported": [noted]})
    assert traces() == set(ids)
    assert unhandled() == set()


@pytest.mark.django_db(transaction=True)
def test_many_workers_share_the_events_and_do_each_once(report: Report) -> None:
    ids, problems = events(report, 60), []

    def work() -> None:
        try:
            for _ in range(20):
                outbox.handle_due({"reported": [noted]}, limit=7)
        except Exception as problem:  # shown by the assertion
            problems.append(problem)
        finally:
            connections.close_all()

    crew = [threading.Thread(target=work) for _ in range(4)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert problems == []
    assert traces() == set(ids)
    assert unhandled() == set()


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_commits_nothing_leaves_its_event_due(report: Report) -> None:
    (only,) = events(report, 1)

    def dies(event: Event) -> None:
        noted(event)
        raise KeyboardInterrupt  # as when the process is told to go in the middle

    with pytest.raises(KeyboardInterrupt):
        outbox.handle_due({"reported": [dies]})
    assert connection.in_atomic_block is False
    assert traces() == set()
    assert unhandled() == {only}


@pytest.mark.django_db
def test_the_state_of_the_outbox_can_be_told(report: Report, clock: Clock) -> None:
    assert outbox.waiting() == outbox.Waiting(0, 0, None)
    first = clock.tell()
    ids = events(report, 2)
    clock.later(minutes=10)
    events(report, 1)
    found = outbox.waiting()
    assert (found.count, found.failing) == (3, 0)
    assert found.oldest == first
    assert outbox.last_event_id() > ids[1]
    assert outbox.events_after(ids[0])[0] == ids[1]
    assert len(outbox.events_since(60) or []) == 1
    assert len(outbox.events_since(3600) or []) == 3
    assert outbox.events_since(3600, limit=3) is None
