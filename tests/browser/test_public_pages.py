"""Every public page: no barrier for anybody, nothing cut off, light enough for a cheap phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.resident import Office, allow_position, elsewhere, fill
from tests.browsers import OFFICE, PHONE, Complaints, OpenPage, barriers
from tests.servers import Server

pytestmark = pytest.mark.browser
PAGES = ["/", "/lapor", "/lacak", "/lacak?nomor=JK12", "/kasus", "/kasus?status=refused", "/peta", "/tentang"]
PAGE_LIMIT, FORM_LIMIT = 60_000, 120_000


@pytest.fixture(scope="module")
def followed(server: Server) -> str:
    """The secret address of a report that is done."""
    desk = Office(server)
    number, secret = desk.report("Got mampet di Kelurahan Kebayoran Lama Selatan " + "sekali" * 20)
    case = desk.case_of(number)
    desk.move("officer", case, "accept")
    desk.prove(case)
    desk.move("validator", case, "approve")
    return f"/lacak/{number}?k={secret}"


def check(page: Page) -> None:
    """No barrier, and nothing wider than the screen."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, OFFICE], ids=["phone", "office"])
@pytest.mark.usefixtures("followed")
def test_no_page_has_a_barrier(
    open_page: OpenPage, complaints: Complaints, size: tuple[int, int], dark: bool
) -> None:
    complaints.forgive(r"status of 400: .*/lacak\?nomor=JK12")
    page = open_page(size, dark=dark)
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        check(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_reporters_pages_have_no_barrier(open_page: OpenPage, followed: str, dark: bool) -> None:
    page = open_page(dark=dark)
    for address in (followed, followed.split("?")[0], followed.replace("/lacak/", "/lapor/terkirim/")):
        page.goto(address)
        for part in page.locator("main details").all():
            part.evaluate("part => { part.open = true; }")
        page.wait_for_timeout(300)
        check(page)


def test_the_steps_of_the_form_have_no_barrier(page: Page, complaints: Complaints, tmp_path: Path) -> None:
    complaints.forgive("status of 4")
    allow_position(page, elsewhere())
    fill(page, tmp_path, words="got")
    page.click("#buka-peta")
    expect(page.locator("#peta .spot")).to_be_visible()
    check(page)
    page.click("#kirim")
    expect(page.locator("#kesalahan")).to_be_focused()
    check(page)
    page.fill("#f-words", "Tolong, ada kebakaran besar di gang kami sekarang!")
    page.click("#kirim")
    expect(page.get_by_role("link", name="Telepon 112")).to_be_visible()
    check(page)


def test_english_pages_have_no_barrier(open_page: OpenPage) -> None:
    page = open_page(language="en-GB")
    for address in ("/", "/lapor", "/kasus"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        check(page)


def test_the_language_changes_and_the_page_stays(page: Page) -> None:
    page.goto("/kasus?status=done")
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/kasus?status=done")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Indonesia").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")


def test_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi halaman")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def transferred(page: Page, address: str, also: str = "") -> tuple[int, int]:
    """Bytes that came over the line to a phone that was never here: all, and without photos."""
    counted: dict[str, int] = {}
    photos: set[str] = set()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.responseReceived",
        lambda told: photos.add(told["requestId"]) if "/foto/" in told["response"]["url"] else None,
    )
    session.on(
        "Network.loadingFinished",
        lambda told: counted.__setitem__(told["requestId"], int(told["encodedDataLength"])),
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if also:
        page.click(also)
        expect(page.locator(".area-name").first).to_be_visible()
        page.wait_for_load_state("networkidle")
    return sum(counted.values()), sum(size for key, size in counted.items() if key not in photos)


@pytest.mark.parametrize("address", ["/", "/lacak", "/kasus", "/tentang", "/lapor"])
@pytest.mark.usefixtures("followed")
def test_a_page_is_light(page: Page, address: str) -> None:
    _, plain = transferred(page, address)
    assert plain < PAGE_LIMIT


def test_the_tracking_page_is_light(page: Page, followed: str) -> None:
    _, plain = transferred(page, followed)
    assert plain < PAGE_LIMIT


@pytest.mark.parametrize(("address", "also"), [("/lapor", "#buka-peta"), ("/peta", "")])
def test_the_form_and_the_map_are_light_with_map_and_font(page: Page, address: str, also: str) -> None:
    everything, _ = transferred(page, address, also)
    assert everything < FORM_LIMIT


def test_nothing_moves_while_a_page_loads(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) "
        "if (!e.hadRecentInput) window.moved += e.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for address in ("/", "/lapor", "/kasus", "/lacak"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.02, address
