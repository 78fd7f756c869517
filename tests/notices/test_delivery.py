"""Letters go out at least once, are never lost, and stop when somebody wants them to."""

import pytest

from tanggap.cases.models import Report
from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.notices import actions, queries
from tanggap.notices.actions import deliver_due
from tanggap.notices.models import Delivery
from tanggap.notices.shapes import Down, Permanent, Temporary
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tanggap.vault import actions as vault
from tanggap.vault.queries import opened
from tanggap.vault.shapes import OpenedContact
from tests.cast import Cast
from tests.notices import postman
from tests.notices.postman import BUDI, SARI, delivered, report_id
from tests.stories.story import Story


def due(story: Story) -> Delivery:
    story.report(email=SARI)
    return Delivery.objects.get()


def test_a_passing_problem_is_tried_again_later_and_later(story: Story) -> None:
    row = due(story)
    postman.problems.extend([Temporary("box full"), Temporary("box full")])
    assert deliver_due() == 1
    assert deliver_due() == 0
    story.clock.later(seconds=3)
    assert deliver_due() == 1
    story.clock.later(seconds=3)
    assert deliver_due() == 0
    story.clock.later(seconds=10)
    assert deliver_due() == 1
    row.refresh_from_db()
    assert row.sent_at is not None
    assert (row.attempts, row.problem, len(postman.sent)) == (3, "", 1)


def test_after_two_days_it_is_given_up_and_shows(story: Story) -> None:
    row = due(story)
    postman.problems.append(Temporary("box full"))
    story.clock.later(days=2, minutes=1)
    deliver_due()
    row.refresh_from_db()
    assert row.failed_at is not None
    assert row.problem == "Temporary"
    assert queries.waiting().given_up == 1
    story.clock.later(days=1)
    assert deliver_due() == 0


def test_a_wrong_address_is_not_tried_again(story: Story) -> None:
    row = due(story)
    postman.problems.append(Permanent("refused"))
    deliver_due()
    row.refresh_from_db()
    assert (row.problem, row.sent_at) == ("refused", None)
    story.clock.later(hours=10)
    assert deliver_due() == 0


def test_one_bad_letter_does_not_hold_up_the_others(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.problems.append(ZeroDivisionError("a bug"))
    assert deliver_due() == 2
    assert [letter.to for letter in postman.sent] == [BUDI]
    assert queries.waiting().failing == 1


def test_while_the_line_is_down_nothing_is_lost(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.down = True
    assert deliver_due() == 2
    postman.down = False
    story.clock.later(seconds=3)
    assert len(delivered()) == 2


def test_a_line_that_breaks_in_the_middle_leaves_the_rest_for_later(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.problems.append(Down("gone"))
    deliver_due()
    assert postman.sent == []
    story.clock.later(seconds=3)
    assert len(delivered()) == 2


def test_a_sender_that_died_leaves_its_letters_to_others(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(story)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(postman, "_send", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    assert deliver_due() == 0
    story.clock.later(seconds=actions.LEASE_SECONDS + 1)
    assert len(delivered()) == 1


def test_who_lost_the_lease_does_not_send(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    due(story)
    monkeypatch.setattr(actions, "LEASE_SECONDS", 0.0)
    deliver_due()
    assert postman.sent == []


def test_a_letter_has_the_same_id_at_every_try(story: Story) -> None:
    row = due(story)
    first = delivered()[0].id
    Delivery.objects.filter(pk=row.pk).update(sent_at=None, claimed_until=None)
    assert delivered()[0].id == first


def test_an_erased_contact_gets_nothing(story: Story) -> None:
    row = due(story)
    vault.erase(actor=SYSTEM, contact_id=Report.objects.get().contact_id or 0)
    deliver_due()
    row.refresh_from_db()
    assert row.failed_at is not None
    assert postman.sent == []


def test_who_wants_no_more_letters_gets_none(story: Story, cast: Cast) -> None:
    got = story.report(email=SARI)
    other = story.report(email=BUDI, join_case=got.case_id)
    me = Actor.reporter(report_id(got.number))
    assert queries.listens(me.own_report)
    actions.stop(actor=me, report_id=me.own_report)
    actions.stop(actor=me, report_id=me.own_report)
    assert not queries.listens(me.own_report)
    assert [letter.to for letter in delivered()] == [BUDI]
    story.move(cast.officer, "accept")
    assert [letter.to for letter in delivered()] == [BUDI]
    assert Report.objects.get(number=got.number).contact_id is not None
    assert queries.listens(report_id(other.number))


def test_who_follows_again_hears_again_at_the_new_address(story: Story, cast: Cast) -> None:
    got = story.report()
    me = Actor.reporter(report_id(got.number))
    actions.stop(actor=me, report_id=me.own_report)
    actions.follow(actor=me, report_id=me.own_report, email=BUDI, language="en")
    story.later(minutes=1)
    (letter,) = delivered()
    assert (letter.to, letter.language) == (BUDI, "en")
    assert "You follow" in letter.subject
    story.move(cast.officer, "accept")
    assert [letter.to for letter in delivered()] == [BUDI]


def test_a_new_address_replaces_the_old_one_and_nothing_else(story: Story) -> None:
    got = story.report(email=SARI, name="Sari", phone="081234567890")
    me = Actor.reporter(report_id(got.number))
    before = Report.objects.get().contact_id or 0
    actions.follow(actor=me, report_id=me.own_report, email=BUDI)
    after = Report.objects.get().contact_id or 0
    assert opened(after) == OpenedContact("Sari", BUDI, "+6281234567890")
    with pytest.raises(NotFound):
        opened(before)


def test_only_the_reporter_may_stop_or_follow(story: Story, cast: Cast) -> None:
    mine, other = story.report(email=SARI), story.report(email=BUDI)
    for actor in (PUBLIC, Actor.of(cast.officer), Actor.reporter(report_id(other.number))):
        with pytest.raises(NotAllowed):
            actions.stop(actor=actor, report_id=report_id(mine.number))
        with pytest.raises(NotAllowed):
            actions.follow(actor=actor, report_id=report_id(mine.number), email=BUDI)
    with pytest.raises(NotFound):
        actions.stop(actor=SYSTEM, report_id=10**9)
    me = Actor.reporter(report_id(mine.number))
    for wrong in ("", "no address"):
        with pytest.raises(Invalid) as refused:
            actions.follow(actor=me, report_id=me.own_report, email=wrong)
        assert refused.value.field == "email"


def test_a_message_hides_itself_from_logs(story: Story) -> None:
    due(story)
    (letter,) = delivered()
    assert SARI not in repr(letter)
    assert "k=" not in repr(letter)
