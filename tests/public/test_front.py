"""The front page, the page that explains, the language, and small files."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.public.conftest import Sent

Send = Callable[..., Sent]
pytestmark = pytest.mark.django_db


def test_the_front_page_leads_to_report_and_track_and_to_112(client: Client) -> None:
    page = client.get("/").content.decode()
    for way in ('href="/lapor"', 'action="/lacak"', 'href="tel:112"', 'href="/kasus"', 'href="/peta"'):
        assert way in page
    assert "Belum ada laporan publik" in page


def test_the_front_page_shows_the_newest_public_cases(client: Client, send: Send) -> None:
    shown, hidden = send(), send(visibility="private")
    page = client.get("/").content.decode()
    assert shown.number in page
    assert hidden.number not in page


@pytest.mark.parametrize("address", ["/", "/lapor", "/lacak", "/kasus", "/peta", "/tentang"])
def test_no_public_page_sets_a_cookie(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.cookies == {}


@pytest.mark.parametrize("address", ["/", "/lapor", "/lacak", "/kasus", "/peta", "/tentang"])
def test_every_page_speaks_both_languages(client: Client, address: str) -> None:
    indonesian = client.get(address).content.decode()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="id">' in indonesian
    assert "Langsung ke isi halaman" in indonesian
    assert '<html lang="en">' in english
    assert "Skip to the content" in english


def test_the_chosen_language_stays_and_one_comes_back(client: Client) -> None:
    answer = client.post("/bahasa", {"bahasa": "en", "kembali": "/kasus?status=done"})
    assert answer["Location"] == "/kasus?status=done"
    assert '<html lang="en">' in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_leads_to_no_other_site(client: Client, back: str) -> None:
    assert client.post("/bahasa", {"bahasa": "en", "kembali": back})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert client.post("/bahasa", {"bahasa": "xx", "kembali": "/"}).cookies == {}


def test_robots_stay_out_of_forms_and_secrets(client: Client) -> None:
    words = client.get("/robots.txt").content.decode()
    assert "Disallow: /petugas/" in words
    assert "Disallow: /*?k=" in words


def test_the_forms_worker_lies_at_the_root(client: Client) -> None:
    answer = client.get("/pekerja.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'self'"
    assert b"/lapor" in answer.content


def test_the_manifest_names_the_product(client: Client) -> None:
    assert client.get("/manifest.webmanifest").json()["name"] == "Tanggap"
