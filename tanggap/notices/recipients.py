"""Who hears of what: event verb -> which reporters of the case. Not every step is worth an e-mail."""

from collections.abc import Callable

from django.db.models import Q

from tanggap.cases.models import Event, Report

Whom = Callable[[Event], Q]


def _the_one(event: Event) -> Q:
    """The reporter whose report the event is about."""
    return Q(pk=event.report_id or -1)


def _everyone(event: Event) -> Q:
    return Q(case=event.case_id)


def _the_named(event: Event) -> Q:
    """The reporters of the numbers in the event's facts."""
    return Q(number__in=[str(number) for number in event.data.get("numbers", [])])


def _the_follower(event: Event) -> Q:
    return _the_one(event) if event.data.get("by") else Q(pk__in=[])


HEARS: dict[str, Whom] = {
    "reported": _the_one,
    "me_too": _the_one,
    "followed": _the_follower,
    "accept": _everyone,
    "coordinate": _everyone,
    "approve_plan": _everyone,
    "approve": _everyone,
    "refuse": _everyone,
    "ask": _everyone,
    "tell": _everyone,
    "contest": _everyone,
    "hide": _the_named,
    "joined_here": _the_named,
}

# By which channel somebody can be reached: channel code -> the column of the vault that says so.
REACH = {"email": "contact__email_index"}


def channels_of(event: Event) -> list[tuple[int, str]]:
    """(report id, channel) of everybody who hears of this event and wants to."""
    whom = HEARS.get(event.verb)
    if whom is None:
        return []
    listening = Report.objects.filter(whom(event), contact__isnull=False, silence__isnull=True).order_by("pk")
    rows = listening.values_list("pk", *REACH.values())
    return [(pk, channel) for pk, *known in rows for channel, has in zip(REACH, known, strict=True) if has]
