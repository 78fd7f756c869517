"""Areas and landmarks in the administration: edited there, never made or removed by hand."""

import pytest
from django.test import Client
from django.urls import reverse

from tanggap.places import queries
from tanggap.places.models import Area, BoundarySet, Landmark
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GAMBIR = "31.71.01.1001"


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    """Somebody who may edit reference data."""
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize("model", ["area", "landmark", "boundaryset"])
def test_the_lists_open(administrator: Client, model: str) -> None:
    assert administrator.get(reverse(f"admin:places_{model}_changelist")).status_code == 200


def test_an_edited_name_is_seen_at_once(administrator: Client) -> None:
    assert queries.area(GAMBIR) is not None
    page = reverse("admin:places_area_change", args=[GAMBIR])
    assert administrator.get(page).status_code == 200
    words = {"nama": "Gambir Raya", "kode_pos": "10110", "label_lat": "-6.176", "label_lng": "106.826"}
    assert administrator.post(page, words).status_code == 302
    found = queries.area(GAMBIR)
    assert found is not None
    assert (found.nama, found.level) == ("Gambir Raya", "kelurahan")


def test_a_landmark_is_added_without_a_position(administrator: Client) -> None:
    page = reverse("admin:places_landmark_add")
    assert administrator.post(page, {"kelurahan": GAMBIR, "name": "Pos Ronda RW 01"}).status_code == 302
    row = Landmark.objects.get(name="Pos Ronda RW 01")
    assert (row.kelurahan_id, row.lat) == (GAMBIR, None)


def test_areas_and_imports_are_neither_added_nor_removed_by_hand(administrator: Client) -> None:
    newest = BoundarySet.objects.get()
    assert administrator.get(reverse("admin:places_area_add")).status_code == 403
    assert administrator.post(reverse("admin:places_area_delete", args=[GAMBIR])).status_code == 403
    assert administrator.get(reverse("admin:places_boundaryset_add")).status_code == 403
    assert administrator.post(reverse("admin:places_boundaryset_delete", args=[newest.pk])).status_code == 403
    assert Area.objects.filter(kode=GAMBIR).exists()
