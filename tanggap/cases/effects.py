"""What each move does to a case: one function a verb, from what was given to what changes.

Nothing here writes the state (actions.py does, from the table); what must happen beside the case's
own row (holders, photos, reports) is returned as `after`, run in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from tanggap.cases.models import Assignment, Case, Event, Report
from tanggap.cases.photos import place
from tanggap.cases.shapes import Given
from tanggap.cases.workflow import Verdict
from tanggap.catalog import queries as catalog
from tanggap.core.clock import JAKARTA, local_day
from tanggap.core.errors import Invalid, NotAllowed, gettext_noop
from tanggap.people import queries as people
from tanggap.people.models import User
from tanggap.people.rules import Actor
from tanggap.places import queries as places
from tanggap.places.grid import cell

PLAN_LIMIT_DAYS = 365
CAN_NOT_HOLD = frozenset({"province", "external"})


@dataclass(frozen=True, slots=True)
class Context:
    """Who does what to which case, and when."""

    case: Case
    actor: Actor
    given: Given
    at: datetime


@dataclass(slots=True)
class Effect:
    """changes: columns of the case. data: facts for the event. after: what else, in the transaction."""

    changes: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    report_id: int | None = None
    after: list[Callable[[Event], None]] = field(default_factory=list)


def transfer(ctx: Context, agency_id: int) -> Effect:
    """The case goes to another holder: its clock starts anew, and nobody there has it yet."""
    target = people.agency(agency_id)

    def holders(event: Event) -> None:
        Assignment.objects.filter(case=ctx.case, until__isnull=True).update(until=ctx.at)
        Assignment.objects.create(case=ctx.case, agency_id=agency_id, since=ctx.at)

    changes = {
        "holder_id": agency_id,
        "holder_since": ctx.at,
        "assignee_id": None,
        "due_at": catalog.deadline("answer", ctx.at),
        "planned_for": None,
        "planned_by_id": None,
    }
    data = {"from": people.agency(ctx.case.holder_id).name, "to": target.name}
    return Effect(changes, data, after=[holders])


def accept(ctx: Context) -> Effect:
    changes: dict[str, Any] = {"due_at": catalog.deadline("finish", ctx.at)}
    if ctx.case.assignee_id is None:
        changes["assignee_id"] = ctx.actor.user_id
    return Effect(changes)


def coordinate(ctx: Context) -> Effect:
    return transfer(ctx, _other_agency(ctx))


def _other_agency(ctx: Context) -> int:
    row = people.tree().by_id.get(ctx.given.agency_id or 0)
    if row is None or not row.active:
        raise Invalid(gettext_noop("Choose the office that should take over."), field="agency_id")
    if row.id == ctx.case.holder_id:
        raise Invalid(gettext_noop("This office already holds the case."), field="agency_id")
    if row.kind in CAN_NOT_HOLD:
        raise Invalid(
            gettext_noop(
                "%(name)s is outside the city government and can't be handed a case. "
                "Refuse it with the reason, and say whom to ask."
            ),
            field="agency_id",
            name=row.name,
        )
    return row.id


def delegate(ctx: Context) -> Effect:
    below = people.below(ctx.case.holder_id)
    if ctx.given.agency_id == ctx.case.holder_id or ctx.given.agency_id not in below:
        raise Invalid(gettext_noop("Choose an office under yours."), field="agency_id")
    return transfer(ctx, ctx.given.agency_id)


def hand_back(ctx: Context) -> Effect:
    former = Assignment.objects.filter(case=ctx.case, until__isnull=False)
    last = former.exclude(agency=ctx.case.holder_id).order_by("-until", "-pk").first()
    if last is None:
        raise NotAllowed(gettext_noop("There is no office to hand this back to."))
    effect = transfer(ctx, last.agency_id)
    effect.data |= reason_data(ctx, "hand_back")
    return effect


def reason_data(ctx: Context, verb: str) -> dict[str, Any]:
    """The reason's code and names, kept in the event as they were. Raises Invalid for an unknown one."""
    row = catalog.reason(ctx.given.reason)
    if row is None or row.verb != verb:
        raise Invalid(gettext_noop("Choose a reason."), field="reason")
    return {"reason": row.code, "reason_id": row.name_id, "reason_en": row.name_en}


def closing(ctx: Context) -> dict[str, Any]:
    """What every end of a case sets."""
    return {
        "closed_at": ctx.at,
        "due_at": None,
        "planned_for": None,
        "planned_by_id": None,
        "contest_until": catalog.deadline("contest", ctx.at),
        "verdict": Verdict.UNANSWERED,
    }


def refuse(ctx: Context) -> Effect:
    return Effect(closing(ctx), reason_data(ctx, "refuse"), after=[_fresh_verdicts(ctx)])


def _fresh_verdicts(ctx: Context) -> Callable[[Event], None]:
    """A new outcome is a new question to everybody who reported."""

    def ask_anew(event: Event) -> None:
        stale = Report.objects.filter(case=ctx.case).exclude(verdict=Verdict.UNANSWERED)
        stale.update(verdict=Verdict.UNANSWERED)

    return ask_anew


def plan(ctx: Context) -> Effect:
    until, today = ctx.given.until, local_day(ctx.at)
    if until is None or until <= today or until > today + timedelta(days=PLAN_LIMIT_DAYS):
        raise Invalid(gettext_noop("Choose a day after today, within a year."), field="until")
    changes = {"planned_for": until, "planned_by_id": ctx.actor.user_id}
    return Effect(changes, {"until": until.isoformat()})


def approve_plan(ctx: Context) -> Effect:
    day = ctx.case.planned_for
    if day is None or ctx.case.planned_by_id is None:
        raise NotAllowed(gettext_noop("There is no plan waiting for approval."))
    due = datetime.combine(day, time(23, 59, 59), JAKARTA)
    return Effect({"planned_by_id": None, "due_at": due}, {"until": day.isoformat()})


def decline_plan(ctx: Context) -> Effect:
    return Effect({"planned_for": None, "planned_by_id": None})


def resume(ctx: Context) -> Effect:
    return Effect({"planned_for": None, "due_at": catalog.deadline("finish", ctx.at)})


def submit(ctx: Context) -> Effect:
    documents = catalog.category(ctx.case.category_id).proof == "document"
    photos = place(ctx.given.photo_ids, actor=ctx.actor, documents=documents, at_least=1)
    changes = {"due_at": catalog.deadline("check", ctx.at), "planned_for": None, "planned_by_id": None}
    return Effect(
        changes,
        {"photos": [str(photo) for photo in ctx.given.photo_ids]},
        after=[lambda event: photos(case_id=ctx.case.pk, role="after", event=event)],
    )


def approve(ctx: Context) -> Effect:
    return Effect(closing(ctx), after=[_fresh_verdicts(ctx)])


def send_back(ctx: Context) -> Effect:
    return Effect({"due_at": catalog.deadline("finish", ctx.at)}, reason_data(ctx, "send_back"))


def assign(ctx: Context) -> Effect:
    if ctx.given.user_id is None:
        return Effect({"assignee_id": None})
    person = User.objects.filter(
        pk=ctx.given.user_id, is_active=True, agency__in=people.below(ctx.case.holder_id)
    ).first()
    if person is None:
        raise Invalid(gettext_noop("Choose somebody of the office that holds the case."), field="user_id")
    return Effect({"assignee_id": person.pk}, {"person": person.name})


def nothing(ctx: Context) -> Effect:
    """The words alone."""
    return Effect()


def recategorise(ctx: Context) -> Effect:
    row = catalog.categories().get(ctx.given.category_id or 0)
    if row is None or not row.active:
        raise Invalid(gettext_noop("Choose a category."), field="category_id")
    before = catalog.category(ctx.case.category_id)
    changes = {"category_id": row.id, "sensitive": row.sensitive or ctx.case.sensitive}
    return Effect(changes, {"from": before.name_id, "to": row.name_id})


def locate(ctx: Context) -> Effect:
    area = places.area(ctx.given.kelurahan)
    office = people.of_kelurahan(ctx.given.kelurahan) if area is not None else None
    if area is None or office is None:
        raise Invalid(gettext_noop("Choose a kelurahan."), field="kelurahan")
    effect = transfer(ctx, office.id)
    lat, lng = ctx.given.lat, ctx.given.lng
    has_point = lat is not None and lng is not None
    effect.changes |= {
        "kelurahan": area.kode,
        "lat": lat if has_point else ctx.case.lat,
        "lng": lng if has_point else ctx.case.lng,
        "place_quality": "exact" if has_point or ctx.case.lat is not None else "area",
    }
    if lat is not None and lng is not None:
        effect.changes["cell"] = cell(lat, lng)
    effect.data["kelurahan"] = area.nama
    return effect


def _who(ctx: Context) -> dict[str, Any]:
    """The reporter's number, so that the event's hash covers whose words they are."""
    own = Report.objects.filter(pk=ctx.actor.own_report)
    return {"number": own.values_list("number", flat=True).first() or ""}


def answer(ctx: Context) -> Effect:
    return Effect(data=_who(ctx), report_id=ctx.actor.report_id)


def _by_reporter(ctx: Context, **columns: Any) -> Effect:
    report_id = ctx.actor.own_report

    def on_report(event: Event) -> None:
        Report.objects.filter(pk=report_id).update(**columns)

    return Effect(data=_who(ctx), report_id=report_id, after=[on_report])


def confirm(ctx: Context) -> Effect:
    effect = _by_reporter(ctx, verdict=Verdict.CONFIRMED)
    # One who contests outweighs any number who confirm: something is still not right.
    if ctx.case.verdict != Verdict.CONTESTED:
        effect.changes["verdict"] = Verdict.CONFIRMED
    return effect


def contest(ctx: Context) -> Effect:
    if ctx.case.contest_until is None or ctx.at > ctx.case.contest_until:
        raise NotAllowed(gettext_noop("The time to contest this has passed. Please send a new report."))
    superior = people.superior(ctx.case.holder_id)
    effect = transfer(ctx, superior.id)
    photos = place(ctx.given.photo_ids, actor=ctx.actor, documents=False, at_least=0)
    report_id = ctx.actor.own_report

    def reports(event: Event) -> None:
        Report.objects.filter(pk=report_id).update(verdict=Verdict.CONTESTED)
        photos(case_id=ctx.case.pk, role="contest", event=event, report_id=report_id)

    effect.report_id = report_id
    effect.data |= _who(ctx)
    effect.after.append(reports)
    effect.changes |= {
        "verdict": Verdict.CONTESTED,
        "contests": ctx.case.contests + 1,
        "closed_at": None,
        "contest_until": None,
    }
    return effect


def rate(ctx: Context) -> Effect:
    score = ctx.given.score
    if score is None or not 1 <= score <= 5:
        raise Invalid(gettext_noop("Choose one to five stars."), field="score")
    effect = _by_reporter(ctx, rating=score, rating_words=ctx.given.note)
    effect.data["score"] = score
    return effect
