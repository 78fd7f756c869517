"""Who may see a case and which parts they play in it. One pair: visible() for lists, can_see() for one."""

from django.db.models import Exists, OuterRef, Q

from tanggap.cases.models import Assignment, Case, CasePhoto, Event, Report
from tanggap.cases.workflow import OPEN, Move, Part, State, allowed
from tanggap.people import queries as people
from tanggap.people.roles import Permission, Role
from tanggap.people.rules import Actor

# Who did any of these had a hand in the work and can't check it.
WORK_VERBS = ("accept", "plan", "resume", "submit")


def visible(actor: Actor) -> Q:
    """The cases this actor may see, as a filter on Case; equal to can_see for every case (by test)."""
    if actor.may(Permission.ALL_CASES_READ):
        return Q()
    return Q(public=True) | inside(actor) | _brought(actor)


def can_see(actor: Actor, case: Case) -> bool:
    """Whether this actor may see this case; equal to visible for every case (by test)."""
    if case.public or can_see_private(actor, case):
        return True
    return Case.objects.filter(_brought(actor), pk=case.pk).exists()


def inside(actor: Actor) -> Q:
    """The cases that are this member of staff's affair: of these they may know all but contacts and
    locked photos. Of others that are public they know what the public does, a little sooner."""
    if actor.may(Permission.ALL_CASES_READ):
        return Q()
    if actor.may(Permission.AREA_CASES_READ):
        return Q(kelurahan__startswith=area_of(actor))
    if actor.may(Permission.OWN_CASES_READ):
        mine = people.below(_agency(actor))
        took_part = Assignment.objects.filter(case=OuterRef("pk"), agency__in=mine)
        return Q(holder__in=mine) | Q(Exists(took_part))
    return Q(pk__in=())


def can_see_private(actor: Actor, case: Case) -> bool:
    """Whether it is this actor's affair; equal to inside for every case (by test)."""
    if actor.may(Permission.ALL_CASES_READ):
        return True
    if actor.may(Permission.AREA_CASES_READ):
        return case.kelurahan.startswith(area_of(actor))
    return actor.may(Permission.OWN_CASES_READ) and _took_part(actor, case)


def _brought(actor: Actor) -> Q:
    """The cases of a reporter, and those that the front desk typed a report into. Whoever brought one
    report learns nothing of the others: anybody can add a report to a public case."""
    if actor.kind == "reporter":
        return Q(Exists(Report.objects.filter(case=OuterRef("pk"), pk=actor.own_report)))
    if actor.may(Permission.OWN_REPORTS_ENTER):
        return Q(Exists(Report.objects.filter(case=OuterRef("pk"), entered_by=actor.user_id)))
    return Q(pk__in=())


def _took_part(actor: Actor, case: Case) -> bool:
    mine = people.below(_agency(actor))
    return case.holder_id in mine or Assignment.objects.filter(case=case, agency__in=mine).exists()


def _agency(actor: Actor) -> int:
    return actor.agency_id if actor.agency_id is not None else -1


def area_of(actor: Actor) -> str:
    """The Kemendagri code that a coordinator steers; "" for the whole province."""
    return people.agency(_agency(actor)).area


def parts(actor: Actor, case: Case) -> frozenset[Part]:
    """The parts this actor plays in this case; empty for somebody who may not see it."""
    if actor.kind == "reporter":
        mine = Report.objects.filter(case=case, pk=actor.own_report).exists()
        return frozenset({Part.REPORTER}) if mine else frozenset()
    if not actor.is_staff or not can_see(actor, case):
        return frozenset()
    return frozenset({Part.READER} | _working_parts(actor, case) | _steering_parts(actor, case))


def _working_parts(actor: Actor, case: Case) -> set[Part]:
    found: set[Part] = set()
    holder = people.agency(case.holder_id)
    at_holder = actor.agency_id in {holder.id, holder.parent_id}
    if actor.role in {Role.OFFICER, Role.HEAD} and at_holder:
        found.add(Part.HOLDER)
    if actor.role == Role.CREW and actor.agency_id == holder.id:
        found.add(Part.CREW)
    if actor.may(Permission.OWN_PLANS_APPROVE) and holder.id in people.below(_agency(actor)):
        found.add(Part.HEAD)
    return found


def _steering_parts(actor: Actor, case: Case) -> set[Part]:
    found: set[Part] = set()
    in_area = actor.may(Permission.AREA_CASES_STEER) and case.kelurahan.startswith(area_of(actor))
    if in_area:
        found.add(Part.COORDINATOR)
    if actor.may(Permission.ALL_PROOF_CHECK) and not did_work(actor, case):
        found.add(Part.VALIDATOR)
    return found


def did_work(actor: Actor, case: Case) -> bool:
    """Whether this person, or the office they belong to, worked on the case: then they can't check it."""
    if case.holder_id in people.below(_agency(actor)):
        return True
    if case.state != State.CHECKING:
        return False
    worked = Event.objects.filter(case=case, actor=actor.user_id, verb__in=WORK_VERBS)
    return worked.exists()


def moves_now(actor: Actor, case: Case) -> list[Move]:
    """Exactly the moves that this person may make now."""
    return [row for row in allowed(State(case.state), parts(actor, case)) if _fits(row, actor, case)]


def _fits(row: Move, actor: Actor, case: Case) -> bool:
    """What the table can't say: plans that wait, answers asked for, windows that close."""
    if row.verb in {"approve_plan", "decline_plan"}:
        return case.planned_by_id is not None and case.planned_by_id != actor.user_id
    if row.verb == "plan":
        return case.planned_by_id is None
    if row.verb == "split":
        return case.report_count > 1
    if row.verb == "delegate":
        return len(people.below(case.holder_id)) > 1
    return True


def may_read_words(actor: Actor, report: Report, case: Case) -> bool:
    """Whether staff may read this report's own, unmasked words: those whose affair the case is, and
    who typed it in."""
    typed = actor.user_id is not None and report.entered_by_id == actor.user_id
    return typed or can_see_private(actor, case)


def may_open_photo(actor: Actor, placed: CasePhoto) -> bool:
    """Whether staff may open this photo's copies.

    A private report's photo is locked to officers (JAKI since July 2021); coordinators, validators
    and auditors hold the right. Proof by the office itself is open to all who may see the case.
    """
    if not can_see(actor, placed.case):
        return False
    report = placed.report
    if report is None:
        return placed.case.public or can_see_private(actor, placed.case)
    if report.visibility == "public":
        return report.moderation == "clear" or can_see_private(actor, placed.case)
    return actor.may(Permission.PRIVATE_PHOTOS_READ) and can_see_private(actor, placed.case)


def photo_is_public(placed: CasePhoto) -> bool:
    """Whether anybody may see this photo's copies."""
    if not placed.case.public:
        return False
    if placed.role == "before":
        report = placed.report
        return report is not None and report.visibility == "public" and report.moderation == "clear"
    return placed.role == "after"


def is_open(case: Case) -> bool:
    """Whether somebody still has to do something about it."""
    return State(case.state) in OPEN
