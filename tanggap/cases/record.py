"""Writing one link of a case's chain: the change and its event, together and conditional."""

from datetime import datetime
from typing import Any

from tanggap.cases.models import Case, Event
from tanggap.core.clock import now
from tanggap.core.errors import Conflict
from tanggap.core.hashing import chained
from tanggap.jobs.change import change
from tanggap.jobs.insert import insert
from tanggap.jobs.wake import wake_after_commit
from tanggap.people.rules import Actor


def link(
    *,
    case: Case,
    actor: Actor,
    verb: str,
    state: str,
    public: bool,
    text: str = "",
    data: dict[str, Any] | None = None,
    report_id: int | None = None,
    at: datetime | None = None,
) -> Event:
    """The next event of a case, unsaved, chained to the last one. data: only strings, whole numbers,
    truth values and lists of them, so that both databases give back what was hashed."""
    event = Event(
        case=case,
        seq=case.version + 1,
        verb=verb,
        at=at or now(),
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        agency_id=actor.agency_id if actor.is_staff else None,
        report_id=report_id,
        state=state,
        public=public,
        text=text,
        data=data or {},
        previous=case.chain,
    )
    event.hash = chained(event.previous, hashed(event))
    return event


def hashed(event: Event) -> dict[str, Any]:
    """What an event's hash covers. The report stands in data by number, known before its row is."""
    return {
        "seq": event.seq,
        "verb": event.verb,
        "at": f"{event.at.timestamp():.6f}",
        "actor": [event.actor_kind, event.actor_id, event.agency_id],
        "state": event.state,
        "public": event.public,
        "text": event.text,
        "data": event.data,
    }


def commit(*, case: Case, event: Event, changes: dict[str, Any]) -> Event:
    """Saves the event and the case's changes if nobody was faster. Raises Conflict otherwise."""
    changes = {**changes, "version": event.seq, "chain": event.hash, "updated_at": event.at}
    if change(Case, changes, id=case.pk, version=case.version) != 1:
        raise Conflict
    insert(event)
    wake_after_commit(case.pk)
    for name, value in changes.items():
        setattr(case, name, value)
    return event
