"""Where the news comes from, on either database: everything committed, nothing rolled back, none missed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from tanggap.cases.models import Event
from tanggap.cases.queries import LiveEvent, live_cases
from tanggap.live import source
from tests.jobs.conftest import Report

pytestmark = pytest.mark.django_db(transaction=True)


class News:
    """What was told, by event id; gaps: how often some might have been missed."""

    def __init__(self) -> None:
        self.told: list[LiveEvent] = []
        self.gaps = 0

    def __call__(self, events: list[LiveEvent] | None) -> None:
        self.gaps += events is None
        self.told += events or []

    @property
    def ids(self) -> set[int]:
        return {event.event_id for event in self.told}


@contextmanager
def listening() -> Iterator[News]:
    news, stop, ready = News(), threading.Event(), threading.Event()
    reader = threading.Thread(target=source.listen, args=(news, stop, ready.set))
    reader.start()
    assert ready.wait(5)
    try:
        yield news
    finally:
        stop.set()
        reader.join(5)
        assert not reader.is_alive()


def until(true: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def test_every_committed_event_is_told_within_a_second(report: Report) -> None:
    with listening() as news:
        opened = report()
        event = Event.objects.get(case=opened.case_id)
        until(lambda: event.pk in news.ids, 1)
        (told,) = news.told
        assert (told.case_id, told.seq, told.verb, told.public) == (opened.case_id, 1, "reported", True)


def test_what_was_rolled_back_is_not_told(report: Report) -> None:
    with listening() as news:
        with transaction.atomic():
            report()
            transaction.set_rollback(True)
        kept = Event.objects.get(case=report().case_id)
        until(lambda: kept.pk in news.ids)
        assert news.ids == {kept.pk}


def test_what_was_before_is_not_told(report: Report) -> None:
    report()
    with listening() as news:
        fresh = Event.objects.get(case=report().case_id)
        until(lambda: fresh.pk in news.ids)
        assert news.ids == {fresh.pk}


def test_none_is_missed_when_many_commit_at_once_in_any_order(report: Report) -> None:
    def work() -> None:
        for _ in range(10):
            report()
        connection.close()

    with listening() as news:
        crew = [threading.Thread(target=work) for _ in range(4)]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        every = set(Event.objects.values_list("pk", flat=True))
        assert len(every) == 40
        until(lambda: news.ids == every)


def test_what_came_while_the_database_was_away_is_told_when_it_is_back(
    report: Report, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = ["", "budi@example.org wrote", "budi@example.org wrote"]

    def failing(ids: list[int]) -> list[LiveEvent]:
        if problem := failures.pop() if failures else "":
            raise ConnectionError(problem)
        return live_cases(ids)

    with listening() as news:
        monkeypatch.setattr("tanggap.live.source.live_cases", failing)
        every = {Event.objects.get(case=report().case_id).pk for _ in range(2)}
        until(lambda: news.ids >= every)
    assert "ConnectionError" in caplog.text
    assert "budi" not in caplog.text


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer: ids are in order there")
def test_a_slow_transaction_with_a_low_number_is_not_lost(report: Report) -> None:
    """The trap of following ids: the lower number commits later."""
    inside, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            report()
            inside.set()
            go.wait(10)
        connection.close()

    with listening() as news:
        one = threading.Thread(target=slow)
        one.start()
        inside.wait(10)
        quick = Event.objects.get(case=report().case_id)
        until(lambda: quick.pk in news.ids)
        go.set()
        one.join()
        until(lambda: len(news.ids) == 2)
        assert min(news.ids) < quick.pk
