"""A changed or removed row shows."""

import pytest

from tanggap.cases import audit
from tanggap.cases.models import Case, Event
from tests.cast import Cast
from tests.stories.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(story: Story, cast: Cast) -> Case:
    """A case with a few events."""
    story.report()
    story.move(cast.officer, "accept")
    story.move(cast.officer, "note", note="Sudah dicek.")
    story.move(cast.officer, "tell", note="Besok dikerjakan.")
    return story.case


def test_an_honest_history_holds(lived: Case) -> None:
    assert list(audit.broken_links()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Lain."),
        ("state", "done"),
        ("public", True),
        ("data", {"to": "lain"}),
        ("verb", "approve"),
        ("actor_kind", "system"),
        ("hash", "0" * 64),
        ("previous", "0" * 64),
    ],
)
def test_a_changed_event_shows(lived: Case, column: str, value: object) -> None:
    Event.objects.filter(case=lived, seq=3).update(**{column: value})
    broken = list(audit.broken_links())
    assert [(one.case_id, one.seq) for one in broken] == [(lived.pk, 3)]


def test_a_removed_event_shows(lived: Case) -> None:
    Event.objects.filter(case=lived, seq=2).delete()
    assert [(one.seq, one.why) for one in audit.broken_links()] == [(2, "an event is missing")]


def test_a_removed_last_event_shows(lived: Case) -> None:
    Event.objects.filter(case=lived, seq=4).delete()
    assert [(one.seq, one.why) for one in audit.broken_links()] == [(4, "the last event is missing")]


def test_a_case_whose_whole_history_is_gone_shows(lived: Case) -> None:
    Event.objects.filter(case=lived).delete()
    assert [one.why for one in audit.broken_links()] == ["no events"]


def test_the_outbox_is_no_history(lived: Case) -> None:
    Event.objects.filter(case=lived).update(handled_at=None, attempts=7, problem="Boom")
    assert list(audit.broken_links()) == []
