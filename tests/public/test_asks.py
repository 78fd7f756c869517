"""What the form's script asks, and the sentences it gets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.places import queries as places
from tanggap.places.models import Area, BoundarySet
from tests.cast import KELURAHAN, Cast
from tests.public.conftest import Sent, a_photo, received

pytestmark = pytest.mark.django_db


def test_an_uploaded_photo_answers_with_its_token_and_thumbnail(client: Client) -> None:
    told = client.post("/lapor/foto", {"photo": a_photo()}).json()
    thumb = client.get(told["thumb"])
    assert thumb.status_code == 200
    assert thumb["Content-Type"] == "image/webp"
    assert "no-store" in thumb["Cache-Control"]


def test_a_file_that_is_no_photo_answers_with_a_sentence(client: Client) -> None:
    answer = client.post("/lapor/foto", {"photo": SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert client.post("/lapor/foto").status_code == 400


def test_words_suggest_a_category(client: Client) -> None:
    items = client.post("/lapor/saran", {"words": "got mampet bau sekali"}).json()["items"]
    assert 1 <= len(items) <= 3
    assert "saluran" in items[0]["code"]
    assert client.post("/lapor/saran", {"words": "  "}).json() == {"items": []}


def test_words_are_never_asked_for_in_an_address(client: Client) -> None:
    assert client.get("/lapor/saran?words=rahasia").status_code == 405


def test_a_point_answers_with_its_kelurahan(client: Client, cast: Cast) -> None:
    lat, lng = cast.place
    told = client.post("/lapor/tempat", {"lat": lat, "lng": lng}).json()
    assert (told["kelurahan"], told["name"]) == (KELURAHAN, "Tebet Timur")


@pytest.mark.parametrize("point", [{"lat": "-6.238", "lng": "106.999"}, {"lat": "x", "lng": "1"}, {}])
def test_a_point_elsewhere_answers_with_a_sentence(client: Client, point: dict[str, str]) -> None:
    answer = client.post("/lapor/tempat", point)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_category_says_what_it_is_for(client: Client) -> None:
    told = client.get("/lapor/jenis/parkir-liar").json()
    assert told["help"].endswith("Perlu foto.")
    assert told["visibility"] == "public"
    assert client.get("/lapor/jenis/tidak-ada").status_code == 404


def test_landmarks_of_an_unknown_kelurahan_are_none(client: Client) -> None:
    assert client.get("/lapor/patokan?kelurahan=99").json() == {"items": []}


def test_similar_cases_come_as_a_fragment(
    client: Client, filled: Callable[..., dict[str, Any]], send: Callable[..., Sent]
) -> None:
    first = send()
    page = client.post("/lapor/mirip", filled(photos=[])).content.decode()
    assert first.number in page
    assert "<html" not in page
    assert client.post("/lapor/mirip", {"lat": "x"}).content.decode().strip() == ""
    assert client.get("/lapor/mirip").status_code == 302


@pytest.fixture
def unmapped(db: None) -> Iterator[None]:
    """An installation that has no boundaries yet."""
    BoundarySet.objects.all().delete()
    Area.objects.update(shape=None)
    places.forget()
    yield
    places.forget()


@pytest.mark.usefixtures("unmapped")
def test_without_boundaries_a_point_offers_the_five_nearest(client: Client, cast: Cast) -> None:
    lat, lng = cast.place
    told = client.post("/lapor/tempat", {"lat": lat, "lng": lng}).json()
    assert told["kelurahan"] == ""
    assert len(told["choose"]) == 5
    assert told["choose"][0] == {"kode": KELURAHAN, "name": "Tebet Timur"}


@pytest.mark.usefixtures("unmapped")
def test_without_boundaries_the_form_asks_to_pick(
    client: Client, filled: Callable[..., dict[str, Any]]
) -> None:
    page = client.get("/lapor").content.decode()
    assert "kami belum bisa mengenalinya dari peta" in page
    answer = client.post("/lapor", filled())
    assert answer.status_code == 400
    assert 'id="e-kelurahan"' in answer.content.decode()
    sent = received(client.post("/lapor", filled(kelurahan=KELURAHAN)))
    assert "masih perlu dipastikan" in client.get(sent.page).content.decode()
