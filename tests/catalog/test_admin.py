"""The administration pages of the reference data."""

import pytest
from django.test import Client

from tanggap.catalog import queries
from tanggap.catalog.models import Category, Holiday, TimeLimit
from tests.cast import Cast

pytestmark = pytest.mark.django_db

MODELS = ("group", "category", "channel", "reason", "timelimit", "holiday")


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_and_its_form_too(admin: Client, model: str) -> None:
    assert admin.get(f"/admin/catalog/{model}/").status_code == 200
    expected = 403 if model == "timelimit" else 200
    assert admin.get(f"/admin/catalog/{model}/add/").status_code == expected


def test_an_edited_category_is_seen_at_once_and_kept_by_the_next_seed(admin: Client) -> None:
    row = Category.objects.get(code="jalan")
    page = f"/admin/catalog/category/{row.pk}/change/"
    assert admin.get(page).status_code == 200
    before = queries.category(row.pk)
    given = {
        "group": row.group_id, "name_id": row.name_id, "name_en": row.name_en, "active": "on",
        "help_id": "Jalan apa pun.", "help_en": row.help_en, "keywords": row.keywords,
        "needs_place": "on", "proof": row.proof, "radius_m": row.radius_m, "days": row.days,
        "visibility": row.visibility, "primary": row.primary_id, "secondary": "",
        "crew": "on", "advice_id": row.advice_id, "advice_en": row.advice_en,
    }  # fmt: skip
    assert admin.post(page, given).status_code == 302
    assert before.help_id != "Jalan apa pun."
    assert queries.category(row.pk).help_id == "Jalan apa pun."


def test_rows_that_old_cases_name_are_never_deleted(admin: Client) -> None:
    row = Category.objects.get(code="jalan")
    assert admin.post(f"/admin/catalog/category/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_limit_that_cant_be_counted_is_refused(admin: Client) -> None:
    row = TimeLimit.objects.get(code="contest")
    given = {
        "name_id": row.name_id, "name_en": row.name_en, "hours": 5, "days": 10, "calendar": "work",
        "regulation": row.regulation, "source": row.source,
    }  # fmt: skip
    page = f"/admin/catalog/timelimit/{row.pk}/change/"
    assert admin.post(page, given).status_code == 200
    row.refresh_from_db()
    assert row.hours == 0
    assert admin.post(page, given | {"hours": 0, "days": 12}).status_code == 302
    assert queries.time_limit("contest").days == 12


def test_a_holiday_can_be_made_and_removed(admin: Client) -> None:
    given = {"day": "2026-06-22", "name": "Ulang tahun Jakarta", "source": "Gubernur"}
    assert admin.post("/admin/catalog/holiday/add/", given).status_code == 302
    row = Holiday.objects.get(day="2026-06-22")
    assert row.day in queries.holidays()
    assert admin.post(f"/admin/catalog/holiday/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert row.day not in queries.holidays()
