"""Keeping the roll-ups: one small upsert per counted event, inside the reaction's transaction."""

from datetime import date

from django.db import connection

from tanggap.cases.models import Assignment, Event
from tanggap.core.clock import local_day
from tanggap.insight.models import DayCount
from tanggap.jobs.transaction import writing
from tanggap.people.rules import Actor

COUNTED = {
    "reported": "reported",
    "me_too": "reported",
    "approve": "done",
    "refuse": "refused",
    "contest": "contested",
    "confirm": "confirmed",
    "send_back": "sent_back",
}

_ADD = """
    INSERT INTO insight_daycount (day, what, agency_id, category_id, kelurahan, count)
    VALUES (%s, %s, %s, %s, %s, 1)
    ON CONFLICT (day, what, agency_id, category_id, kelurahan)
    DO UPDATE SET count = insight_daycount.count + 1
"""


def count(event: Event) -> None:
    """Adds one event to its day. Runs once per event: the caller marks it handled in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, _key(event))


def _key(event: Event) -> tuple[date, str, int, int, str]:
    day = local_day(event.at)
    case = event.case
    return (day, COUNTED[event.verb], _holder_at(event), case.category_id, case.kelurahan)


def _holder_at(event: Event) -> int:
    """Who held the case when it happened: a contest counts for the office whose work is contested."""
    since = event.case.holder_since
    if since < event.at or (since == event.at and event.verb == "reported"):
        return event.case.holder_id  # nothing has moved since
    held = Assignment.objects.filter(case=event.case_id)
    before = held.filter(since__lt=event.at).order_by("-since", "-pk").first()
    row = before or held.order_by("since", "pk").first()
    return row.agency_id if row is not None else event.case.holder_id


def rebuild(*, actor: Actor) -> int:
    """Counts everything anew from the handled events; returns how many were counted."""
    counted = 0
    with writing():
        DayCount.objects.all().delete()
        events = Event.objects.filter(verb__in=COUNTED, handled_at__isnull=False)
        for event in events.select_related("case").iterator(2000):
            count(event)
            counted += 1
    return counted
