"""Moves that touch more than one case or some reports of one: join, split, hide, restore."""

from typing import Any

from tanggap.cases import rules
from tanggap.cases.effects import Context, Effect, closing, reason_data
from tanggap.cases.models import Assignment, Case, CasePhoto, Event, Report
from tanggap.cases.record import commit, link
from tanggap.cases.shapes import Given
from tanggap.cases.workflow import OPEN, State
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Invalid, gettext_noop
from tanggap.core.ids import read_number
from tanggap.core.text import shortened
from tanggap.places.grid import cell

TITLE_LENGTH = 120


def face_of(case_id: int) -> dict[str, Any]:
    """What the public sees of a case in lists, from its public and clear reports."""
    reports = Report.objects.filter(case=case_id).order_by("created_at", "pk")
    clear = reports.filter(visibility="public", moderation="clear")
    first = clear.first()
    worded = clear.exclude(public_words="").first()
    shown = CasePhoto.objects.filter(case=case_id, role="before", report__in=clear)
    return {
        "public": first is not None,
        "public_number": first.number if first else "",
        "title": shortened(worded.public_words, TITLE_LENGTH) if worded else "",
        "cover": shown.order_by("pk").values_list("photo_id", flat=True).first(),
        "report_count": reports.count(),
        "public_count": clear.count(),
        "first_number": reports.values_list("number", flat=True).first() or "",
    }


def all_private(case_id: int) -> bool:
    """Whether nothing in the case was ever meant for the public. Such a case never takes in a public
    report: what its officers wrote for one reporter alone, and its place, would be public with it."""
    return not Report.objects.filter(case=case_id, visibility="public").exists()


def place_left(case: Case, public: bool) -> dict[str, Any]:
    """The case's place, after some of its reports left it or were hidden: of a report that stays."""
    staying = Report.objects.filter(case=case.pk).order_by("created_at", "pk")
    if public:
        staying = staying.filter(visibility="public", moderation="clear")
    worded = staying.exclude(place_text="").values_list("place_text", flat=True).first()
    left: dict[str, Any] = {"place_text": worded or ""}
    pointed = staying.filter(lat__isnull=False, lng__isnull=False)
    settled = Event.objects.filter(case=case.pk, verb="locate").exists()
    if settled or pointed.filter(lat=case.lat, lng=case.lng).exists():
        return left
    point = pointed.values_list("lat", "lng").first()
    if point is not None and point[0] is not None and point[1] is not None:
        left |= {"lat": point[0], "lng": point[1], "cell": cell(point[0], point[1])}
    return left


def join(ctx: Context) -> Effect:
    target, shown = _target(ctx), ctx.case.public
    numbers = list(Report.objects.filter(case=ctx.case).values_list("number", flat=True))

    def move_reports(event: Event) -> None:
        Report.objects.filter(case=ctx.case).update(case=target)
        CasePhoto.objects.filter(case=ctx.case, role="before").update(case=target)
        said = link(
            case=target,
            actor=ctx.actor,
            verb="joined_here",
            state=target.state,
            public=shown,  # that somebody else reported in private is nobody's business
            data={"numbers": numbers},
            at=ctx.at,
        )
        commit(case=target, event=said, changes=face_of(target.pk))

    gone = {"public": False, "report_count": 0, "public_count": 0, "title": "", "cover": None}
    gone |= {"joined_into_id": target.pk}
    data = {"into": target.first_number}
    return Effect(closing(ctx) | gone | {"contest_until": None}, data, after=[move_reports])


def lock_in_order(case_id: int, given: Given) -> None:
    """Two people joining two cases into each other must not wait for one another: lowest id first."""
    other = _other_id(given)
    if other is not None:
        both = Case.objects.select_for_update(of=("self",)).filter(pk__in=[case_id, other])
        list(both.order_by("pk").values_list("pk"))


def _other_id(given: Given) -> int | None:
    if not given.number:
        return given.case_id
    found = Report.objects.filter(number=read_number(given.number) or "")
    return found.values_list("case_id", flat=True).first()


def _target(ctx: Context) -> Case:
    target = Case.objects.filter(pk=_other_id(ctx.given) or 0).first()
    if target is None or not rules.can_see(ctx.actor, target):
        raise Invalid(gettext_noop("There is no such case to join."), field="case_id")
    if target.pk == ctx.case.pk:
        raise Invalid(gettext_noop("A case can't be joined to itself."), field="case_id")
    if State(target.state) not in OPEN:
        raise Invalid(gettext_noop("That case is closed; join to an open one."), field="case_id")
    if all_private(target.pk) and not all_private(ctx.case.pk):
        raise Invalid(
            gettext_noop("That case is private. Join it to this one instead, and nothing of it gets public."),
            field="case_id",
        )
    return target


def _chosen(ctx: Context) -> list[Report]:
    found = list(Report.objects.filter(case=ctx.case, pk__in=ctx.given.report_ids).order_by("pk"))
    if not found or len(found) != len(set(ctx.given.report_ids)):
        raise Invalid(gettext_noop("Choose at least one report of this case."), field="report_ids")
    return found


def split(ctx: Context) -> Effect:
    chosen = _chosen(ctx)
    if len(chosen) >= ctx.case.report_count:
        raise Invalid(gettext_noop("At least one report must stay in the case."), field="report_ids")
    first = chosen[0]
    numbers = [report.number for report in chosen]
    effect = Effect(data={"numbers": numbers})

    def new_case(event: Event) -> None:
        fresh = _sibling(ctx, first)
        Report.objects.filter(pk__in=[report.pk for report in chosen]).update(case=fresh)
        CasePhoto.objects.filter(report__in=chosen, role="before").update(case=fresh)
        Assignment.objects.create(case=fresh, agency_id=fresh.holder_id, since=ctx.at)
        said = link(
            case=fresh,
            actor=ctx.actor,
            verb="split_off",
            state=State.WAITING,
            public=True,
            data={"from": ctx.case.first_number, "numbers": numbers, "number": first.number},
            report_id=first.pk,
            at=ctx.at,
        )
        commit(case=fresh, event=said, changes=face_of(fresh.pk))
        _face_anew(ctx.case)

    effect.after.append(new_case)
    return effect


def _face_anew(case: Case) -> None:
    """What the public sees of a case that lost a report, or of which one was hidden or shown."""
    face = face_of(case.pk)
    Case.objects.filter(pk=case.pk).update(**face, **place_left(case, face["public"]))


def _sibling(ctx: Context, first: Report) -> Case:
    case = ctx.case
    lat = first.lat if first.lat is not None else case.lat
    lng = first.lng if first.lng is not None else case.lng
    return Case.objects.create(
        category_id=first.category_id,
        kind=first.kind,
        holder_id=case.holder_id,
        holder_since=ctx.at,
        kelurahan=case.kelurahan,
        lat=lat,
        lng=lng,
        cell=cell(lat, lng) if lat is not None and lng is not None else None,
        place_text=first.place_text or case.place_text,
        place_quality=case.place_quality,
        sensitive=case.sensitive or catalog.category(first.category_id).sensitive,
        created_at=ctx.at,
        updated_at=ctx.at,
        due_at=catalog.deadline("answer", ctx.at),
    )


def _moderate(ctx: Context, moderation: str, data: dict[str, Any]) -> Effect:
    chosen = _chosen(ctx)
    data = {**data, "numbers": [report.number for report in chosen]}

    def apply(event: Event) -> None:
        Report.objects.filter(pk__in=[report.pk for report in chosen]).update(moderation=moderation)
        _face_anew(ctx.case)

    return Effect(data=data, after=[apply])


def hide(ctx: Context) -> Effect:
    return _moderate(ctx, "hidden", reason_data(ctx, "hide"))


def restore(ctx: Context) -> Effect:
    return _moderate(ctx, "clear", {})
