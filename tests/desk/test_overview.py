"""The overview for leaders, and the frame that every page of the desk shares."""

import re

import pytest

from tests.cast import Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import words
from tests.stories.story import Story


def test_closed_and_confirmed_are_different_figures(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    page = words(at_desk(cast.leader).get("/petugas/ringkasan"))
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd><b>(\d+)</b>", page))
    assert figures == {
        "Masuk": "1",
        "Ditutup oleh instansi": "1",
        "Dikonfirmasi pelapor": "0",
        "Disanggah pelapor": "0",
    }
    assert "Kelurahan Tebet Timur" in page


def test_a_period_without_anything_says_so(at_desk: SignIn, cast: Cast) -> None:
    desk = at_desk(cast.leader)
    assert "Tidak ada kejadian" in words(desk.get("/petugas/ringkasan?hari=7"))
    assert desk.get("/petugas/ringkasan?hari=-5").status_code == 200


@pytest.mark.parametrize(
    ("part", "offered"),
    [
        ("officer", set()),
        ("front_desk", {"/petugas/lapor"}),
        ("leader", {"/petugas/ringkasan"}),
        ("administrator", {"/petugas/ringkasan", "/admin/", "/admin/people/user/"}),
    ],
)
def test_the_frame_leads_where_one_may_go(at_desk: SignIn, cast: Cast, part: str, offered: set[str]) -> None:
    page = words(at_desk(cast.everybody()[part]).get("/petugas/akun"))
    nav = page.split('<nav class="nav"')[1].split("</nav>")[0]
    assert set(re.findall(r'<a href="([^"]+)"', nav)) == offered | {"/petugas/"}


def test_the_account_page_says_who_one_is(at_desk: SignIn, cast: Cast) -> None:
    page = words(at_desk(cast.officer).get("/petugas/akun"))
    assert "Dewi Lestari" in page
    assert "Kelurahan Tebet Timur" in page
