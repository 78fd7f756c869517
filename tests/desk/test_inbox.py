"""The inbox: whose cases, in which order, how many, and what its address says."""

import re
from html import unescape

import pytest
from django.test import Client

from tanggap.cases import inbox as cases_inbox
from tanggap.cases.inbox import tabs_of
from tanggap.desk import inbox
from tanggap.people.rules import Actor
from tests.cast import PLAYERS, Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import words
from tests.stories.story import Story

ROW = re.compile(r'id="baris-(\d+)"')


def rows(page: str) -> list[int]:
    return [int(one) for one in ROW.findall(page)]


@pytest.mark.parametrize("part", sorted(PLAYERS))
def test_every_role_has_an_inbox_with_its_own_tabs(
    at_desk: SignIn, story: Story, cast: Cast, part: str
) -> None:
    story.report()
    user = cast.everybody()[part]
    page = words(at_desk(user).get("/petugas/?tab=x"))
    assert re.findall(r'data-tab="(\w+)"', page) == list(tabs_of(Actor.of(user)))


def test_what_is_due_first_stands_first_and_overdue_is_said_in_words(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    first = story.report()
    story.clock.later(hours=2)
    second = story.report()
    story.clock.later(hours=5)
    page = words(at_desk(cast.officer).get("/petugas/?tab=due"))
    assert rows(page) == [first.case_id, second.case_id]
    late, in_time = page.split('id="baris-')[1:3]
    assert "terlambat" in late
    assert "due late" in late
    assert "terlambat" not in in_time


def test_cases_of_other_offices_are_not_mine(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    assert rows(words(at_desk(cast.stranger).get("/petugas/"))) == []


def test_an_empty_list_says_so_kindly(at_desk: SignIn, cast: Cast) -> None:
    page = words(at_desk(cast.officer).get("/petugas/?tab=due"))
    assert "Semua sudah ditangani" in page
    filtered = words(at_desk(cast.officer).get("/petugas/?tab=due&keadaan=waiting"))
    assert "Tidak ada yang cocok" in filtered


def test_filters_live_in_the_address(at_desk: SignIn, story: Story, cast: Cast) -> None:
    waiting, accepted = story.report(), story.report()
    story.move(cast.officer, "accept")
    desk = at_desk(cast.officer)
    assert rows(words(desk.get("/petugas/?tab=due&keadaan=waiting"))) == [waiting.case_id]
    page = words(desk.get("/petugas/?tab=due&keadaan=in_progress&wilayah=31.74.01"))
    assert rows(page) == [accepted.case_id]
    assert f"?tab=due&keadaan=in_progress&wilayah=31.74.01&kasus={accepted.case_id}" in page
    other = cast.stranger.agency_id
    assert rows(words(desk.get(f"/petugas/?tab=due&pemegang={other}"))) == []


def test_pages_follow_each_other_without_gap_or_repeat(
    at_desk: SignIn, story: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    made = [story.report().case_id for _ in range(5)]
    desk, seen, url = at_desk(cast.officer), [], "/petugas/?tab=due"
    while url:
        page = desk.get(url).content.decode()
        seen += rows(page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        url = unescape(found.group(1)) if found else ""
    assert seen == made


def test_counts_tell_the_truth_and_say_where_counting_stops(
    at_desk: SignIn, story: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.report()
    story.report()
    desk = at_desk(cast.officer)
    assert '<span class="count">2</span>' in words(desk.get("/petugas/?tab=due"))
    monkeypatch.setattr(cases_inbox, "COUNT_LIMIT", 2)
    monkeypatch.setattr(inbox, "COUNT_LIMIT", 2)
    assert '<span class="count">1.000+</span>' in words(desk.get("/petugas/?tab=due"))


def test_a_report_number_leads_to_its_case(at_desk: SignIn, story: Story, cast: Cast) -> None:
    received = story.report()
    desk = at_desk(cast.officer)
    typed = f"{received.number[:8]} {received.number[8:]}".lower()
    assert desk.get("/petugas/", {"cari": typed})["Location"] == f"/petugas/kasus/{received.case_id}"
    unknown = words(desk.get("/petugas/", {"cari": "JK2401010001"}))
    assert "Tidak ada laporan “JK2401010001”" in unknown
    assert "<b>" not in words(desk.get("/petugas/", {"cari": "<b>x"})).split("daftar")[-1]


def test_the_number_of_a_private_report_leads_a_stranger_nowhere(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    received = story.report(visibility="private")
    answer = at_desk(cast.stranger).get("/petugas/", {"cari": received.number})
    assert answer.status_code == 200
    assert "Tidak ada laporan" in words(answer)


def test_the_case_lies_beside_the_list_when_the_address_says_so(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    received = story.report()
    desk = at_desk(cast.officer)
    page = words(desk.get(f"/petugas/?tab=due&kasus={received.case_id}"))
    assert rows(page) == [received.case_id]
    assert f'id="kasus" data-case="{received.case_id}"' in page
    gone = words(desk.get("/petugas/?tab=due&kasus=999999"))
    assert "Tidak ada apa pun" in gone or "tidak terbuka" in gone


@pytest.mark.parametrize(
    "query",
    [
        "tab=nothing",
        "keadaan=x",
        "kategori=abc",
        "wilayah=%00",
        "pemegang=9" + "9" * 40,
        "kasus=-1",
        "cari=%00",
    ],
)
def test_an_address_that_means_nothing_is_no_error(at_desk: SignIn, cast: Cast, query: str) -> None:
    assert at_desk(cast.officer).get(f"/petugas/?{query}").status_code == 200


def test_a_broken_page_marker_is_refused_with_a_sentence(at_desk: SignIn, cast: Cast) -> None:
    answer = at_desk(cast.officer).get("/petugas/?tab=due&setelah=zzz")
    assert answer.status_code == 400
    assert "Traceback" not in words(answer)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    at_desk: SignIn, story: Story, cast: Cast, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        story.report(photo_ids=(story.photo(),))
    desk = at_desk(cast.officer)
    desk.get("/petugas/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(rows(words(desk.get("/petugas/?tab=due")))) == 12


def test_the_page_that_heard_of_news_learns_counts_and_newest(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    received = story.report()
    page = words(at_desk(cast.officer).get("/petugas/hitungan?tab=due"))
    assert f'data-fresh="{received.case_id}"' in page
    assert '<span class="count">1</span>' in page


def test_leaders_begin_with_the_overview(at_desk: SignIn, cast: Cast) -> None:
    desk = at_desk(cast.leader)
    assert desk.get("/petugas/")["Location"] == "/petugas/ringkasan"
    assert desk.get("/petugas/?tab=all").status_code == 200


def test_every_page_says_when_boundaries_are_approximate(
    at_desk: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "Batas wilayah belum diimpor"
    assert sentence not in words(at_desk(cast.officer).get("/petugas/"))
    monkeypatch.setattr("tanggap.ops.context.approximate", lambda: True)
    for url in ("/petugas/", "/petugas/akun", "/petugas/ringkasan"):
        assert sentence in words(at_desk(cast.officer).get(url))


def test_nothing_of_the_desk_opens_without_a_login(client: Client, db: None) -> None:
    for url in ("/petugas/", "/petugas/kasus/1", "/petugas/lapor", "/petugas/ringkasan", "/petugas/akun"):
        assert client.get(url).status_code == 302
