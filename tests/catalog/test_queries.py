"""Reads of the catalog: kept in memory, fresh after forget(), deadlines with real holidays."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tanggap.catalog import queries
from tanggap.catalog.models import Category, Holiday, Reason, TimeLimit
from tanggap.core.clock import JAKARTA

pytestmark = pytest.mark.django_db


def test_the_second_read_asks_the_database_nothing() -> None:
    queries.categories()
    with CaptureQueriesContext(connection) as asked:
        queries.category_by_code("jalan")
        queries.reasons("refuse")
        queries.deadline("answer", datetime(2026, 3, 2, 8, tzinfo=JAKARTA))
    assert len(asked) == 0


def test_a_change_is_seen_after_forget() -> None:
    first = queries.category_by_code("jalan")
    Category.objects.filter(code="jalan").update(radius_m=77)
    assert queries.category_by_code("jalan") == first
    queries.forget()
    changed = queries.category_by_code("jalan")
    assert changed is not None
    assert changed.radius_m == 77


def test_a_category_is_found_by_id_and_by_code() -> None:
    row = queries.category_by_code("tutup-saluran")
    assert row is not None
    assert queries.category(row.id) == row
    assert row.group == "air"
    assert queries.category_by_code("tidak-ada") is None
    with pytest.raises(KeyError):
        queries.category(-1)


def test_reasons_out_of_use_are_not_offered_but_still_named() -> None:
    Reason.objects.filter(code="test").update(active=False)
    queries.forget()
    assert "test" not in {row.code for row in queries.reasons("refuse")}
    assert queries.reason("test") is not None
    assert queries.reason("tidak-ada") is None


def test_channels_are_found_by_code() -> None:
    web = queries.channel_by_code("web")
    assert web is not None
    assert web.name_en == "This website"
    assert queries.channel_by_code("merpati") is None


def test_to_answer_takes_six_hours_also_at_night() -> None:
    start = datetime(2026, 3, 7, 22, tzinfo=JAKARTA)
    assert queries.deadline("answer", start) == start + timedelta(hours=6)


def test_to_contest_takes_ten_working_days_over_lebaran() -> None:
    # Monday 9 March 2026. Holidays and joint leave: 18 to 20, 23 and 24 March.
    found = queries.deadline("contest", datetime(2026, 3, 9, 10, tzinfo=JAKARTA))
    assert found == datetime(2026, 3, 30, 23, 59, 59, tzinfo=JAKARTA)


def test_a_holiday_made_by_an_administrator_counts() -> None:
    start = datetime(2026, 3, 2, 10, tzinfo=JAKARTA)
    before = queries.deadline("check", start)
    Holiday.objects.create(day="2026-03-03", name="Banjir besar")
    queries.forget()
    assert queries.deadline("check", start) == before + timedelta(days=1)


def test_a_changed_limit_counts_from_the_next_read() -> None:
    start = datetime(2026, 3, 2, 10, tzinfo=JAKARTA)
    TimeLimit.objects.filter(code="finish").update(days=6)
    queries.forget()
    assert queries.deadline("finish", start) == start + timedelta(days=6)


def test_an_unknown_limit_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        queries.deadline("selamanya", datetime(2026, 3, 2, tzinfo=JAKARTA))
