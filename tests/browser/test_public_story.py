"""The resident's whole story in a real browser: with script on a phone and a desk, and without any."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.resident import Office, allow_position, elsewhere, fill, fill_plainly, receipt
from tests.browsers import OFFICE, PHONE, Complaints, OpenPage
from tests.servers import Server

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [PHONE, OFFICE], ids=["phone", "office"])


@pytest.fixture
def desk(server: Server) -> Office:
    """The people of the desk, who act in the background."""
    return Office(server)


@SIZES
def test_a_report_is_followed_live_until_it_is_confirmed(
    open_page: OpenPage, desk: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = open_page(size)
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    page.click("#kirim")
    number, _ = receipt(page)
    expect(page.locator(".number")).to_have_text(number)
    page.get_by_role("link", name="Pantau laporan").click()
    case = desk.case_of(number)
    loaded = page.evaluate("performance.timeOrigin")

    desk.move("officer", case, "ask", note="Di sisi kiri atau kanan?")
    expect(page.locator(".timeline .latest")).to_contain_text("bertanya kepada pelapor")
    desk.move("officer", case, "accept")
    expect(page.locator("#isi .state").first).to_have_attribute("data-state", "in_progress")
    expect(page.locator("#kabar-langsung")).to_contain_text("mulai menangani")
    desk.prove(case)
    expect(page.get_by_text("Sesudah", exact=True).first).to_be_visible()
    desk.move("validator", case, "approve")
    expect(page.locator("#isi .state").first).to_have_attribute("data-state", "done")
    expect(page.get_by_role("button", name="Ya, sudah beres")).to_be_visible()
    assert page.evaluate("performance.timeOrigin") == loaded, "all of it without loading the page again"

    page.get_by_role("button", name="Ya, sudah beres").click()
    expect(page.locator("#kabar")).to_contain_text("dikonfirmasi beres")
    page.goto(f"/lacak/{number}")
    expect(page.locator("#isi .state").first).to_contain_text("Dikonfirmasi beres")


@SIZES
def test_the_same_story_without_script_ends_in_an_objection(
    open_page: OpenPage, desk: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = open_page(size, script=False)
    fill_plainly(page, tmp_path)
    page.click("#kirim")
    number, _ = receipt(page)
    expect(page.locator("img.code")).to_be_visible()
    page.get_by_role("link", name="Pantau laporan").click()
    case = desk.case_of(number)

    desk.move("officer", case, "ask", note="Di sisi kiri atau kanan?")
    page.reload()
    page.fill("#f-answer-note", "Sebelah kiri gerbang.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("#kabar")).to_contain_text("Jawaban Anda sudah dikirim")
    desk.move("officer", case, "accept")
    desk.prove(case)
    desk.move("validator", case, "approve")
    page.reload()
    page.get_by_text("Belum, masih bermasalah").click()
    page.fill("#f-contest-note", "Tutupnya masih goyang.")
    page.get_by_role("button", name="Kirim sanggahan").click()
    expect(page.locator("#kabar")).to_contain_text("Sanggahan Anda diterima")
    expect(page.locator("#isi")).to_contain_text("Disanggah pelapor")
    expect(page.locator("#isi")).to_contain_text("Kecamatan Tebet")


def test_without_script_a_wrong_form_comes_back_whole(
    open_page: OpenPage, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("status of 400")
    page = open_page(script=False)
    fill_plainly(page, tmp_path, words="got")
    page.fill("[name=email]", "bukan alamat")
    page.click("#kirim")
    expect(page.locator(".errors a")).to_have_count(2)
    assert page.input_value("[name=words]") == "got"
    assert page.input_value("[name=place_text]") == "depan pos RW 03"
    expect(page.locator(".kept img")).to_have_count(1)
    page.get_by_role("link", name="Jelaskan masalahnya").click()
    page.fill("[name=words]", "Tutup saluran pecah di depan sekolah dasar.")
    page.fill("[name=email]", "")
    page.click("#kirim")
    receipt(page)


def test_a_neighbour_says_me_too(open_page: OpenPage, tmp_path: Path) -> None:
    where = {"latitude": -6.2290, "longitude": 106.8520, "accuracy": 12.0}
    first, second = open_page(), open_page()
    for page in (first, second):
        allow_position(page, where)
    fill(first, tmp_path)
    first.click("#kirim")
    known, _ = receipt(first)
    fill(second, tmp_path)
    similar = second.locator("#mirip")
    expect(similar).to_contain_text("m dari tempat Anda")
    expect(similar.get_by_role("link", name=known)).to_be_visible()
    similar.get_by_role("button", name="Saya juga").first.click()
    number, _ = receipt(second)
    assert number != known
    second.goto(f"/lacak/{known}")
    expect(second.locator("#isi")).to_contain_text("2 warga melaporkan ini")


def test_an_open_part_stays_open_while_the_page_updates(
    open_page: OpenPage, desk: Office, tmp_path: Path
) -> None:
    page = open_page(OFFICE)
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    page.click("#kirim")
    number, secret = receipt(page)
    page.goto(f"/lacak/{number}?k={secret}")
    page.get_by_text("Lihat di peta").click()
    expect(page.locator("#buka-peta .spot")).to_be_visible()
    page.focus("#buka-peta summary")
    desk.move("officer", desk.case_of(number), "accept")
    expect(page.locator("#isi .state").first).to_have_attribute("data-state", "in_progress")
    expect(page.locator("#buka-peta")).to_have_attribute("open", "")
    expect(page.locator("#buka-peta .spot")).to_be_visible()


def test_an_answer_being_written_survives_the_next_event(
    open_page: OpenPage, desk: Office, tmp_path: Path
) -> None:
    page = open_page(OFFICE)
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    page.click("#kirim")
    number, secret = receipt(page)
    page.goto(f"/lacak/{number}?k={secret}")
    case = desk.case_of(number)
    desk.move("officer", case, "ask", note="Di sisi kiri atau kanan?")
    page.fill("#f-answer-note", "Sebelah kiri, dekat ")
    desk.move("officer", case, "accept")
    expect(page.locator("#isi .state").first).to_have_attribute("data-state", "in_progress")
    expect(page.locator("#f-answer-note")).to_be_focused()
    page.keyboard.type("pohon.")
    assert page.input_value("#f-answer-note") == "Sebelah kiri, dekat pohon."
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("#kabar")).to_contain_text("Jawaban Anda sudah dikirim")


def test_the_number_alone_never_opens_a_private_report(
    open_page: OpenPage, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("status of 404")
    page = open_page(script=False)
    fill_plainly(page, tmp_path, words="Ada pungutan liar di loket, mohon diperiksa diam-diam.")
    page.check("[name=visibility][value=private]")
    page.click("#kirim")
    number, secret = receipt(page)
    page.goto("/lacak")
    page.fill("#f-nomor", number.lower())
    page.get_by_role("button", name="Lacak").click()
    expect(page.locator(".errors")).to_contain_text("tautan rahasia")
    page.goto(f"/lacak/{number}?k={secret}")
    expect(page.locator("#isi")).to_contain_text("diam-diam")


def test_words_that_sound_like_an_emergency_are_stopped(
    page: Page, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("status of 422")
    allow_position(page, elsewhere())
    fill(page, tmp_path, words="Tolong, ada kebakaran besar di gang kami sekarang!")
    page.click("#kirim")
    expect(page.get_by_role("link", name="Telepon 112")).to_be_visible()
    page.get_by_role("button", name="Ubah isi laporan").click()
    assert "kebakaran besar" in page.input_value("#f-words")
    expect(page.locator(".kept img")).to_have_count(1)
