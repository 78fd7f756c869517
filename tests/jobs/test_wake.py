"""The bell: heard after the commit, and only then."""

import threading

import pytest
from django.db import transaction

from tanggap.jobs import wake
from tanggap.jobs.transaction import writing


@pytest.fixture
def heard() -> "list[int]":
    """The cases that were rung for."""
    return []


@pytest.mark.django_db(transaction=True)
def test_it_rings_after_the_commit_and_not_before(heard: list[int]) -> None:
    end, bell = wake.hear(heard.append), wake.Bell()
    with writing():
        wake.wake_after_commit(7)
        assert heard == []
        assert not bell.wait(0)
    assert heard == [7]
    assert bell.wait(0)
    assert not bell.wait(0)
    end()
    bell.close()


@pytest.mark.django_db(transaction=True)
def test_it_does_not_ring_for_what_was_rolled_back(heard: list[int]) -> None:
    end = wake.hear(heard.append)
    with transaction.atomic():
        wake.wake_after_commit(7)
        transaction.set_rollback(True)
    assert heard == []
    end()


def test_a_ring_about_no_case_wakes_and_tells_nobody_of_any(heard: list[int]) -> None:
    end, bell = wake.hear(heard.append), wake.Bell()
    wake.ring()
    assert bell.wait(0)
    assert heard == []
    end()
    bell.close()


def test_who_left_hears_nothing(heard: list[int]) -> None:
    end, bell = wake.hear(heard.append), wake.Bell()
    end()
    bell.close()
    wake.ring(7)
    assert heard == []
    assert not bell.wait(0)


def test_it_wakes_a_sleeper_in_another_thread() -> None:
    bell, woken = wake.Bell(), threading.Event()

    def sleep() -> None:
        if bell.wait(10):
            woken.set()

    sleeper = threading.Thread(target=sleep)
    sleeper.start()
    wake.ring()
    sleeper.join(5)
    assert woken.is_set()
    bell.close()
