"""Every write to a case. The only file that assigns a state; the table in workflow.py says which."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection

from tanggap.cases import effects, gathering, rules
from tanggap.cases.effects import Context, Effect
from tanggap.cases.models import Assignment, Case, Event, Report
from tanggap.cases.numbers import next_number, number_before
from tanggap.cases.photos import place
from tanggap.cases.record import commit, link
from tanggap.cases.shapes import Draft, Given, Identity
from tanggap.cases.told import told_since
from tanggap.cases.workflow import MOVES, OPEN, Move, Need, State
from tanggap.catalog import queries as catalog
from tanggap.core.clock import now
from tanggap.core.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany, gettext_noop
from tanggap.core.ids import tracking_secret
from tanggap.core.text import WORDS_LIMIT, clean, shortened
from tanggap.jobs.insert import insert
from tanggap.jobs.select import select
from tanggap.jobs.transaction import writing
from tanggap.jobs.wake import wake_after_commit
from tanggap.people import queries as people
from tanggap.people.roles import Permission, Role
from tanggap.people.rules import Actor
from tanggap.places.grid import cell
from tanggap.vault import queries as vault

NOTE_LIMIT = 2000
# What one secret link may write into a case in a day, and how often it may name another address.
REPORTER_EVENTS_A_DAY = 40
ADDRESSES_A_DAY = 5

EFFECTS: dict[str, Callable[[Context], Effect]] = {
    "accept": effects.accept,
    "coordinate": effects.coordinate,
    "delegate": effects.delegate,
    "hand_back": effects.hand_back,
    "refuse": effects.refuse,
    "plan": effects.plan,
    "approve_plan": effects.approve_plan,
    "decline_plan": effects.decline_plan,
    "resume": effects.resume,
    "submit": effects.submit,
    "approve": effects.approve,
    "send_back": effects.send_back,
    "assign": effects.assign,
    "ask": effects.nothing,
    "note": effects.nothing,
    "tell": effects.nothing,
    "recategorise": effects.recategorise,
    "locate": effects.locate,
    "join": gathering.join,
    "split": gathering.split,
    "hide": gathering.hide,
    "restore": gathering.restore,
    "answer": effects.answer,
    "confirm": effects.confirm,
    "contest": effects.contest,
    "rate": effects.rate,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that stands. again: the same key came before; this is the report it made then."""

    report_id: int
    case_id: int
    number: str
    secret: str
    again: bool = False


def open_case(*, actor: Actor, draft: Draft) -> Opened:
    """A first report of a problem: a new case, waiting with its first holder.

    A draft whose key was used before gives the report made then. Raises Invalid for photos that
    can't be placed.
    """
    at = now()
    number = number_before(at)
    try:
        with writing():
            return _write_new(actor, draft, number or next_number(at), at)
    except IntegrityError:
        return _after_race(draft.key)


def _write_new(actor: Actor, draft: Draft, number: str, at: datetime) -> Opened:
    photos = place(draft.photo_ids, actor=actor, documents=True, at_least=0)
    case = _new_case(draft, number, at)
    facts = {"number": number, "to": people.agency(draft.holder_id).name, "why": draft.why_here}
    event = link(case=case, actor=actor, verb="reported", state=case.state, public=True, data=facts, at=at)
    case.version, case.chain = 1, event.hash
    insert(case)
    report = _new_report(actor, draft, number, at, case.pk)
    event.case, event.report_id = case, report.pk
    insert(event)
    insert(Assignment(case=case, agency_id=draft.holder_id, since=at))
    if draft.photo_ids:
        photos(case_id=case.pk, role="before", report_id=report.pk)
    wake_after_commit()
    return _opened(report)


def _new_case(draft: Draft, number: str, at: datetime) -> Case:
    public = draft.visibility == "public" and draft.moderation == "clear"
    grid_cell = cell(draft.lat, draft.lng) if draft.lat is not None and draft.lng is not None else None
    return Case(
        category_id=draft.category_id,
        kind=draft.kind,
        state=State.WAITING,
        holder_id=draft.holder_id,
        holder_since=at,
        title=shortened(draft.public_words, gathering.TITLE_LENGTH) if public else "",
        public=public,
        sensitive=draft.sensitive,
        kelurahan=draft.kelurahan,
        lat=draft.lat,
        lng=draft.lng,
        cell=grid_cell,
        place_text=draft.place_text,
        place_quality=draft.place_quality,
        first_number=number,
        public_number=number if public else "",
        cover=draft.photo_ids[0] if public and draft.photo_ids else None,
        public_count=int(public),
        created_at=at,
        updated_at=at,
        due_at=catalog.deadline("answer", at),
    )


def _new_report(actor: Actor, draft: Draft, number: str, at: datetime, case_id: int) -> Report:
    report = Report(
        number=number,
        case_id=case_id,
        category_id=draft.category_id,
        channel=draft.channel,
        kind=draft.kind,
        words=draft.words,
        public_words=draft.public_words,
        visibility=draft.visibility,
        moderation=draft.moderation,
        language=draft.language,
        lat=draft.lat,
        lng=draft.lng,
        place_text=draft.place_text,
        contact_id=draft.contact_id,
        entered_by_id=actor.user_id,
        me_too=draft.me_too,
        key=draft.key or None,
        created_at=at,
    )
    insert(report)
    return report


def _opened(report: Report, again: bool = False) -> Opened:
    secret = tracking_secret(settings.KEYS.track, report.number, report.created_at)
    return Opened(report.pk, report.case_id, report.number, secret, again)


def earlier(key: str) -> Opened | None:
    """The report that this idempotency key made before, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM cases_report WHERE key = %s", [key])
        if cursor.fetchone() is None:  # nearly always: not worth compiling a query
            return None
    report = Report.objects.filter(key=key).first()
    return _opened(report, again=True) if report else None


def _after_race(key: str | None) -> Opened:
    # Two requests with one key at the same moment: the other one made the report.
    before = earlier(key) if key else None
    if before is None:
        raise Conflict
    return before


def add_report(*, actor: Actor, case_id: int, draft: Draft) -> Opened:
    """Another report of a known problem ("saya juga"), with its own number, secret and notices.

    Only an open case that is public, or that the actor may see, takes one, and a private one only a
    private report. Raises NotFound, NotAllowed.
    """
    at = now()
    number = number_before(at)
    try:
        with writing():
            case = _locked(case_id, actor)
            if State(case.state) not in OPEN:
                raise NotAllowed(gettext_noop("That case is closed; please send a new report."))
            if draft.visibility == "public" and not case.public and gathering.all_private(case.pk):
                raise NotAllowed(gettext_noop("That case is private; please send a new report."))
            return _write_added(actor, case, draft, number or next_number(at), at)
    except IntegrityError:
        return _after_race(draft.key)


def _write_added(actor: Actor, case: Case, draft: Draft, number: str, at: datetime) -> Opened:
    photos = place(draft.photo_ids, actor=actor, documents=True, at_least=0)
    report = _new_report(actor, draft, number, at, case.pk)
    if draft.photo_ids:
        photos(case_id=case.pk, role="before", report_id=report.pk)
    event = link(
        case=case,
        actor=actor,
        verb="me_too",
        state=case.state,
        public=draft.visibility == "public" and draft.moderation == "clear",
        data={"number": number},
        report_id=report.pk,
        at=at,
    )
    commit(case=case, event=event, changes=gathering.face_of(case.pk))
    wake_after_commit()
    return _opened(report)


def _locked(case_id: int, actor: Actor) -> Case:
    found = select(Case, _LOCKED[connection.vendor], [case_id])
    if not found or not rules.can_see(actor, found[0]):
        raise NotFound
    return found[0]


# SQLite has one writer, which we are; PostgreSQL makes others who want this case wait.
_LOCKED = {"sqlite": "WHERE id = %s", "postgresql": "WHERE id = %s FOR UPDATE"}


def make_move(
    *, actor: Actor, case_id: int, verb: str, seen: int | None = None, given: Given | None = None
) -> int:
    """One move of the workflow table; returns the case's new version.

    seen: the version the person was looking at; if somebody else moved the case since, Conflict
    tells what happened (data["happened"]: list of Step) and nothing is written. Raises NotFound
    (missing or not visible), NotAllowed, Invalid (what is missing), Conflict.
    """
    row = MOVES.get(verb)
    if row is None:
        raise Invalid(gettext_noop("There is no such move."), code="unknown_move", field="verb")
    given = _checked(row, given or Given())
    try:
        with writing():
            return _moved(actor, case_id, row, seen, given)
    except IntegrityError:
        raise Conflict from None  # another case got the photo at this very moment


def _moved(actor: Actor, case_id: int, row: Move, seen: int | None, given: Given) -> int:
    gathering.lock_in_order(case_id, given)
    case = _locked(case_id, actor)
    _refuse_if_stale(case, seen, row, actor)
    if row not in rules.moves_now(actor, case):
        raise NotAllowed(gettext_noop("This move is not open to you now."), code="move_not_allowed")
    _refuse_flood(case, actor, REPORTER_EVENTS_A_DAY)
    version = _write_move(row, Context(case, actor, given, now()))
    wake_after_commit()
    return version


def _refuse_flood(case: Case, actor: Actor, most: int, *verbs: str) -> None:
    """A secret link can be used by a program: what it writes in a day is bounded. Raises TooMany."""
    if actor.kind != "reporter":
        return
    lately = Event.objects.filter(case=case, report=actor.own_report, actor_kind="reporter")
    lately = lately.filter(at__gt=now() - timedelta(days=1))
    if verbs:
        lately = lately.filter(verb__in=verbs)
    if lately.count() >= most:
        raise TooMany(gettext_noop("This report was changed very often today. Please come back tomorrow."))


def _checked(row: Move, given: Given) -> Given:
    note = clean(given.note)
    if len(note) > NOTE_LIMIT:
        raise Invalid(gettext_noop("At most %(limit)s characters."), field="note", limit=NOTE_LIMIT)
    if Need.NOTE in row.needs and not note:
        raise Invalid(gettext_noop("Write a few words."), field="note", code="note_needed")
    return replace(given, note=note)


def _refuse_if_stale(case: Case, seen: int | None, row: Move, actor: Actor) -> None:
    if seen is None or seen == case.version:
        return
    happened = told_since(case, seen, actor)
    # Notes and new reports by others are no reason to stop anybody; moves are.
    if any(step.verb in MOVES and MOVES[step.verb].to is not None for step in happened):
        raise Conflict(
            gettext_noop("Somebody else moved this case while you were looking at it."), happened=happened
        )


def _write_move(row: Move, ctx: Context) -> int:
    effect = EFFECTS[row.verb](ctx)
    changes: dict[str, Any] = dict(effect.changes)
    state = row.to or State(ctx.case.state)
    if state != ctx.case.state:
        changes["state"] = state
    event = link(
        case=ctx.case,
        actor=ctx.actor,
        verb=row.verb,
        state=state,
        public=row.public,
        text=ctx.given.note,
        data=effect.data,
        report_id=effect.report_id,
        at=ctx.at,
    )
    commit(case=ctx.case, event=event, changes=changes)
    for also in effect.after:
        also(event)
    return event.seq


def reveal_contact(*, actor: Actor, report_id: int, reason: str) -> Identity:
    """Opens who reported, for auditors (any) and the front desk (what they entered), and logs it.

    Raises NotFound, NotAllowed, Invalid (a reason of at least ten characters is needed).
    """
    reason = clean(reason)
    if len(reason) < 10 or len(reason) > WORDS_LIMIT:
        raise Invalid(gettext_noop("Write why you need to know who reported this."), field="reason")
    with writing():
        report = Report.objects.filter(pk=report_id).first()
        if report is None:
            raise NotFound
        case = _locked(report.case_id, actor)
        own = actor.role == Role.FRONT_DESK and report.entered_by_id == actor.user_id
        if not own and not actor.may(Permission.ALL_IDENTITY_REVEAL):
            raise NotAllowed
        if report.contact_id is None:
            raise Invalid(gettext_noop("This reporter left no contact."), code="no_contact")
        event = link(
            case=case,
            actor=actor,
            verb="revealed",
            state=case.state,
            public=False,
            text=reason,
            data={"number": report.number},
            report_id=report.pk,
        )
        commit(case=case, event=event, changes={})
        contact = vault.opened(report.contact_id)
    return Identity(contact.name, contact.email, contact.phone)


def set_contact(*, actor: Actor, contact_id: int | None, language: str = "") -> None:
    """The reporter says where to write to them (or, with None, that nobody should).

    Raises NotFound, and TooMany for the sixth in a day.
    """
    with writing():
        report = Report.objects.filter(pk=actor.own_report).first()
        if report is None:
            raise NotFound
        case = _locked(report.case_id, actor)
        _refuse_flood(case, actor, ADDRESSES_A_DAY, "followed")  # each sends a letter to whom it names
        report.contact_id = contact_id
        report.language = language or report.language
        report.save(update_fields=["contact", "language"])
        event = link(
            case=case,
            actor=actor,
            verb="followed",
            state=case.state,
            public=False,
            data={"number": report.number, "by": "email" if contact_id else ""},
            report_id=report.pk,
        )
        commit(case=case, event=event, changes={})
