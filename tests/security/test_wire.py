"""Over the wire, from the real server with its memory: nobody is handed what was made for another."""

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.cast import PLACE
from tests.edge.wire import ask
from tests.pictures import jpeg
from tests.servers import ROOT, Server

pytestmark = pytest.mark.server
WORDS = "Penampungan gelap di rumah kontrakan bercat ungu."


@pytest.fixture
def anybody(server: Server) -> Iterator[httpx.Client]:
    """Somebody without cookies, from another phone than the reporter's."""
    with httpx.Client(base_url=server.url) as client:
        yield client


@pytest.fixture(scope="module")
def coordinator(server: Server) -> Iterator[httpx.Client]:
    """The one who hides and restores, by the API."""
    command = [sys.executable, "-m", "tanggap", "apikey", "create", "uji", "--user", "city_coordinator"]
    made = subprocess.run(
        command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=True
    )
    token = made.stdout.strip().splitlines()[-1]
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def report(client: httpx.Client, number: int, **more: Any) -> dict[str, Any]:
    """A report with a photo: what was answered, and the photo's id."""
    sent = client.post("/api/v1/photos", files={"photo": ("foto.jpg", jpeg(number), "image/jpeg")})
    lat, lng = PLACE
    body = {
        "words": WORDS,
        "category": "tutup-saluran",
        "lat": lat,
        "lng": lng,
        "photos": [sent.json()["id"]],
    }
    answer = client.post("/api/v1/reports", json=body | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made | {"photo": sent.json()["id"]}


def doors_of(made: dict[str, Any]) -> list[str]:
    """Every address of a report and its photo that the public may try."""
    number, photo = made["number"], made["photo"]
    pages = [f"/lacak/{number}", f"/lacak/{number}/isi", f"/api/v1/reports/{number}"]
    return pages + [f"/foto/{photo}/{size}.webp" for size in ("thumb", "medium", "large")]


def test_what_a_secret_opened_is_not_kept_for_the_next_one(anybody: httpx.Client) -> None:
    made = report(anybody, 901, visibility="private")
    key = {"k": made["secret"], "n": made["number"]}
    for url in doors_of(made):
        query = key if url.startswith("/foto/") else {"k": made["secret"]}
        opened = anybody.get(url, params=query)
        assert opened.status_code == 200, url
        assert "no-store" in opened.headers["Cache-Control"]
        assert "etag" not in opened.headers
        for more in ({}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}, {"HX-Request": "true"}):
            assert anybody.get(url, headers=more).status_code == 404, (url, more)
        assert anybody.head(url).status_code == 404, url
        wrong = query | {"k": "a" * 26}
        assert anybody.get(url, params=wrong).status_code == 404, url


def test_what_is_hidden_is_gone_at_once_for_everybody(
    anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    made = report(anybody, 902)
    doors = doors_of(made)
    for _ in range(2):  # the second time from memory
        assert [anybody.get(url).status_code for url in doors] == [200] * len(doors)
    assert WORDS in anybody.get(doors[0]).text
    case = coordinator.get(f"/api/v1/desk/cases/{made['case']}").json()
    chosen = [case["reports"][0]["id"]]
    reasons = coordinator.get("/api/v1/desk/reasons", params={"verb": "hide"}).json()["reasons"]
    hide = {"note": "Menyebut rumah orang.", "reason": reasons[0]["code"], "reports": chosen}
    assert coordinator.post(f"/api/v1/desk/cases/{made['case']}/moves/hide", json=hide).status_code == 200
    time.sleep(0.5)
    for url in doors:
        answer = anybody.get(url)
        assert WORDS not in answer.text, url
        assert answer.status_code == (404 if url.startswith("/foto/") else 200), url
        assert anybody.get(url, headers={"If-None-Match": "*"}).status_code != 304 or "/foto/" not in url
    for url in ("/", "/kasus", "/peta"):
        assert made["number"] not in anybody.get(url).text, url


@pytest.mark.parametrize(
    "path",
    [
        "/foto/../petugas/",
        "/foto/%2e%2e/petugas/",
        "//petugas/",
        "/static/../settings.py",
        "/static/%2e%2e/tanggap/settings.py",
        "/static//etc/passwd",
        "/.env",
        "/keys/track",
        "/tanggap.sqlite3",
        "/originals/",
    ],
)
def test_no_trick_with_a_path_reaches_a_file_or_the_desk(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert "secret" not in answer.text.lower()


def test_the_server_prints_no_secret_and_nobodys_words(server: Server, anybody: httpx.Client) -> None:
    made = report(anybody, 903, email="wulandari@example.org", name="Wulandari", phone="081387654321")
    anybody.get(f"/lacak/{made['number']}", params={"k": made["secret"]})
    anybody.post(f"/lacak/{made['number']}/jawab", data={"k": made["secret"], "note": "Kata rahasia."})
    time.sleep(2.5)  # the letter about the report is printed
    said = server.words()
    for mark in (made["secret"], "wulandari@", "Wulandari", "0813", "Penampungan", "Kata rahasia"):
        assert mark not in said
