"""The desk in a real browser: by keyboard, beside the list, from the field, two at once, live."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.deskwork import Desk, picture
from tests.browsers import OFFICE, PHONE, Complaints, OpenPage, barriers
from tests.servers import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(server: Server, open_page: OpenPage) -> Iterator[Desk]:
    """A desk on the shared server, with people to log in and reports to work on."""
    people = Desk(server, open_page)
    yield people
    people.close()


def test_a_keyboard_flies_through_the_list(desk: Desk) -> None:
    first, second = desk.report("Pertama: tutup got pecah."), desk.report("Kedua: tutup got hilang.")
    page = desk.inbox("officer", "?tab=due")
    page.keyboard.press("j")
    expect(page.locator("a.open").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#kasus")).to_be_visible()
    opened = page.locator("#kasus").get_attribute("data-case")
    assert f"kasus={opened}" in page.url
    page.keyboard.press("j")
    expect(page.locator(f'#kasus:not([data-case="{opened}"])')).to_be_visible()
    page.keyboard.press("k")
    expect(page.locator(f'#kasus[data-case="{opened}"]')).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator("#f-note")).to_be_focused()
    page.keyboard.type("jk? biasa saja")
    assert page.locator("#f-note").input_value() == "jk? biasa saja", "letters in a field are letters"
    page.keyboard.press("Escape")
    expect(page.locator("#langkah form")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Pintasan keyboard")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#kasus")).to_have_count(0)
    assert "kasus=" not in page.url
    assert first != second


def test_one_letter_keys_can_be_switched_off(desk: Desk) -> None:
    desk.report()
    page = desk.inbox("officer", "?tab=due")
    page.keyboard.press("?")
    page.get_by_label("Pintasan satu huruf aktif").uncheck()
    page.get_by_role("button", name="Tutup").click()
    page.keyboard.press("j")
    expect(page.locator("a.open:focus")).to_have_count(0)


def test_the_case_opens_beside_the_list_and_the_address_says_so(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", "?tab=due")
    desk.row(page, case).locator("a.open").click()
    expect(page.locator(f'#kasus[data-case="{case}"]')).to_be_visible()
    expect(desk.row(page, case)).to_be_visible()
    assert re.search(rf"/petugas/\?tab=due&kasus={case}$", page.url)
    page.reload()
    expect(page.locator(f'#kasus[data-case="{case}"]')).to_be_visible()
    page.go_back()
    expect(page.locator("#kasus")).to_have_count(0)
    page.go_forward()
    expect(page.locator(f'#kasus[data-case="{case}"]')).to_be_visible()


def test_a_move_beside_the_list_changes_its_row_at_once(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    row = desk.row(page, case)
    expect(row).to_contain_text("Menunggu")
    page.locator("#kasus").get_by_role("button", name="Terima").click()
    expect(page.locator("#kasus")).to_contain_text("Kasus ini sekarang Anda tangani")
    expect(row).to_contain_text("Diproses")
    assert f"kasus={case}" in page.url
    page.keyboard.press("p")
    page.locator("#f-user_id").select_option(label="Rahmat Hidayat")
    page.get_by_role("button", name="Tunjuk", exact=True).click()
    expect(page.locator("#kasus .facts").first).to_contain_text("Rahmat Hidayat")
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator("#kasus .facts").first).to_contain_text("Dewi Lestari")


def test_on_a_phone_the_case_has_the_screen_and_the_next_step_the_thumb(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", "?tab=due", size=PHONE)
    desk.row(page, case).locator("a.open").click()
    expect(page).to_have_url(re.compile(rf"/petugas/kasus/{case}$"))
    accept = page.get_by_role("button", name="Terima")
    box = accept.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > PHONE[1] - 40, "it stands at the bottom"
    assert box["height"] >= 44
    accept.click()
    expect(page.locator("#kasus")).to_contain_text("Diproses")
    page.get_by_role("link", name="Kembali ke daftar").click()
    expect(page).to_have_url(re.compile(r"/petugas/"))


def test_the_crew_proves_its_work_with_photos_from_the_field(desk: Desk) -> None:
    case = desk.report()
    officer = desk.inbox("officer", f"?tab=due&kasus={case}")
    officer.keyboard.press("d")
    officer.locator("#f-agency_id").select_option(label="PPSU Kelurahan Tebet Timur")
    officer.get_by_role("button", name="Disposisikan").click()
    expect(officer.locator("#kasus")).to_contain_text("Sudah didisposisikan")
    page = desk.inbox("crew", "", size=PHONE)
    desk.row(page, case).locator("a.open").click()
    page.get_by_role("button", name="Terima").click()
    page.get_by_role("link", name="Selesai").click()
    field = page.locator("#f-photos")
    assert field.get_attribute("capture") == "environment"
    field.set_input_files([_photo("satu.jpg", 40), _photo("dua.jpg", 90)])
    expect(page.locator("[data-chosen] img")).to_have_count(2)
    page.locator("[data-remove]").first.click()
    expect(page.locator("[data-chosen] img")).to_have_count(1)
    page.locator("#f-note").fill("Tutup got sudah diganti.")
    page.get_by_role("button", name="Kirim untuk divalidasi").click()
    expect(page.locator("#kasus")).to_contain_text("Menunggu validasi")
    expect(page.locator(".pair-big .tag", has_text="Sesudah")).to_have_count(1)


def test_a_photo_that_is_none_is_refused_in_words(desk: Desk, complaints: Complaints) -> None:
    complaints.forgive(r"status of 400")
    case = desk.report()
    desk.move("officer", case, "accept")
    page = desk.inbox("officer", f"?tab=mine&kasus={case}")
    page.keyboard.press("s")
    broken: FilePayload = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    page.locator("#f-photos").set_input_files(broken)
    expect(page.locator("[data-said]")).to_contain_text("surat.jpg")
    expect(page.locator("[data-chosen] li")).to_have_count(0)


def test_two_at_once_nothing_typed_is_lost(desk: Desk, complaints: Complaints) -> None:
    complaints.forgive(r"status of 409")
    case = desk.report()
    slow = desk.inbox("officer", f"?tab=due&kasus={case}")
    slow.keyboard.press("o")
    slow.locator("#f-note").fill("Tiang nomor 12 sampai 18.")
    desk.move("lurah", case, "accept")
    slow.get_by_role("button", name="Teruskan").click()
    expect(slow.get_by_role("alert").first).to_contain_text("Rahmat Hidayat")
    assert slow.locator("#f-note").input_value() == "Tiang nomor 12 sampai 18."
    slow.get_by_role("button", name="Teruskan").click()
    expect(slow.locator("#kasus")).to_contain_text("Sudah dikoordinasikan")


def test_a_dead_line_is_told_and_nothing_typed_is_lost(desk: Desk, complaints: Complaints) -> None:
    complaints.forgive("htmx:(sendError|afterRequest)")
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    page.keyboard.press("o")
    page.locator("#f-note").fill("Tiang nomor 12 sampai 18.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Teruskan").click()
    expect(page.locator(".trouble")).to_contain_text("Belum terkirim")
    expect(page.locator(".trouble")).to_be_focused()
    page.context.set_offline(False)
    assert page.locator("#f-note").input_value() == "Tiang nomor 12 sampai 18."
    page.get_by_role("button", name="Teruskan").click()
    expect(page.locator("#kasus")).to_contain_text("Sudah dikoordinasikan")


def test_a_form_that_is_too_old_is_told_where_one_works(desk: Desk, complaints: Complaints) -> None:
    complaints.forgive("status of 403")
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    page.keyboard.press("o")
    page.locator("#f-note").fill("Tiang nomor 12 sampai 18.")
    page.context.clear_cookies(name="tanggap_formulir")
    page.get_by_role("button", name="Teruskan").click()
    expect(page.locator(".trouble")).to_contain_text("Mohon kirim sekali lagi")
    assert page.locator("#f-note").input_value() == "Tiang nomor 12 sampai 18."
    expect(page.locator("#kasus header.top")).to_have_count(0)


def test_more_moves_are_never_cut_off(desk: Desk) -> None:
    case = desk.report()
    for who, size in (("auditor", OFFICE), ("officer", OFFICE), ("officer", PHONE)):
        page = desk.inbox(who, f"?kasus={case}" if size == OFFICE else "", size)
        if size == PHONE:
            page.goto(f"/petugas/kasus/{case}")
        page.locator("details.more > summary").click()
        menu, room = (page.locator(part).bounding_box() for part in ("details.more .menu-body", "#kasus"))
        assert menu is not None
        assert room is not None
        assert menu["x"] >= room["x"]
        assert menu["x"] + menu["width"] <= room["x"] + room["width"]


def test_news_is_announced_while_the_list_lies_open(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    count = page.locator('[data-tab="due"] .count')
    before = int(count.inner_text())
    desk.report("Baru saja: tutup got hilang dicuri orang.")
    expect(page.locator("[data-news]")).to_contain_text("1 kasus baru", timeout=15_000)
    expect(count).to_have_text(str(before + 1))
    desk.move("lurah", case, "tell", note="Besok pagi kami datang.")
    expect(page.locator("[data-stale]")).to_be_visible(timeout=15_000)
    page.locator("[data-refresh]").click()
    expect(page.locator("#kasus")).to_contain_text("Besok pagi kami datang.")


def test_everything_works_without_script(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", "?tab=due", script=False)
    page.goto(f"/petugas/kasus/{case}")
    page.get_by_role("button", name="Terima").click()
    page.get_by_role("link", name="Selesai").click()
    page.locator("#f-photos").set_input_files([_photo("satu.jpg", 40)])
    page.locator("#f-note").fill("Sudah diganti.")
    page.get_by_role("button", name="Kirim untuk divalidasi").click()
    expect(page.locator("#kasus")).to_contain_text("Menunggu validasi")


def test_photos_open_large_over_the_page(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    page.locator("#kasus a[data-view]").first.click()
    viewer = page.locator("dialog.viewer")
    expect(viewer.locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator("#kasus")).to_be_visible()


def test_the_map_comes_when_asked_for(desk: Desk) -> None:
    case = desk.report()
    page = desk.inbox("officer", f"?tab=due&kasus={case}")
    assert page.locator(".leaflet-pane").count() == 0
    page.get_by_role("button", name="Tampilkan peta").click()
    expect(page.locator(".leaflet-overlay-pane path").first).to_be_attached()


@pytest.mark.parametrize("size", [PHONE, OFFICE], ids=["phone", "office"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_of_the_desk_is_open_to_everybody(desk: Desk, size: tuple[int, int], dark: bool) -> None:
    case, private = desk.report(), desk.report("Rahasia: ada yang membuang limbah.", visibility="private")
    desk.move("officer", case, "accept")
    proof = desk.proof(case)
    pages = [
        (
            "officer",
            ["/petugas/?tab=due", f"/petugas/?tab=due&kasus={case}", "/petugas/?tab=closed&keadaan=done"],
        ),
        ("officer", [f"/petugas/kasus/{private}", f"/petugas/kasus/{private}/coordinate", "/petugas/akun"]),
        ("officer", [f"/petugas/kasus/{private}/join", f"/petugas/kasus/{private}/plan"]),
        ("validator", [f"/petugas/kasus/{proof}", f"/petugas/kasus/{proof}/send_back"]),
        ("auditor", [f"/petugas/kasus/{private}"]),
        ("leader", ["/petugas/ringkasan"]),
        ("front_desk", ["/petugas/lapor"]),
    ]
    found: dict[str, list[str]] = {}
    page = desk.page(size, dark=dark)
    page.goto("/petugas/masuk")
    found["login"] = barriers(page)
    for who, addresses in pages:
        desk.log_in(page, who)
        for address in addresses:
            page.goto(address)
            found[f"{who} {address}"] = barriers(page) + _too_wide(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px wider than the screen"] if wide > 0 else []


def _photo(name: str, shade: int) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture(shade)}
