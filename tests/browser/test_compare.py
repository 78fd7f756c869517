"""Before and after in one frame: with a slider where there is script, side by side without."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.deskwork import Desk
from tests.browser.resident import Office
from tests.browsers import OFFICE, PHONE, OpenPage, barriers
from tests.servers import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def repaired(server: Server) -> str:
    """The secret address of a report with one photo before and one after."""
    office = Office(server)
    number, secret = office.report("Tutup saluran pecah di depan pos ronda, mohon diganti.")
    case = office.case_of(number)
    office.move("officer", case, "accept")
    office.prove(case)
    return f"/lacak/{number}?k={secret}"


@pytest.fixture
def desk(server: Server, open_page: OpenPage) -> Iterator[Desk]:
    people = Desk(server, open_page)
    yield people
    people.close()


def hit(page: Page, share: float) -> Any:
    """The address that a press opens at this share of the frame's width, near its lower edge."""
    return page.evaluate(
        """share => {
          const box = document.querySelector(".pair").getBoundingClientRect();
          return document.elementFromPoint(box.left + box.width * share, box.bottom - 12).closest("a")?.href;
        }""",
        share,
    )


def test_on_a_phone_a_slider_uncovers_the_photo_after(open_page: OpenPage, repaired: str) -> None:
    page = open_page(PHONE)
    page.goto(repaired)
    slider = page.get_by_role("slider", name="Geser antara foto sebelum dan sesudah")
    expect(slider).to_be_visible()
    before, after = (link.get_attribute("href") or "" for link in page.locator(".pair a").all())
    assert hit(page, 0.4).endswith(before)
    assert hit(page, 0.6).endswith(after)
    slider.focus()
    page.keyboard.press("End")
    assert hit(page, 0.9).endswith(before), "all of the photo before"
    page.keyboard.press("Home")
    assert hit(page, 0.1).endswith(after), "all of the photo after"
    assert barriers(page) == []


def test_where_there_is_room_both_stand_side_by_side_until_one_wants_the_slider(
    open_page: OpenPage, repaired: str
) -> None:
    page = open_page(OFFICE)
    page.goto(repaired)
    expect(page.get_by_role("slider")).to_have_count(0)
    switch = page.get_by_role("button", name="Bandingkan dengan geser")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(page.get_by_role("slider")).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(page.get_by_role("slider")).to_have_count(0)


def test_without_script_both_stand_side_by_side(open_page: OpenPage, repaired: str) -> None:
    page = open_page(PHONE, script=False)
    page.goto(repaired)
    first, second = (photo.bounding_box() for photo in page.locator(".pair .photo").all())
    assert first is not None
    assert second is not None
    assert second["x"] >= first["x"] + first["width"]
    expect(page.locator(".pair input, .compare-switch")).to_have_count(0)


def test_a_photo_after_that_comes_live_gets_the_slider(open_page: OpenPage, server: Server) -> None:
    office, page = Office(server), open_page(PHONE)
    number, secret = office.report("Tutup saluran hilang di depan lapangan, mohon diganti.")
    page.goto(f"/lacak/{number}?k={secret}")
    case = office.case_of(number)
    office.move("officer", case, "accept")
    office.prove(case)
    expect(page.get_by_role("slider")).to_be_visible()


def test_a_validator_has_the_slider_beside_the_list(desk: Desk) -> None:
    case = desk.report("Tutup saluran pecah di depan apotek, mohon diganti.")
    desk.move("officer", case, "accept")
    desk.proof(case)
    page = desk.inbox("validator", "")
    desk.row(page, case).locator("a.open").click()
    page.get_by_role("button", name="Bandingkan dengan geser").click()
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_js_property("value", "51")
    page.locator("#kasus .pair a").first.click(position={"x": 20, "y": 40})
    expect(page.locator("dialog.viewer img")).to_be_visible()
