"""Reads of cases for those who work on them. What the public reads is in open.py, and is named here too."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tanggap.cases import rules
from tanggap.cases.inbox import inbox, inbox_counts, named
from tanggap.cases.models import Assignment, Case, CasePhoto, Event, Report
from tanggap.cases.open import near, public_cases, public_map, report_actor, secret_of, tracked
from tanggap.cases.shapes import CaseView, PhotoView, ReportView
from tanggap.cases.told import staff_steps
from tanggap.cases.workflow import State, Verdict
from tanggap.catalog import queries as catalog
from tanggap.core.errors import NotFound
from tanggap.people import queries as people
from tanggap.people.rules import Actor

__all__ = [
    "LiveEvent",
    "case_id_of",
    "case_view",
    "inbox",
    "inbox_counts",
    "key_used",
    "live_cases",
    "near",
    "photo_open_to",
    "public_cases",
    "public_map",
    "report_actor",
    "secret_of",
    "tracked",
]


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """What a live stream may know of an event: that it happened, and to whom it concerns."""

    event_id: int
    case_id: int
    seq: int
    verb: str
    public: bool
    holder_id: int


def live_cases(event_ids: list[int]) -> list[LiveEvent]:
    """The live briefs of these events, in order; unknown ids are left out."""
    columns = ("id", "case_id", "seq", "verb", "public", "case__holder_id")
    rows = Event.objects.filter(pk__in=event_ids).order_by("pk").values_list(*columns)
    return [LiveEvent(*row) for row in rows]


def key_used(*, key: str) -> bool:
    """Whether a report was made with this idempotency key already."""
    return bool(key) and key.isprintable() and Report.objects.filter(key=key).exists()


def case_id_of(*, actor: Actor, number: str) -> int:
    """The case of a report number, for staff. NotFound for an unknown or invisible one, and for a
    private report in a public case that is not their affair."""
    found = Case.objects.filter(named(actor, number)).filter(rules.visible(actor))
    case_id = found.values_list("pk", flat=True).first()
    if case_id is None:
        raise NotFound
    return case_id


def case_view(*, actor: Actor, case_id: int) -> CaseView:
    """The whole case as this member of staff may see it. NotFound when missing or not visible."""
    case = Case.objects.select_related("assignee").filter(pk=case_id).first()
    if case is None or not actor.is_staff or not rules.can_see(actor, case):
        raise NotFound
    placed = list(CasePhoto.objects.filter(case=case).select_related("photo", "report", "event", "case"))
    events = Event.objects.filter(case=case).select_related("actor").order_by("seq")
    inside = rules.can_see_private(actor, case)
    said = list(Report.objects.filter(case=case).order_by("created_at", "pk"))
    return CaseView(
        id=case.pk,
        seen=case.version,
        title=case.title,
        category_id=case.category_id,
        category_code=catalog.category(case.category_id).code,
        kind=case.kind,
        state=State(case.state),
        verdict=Verdict(case.verdict),
        holder_id=case.holder_id,
        holder=people.agency(case.holder_id).name,
        holder_since=case.holder_since,
        holders=_holders(case),
        assignee_id=case.assignee_id if inside else None,
        assignee=case.assignee.name if case.assignee is not None and inside else "",
        public=case.public,
        sensitive=case.sensitive,
        kelurahan=case.kelurahan,
        lat=case.lat if inside else None,
        lng=case.lng if inside else None,
        place_text=_place_text(case, said) if inside else "",
        place_quality=case.place_quality,
        created_at=case.created_at,
        due_at=case.due_at,
        planned_for=case.planned_for,
        plan_waiting=case.planned_by_id is not None,
        closed_at=case.closed_at,
        contest_until=case.contest_until,
        joined_into=case.joined_into_id,
        reports=[_report_view(actor, case, row, placed) for row in said if inside or _known(actor, row)],
        proof=[photo_view(row) for row in placed if _is_proof(row) and rules.may_open_photo(actor, row)],
        steps=staff_steps(events, case, actor),
        moves=rules.moves_now(actor, case),
    )


def _is_proof(row: CasePhoto) -> bool:
    return row.report_id is None


def _holders(case: Case) -> list[tuple[str, datetime, datetime | None]]:
    rows = Assignment.objects.filter(case=case).order_by("since", "pk")
    return [(people.agency(row.agency_id).name, row.since, row.until) for row in rows]


def _place_text(case: Case, said: list[Report]) -> str:
    """Hidden from the public it is hidden in the case too, but whoever works there needs it."""
    return case.place_text or next((row.place_text for row in said if row.place_text), "")


def _known(actor: Actor, row: Report) -> bool:
    return row.visibility == "public" or row.entered_by_id == actor.user_id


def _report_view(actor: Actor, case: Case, row: Report, placed: list[CasePhoto]) -> ReportView:
    own = [photo for photo in placed if photo.report_id == row.pk]
    opened = [photo for photo in own if rules.may_open_photo(actor, photo)]
    inside = rules.may_read_words(actor, row, case)
    clear = row.visibility == "public" and row.moderation == "clear"
    return ReportView(
        id=row.pk,
        number=row.number,
        words=row.words if inside else "",
        public_words=row.public_words if clear or inside else "",
        channel=row.channel,
        kind=row.kind,
        visibility=row.visibility,
        moderation=row.moderation,
        me_too=row.me_too,
        created_at=row.created_at,
        has_contact=row.contact_id is not None,
        verdict=Verdict(row.verdict),
        rating=row.rating,
        photos=[photo_view(photo) for photo in opened],
        photos_locked=len(own) - len(opened),
    )


def photo_view(row: CasePhoto) -> PhotoView:
    """A placed photo as a plain value. Needs photo and event selected."""
    return PhotoView(
        id=row.photo_id,
        role=row.role,
        kind=row.photo.kind,
        width=row.photo.width,
        height=row.photo.height,
        report_id=row.report_id,
        event_seq=row.event.seq if row.event is not None else None,
        at=row.photo.created_at,
    )


def photo_open_to(
    *, actor: Actor, photo_id: UUID, number: str = "", secret: str = "", unplaced: bool = True
) -> bool:
    """Whether this person may get this photo's copies.

    Anybody: public ones. With a report's secret: that report's own, and the proof. Staff: by
    rules.may_open_photo. A photo not placed yet opens to whoever knows its random id, if `unplaced`: a
    face whose answers others may keep says False, for it may be placed in a private report next.
    """
    placed = CasePhoto.objects.select_related("case", "report").filter(photo=photo_id).first()
    if placed is None:
        return unplaced
    if rules.photo_is_public(placed):
        return True
    if actor.is_staff:
        return rules.may_open_photo(actor, placed)
    if not secret:
        return False
    holder = report_actor(number=number, secret=secret)
    if holder is None or not Report.objects.filter(pk=holder.own_report, case=placed.case_id).exists():
        return False
    return placed.report_id is None or placed.report_id == holder.report_id
