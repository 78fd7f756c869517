"""Many at once: one wins, numbers are unique, nothing is lost. On both databases, with real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from tanggap.cases import actions, audit
from tanggap.cases.actions import Opened
from tanggap.cases.models import Case, Event, Report
from tanggap.cases.numbers import next_number
from tanggap.cases.shapes import Draft, Given
from tanggap.catalog import queries as catalog
from tanggap.core.clock import now
from tanggap.core.errors import Conflict, NotAllowed, Refusal
from tanggap.core.ids import read_number
from tanggap.people.rules import PUBLIC, Actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Runs all jobs in threads that start together; what each returned, or its Refusal."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            together.wait(10)
            return job()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [one.result(60) for one in [pool.submit(run, job) for job in jobs]]


def draft(cast: Cast, key: str | None = None) -> Draft:
    category = catalog.category_by_code("tutup-saluran")
    assert category is not None
    assert cast.lurah.agency_id is not None
    return Draft(category.id, "Tutup saluran pecah.", "Tutup saluran pecah.", cast.lurah.agency_id, key=key)


def test_numbers_are_unique_under_any_concurrency(cast: Cast) -> None:
    at = now()
    numbers = at_once([lambda: [next_number(at) for _ in range(25)] for _ in range(8)])
    flat = [number for some in numbers for number in some]  # type: ignore[attr-defined]
    assert len(set(flat)) == 200
    assert all(read_number(number) == number for number in flat)


def test_one_form_sent_eight_times_at_once_is_one_report(cast: Cast) -> None:
    key = str(uuid4())
    results = at_once([lambda: actions.open_case(actor=PUBLIC, draft=draft(cast, key)) for _ in range(8)])
    opened = [one for one in results if isinstance(one, Opened)]
    assert len(opened) == 8
    assert len({(one.number, one.secret) for one in opened}) == 1
    assert sum(not one.again for one in opened) == 1
    assert (Report.objects.count(), Case.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_of_many_who_accept_one_wins_and_the_others_are_told(cast: Cast) -> None:
    opened = actions.open_case(actor=PUBLIC, draft=draft(cast))
    seen = Case.objects.get(pk=opened.case_id).version
    people = [cast.officer, cast.lurah] * 4

    def accept(index: int) -> object:
        return actions.make_move(
            actor=Actor.of(people[index]), case_id=opened.case_id, verb="accept", seen=seen, given=Given()
        )

    results = at_once([lambda index=index: accept(index) for index in range(8)])  # type: ignore[misc]
    won = [one for one in results if isinstance(one, int)]
    lost = [one for one in results if isinstance(one, Conflict)]
    assert (len(won), len(lost)) == (1, 7)
    assert all(one.data["happened"] for one in lost)
    assert Event.objects.filter(case=opened.case_id).count() == 2
    assert list(audit.broken_links()) == []


def test_notes_and_new_reporters_at_once_all_land_in_one_unbroken_chain(cast: Cast) -> None:
    opened = actions.open_case(actor=PUBLIC, draft=draft(cast))
    officer = Actor.of(cast.officer)

    def note() -> object:
        return actions.make_move(actor=officer, case_id=opened.case_id, verb="note", given=Given(note="Ok."))

    def too() -> object:
        return actions.add_report(actor=PUBLIC, case_id=opened.case_id, draft=draft(cast))

    results = at_once([note, too] * 4)
    assert not [one for one in results if isinstance(one, Refusal)]
    case = Case.objects.get(pk=opened.case_id)
    assert (case.version, case.report_count) == (9, 5)
    assert list(audit.broken_links()) == []


def test_a_case_joined_away_under_somebodys_hands_takes_no_more_moves(cast: Cast) -> None:
    one = actions.open_case(actor=PUBLIC, draft=draft(cast))
    two = actions.open_case(actor=PUBLIC, draft=draft(cast))
    officer, lurah = Actor.of(cast.officer), Actor.of(cast.lurah)
    jobs: list[Callable[[], object]] = [
        lambda: actions.make_move(
            actor=officer, case_id=one.case_id, verb="join", given=Given(case_id=two.case_id)
        ),
        lambda: actions.make_move(
            actor=lurah, case_id=two.case_id, verb="join", given=Given(case_id=one.case_id)
        ),
    ]
    results = at_once(jobs)
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, NotAllowed | Refusal) for one in results) == 1
    assert Report.objects.filter(case__state="joined").count() == 0
    assert list(audit.broken_links()) == []
