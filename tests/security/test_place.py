"""A place that touches a home is told roughly, and asking often or cleverly tells no more."""

from typing import Any

import pytest

from tanggap.cases import queries
from tanggap.cases.models import Case, Report
from tanggap.cases.rules import can_see_private, inside
from tanggap.cases.shapes import PublicRow
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Refusal
from tanggap.intake.shapes import Received
from tanggap.people.rules import Actor
from tanggap.places.privacy import coarse
from tests.cast import Cast
from tests.security.scene import WORDS, Visitor, given_away, hide, move
from tests.stories.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def home_category() -> str:
    """A kind of problem that touches homes."""
    return next(row.code for row in catalog.categories().values() if row.active and row.coarse_place)


@pytest.fixture
def at_home(story: Story, home_category: str) -> Received:
    """A public report about a home."""
    return story.report(WORDS, category=home_category, visibility="public", place_text="Gang Wungu 17")


def drawn_near(lat: float, lng: float, half: float) -> list[PublicRow]:
    """What a square map around a point shows."""
    return queries.public_map(south=lat - half, north=lat + half, west=lng - half, east=lng + half)


def test_the_map_finds_it_where_it_is_drawn_and_not_where_it_is(story: Story, at_home: Received) -> None:
    true, drawn = (story.lat, story.lng), coarse(story.lat, story.lng)
    assert true != drawn
    shown = drawn_near(*drawn, 0.0002)
    assert [(row.lat, row.lng) for row in shown] == [drawn]
    assert drawn_near(*true, 0.0002) == []
    assert len(drawn_near(*true, 0.01)) == 1
    assert len(drawn_near(*true, 1.0)) == 1, "a wide map, without its grid"


def test_no_distance_to_it_is_told(story: Story, at_home: Received, home_category: str) -> None:
    visitor = Visitor()
    for step in (0.0, 0.0005, 0.001):
        asked = {"lat": story.lat + step, "lng": story.lng, "category": home_category, "words": WORDS}
        assert '"cases":[]' in visitor.read("/api/v1/near", **asked)
        assert at_home.number not in visitor.send("/lapor/mirip", **asked)


def test_who_adds_a_report_learns_only_their_own_place(story: Story, at_home: Received) -> None:
    """Anybody can say "me too", and gets a secret link for it."""
    beside = round(story.lat + 0.001, 6)
    curious = story.report("", join_case=at_home.case_id, lat=beside, lng=story.lng, photo_ids=())
    blind = story.report("", join_case=at_home.case_id, lat=None, lng=None, photo_ids=())
    page = story.page(curious, secret=True)
    assert (page.lat, page.lng, page.place) == (beside, story.lng, "")
    page = story.page(blind, secret=True)
    assert (page.lat, page.lng) == coarse(story.lat, story.lng)
    assert page.place == ""
    mine = story.page(at_home, secret=True)
    assert (mine.lat, mine.lng, mine.place) == (story.lat, story.lng, "Gang Wungu 17")


def test_staff_whose_affair_it_is_not_see_no_point(story: Story, cast: Cast, at_home: Received) -> None:
    view = story.desk(cast.leader)
    assert (view.lat, view.lng, view.place_text) == (None, None, "")
    assert story.desk(cast.officer).lat == story.lat


def test_hidden_words_take_their_place_with_them(story: Story, cast: Cast) -> None:
    first = story.report(place_text="Rumah Ibu Wungu, pagar hijau")
    other = story.report("", join_case=first.case_id, place_text="Depan pos RW 05")
    report = Report.objects.get(number=first.number)
    assert "Wungu" in story.page(other).place
    who = {"reason": cast.reason("hide"), "note": "Menyebut rumah orang.", "report_ids": (report.pk,)}
    move(story, cast.city_coordinator, first.case_id, "hide", **who)
    assert story.page(other).place == "Depan pos RW 05"
    assert (story.page(first).place, story.page(first).lat) == ("", None)
    visitor = Visitor()
    for number in (first.number, other.number):
        assert "Wungu" not in visitor.read(f"/lacak/{number}")
        assert "Wungu" not in visitor.read(f"/api/v1/reports/{number}")
    move(story, cast.city_coordinator, first.case_id, "restore", report_ids=(report.pk,), note="Boleh.")
    assert "Wungu" in story.page(other).place


def test_the_office_still_finds_the_way_to_what_was_hidden(story: Story, cast: Cast) -> None:
    first = story.report(place_text="Rumah Ibu Wungu, pagar hijau")
    story.report("", join_case=first.case_id, photo_ids=())
    pk = Report.objects.get(number=first.number).pk
    given = {"reason": cast.reason("hide"), "note": "Menyebut rumah.", "report_ids": (pk,)}
    move(story, cast.city_coordinator, first.case_id, "hide", **given)
    assert story.desk(cast.officer).place_text == "Rumah Ibu Wungu, pagar hijau"
    assert story.desk(cast.leader).place_text == ""


def test_a_report_split_off_takes_its_own_place_along(story: Story, cast: Cast) -> None:
    first = story.report()
    apart = hide(story, visibility="public", join_case=first.case_id)
    move(story, cast.officer, first.case_id, "split", report_ids=(apart.report_id,), note="Lain soal.")
    case = Case.objects.get(pk=apart.case_id)
    assert (case.lat, case.lng) == (apart.lat, apart.lng)
    rows = drawn_near(apart.lat, apart.lng, 0.0002)
    assert [row.case_id for row in rows] == [case.pk]


def test_a_sensitive_report_split_off_stays_sensitive(story: Story, cast: Cast) -> None:
    sensitive = next(row.code for row in catalog.categories().values() if row.active and row.sensitive)
    first = story.report()
    apart = hide(story, visibility="public", category=sensitive, join_case=first.case_id)
    move(story, cast.officer, first.case_id, "split", report_ids=(apart.report_id,), note="Lain soal.")
    assert Case.objects.get(pk=apart.case_id).sensitive


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_a_private_case_never_becomes_public(story: Story, cast: Cast, visibility: str) -> None:
    """Its officers wrote for one reporter alone; its place and timeline would be public at once."""
    hidden = hide(story)
    move(story, cast.officer, hidden.case_id, "tell", note="Kami sudah ke rumah Ibu Wungu.")
    other = story.report(visibility=visibility)
    given: dict[str, Any] = {"case": other.case_id, "verb": "join", "case_id": hidden.case_id}
    if visibility == "private":
        move(story, cast.officer, **given)
    else:
        with pytest.raises(Refusal, match="private"):
            move(story, cast.officer, **given)
    assert not Case.objects.get(pk=hidden.case_id).public
    for received in story.received:
        assert given_away(hidden, Visitor().read(f"/lacak/{received.number}")).keys() <= {"number"}


def test_nor_by_a_report_that_the_front_desk_adds(story: Story, cast: Cast) -> None:
    front = Visitor(cast.front_desk)
    private = {"words": WORDS, "category": "jalan", "visibility": "private", "kelurahan": "31.74.01.1001"}
    made = front.client.post("/api/v1/reports", private, "application/json", headers=front.headers)
    case_id = made.json()["case"]
    for visibility, status in (("public", 403), ("private", 201)):
        added = private | {"visibility": visibility, "join_case": case_id}
        answer = front.client.post("/api/v1/reports", added, "application/json", headers=front.headers)
        assert answer.status_code == status, answer.content
    assert not Case.objects.get(pk=case_id).public


def test_a_private_reporter_is_not_even_counted(story: Story, cast: Cast) -> None:
    first = story.report()
    hide(story, join_case=first.case_id)
    hidden = hide(story, join_case=first.case_id)
    assert story.page(first).report_count == 1
    assert story.page(hidden.received, secret=True).report_count == 2, "the public one, and one's own"
    assert [row.report_count for row in queries.public_cases().rows] == [1]
    assert len(story.desk(cast.officer).reports) == 3
    assert [step.verb for step in story.page(first).steps] == ["reported"]
    story.report("", join_case=first.case_id)
    assert story.page(first).report_count == 2


def test_what_the_front_desk_typed_in_opens_nothing_else(story: Story, cast: Cast) -> None:
    """Otherwise a made-up "me too" would open a case's private words, numbers and exact place."""
    first = story.report()
    hidden = hide(story, join_case=first.case_id)
    front = Visitor(cast.front_desk)
    sent = {"words": "", "category": "tutup-saluran", "join_case": first.case_id}
    made = front.client.post("/api/v1/reports", sent, "application/json", headers=front.headers)
    assert made.status_code == 201, made.content
    for url in (
        f"/petugas/kasus/{first.case_id}",
        f"/api/v1/desk/cases/{first.case_id}",
        "/petugas/?tab=entered",
    ):
        page = front.read(url)
        assert page.startswith("200")
        assert given_away(hidden, page) == {}, url
    own = {report.number for report in story.desk(cast.front_desk).reports}
    assert own == {first.number, made.json()["number"]}


def test_inside_is_one_rule_for_lists_and_for_one_case(story: Story, cast: Cast) -> None:
    cases = [Case.objects.get(pk=one.case_id) for one in (story.report(), hide(story).received)]
    seen = 0
    for user in cast.everybody().values():
        actor = Actor.of(user)
        listed = set(Case.objects.filter(inside(actor)).values_list("pk", flat=True))
        for case in cases:
            assert (case.pk in listed) == can_see_private(actor, case), (user.username, case.public)
            seen += case.pk in listed
    assert 0 < seen < 2 * len(cast.everybody())
