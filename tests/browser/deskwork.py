"""What browser tests of the desk do before anybody looks: log in, report, move. Over HTTP, as people do."""

from io import BytesIO
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browsers import OFFICE, OpenPage
from tests.cast import PASSWORD, PLACE
from tests.servers import Server

CATEGORY = "tutup-saluran"
WORDS = "Tutup saluran air di depan sekolah pecah, anak-anak bisa terperosok."


def picture(shade: int = 90) -> bytes:
    """A small photo; each shade is another one."""
    out = BytesIO()
    Image.new("RGB", (640, 480), (shade % 256, 90, 80)).save(out, "JPEG")
    return out.getvalue()


class Desk:
    """The people of the desk: some act by plain HTTP in the background, one is looked at in a browser."""

    def __init__(self, server: Server, open_page: OpenPage) -> None:
        self.url = server.url
        self._open_page = open_page
        self._sessions: dict[str, httpx.Client] = {}
        self._shade = 0

    # ---- in the background ----

    def report(self, words: str = WORDS, **more: Any) -> int:
        """A resident reports with a photo; the case's id."""
        self._shade += 1
        with httpx.Client(base_url=self.url) as resident:
            sent = resident.post("/api/v1/photos", files={"photo": ("foto.jpg", picture(self._shade))})
            assert sent.status_code == 201, sent.text
            body = {"words": words, "category": CATEGORY, "lat": PLACE[0], "lng": PLACE[1]}
            body |= {"photos": [sent.json()["id"]], **more}
            answer = resident.post("/api/v1/reports", json=body)
            assert answer.status_code == 201, answer.text
        return int(answer.json()["case"])

    def move(self, who: str, case: int, verb: str, **given: Any) -> None:
        """A colleague makes a move through the same form as everybody."""
        files = given.pop("files", None)
        session = self._session(who)
        token = {"X-CSRFToken": session.cookies["tanggap_formulir"]}
        answer = session.post(f"/petugas/kasus/{case}/{verb}", data=given, files=files, headers=token)
        assert answer.status_code == 302, answer.text

    def proof(self, case: int) -> int:
        """The officer hands in proof of a case that is being worked on."""
        self._shade += 1
        files = {"photos": ("sesudah.jpg", picture(self._shade + 100), "image/jpeg")}
        self.move("officer", case, "submit", note="Sudah diganti.", files=files)
        return case

    def _session(self, who: str) -> httpx.Client:
        if who not in self._sessions:
            session = httpx.Client(base_url=self.url)
            session.get("/petugas/masuk")
            sent = {"username": who, "password": PASSWORD}
            token = {"X-CSRFToken": session.cookies["tanggap_formulir"]}
            answer = session.post("/petugas/masuk", data=sent, headers=token)
            assert answer.status_code == 302, answer.text
            self._sessions[who] = session
        return self._sessions[who]

    def close(self) -> None:
        """Everybody goes home."""
        for session in self._sessions.values():
            session.close()

    # ---- in the browser ----

    def page(self, size: tuple[int, int] = OFFICE, **how: Any) -> Page:
        """A browser in which nobody is logged in yet."""
        return self._open_page(size, **how)

    def log_in(self, page: Page, who: str) -> None:
        """Somebody logs in, after whoever was there before."""
        page.context.clear_cookies()
        page.goto("/petugas/masuk")
        page.locator("#f-username").fill(who)
        page.locator("#f-password").fill(PASSWORD)
        page.locator("form.stack button").click()
        page.wait_for_url("**/petugas/**")

    def inbox(self, who: str, query: str, size: tuple[int, int] = OFFICE, **how: Any) -> Page:
        """Somebody logged in, at this view of the inbox."""
        page = self.page(size, **how)
        self.log_in(page, who)
        page.goto(f"/petugas/{query}")
        return page

    @staticmethod
    def row(page: Page, case: int) -> Locator:
        """The list's row of a case."""
        return page.locator(f"#baris-{case}")
