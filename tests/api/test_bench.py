"""The benchmarks measure what is real: the lives they fill a database with hold like any other."""

import random

import pytest

from bench import fill
from bench.load import Seen
from bench.sink import Sink
from bench.stories import Teller
from bench.table import Figure
from tanggap.cases.audit import broken_links
from tanggap.cases.models import Assignment, Case, CasePhoto, Event, Report
from tanggap.cases.queries import case_view, tracked
from tanggap.cases.workflow import OPEN, State
from tanggap.evidence.models import Photo
from tanggap.people.rules import Actor
from tests.cast import Cast

LIVES = 150


@pytest.fixture
def filled(cast: Cast) -> None:
    city = fill.city_of(random.Random(1), points=20)
    teller = Teller(city, as_time=fill.as_time, as_uuid=fill.as_uuid, as_bool=fill.as_bool)
    for batch in teller.tell(LIVES, batch=50):
        fill.write(Sink(Photo, Case, Report, Event, Assignment, CasePhoto), batch)


def test_filled_lives_have_chains_that_hold(filled: None) -> None:
    assert Event.objects.count() > LIVES
    assert list(broken_links()) == []


def test_filled_cases_stand_as_the_workflow_leaves_them(filled: None) -> None:
    for case in Case.objects.all():
        assert (case.due_at is not None) == (State(case.state) in OPEN)
        assert (case.closed_at is None) == (State(case.state) in OPEN)
        assert case.report_count == case.reports.count()
        assert case.version == case.events.count()
        holders = list(case.assignments.order_by("since", "pk"))
        assert holders[-1].agency_id == case.holder_id
        assert [row.until for row in holders[:-1]] == [row.since for row in holders[1:]]


def test_filled_cases_can_be_read_like_any_other(filled: None, cast: Cast) -> None:
    for report in Report.objects.filter(visibility="public")[:30]:
        assert tracked(number=report.number).steps
        assert case_view(actor=Actor.of(cast.validator), case_id=report.case_id).reports


def test_a_column_that_the_stories_forget_is_noticed(db: None) -> None:
    with pytest.raises(ValueError, match="other columns"):
        Sink(Photo).write(Photo, [{"id": 1}])


def test_percentiles_are_those_of_all_waits() -> None:
    seen = Seen(waits={"a": [0.001] * 98, "b": [0.5, 0.9]}, flows=100, seconds=2.0)

    assert seen.percentile(0.5) == 1.0
    assert seen.percentile(0.99) == 900.0
    assert seen.percentile(0.5, "b") == 900.0
    assert seen.rate == 50.0


@pytest.mark.parametrize(
    ("least", "most", "values", "verdict"),
    [
        (400, None, [390.0, 410.0, 420.0], "met"),
        (400, None, [390.0, 399.0, 900.0], "MISSED"),
        (None, 25, [24.0, 25.0, 90.0], "met"),
        (None, 25, [26.0], "MISSED"),
        (None, None, [1.0], ""),
    ],
)
def test_a_figure_that_misses_its_target_says_so(
    least: float | None, most: float | None, values: list[float], verdict: str
) -> None:
    assert Figure("x", "here", "ms", values, least=least, most=most).verdict == verdict
