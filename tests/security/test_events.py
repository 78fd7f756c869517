"""History and contacts: nothing is shown before it is written down, nothing is written away."""

from typing import Any
from uuid import uuid4

import pytest

from tanggap.cases import actions, audit
from tanggap.cases.models import Event, Report
from tanggap.core.errors import Conflict, NotAllowed, NotFound
from tanggap.intake.actions import receive
from tanggap.intake.shapes import ReportForm
from tanggap.notices import actions as notices
from tanggap.people.rules import PUBLIC, Actor
from tanggap.vault import actions as vault_actions
from tanggap.vault import queries as vault
from tanggap.vault.models import Contact
from tests.cast import KELURAHAN, Cast
from tests.security.scene import EMAIL, NAME, Visitor, given_away, hide, move
from tests.stories.story import Story

pytestmark = pytest.mark.django_db
REASON = "Wulandari Kusumaningrum mengadu bahwa ia diancam."


def test_the_reveal_is_written_before_the_contact_is_opened(
    story: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = hide(story)
    seen: list[bool] = []
    real = vault.opened

    def opened(contact_id: int) -> Any:
        seen.append(Event.objects.filter(verb="revealed", text=REASON, actor=cast.auditor).exists())
        return real(contact_id)

    monkeypatch.setattr(vault, "opened", opened)
    found = actions.reveal_contact(actor=Actor.of(cast.auditor), report_id=hidden.report_id, reason=REASON)
    assert (found.name, seen) == (NAME, [True])


def test_no_contact_without_a_written_event(
    story: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = hide(story)
    opened: list[int] = []
    monkeypatch.setattr(vault, "opened", opened.append)

    def lost(**_: object) -> None:
        raise Conflict

    monkeypatch.setattr(actions, "commit", lost)
    with pytest.raises(Conflict):
        actions.reveal_contact(actor=Actor.of(cast.auditor), report_id=hidden.report_id, reason=REASON)
    assert opened == []


@pytest.mark.parametrize(
    "who", ["officer", "lurah", "validator", "coordinator", "leader", "administrator", "front_desk"]
)
def test_nobody_else_opens_it_by_any_door(story: Story, cast: Cast, who: str) -> None:
    hidden = hide(story)
    user = getattr(cast, who)
    with pytest.raises((NotAllowed, NotFound)):
        actions.reveal_contact(actor=Actor.of(user), report_id=hidden.report_id, reason=REASON)
    page = Visitor(user).send(f"/petugas/kasus/{hidden.case_id}/kontak/{hidden.report_id}", reason=REASON)
    assert page.startswith("404")
    assert not given_away(hidden, page).keys() & {"name", "email", "phone"}
    assert not Event.objects.filter(verb="revealed").exists()


def test_the_front_desk_opens_what_it_typed_in_and_nothing_beside_it(story: Story, cast: Cast) -> None:
    hidden = hide(story, visibility="public")
    actor = Actor.of(cast.front_desk)
    form = ReportForm(words="", category="jalan", name="Pak Budi", join_case=hidden.case_id, key=uuid4().hex)
    own = Report.objects.get(number=receive(actor=actor, form=form).number)
    assert actions.reveal_contact(actor=actor, report_id=own.pk, reason=REASON).name == "Pak Budi"
    with pytest.raises(NotAllowed):
        actions.reveal_contact(actor=actor, report_id=hidden.report_id, reason=REASON)


def test_why_it_was_opened_is_for_those_who_may_open_it(story: Story, cast: Cast) -> None:
    """A reason often names the person; the officers of the case may know that it happened."""
    hidden = hide(story)
    actions.reveal_contact(actor=Actor.of(cast.auditor), report_id=hidden.report_id, reason=REASON)
    for user, reads in (
        (cast.auditor, True),
        (cast.officer, False),
        (cast.validator, False),
        (cast.city_coordinator, False),
    ):
        step = story.desk(user).steps[-1]
        assert (step.verb, step.text) == ("revealed", REASON if reads else ""), user.username
        page = Visitor(user).read(f"/api/v1/desk/cases/{hidden.case_id}")
        assert (NAME in page) == reads
    assert all(step.verb != "revealed" for step in story.page(hidden.received, secret=True).steps)


def test_a_changed_address_leaves_no_old_one_behind(story: Story, cast: Cast) -> None:
    hidden = hide(story)
    old = Report.objects.get(pk=hidden.report_id).contact_id
    assert old is not None
    notices.follow(
        actor=Actor.reporter(hidden.report_id), report_id=hidden.report_id, email="baru@example.org"
    )
    assert not Contact.objects.filter(pk=old).exists()
    new = Report.objects.get(pk=hidden.report_id).contact_id
    assert new is not None
    assert vault.opened(new).email == "baru@example.org"
    assert list(audit.broken_links()) == []


def test_an_erased_contact_is_gone_and_the_history_holds(story: Story, cast: Cast) -> None:
    hidden = hide(story)
    contact = Report.objects.get(pk=hidden.report_id).contact_id
    assert contact is not None
    with pytest.raises(NotAllowed):
        vault_actions.erase(actor=PUBLIC, contact_id=contact)
    vault_actions.erase(actor=Actor.reporter(hidden.report_id), contact_id=contact)
    assert Report.objects.get(pk=hidden.report_id).contact_id is None
    story.later(hours=1)
    assert notices.deliver_due() >= 0
    assert list(audit.broken_links()) == []


def test_a_contact_stands_nowhere_in_the_database_in_plain(story: Story, cast: Cast) -> None:
    hidden = hide(story)
    actions.reveal_contact(
        actor=Actor.of(cast.auditor), report_id=hidden.report_id, reason="Pemeriksaan rutin."
    )
    row = Contact.objects.get()
    for mark in (NAME, EMAIL, "81387654321"):
        assert mark.encode() not in bytes(row.sealed)
        assert mark not in row.email_index + row.phone_index
        assert not Event.objects.filter(text__contains=mark).exists()
        assert not Event.objects.filter(data__icontains=mark).exists()


CHANGES: list[dict[str, Any]] = [
    {"text": "Lain."},
    {"verb": "tell"},
    {"public": False},
    {"actor_kind": "system"},
    {"state": "done"},
    {"data": {"number": "JK2503050009"}},
    {"hash": "0" * 64},
    {"previous": "0" * 64},
    {"seq": 9},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: next(iter(one)))
def test_every_change_of_the_past_shows(story: Story, cast: Cast, change: dict[str, Any]) -> None:
    received = story.report()
    move(story, cast.officer, received.case_id, "accept", note="Baik.")
    move(story, cast.officer, received.case_id, "note", note="Catatan.")
    assert list(audit.broken_links()) == []
    Event.objects.filter(case=received.case_id, seq=2).update(**change)
    assert [broken.case_id for broken in audit.broken_links()] == [received.case_id]


def test_nobody_can_put_a_reporters_words_into_anothers_mouth(story: Story, cast: Cast) -> None:
    received = story.report()
    other = story.report("", join_case=received.case_id)
    move(story, cast.officer, received.case_id, "ask", note="Kiri atau kanan?")
    story.reporter("answer", received, note="Kiri.")
    theirs = Report.objects.get(number=other.number).pk
    assert Event.objects.filter(verb="answer").update(report=theirs) == 1
    assert len(list(audit.broken_links())) == 1
    page = Visitor().read(f"/api/v1/reports/{received.number}")
    assert other.number not in page


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_so_does_a_removed_event(story: Story, cast: Cast, seq: int) -> None:
    received = story.report()
    move(story, cast.officer, received.case_id, "accept")
    move(story, cast.officer, received.case_id, "note", note="Catatan.")
    Event.objects.filter(case=received.case_id, seq=seq).delete()
    assert len(list(audit.broken_links())) == 1


def test_a_guessed_key_opens_no_report(story: Story, cast: Cast) -> None:
    """Two apps that both count from one: the second gets a report of its own, not the first one's secret."""
    key = "aplikasi-laporan-000001"
    form = {"category": "jalan", "kelurahan": KELURAHAN, "key": key}
    first, second = (
        Visitor().client.post("/api/v1/reports", {"words": words, **form}, "application/json").json()
        for words in ("Got mampet di depan rumah saya.", "Lampu jalan padam sejak kemarin.")
    )
    assert first["number"] != second["number"]
    assert first["secret"] != second["secret"]
    assert second["again"] is False
