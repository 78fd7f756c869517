"""What a resident does in browser tests: fills in the form, with script and without."""

import re
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from tests.cast import KELURAHAN, PASSWORD, PLACE
from tests.pictures import jpeg
from tests.servers import Server

_numbers = count(40_000)
# Steps from the label point, which others use; all of them are well inside the kelurahan.
_places = iter([(north, east) for north in range(-7, 7) for east in range(-1, 3) if north or east])
CATEGORY = "tutup-saluran"
WORDS = "Tutup saluran air di depan sekolah pecah, anak-anak bisa terperosok."
WHERE = {"latitude": PLACE[0], "longitude": PLACE[1], "accuracy": 12}


def photo(folder: Path) -> str:
    """A photo on the phone, another one each time."""
    path = folder / f"foto-{next(_numbers)}.jpg"
    path.write_bytes(jpeg(next(_numbers)))
    return str(path)


def elsewhere() -> dict[str, float]:
    """A place in Tebet Timur, 130 m from all others, so that nothing nearby looks the same."""
    north, east = next(_places)
    return {**WHERE, "latitude": PLACE[0] + 0.0012 * north, "longitude": PLACE[1] + 0.0012 * east}


def allow_position(page: Page, where: dict[str, float] | None = None) -> None:
    """The phone tells where it is."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(where or WHERE)  # type: ignore[arg-type]


def fill(page: Page, folder: Path, words: str = WORDS) -> None:
    """Photo, position, words and category, as with a phone that runs scripts."""
    page.goto("/lapor")
    page.set_input_files("#f-photos-input", photo(folder))
    expect(page.locator("input[name=photo]")).to_have_count(1)
    page.click("#lokasi")
    expect(page.locator("#tempat-kata")).to_contain_text("Tebet")
    page.fill("#f-words", words)
    page.fill("#f-category", "tutup sal")
    page.get_by_role("option", name="Tutup Saluran").click()


def fill_plainly(page: Page, folder: Path, words: str = WORDS, kelurahan: str = KELURAHAN) -> None:
    """The same without script: files, lists and words."""
    page.goto("/lapor")
    page.set_input_files("#f-photos-input", photo(folder))
    page.select_option("[name=kelurahan]", kelurahan)
    page.fill("[name=place_text]", "depan pos RW 03")
    page.fill("[name=words]", words)
    page.select_option("[name=category]", CATEGORY)


def receipt(page: Page) -> tuple[str, str]:
    """The number and the secret of the receipt that the page shows."""
    page.wait_for_url("**/lapor/terkirim/**")
    parts = urlsplit(page.url)
    return parts.path.rsplit("/", 1)[1], parse_qs(parts.query)["k"][0]


# Who logged in once stays so: a server grows suspicious of many logins.
_everybody: dict[str, dict[str, httpx.Client]] = {}


class Office:
    """The people of the desk, who act in the background: over HTTP, by the same forms as everybody."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self._sessions = _everybody.setdefault(server.url, {})

    def report(self, words: str) -> tuple[str, str]:
        """A resident reports, by the form; number and secret."""
        form = {"words": words, "category": CATEGORY, "kelurahan": KELURAHAN, "key": uuid4().hex}
        files = {"photos": ("foto.jpg", jpeg(next(_numbers)), "image/jpeg")}
        answer = httpx.post(f"{self.url}/lapor", data=form, files=files)
        parts = urlsplit(answer.headers["Location"])
        return parts.path.rsplit("/", 1)[1], parse_qs(parts.query)["k"][0]

    def case_of(self, number: str) -> int:
        """The case of a report, as an auditor's search finds it."""
        answer = self._session("auditor").get("/petugas/", params={"cari": number}, follow_redirects=True)
        found = re.search(r"/petugas/kasus/(\d+)", f"{answer.url} {answer.text}")
        assert found is not None, answer.text
        return int(found[1])

    def move(self, who: str, case: int, verb: str, **given: Any) -> None:
        """Somebody makes a move."""
        files = given.pop("files", None)
        session = self._session(who)
        token = {"X-CSRFToken": session.cookies["tanggap_formulir"]}
        answer = session.post(f"/petugas/kasus/{case}/{verb}", data=given, files=files, headers=token)
        assert answer.status_code == 302, answer.text

    def prove(self, case: int) -> None:
        """The officer hands in proof."""
        files = {"photos": ("sesudah.jpg", jpeg(next(_numbers)), "image/jpeg")}
        self.move("officer", case, "submit", note="Sudah diganti.", files=files)

    def _session(self, who: str) -> httpx.Client:
        if who not in self._sessions:
            session = self._sessions[who] = httpx.Client(base_url=self.url)
            session.get("/petugas/masuk")
            token = {"X-CSRFToken": session.cookies["tanggap_formulir"]}
            sent = {"username": who, "password": PASSWORD}
            assert session.post("/petugas/masuk", data=sent, headers=token).status_code == 302
        return self._sessions[who]
