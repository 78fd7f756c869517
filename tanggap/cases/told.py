"""The timeline, told to a certain person: which steps, whose names, which words."""

from collections.abc import Iterable

from tanggap.cases import rules
from tanggap.cases.models import Case, Event
from tanggap.cases.shapes import Step
from tanggap.cases.workflow import State
from tanggap.people import queries as people
from tanggap.people.rules import Actor


def told_since(case: Case, seen: int, actor: Actor) -> list[Step]:
    """What happened in a case after version `seen`, as this member of staff may read it."""
    events = Event.objects.filter(case=case, seq__gt=seen).select_related("actor").order_by("seq")
    return staff_steps(events, case, actor)


def staff_steps(events: Iterable[Event], case: Case, actor: Actor) -> list[Step]:
    """Every step for those whose case it is; only the public ones for other staff."""
    inside = rules.can_see_private(actor, case)
    return [step(event, for_staff=inside) for event in events if inside or event.public]


def public_steps(events: Iterable[Event], report_id: int | None) -> list[Step]:
    """The public steps; a reporter's own words only for themselves (report_id), never a name."""
    return [step(event, for_staff=False, mine=report_id) for event in events if _open(event, report_id)]


def _open(event: Event, report_id: int | None) -> bool:
    return event.public or (
        report_id is not None and event.report_id == report_id and event.verb != "revealed"
    )


def step(event: Event, *, for_staff: bool, mine: int | None = None) -> Step:
    """One line. Reporters' words may hold personal data: they are for staff and for the reporter."""
    theirs = event.actor_kind in {"reporter", "public"}
    readable = for_staff or not theirs or (mine is not None and event.report_id == mine)
    data = event.data if for_staff or not theirs else {}
    return Step(
        seq=event.seq,
        verb=event.verb,
        at=event.at,
        state=State(event.state),
        actor_kind=event.actor_kind,
        who=people.agency(event.agency_id).name if event.agency_id else "",
        person=event.actor.name if for_staff and event.actor is not None else "",
        text=event.text if readable else "",
        public=event.public,
        data={key: value for key, value in data.items() if for_staff or key not in _STAFF_FACTS},
        report_id=event.report_id if for_staff or event.report_id == mine else None,
    )


# Numbers of other people's reports, and who was assigned, are not the public's.
_STAFF_FACTS = frozenset({"number", "numbers", "person", "into", "photos"})
