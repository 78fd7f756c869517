"""How often one address may do something."""

import threading

import pytest

from tanggap.jobs import throttle
from tanggap.jobs.throttle import Throttle


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> "list[float]":
    """A clock to turn: hours[0] is what it shows."""
    shown = [0.0]
    monkeypatch.setattr("tanggap.jobs.throttle.time.monotonic", lambda: shown[0] * 3600)
    return shown


def test_so_many_at_once_and_then_no_more(hours: list[float]) -> None:
    gate = Throttle(per_hour=3)
    assert [gate.take("203.0.113.7") for _ in range(5)] == [True, True, True, False, False]
    assert gate.take("203.0.113.8")


def test_time_lets_it_go_on(hours: list[float]) -> None:
    gate = Throttle(per_hour=2)
    assert [gate.take("a") for _ in range(3)] == [True, True, False]
    assert gate.wait("a") == 1801
    hours[0] = 0.51
    assert gate.take("a")
    assert not gate.take("a")
    hours[0] = 50
    assert [gate.take("a") for _ in range(3)] == [True, True, False]


def test_no_limit_is_no_limit() -> None:
    gate = Throttle(per_hour=0)
    assert all(gate.take("a") for _ in range(1000))
    assert gate.wait("a") == 0


def test_it_forgets_who_was_not_seen_for_longest() -> None:
    gate = Throttle(per_hour=1, keys=2)
    assert gate.take("a")
    assert gate.take("b")
    assert gate.take("c")
    assert not gate.take("c")
    assert gate.take("a")


def test_one_ipv6_network_is_one_sender() -> None:
    assert throttle.hashed("2001:db8:1:2::1") == throttle.hashed("2001:db8:1:2:ffff::9")
    assert throttle.hashed("2001:db8:1:2::1") != throttle.hashed("2001:db8:1:3::1")
    assert throttle.hashed("::ffff:203.0.113.7") == throttle.hashed("203.0.113.7")
    assert throttle.hashed("203.0.113.7") != throttle.hashed("203.0.113.8")


def test_addresses_are_not_kept_as_they_are() -> None:
    gate = Throttle(per_hour=5)
    gate.take("203.0.113.7")
    assert b"203.0.113.7" not in b"".join(gate._buckets)


def test_many_threads_share_one_bucket() -> None:
    gate, taken = Throttle(per_hour=10), []
    crowd = [threading.Thread(target=lambda: taken.append(gate.take("a"))) for _ in range(60)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sum(taken) == 10
