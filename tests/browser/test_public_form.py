"""The form on a bad line and by keyboard: drafts, waiting, lists that one can type in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.resident import WORDS, allow_position, elsewhere, fill, photo, receipt
from tests.browsers import Complaints, OpenPage
from tests.servers import Serve

pytestmark = pytest.mark.browser


def test_a_draft_survives_a_lost_page_and_goes_with_the_receipt(page: Page, tmp_path: Path) -> None:
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    expect(page.locator("#draf")).to_contain_text("Draf disimpan di perangkat ini.")
    page.goto("about:blank")
    page.goto("/lapor")
    expect(page.locator("#draf")).to_contain_text("Draf Anda dipulihkan")
    assert page.input_value("#f-words") == WORDS
    assert page.input_value("#f-category") == "Tutup Saluran"
    expect(page.locator("#tempat-kata")).to_contain_text("Tebet")
    expect(page.locator(".kept")).to_have_count(1)
    page.click("#kirim")
    receipt(page)
    page.goto("/lapor")
    expect(page.locator("#draf")).to_be_hidden()
    assert page.input_value("#f-words") == ""
    expect(page.locator(".kept")).to_have_count(0)


def test_a_draft_can_be_deleted(page: Page, tmp_path: Path) -> None:
    page.goto("/lapor")
    page.set_input_files("#f-photos-input", photo(tmp_path))
    page.fill("#f-words", WORDS)
    page.get_by_role("button", name="Hapus draf").click()
    expect(page.locator("#draf")).to_be_hidden()
    page.reload()
    assert page.input_value("#f-words") == ""
    expect(page.locator(".kept")).to_have_count(0)


def test_a_report_sent_on_a_dead_line_goes_when_it_is_back(
    page: Page, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("ERR_INTERNET_DISCONNECTED")
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    page.context.set_offline(True)
    expect(page.locator("#draf")).to_contain_text("Tidak ada sambungan internet")
    page.set_input_files("#f-photos-input", photo(tmp_path))
    expect(page.locator("#foto-kata")).to_contain_text("belum bisa diunggah")
    page.click("#kirim")
    expect(page.locator("#kirim-kata")).to_contain_text("Menunggu sambungan")
    page.context.set_offline(False)
    number, _ = receipt(page)
    page.goto(f"/lacak/{number}")
    expect(page.get_by_text("Semua foto")).to_have_count(0)
    expect(page.locator("#isi .photo img")).to_have_count(1)


def test_the_form_opens_and_waits_while_nothing_answers(
    serve: Serve, open_page: OpenPage, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("ERR_CONNECTION_REFUSED")
    server = serve(TANGGAP_REPORTS_PER_HOUR="0")
    page = open_page(url=server.url)
    allow_position(page)
    fill(page, tmp_path)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    server.stop()
    page.goto("/lapor")
    expect(page.locator("#draf")).to_contain_text("Draf Anda dipulihkan")
    expect(page.locator(".kept img")).to_have_count(1)
    assert page.input_value("#f-words") == WORDS
    page.click("#kirim")
    expect(page.locator("#kirim-kata")).to_contain_text("Menunggu sambungan")
    server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    receipt(page)


def test_a_report_that_arrived_unanswered_is_counted_once(page: Page, tmp_path: Path) -> None:
    """The line dies after the report came in: sent again with the same key, it is the same report."""
    allow_position(page, elsewhere())
    fill(page, tmp_path)
    lost: list[str] = []

    def cut(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).headers["location"])
            route.abort()
        else:
            route.continue_()

    page.route("**/lapor", cut)
    page.click("#kirim")
    expect(page.locator("#kirim-kata")).to_contain_text("Menunggu sambungan")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    number, _ = receipt(page)
    assert number in lost[0]
    expect(page.locator("h1")).to_contain_text("sudah kami terima")


def test_wrong_fields_come_back_with_the_focus_on_the_summary(
    page: Page, complaints: Complaints, tmp_path: Path
) -> None:
    complaints.forgive("status of 400")
    allow_position(page, elsewhere())
    fill(page, tmp_path, words="got")
    page.click("#kirim")
    expect(page.locator("#kesalahan")).to_be_focused()
    expect(page).to_have_title("Kesalahan: Buat laporan · Tanggap")
    expect(page.locator(".kept")).to_have_count(1)
    page.get_by_role("link", name="Jelaskan masalahnya").click()
    expect(page.locator("#f-words")).to_be_focused()
    page.fill("#f-words", WORDS)
    page.click("#kirim")
    receipt(page)


def test_lists_can_be_typed_in_by_keyboard(page: Page) -> None:
    page.goto("/lapor")
    field = page.locator("#f-kelurahan")
    field.focus()
    page.keyboard.type("tebet tim")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    assert field.input_value() == "Tebet Timur"
    assert page.locator("select[name=kelurahan]").input_value() == "31.74.01.1001"
    field.focus()
    page.keyboard.type("xyz")
    expect(page.get_by_text("Tidak ditemukan")).to_be_visible()
    page.keyboard.press("Escape")
    assert field.input_value() == "Tebet Timur" or field.input_value() == ""


def test_words_suggest_the_category_and_the_category_explains_itself(page: Page) -> None:
    page.goto("/lapor")
    page.fill("#f-words", "got mampet dan bau di depan rumah")
    chip = page.locator("#saran button").first
    expect(chip).to_be_visible()
    name = chip.inner_text()
    chip.click()
    assert page.input_value("#f-category") == name
    expect(page.locator("#bantuan")).not_to_contain_text("Ragu?")
    expect(page.locator("#biasanya")).to_contain_text("Untuk kategori ini")


def test_a_place_outside_the_city_is_named_at_once(page: Page, complaints: Complaints) -> None:
    complaints.forgive("status of 400")
    allow_position(page, {"latitude": -6.238, "longitude": 106.999, "accuracy": 10.0})
    page.goto("/lapor")
    page.click("#lokasi")
    expect(page.locator("#tempat-status")).to_contain_text("Bekasi")
    assert page.locator("[name=lat]").input_value() == ""


def test_a_tap_on_the_map_marks_the_place(page: Page) -> None:
    page.goto("/lapor")
    page.click("#buka-peta")
    expect(page.locator("#peta .area-name").first).to_be_visible()
    page.locator("#peta").click(position={"x": 150, "y": 190})
    expect(page.locator("#tempat-kata")).to_contain_text("Jakarta")
    expect(page.locator("#peta .spot")).to_be_visible()
    page.get_by_role("button", name="Hapus tanda").click()
    expect(page.locator("#peta .spot")).to_have_count(0)
    assert page.locator("[name=lat]").input_value() == ""


def test_a_list_chosen_after_the_map_counts(page: Page) -> None:
    allow_position(page)
    page.goto("/lapor")
    page.click("#lokasi")
    expect(page.locator("#tempat")).to_be_visible()
    page.fill("#f-kelurahan", "gambir")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#tempat")).to_be_hidden()
    assert page.locator("[name=lat]").input_value() == ""


def test_a_photo_can_be_removed(page: Page, tmp_path: Path) -> None:
    page.goto("/lapor")
    page.set_input_files("#f-photos-input", [photo(tmp_path), photo(tmp_path)])
    expect(page.locator("input[name=photo]")).to_have_count(2)
    page.get_by_role("button", name="Hapus foto").first.click()
    expect(page.locator("input[name=photo]")).to_have_count(1)
