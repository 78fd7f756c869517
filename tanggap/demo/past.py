"""Fills the city with a past that could have been."""

import io
import random
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tanggap.cases.outbox import handle_due
from tanggap.core import clock
from tanggap.demo.city import Case, City
from tanggap.demo.figures import arrivals, words
from tanggap.demo.lives import life
from tanggap.demo.staging import scenes
from tanggap.jobs.transaction import writing
from tanggap.notices.actions import deliver_due
from tanggap.reactions import REACTIONS

EVERY = 200  # steps between two rounds of what follows from events
# How many reports a problem brings on the average: those who say "me too", and twins.
REPORTS_EACH = 1.3
EMPTYHANDED = 40  # rounds of deliveries without any end: a stand-in that can't print


@dataclass(frozen=True)
class Filled:
    """What was played. open_links: (what it is, number, secret) of reports a newcomer may play."""

    city: City
    reports: int
    steps: int
    stumbled: list[str]
    open_links: list[tuple[str, str, str]]


def fill(
    *, days: int, reports: int, seed: int, progress: Callable[[float], None] = lambda share: None
) -> Filled:
    """Plays so many days up to now, all or nothing. Call it on an empty installation. Raises NotAllowed
    outside demo mode."""
    chance, now = random.Random(seed), clock.now()  # noqa: S311 - chance, not secrets
    city = City(chance, mails=not settings.EMAIL_URL)
    begin = now - timedelta(days=days)
    city.pictures.develop({word["scene"] for key, word in words().items() if key != "common"})
    # One transaction, though photos are written meanwhile: nobody else is served yet, thousands of
    # steps need not each wait for the disk, and a past that was cut short is played again as a whole.
    with writing():
        with clock.told(begin):
            city.staff.engage_parts()
        _announce(city, now, days, reports)
        steps = _play(city, now, begin, progress)
    return Filled(city, len(city.told), steps, city.theatre.stumbled, _links(city))


def _announce(city: City, now: datetime, days: int, reports: int) -> None:
    staged = list(scenes(city, now))
    for at, problem in staged:
        city.theatre.add(at, life(city, problem), urgent=True)
    for at in arrivals(city.chance, now, days, max(0, round((reports - len(staged)) / REPORTS_EACH))):
        city.theatre.add(at, life(city, city.trouble.some()))


def _play(city: City, now: datetime, begin: datetime, progress: Callable[[float], None]) -> int:
    steps = 0
    for at in city.theatre.play(now):
        steps += 1
        if steps % EVERY == 0:
            _follow_up(at)
            progress((at - begin) / (now - begin))
    _follow_up(now)
    return steps


def _follow_up(at: datetime) -> None:
    """What follows from the events, as the worker would have done it then; no letter leaves the house."""
    with clock.told(at), redirect_stdout(io.StringIO()):
        while handle_due(REACTIONS, limit=1000):
            pass
        for _ in range(EMPTYHANDED):
            if not deliver_due(limit=500):
                break


def _links(city: City) -> list[tuple[str, str, str]]:
    wanted = {
        "approve": "done, waiting for your word",
        "ask": "an officer has a question",
        "accept": "in progress",
    }
    found: dict[str, Case] = {}
    for case in city.told:
        found.setdefault(case.problem.until, case)
    return [
        (words, found[verb].number, found[verb].secret) for verb, words in wanted.items() if verb in found
    ]
