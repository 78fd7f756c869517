"""The demo city lives on: new reports come in and officers act, every few seconds."""

import logging
import random
import threading
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection

from tanggap.core import clock
from tanggap.demo.city import City
from tanggap.demo.lives import life
from tanggap.demo.theatre import Steps

log = logging.getLogger(__name__)

PACE = 1800.0  # an hour of the figures passes in two seconds
SPREAD = timedelta(minutes=10)  # over which the lives that the past left open go on
FORGOTTEN = 50


class Living:
    """A thread that plays residents and officers while the site is served. every: seconds between reports."""

    def __init__(self, city: City, every: float = 8.0) -> None:
        self._city = city
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo", daemon=True)
        city.pace = PACE
        city.mails = False  # the letters that are printed are the newcomer's own

    def start(self) -> None:
        """The city begins to live."""
        self._thread.start()

    def stop(self) -> None:
        """It stops; waits for the step that is being taken."""
        self._stop.set()
        self._thread.join(5)

    def _run(self) -> None:
        try:
            self._wake_up(self._city.theatre.drain())
            while not self._stop.wait(self.turn()):
                close_old_connections()
        finally:
            connection.close()

    def _wake_up(self, rest: list[Steps]) -> None:
        """What the past left open goes on within the next minutes."""
        for steps in rest:
            wait = SPREAD * self._city.chance.random()
            self._city.theatre.add(clock.now() + wait, steps)
        self._city.theatre.add(clock.now(), self._reports())

    def _reports(self) -> Steps:
        while True:
            problem = self._city.trouble.some()
            self._city.theatre.add(clock.now(), life(self._city, problem))
            del self._city.told[:-FORGOTTEN]
            yield clock.now() + timedelta(seconds=self._city.chance.expovariate(1 / self._every))

    def turn(self) -> float:
        """Takes a step if one is due; the seconds until the next."""
        due = self._city.theatre.next_at()
        if due is not None and due <= clock.now():
            try:
                self._city.theatre.step()
            except Exception:  # the play must not take the site down
                log.exception("a step of the demo failed")
            due = self._city.theatre.next_at()
        if due is None:
            return self._every
        return min(max((due - clock.now()).total_seconds(), 0.05), self._every)


def newcomer(seed: int) -> City:
    """A city that goes on from a past played earlier: the same accounts, other chances."""
    return City(random.Random(seed), mails=not settings.EMAIL_URL)  # noqa: S311 - chance, not secrets
