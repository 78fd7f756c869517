"""The inbox: what is mine and due first. Every list is a keyset page on an index; counts are bounded."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tanggap.cases import rules
from tanggap.cases.models import Assignment, Case, Report
from tanggap.cases.shapes import InboxFilter, InboxRow, Page
from tanggap.cases.workflow import CLOSED, State, Verdict
from tanggap.core.errors import Invalid
from tanggap.core.ids import read_number
from tanggap.people import queries as people
from tanggap.people.roles import Permission, Role
from tanggap.people.rules import Actor

COUNT_LIMIT = 1000
# Tabs in which the most urgent stands first; the others show the newest first.
BY_DUE = frozenset({"mine", "due", "checking", "triage"})


def _own(actor: Actor) -> Q:
    """What this member of staff is responsible for."""
    if actor.may(Permission.AREA_CASES_READ):
        area = rules.area_of(actor)
        return Q(kelurahan__startswith=area) if area else Q()
    if actor.may(Permission.ALL_CASES_READ):
        return Q()
    return Q(holder__in=people.below(actor.agency_id or -1))


def _mine(actor: Actor) -> Q:
    return Q(assignee=actor.user_id, due_at__isnull=False)


def _due(actor: Actor) -> Q:
    return _own(actor) & Q(due_at__isnull=False) & ~Q(state=State.CHECKING)


def _checking(actor: Actor) -> Q:
    return _own(actor) & Q(state=State.CHECKING, due_at__isnull=False)


def _triage(actor: Actor) -> Q:
    desk = people.agency_by_code("triage")
    return Q(holder=desk.id if desk else -1, due_at__isnull=False)


def _held(actor: Actor) -> Q:
    held = Report.objects.filter(case=OuterRef("pk"), moderation="held")
    return _own(actor) & Q(Exists(held))


def _passed(actor: Actor) -> Q:
    below = people.below(actor.agency_id or -1)
    took_part = Assignment.objects.filter(case=OuterRef("pk"), agency__in=below)
    return Q(Exists(took_part)) & ~Q(holder__in=below)


def _closed(actor: Actor) -> Q:
    return _own(actor) & Q(state__in=CLOSED)


def _entered(actor: Actor) -> Q:
    return Q(Exists(Report.objects.filter(case=OuterRef("pk"), entered_by=actor.user_id)))


def _all(actor: Actor) -> Q:
    return Q()


TABS: dict[str, Callable[[Actor], Q]] = {
    "mine": _mine,
    "due": _due,
    "checking": _checking,
    "triage": _triage,
    "held": _held,
    "passed": _passed,
    "closed": _closed,
    "entered": _entered,
    "all": _all,
}

_WORKING_TABS = ("mine", "due", "checking", "passed", "closed")
TABS_OF: dict[Role, tuple[str, ...]] = {
    Role.CREW: ("due", "checking", "closed"),
    Role.OFFICER: _WORKING_TABS,
    Role.HEAD: _WORKING_TABS,
    Role.COORDINATOR: ("triage", "due", "held", "checking", "closed"),
    Role.VALIDATOR: ("checking", "closed", "all"),
    Role.AUDITOR: ("all", "closed"),
    Role.LEADER: ("all",),
    Role.FRONT_DESK: ("entered", "all"),
    Role.ADMINISTRATOR: ("all",),
}


def tabs_of(actor: Actor) -> tuple[str, ...]:
    """The tabs of this member of staff; the first is where they start."""
    return TABS_OF[actor.role] if actor.role is not None else ()


def inbox(*, actor: Actor, wanted: InboxFilter, after: str | None = None, limit: int = 50) -> Page[InboxRow]:
    """One page of the inbox. An unknown tab is the first one; a broken marker raises Invalid."""
    tab = _tab(actor, wanted.tab)
    found = _filtered(_base(actor, tab), wanted, actor)
    rows = list(_ordered(found, tab, after).select_related("assignee")[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    mine = _inside(actor, tab, rows)
    return Page([_row(case, case.pk in mine) for case in rows], _marker(rows[-1], tab) if more else None)


def _inside(actor: Actor, tab: str, rows: list[Case]) -> set[int]:
    """Which of the rows are this actor's affair; of the others only public things are told."""
    keys = [case.pk for case in rows]
    if actor.may(Permission.ALL_CASES_READ) or tab not in {"all", "triage", "entered"}:
        return set(keys)
    return set(Case.objects.filter(rules.inside(actor), pk__in=keys).values_list("pk", flat=True))


def named(actor: Actor, number: str) -> Q:
    """The case of a report number, if this actor may know that the report is in it."""
    report = Report.objects.filter(case=OuterRef("pk"), number=number)
    known = report.filter(Q(visibility="public") | Q(entered_by=actor.user_id, entered_by__isnull=False))
    return Q(Exists(known)) | (Q(Exists(report)) & rules.inside(actor))


def _tab(actor: Actor, tab: str) -> str:
    tabs = tabs_of(actor)
    return tab if tab in tabs else (tabs[0] if tabs else "all")


def _base(actor: Actor, tab: str) -> "QuerySet[Case]":
    return Case.objects.filter(TABS[tab](actor)).filter(rules.visible(actor))


def _filtered(found: "QuerySet[Case]", wanted: InboxFilter, actor: Actor) -> "QuerySet[Case]":
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.category_id is not None:
        found = found.filter(category=wanted.category_id)
    if wanted.kelurahan:
        found = found.filter(kelurahan__startswith=wanted.kelurahan)
    if wanted.holder_id is not None:
        found = found.filter(holder__in=people.below(wanted.holder_id))
    if wanted.words:
        found = found.filter(named(actor, read_number(wanted.words) or ""))
    return found


def _ordered(found: "QuerySet[Case]", tab: str, after: str | None) -> "QuerySet[Case]":
    if tab not in BY_DUE:
        found = found.order_by("-pk")
        return found.filter(pk__lt=_whole(after)) if after else found
    found = found.order_by("due_at", "pk")
    if not after:
        return found
    due, _, pk = after.partition("|")
    at = _moment(due)
    return found.filter(due_at__gte=at).exclude(due_at=at, pk__lte=_whole(pk))


def _marker(case: Case, tab: str) -> str:
    if tab not in BY_DUE or case.due_at is None:
        return str(case.pk)
    return f"{case.due_at.isoformat()}|{case.pk}"


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Invalid(field="after")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(field="after") from None
    if at.tzinfo is None:
        raise Invalid(field="after")
    return at


def _row(case: Case, inside: bool) -> InboxRow:
    return InboxRow(
        id=case.pk,
        number=case.first_number if inside or not case.public else case.public_number,
        title=case.title,
        category_id=case.category_id,
        state=State(case.state),
        verdict=Verdict(case.verdict),
        holder_id=case.holder_id,
        assignee=case.assignee.name if case.assignee is not None and inside else "",
        kelurahan=case.kelurahan,
        place_quality=case.place_quality,
        public=case.public,
        report_count=case.report_count,
        created_at=case.created_at,
        due_at=case.due_at,
        photo_id=case.cover,
    )


def inbox_counts(*, actor: Actor) -> dict[str, int]:
    """Tab -> how many, for the tabs that are work; COUNT_LIMIT means that many or more."""
    tabs = [tab for tab in tabs_of(actor) if tab in BY_DUE | {"held"}]
    return {tab: _base(actor, tab).values("pk")[:COUNT_LIMIT].count() for tab in tabs}
