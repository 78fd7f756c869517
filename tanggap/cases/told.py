"""The timeline, told to a certain person: which steps, whose names, which words."""

from collections.abc import Iterable
from typing import Any

from tanggap.cases import rules
from tanggap.cases.models import Case, Event
from tanggap.cases.shapes import Step
from tanggap.cases.workflow import State
from tanggap.people import queries as people
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor


def told_since(case: Case, seen: int, actor: Actor) -> list[Step]:
    """What happened in a case after version `seen`, as this member of staff may read it."""
    events = Event.objects.filter(case=case, seq__gt=seen).select_related("actor").order_by("seq")
    return staff_steps(events, case, actor)


def staff_steps(events: Iterable[Event], case: Case, actor: Actor) -> list[Step]:
    """Every step for those whose case it is; only the public ones for other staff.

    Why a contact was opened may say whose it is: that is for those who may open it, and who did.
    """
    inside = rules.can_see_private(actor, case)
    steps = []
    for event in events:
        if inside or event.public:
            sealed = event.verb == "revealed" and not _may_know(actor, event)
            steps.append(step(event, for_staff=inside, sealed=sealed))
    return steps


def _may_know(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.ALL_IDENTITY_REVEAL) or event.actor_id == actor.user_id


def public_steps(events: Iterable[Event], report_id: int | None) -> list[Step]:
    """The public steps; a reporter's own words only for themselves (report_id), never a name."""
    return [step(event, for_staff=False, mine=report_id) for event in events if _open(event, report_id)]


def _open(event: Event, report_id: int | None) -> bool:
    return event.public or (
        report_id is not None and event.report_id == report_id and event.verb != "revealed"
    )


def step(event: Event, *, for_staff: bool, mine: int | None = None, sealed: bool = False) -> Step:
    """One line. Reporters' words may hold personal data: they are for staff and for the reporter.

    sealed: the words are for neither.
    """
    theirs = event.actor_kind in {"reporter", "public"}
    readable = for_staff or not theirs or (mine is not None and event.report_id == mine)
    return Step(
        seq=event.seq,
        verb=event.verb,
        at=event.at,
        state=State(event.state),
        actor_kind=event.actor_kind,
        who=people.agency(event.agency_id).name if event.agency_id else "",
        person=event.actor.name if for_staff and event.actor is not None else "",
        text=event.text if readable and not sealed else "",
        public=event.public,
        data=event.data if for_staff else _public_facts(event, theirs),
        report_id=event.report_id if for_staff or event.report_id == mine else None,
    )


# What the public may know of a move besides its words. Numbers of other people's reports, photos, and
# who was assigned are not among them; new facts are not, until they are named here.
_PUBLIC_FACTS = frozenset({"to", "from", "why", "until", "kelurahan", "reason", "reason_id", "reason_en"})


def _public_facts(event: Event, theirs: bool) -> dict[str, Any]:
    if theirs or event.verb == "split_off":  # its "from" is the number of a report that stayed behind
        return {}
    return {key: value for key, value in event.data.items() if key in _PUBLIC_FACTS}
