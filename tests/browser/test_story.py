"""The whole story: from Bu Sari's phone to a repair that she confirms, every hand in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.deskwork import Desk
from tests.browser.resident import WORDS, Office, allow_position, elsewhere, fill, photo, receipt
from tests.browsers import OFFICE, PHONE, OpenPage
from tests.cast import KELURAHAN
from tests.servers import Server

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [PHONE, OFFICE], ids=["phone", "office"])


@pytest.fixture
def desk(server: Server, open_page: OpenPage) -> Iterator[Desk]:
    """The staff, each to log in with a browser of their own."""
    people = Desk(server, open_page)
    yield people
    people.close()


@SIZES
def test_a_drain_cover_from_the_phone_to_the_confirmed_repair(
    open_page: OpenPage, desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    where = elsewhere()
    sari = _reports(open_page(size), tmp_path, where)
    number, secret = receipt(sari)
    expect(sari.locator(".number")).to_have_text(number)
    expect(sari.locator("#tautan")).to_have_value(re.compile(rf"/lacak/{number}\?k={secret}$"))
    expect(sari.get_by_role("img", name="Kode QR")).to_be_visible()
    watching, page_stayed = _watch(open_page(size), f"/lacak/{number}?k={secret}")

    _neighbour_joins(open_page(size), tmp_path, where, number)
    expect(watching.locator("#isi")).to_contain_text("2 warga melaporkan ini")
    _public_shows(open_page(size), number)

    crew = _crew_gets_it(desk, watching, number, size)
    _proves(crew, tmp_path, "Tutup lama kami rapikan.")
    _state(watching, "checking")
    expect(watching.get_by_text("Sesudah", exact=True).first).to_be_visible()
    _validator_sends_back(desk, number, size)
    _state(watching, "sent_back")
    expect(watching.locator(".timeline .latest")).to_contain_text("Bukti tidak diterima")
    expect(watching.locator(".timeline .latest")).to_contain_text("Foto diambil dari sudut lain.")

    crew.reload()
    _proves(crew, tmp_path, "Tutup baru sudah dipasang, foto dari sudut yang sama.")
    _state(watching, "checking")
    approving = _opens(desk, "second_validator", number, size)
    approving.get_by_role("button", name="Bukti diterima").click()
    expect(approving.locator("#kasus")).to_contain_text("Kasus selesai")
    _state(watching, "done")
    _confirms_and_rates(watching, page_stayed)


@SIZES
def test_without_script_a_landmark_is_enough_and_a_bad_repair_is_contested(
    open_page: OpenPage, server: Server, tmp_path: Path, size: tuple[int, int]
) -> None:
    page, office = open_page(size, script=False), Office(server)
    _fills_in_with_a_landmark(page, tmp_path)
    page.click("#kirim")
    number, _ = receipt(page)
    page.get_by_role("link", name="Pantau laporan").click()
    expect(page.locator("#isi")).to_contain_text("Kantor Kelurahan Tebet Timur. Seberang gerbang")
    case = office.case_of(number)
    office.move("officer", case, "accept")
    office.prove(case)
    office.move("validator", case, "approve")
    page.reload()
    _state(page, "done")
    page.get_by_text("Belum, masih bermasalah").click()
    page.fill("#f-contest-note", "Tutupnya masih goyang bila diinjak.")
    page.set_input_files("#f-contest-photos", photo(tmp_path))
    page.get_by_role("button", name="Kirim sanggahan").click()
    expect(page.locator("#kabar")).to_contain_text("Sanggahan Anda diterima")
    _state(page, "waiting")
    expect(page.locator("#isi")).to_contain_text("Kecamatan Tebet")


# ---- the residents ----


def _reports(page: Page, folder: Path, where: dict[str, float]) -> Page:
    allow_position(page, where)
    fill(page, folder)
    page.click("#kirim")
    return page


def _neighbour_joins(page: Page, folder: Path, where: dict[str, float], known: str) -> None:
    allow_position(page, where)
    fill(page, folder, words="Tutup got di depan sekolah pecah, saya hampir jatuh.")
    offered = page.locator("#mirip li", has=page.get_by_role("link", name=known))
    expect(offered).to_contain_text("m dari tempat Anda")
    offered.get_by_role("button", name="Saya juga").click()
    number, _ = receipt(page)
    assert number != known


def _watch(page: Page, address: str) -> tuple[Page, Callable[[], bool]]:
    page.goto(address)
    loaded = page.evaluate("performance.timeOrigin")
    _state(page, "waiting")
    return page, lambda: page.evaluate("performance.timeOrigin") == loaded


def _state(page: Page, state: str) -> None:
    expect(page.locator("#isi .state").first).to_have_attribute("data-state", state)


def _public_shows(page: Page, number: str) -> None:
    page.goto(f"/kasus?wilayah={KELURAHAN}")
    card = page.locator(".case", has=page.locator(f'a[href="/lacak/{number}"]'))
    expect(card.locator("img")).to_have_js_property("complete", True)
    with page.expect_response("**/peta/titik.json*") as drawn:
        page.goto(f"/peta?wilayah={KELURAHAN}")
    assert number in drawn.value.text()
    expect(page.locator("#peta-kata")).to_contain_text("laporan di peta")
    expect(page.locator(f'.rows a[href="/lacak/{number}"]')).to_be_visible()


def _confirms_and_rates(page: Page, stayed: Callable[[], bool]) -> None:
    yes = page.get_by_role("button", name="Ya, sudah beres")
    expect(yes).to_be_visible()
    assert stayed(), "all of it came without loading the page again"
    yes.click()
    expect(page.locator("#kabar")).to_be_visible()
    expect(page.locator("#isi .state").first).to_have_attribute("data-verdict", "confirmed")
    page.locator(".stars label").nth(4).click()
    page.fill("#f-rate-note", "Cepat dan rapi.")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.locator("#kabar")).to_contain_text("Terima kasih atas penilaian Anda")
    expect(page.locator(".stars input").nth(4)).to_be_checked()


def _fills_in_with_a_landmark(page: Page, folder: Path) -> None:
    page.goto("/lapor")
    page.set_input_files("#f-photos-input", photo(folder))
    page.fill("[name=words]", WORDS)
    page.select_option("[name=category]", "tutup-saluran")
    page.select_option("[name=kelurahan]", KELURAHAN)
    page.get_by_role("button", name="Tampilkan patokan").click()
    expect(page.locator("[name=landmark_id]")).to_be_focused()
    expect(page.locator(".kept img")).to_have_count(1)
    assert page.input_value("[name=words]") == WORDS
    page.select_option("[name=landmark_id]", label="Kantor Kelurahan Tebet Timur")
    page.fill("[name=place_text]", "Seberang gerbang")


# ---- the staff ----


def _opens(desk: Desk, who: str, number: str, size: tuple[int, int]) -> Page:
    """Somebody logs in and finds the case by its number, as told on the telephone."""
    page = desk.inbox(who, f"?cari={number}", size)
    expect(page.locator("#kasus")).to_contain_text(number)
    return page


def _crew_gets_it(desk: Desk, watching: Page, number: str, size: tuple[int, int]) -> Page:
    officer = _opens(desk, "officer", number, size)
    officer.get_by_role("button", name="Terima").click()
    _state(watching, "in_progress")
    officer.get_by_role("link", name="Disposisi").click()
    officer.locator("#f-agency_id").select_option(label="PPSU Kelurahan Tebet Timur")
    officer.get_by_role("button", name="Disposisikan").click()
    expect(officer.locator("#kasus")).to_contain_text("Sudah didisposisikan")
    _state(watching, "delegated")
    expect(watching.locator(".facts")).to_contain_text("PPSU Kelurahan Tebet Timur")
    crew = desk.inbox("crew", "", PHONE)
    crew.locator("tr", has_text=number).locator("a.open").click()
    crew.get_by_role("button", name="Terima").click()
    _state(watching, "in_progress")
    return crew


def _proves(crew: Page, folder: Path, note: str) -> None:
    crew.get_by_role("link", name="Selesai").click()
    crew.locator("#f-photos").set_input_files(photo(folder))
    expect(crew.locator("[data-chosen] input[name=photo_ids]")).to_have_count(1)
    crew.locator("#f-note").fill(note)
    crew.get_by_role("button", name="Kirim untuk divalidasi").click()
    expect(crew.locator("#kasus")).to_contain_text("Menunggu validasi")


def _validator_sends_back(desk: Desk, number: str, size: tuple[int, int]) -> None:
    validator = _opens(desk, "validator", number, size)
    expect(validator.locator(".pair-big .tag", has_text="Sebelum").first).to_be_visible()
    expect(validator.locator(".pair-big .tag", has_text="Sesudah")).to_have_count(1)
    validator.get_by_role("link", name="Kembalikan").click()
    validator.locator("#f-reason").select_option(index=1)
    validator.locator("#f-note").fill("Foto diambil dari sudut lain.")
    validator.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(validator.locator("#kasus")).to_contain_text("Dikembalikan dengan alasan Anda")
