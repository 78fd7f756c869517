"""Two at once: neither gets what only one may have, and both are answered in words."""

from uuid import UUID

import pytest

from tanggap.cases import actions, audit
from tanggap.cases.models import Case, CasePhoto, Event, Report
from tanggap.cases.shapes import Given, Identity
from tanggap.core.errors import Conflict, Invalid, Refusal, TooMany
from tanggap.people.rules import Actor
from tests.cases.test_races import at_once
from tests.cast import Cast
from tests.security.scene import hide, move
from tests.stories.story import Story

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_photo_proves_one_case(story: Story, cast: Cast) -> None:
    cases = [story.report().case_id for _ in range(4)]
    for case in cases:
        move(story, cast.officer, case, "accept")
    photo: UUID = story.photo(cast.officer)

    def submit(case_id: int) -> object:
        given = Given(note="Selesai.", photo_ids=(photo,))
        return actions.make_move(actor=Actor.of(cast.officer), case_id=case_id, verb="submit", given=given)

    results = at_once([lambda case=case: submit(case) for case in cases])  # type: ignore[misc]
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, Invalid | Conflict) for one in results) == 3
    assert CasePhoto.objects.filter(photo=photo).count() == 1
    assert Case.objects.filter(state="checking").count() == 1
    assert list(audit.broken_links()) == []


def test_every_reveal_is_written_down_even_while_the_report_is_hidden(story: Story, cast: Cast) -> None:
    hidden = hide(story, visibility="public")
    case_id, report_id, auditor = hidden.case_id, hidden.report_id, Actor.of(cast.auditor)
    given = Given(note="Menyebut rumah.", reason=cast.reason("hide"), report_ids=(report_id,))

    def reveal() -> object:
        return actions.reveal_contact(actor=auditor, report_id=report_id, reason="Pemeriksaan rutin.")

    def hidden_now() -> object:
        actor = Actor.of(cast.city_coordinator)
        return actions.make_move(actor=actor, case_id=case_id, verb="hide", given=given)

    results = at_once([reveal, hidden_now, reveal, reveal])
    opened = sum(isinstance(one, Identity) for one in results)
    assert opened == Event.objects.filter(verb="revealed").count() == 3
    assert Report.objects.get(pk=report_id).moderation == "hidden"
    assert not Case.objects.get(pk=case_id).public
    assert list(audit.broken_links()) == []


def test_many_answers_at_once_pass_no_limit(
    story: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "REPORTER_EVENTS_A_DAY", 3)
    received = story.report()
    reporter = Actor.reporter(Report.objects.get(number=received.number).pk)

    def answer() -> object:
        given = Given(note="Di sana.")
        return actions.make_move(actor=reporter, case_id=received.case_id, verb="answer", given=given)

    results = at_once([answer] * 8)
    assert sum(isinstance(one, int) for one in results) == 3
    assert sum(isinstance(one, TooMany) for one in results) == 5
    assert all(isinstance(one, int | Refusal) for one in results)
