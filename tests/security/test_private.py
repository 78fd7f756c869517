"""Private means private: words, photo, place, number, contact and existence, from every side."""

from collections.abc import Callable

import pytest

from tanggap.cases import queries
from tanggap.cases.models import Case
from tanggap.intake.shapes import Received
from tanggap.people.rules import PUBLIC
from tests.cast import Cast
from tests.security.scene import (
    Hidden,
    Visitor,
    desk_doors,
    given_away,
    hide,
    move,
    outsiders,
    own_number,
    photo_doors,
    public_doors,
    without_token,
)
from tests.stories.story import Story

pytestmark = pytest.mark.django_db

Staged = tuple[Hidden, list[Received]]


def alone(story: Story, cast: Cast) -> Staged:
    """A private report in a case of its own, near a public one."""
    other = story.report()
    return hide(story), [other]


def inside(story: Story, cast: Cast) -> Staged:
    """ "Me too", but in private."""
    first = story.report()
    hidden = hide(story, join_case=first.case_id)
    return hidden, [first, story.report("", join_case=first.case_id)]


def joined(story: Story, cast: Cast) -> Staged:
    """A private case that an officer joined to a public one."""
    first = story.report()
    hidden = hide(story)
    move(story, cast.officer, hidden.case_id, "join", case_id=first.case_id)
    return hidden, [first, story.report("", join_case=first.case_id)]


def split_off(story: Story, cast: Cast) -> Staged:
    """Joined, and then split off again."""
    hidden, others = joined(story, cast)
    move(story, cast.officer, hidden.case_id, "split", report_ids=(hidden.report_id,), note="Lain soal.")
    assert not Case.objects.get(pk=hidden.case_id).public
    return hidden, others


STAGES: list[Callable[[Story, Cast], Staged]] = [alone, inside, joined, split_off]
staged = pytest.mark.parametrize("stage", STAGES)


@staged
def test_the_public_learns_nothing(story: Story, cast: Cast, stage: Callable[[Story, Cast], Staged]) -> None:
    hidden, others = stage(story, cast)
    visitor = Visitor()
    for url, query in public_doors(hidden, others):
        assert given_away(hidden, visitor.read(url, **query)) == {}, (url, query)
    for url in own_number(hidden):
        page = visitor.read(url)
        assert page.startswith("404"), url
        assert set(given_away(hidden, page)) <= {"number"}, url
    assert visitor.read("/lacak", nomor=hidden.received.number).startswith("404")
    for url in photo_doors(hidden.photo):
        assert visitor.status(url) in {302, 404}, url


@staged
def test_another_reporter_of_the_case_learns_nothing(
    story: Story, cast: Cast, stage: Callable[[Story, Cast], Staged]
) -> None:
    hidden, others = stage(story, cast)
    for mine in others:
        visitor = Visitor(mine=mine)
        for url, _ in public_doors(hidden, [mine])[-3:]:
            page = visitor.read(url, k=mine.secret)
            assert page.startswith("200"), url
            assert given_away(hidden, page) == {}, url
        for url in own_number(hidden):
            assert visitor.read(url, k=mine.secret).startswith("404"), url
        for url in photo_doors(hidden.photo)[:3]:
            assert visitor.status(url, n=mine.number, k=mine.secret) == 404
            assert visitor.status(url, n=hidden.received.number, k=mine.secret) == 404


@staged
@pytest.mark.parametrize("who", ["stranger", "leader", "front desk", "administrator"])
def test_staff_whose_affair_it_is_not_learn_nothing(
    story: Story, cast: Cast, stage: Callable[[Story, Cast], Staged], who: str
) -> None:
    hidden, others = stage(story, cast)
    visitor = Visitor(outsiders(cast)[who])
    case_ids = sorted({hidden.case_id, *(one.case_id for one in others)})
    for url, query in desk_doors(case_ids):
        page = visitor.read(url, **query)
        assert given_away(hidden, page) == {}, (url, query)
    for url in photo_doors(hidden.photo):
        assert visitor.status(url) == 404, url
    number = hidden.received.number
    assert visitor.read("/petugas/", cari=number).startswith("200"), "it led to the case"
    assert f"/petugas/kasus/{hidden.case_id}" not in visitor.read("/petugas/", tab="all", cari=number)
    answer = visitor.read("/api/v1/desk/cases", tab="all", number=number)
    assert '"cases":[]' in answer


@staged
def test_the_officer_in_charge_reads_the_words_and_neither_photo_nor_contact(
    story: Story, cast: Cast, stage: Callable[[Story, Cast], Staged]
) -> None:
    hidden, _ = stage(story, cast)
    visitor = Visitor(cast.officer)
    for url, query in desk_doors([hidden.case_id]):
        told = given_away(hidden, visitor.read(url, **query))
        assert not told.keys() & {"name", "email", "phone", "secret", "photo"}, url
    assert "words" in given_away(hidden, visitor.read(f"/petugas/kasus/{hidden.case_id}"))
    for url in photo_doors(hidden.photo):
        assert visitor.status(url) == 404


@pytest.mark.parametrize("who", ["stranger", "leader", "front_desk", "administrator"])
def test_a_closed_case_of_its_own_looks_like_none(story: Story, cast: Cast, who: str) -> None:
    hidden, _ = alone(story, cast)
    visitor = Visitor(getattr(cast, who))
    missing = hidden.case_id + 1000
    for address in ("/petugas/kasus/{}", "/petugas/kasus/{}/note", "/api/v1/desk/cases/{}"):
        closed, none = (visitor.read(address.format(case)) for case in (hidden.case_id, missing))
        assert closed.startswith("404")
        assert without_token(closed) == without_token(none)


def test_a_photo_that_is_in_no_report_yet_can_be_kept_from_the_public(story: Story) -> None:
    """What a cache keeps of it would outlive the private report that it goes into."""
    photo = story.photo()
    assert queries.photo_open_to(actor=PUBLIC, photo_id=photo)
    assert not queries.photo_open_to(actor=PUBLIC, photo_id=photo, unplaced=False)
