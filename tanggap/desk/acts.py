"""Making a move: what was sent, what the heart says to it, and the page that follows."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tanggap.cases import actions
from tanggap.cases import queries as cases
from tanggap.cases.shapes import CaseView, InboxRow
from tanggap.cases.workflow import MOVES as TABLE
from tanggap.cases.workflow import Move
from tanggap.core.errors import Conflict, NotFound, Refusal, Several
from tanggap.desk.address import read_address
from tanggap.desk.forms import OpenForm, Sent, open_form, read_move
from tanggap.desk.guard import for_staff, from_htmx
from tanggap.desk.inbox import line, tabs_for
from tanggap.desk.page import show, view_context
from tanggap.desk.timeline import lines
from tanggap.desk.undo import remember_undo
from tanggap.desk.words import MOVES, Words, sentence
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor

SAID: dict[str, Words] = {
    "accept": _("Accepted. The case is yours now."),
    "approve": _("The case is closed. The reporter is told."),
    "send_back": _("Sent back with your reason."),
    "submit": _("Sent for checking. Thank you."),
    "approve_plan": _("The date is approved; the reporter sees it."),
    "decline_plan": _("The date is declined."),
    "resume": _("The case is in progress again."),
    "plan": _("Your date waits for a superior's approval."),
    "coordinate": _("Passed on."),
    "delegate": _("Delegated."),
    "hand_back": _("Handed back."),
    "locate": _("The place is set; the kelurahan has the case."),
    "assign": _("Assigned."),
    "ask": _("Your question is on its way."),
    "tell": _("Your message is published."),
    "note": _("Note written."),
    "recategorise": _("Category changed."),
    "join": _("Joined. All reports are in the other case now."),
    "split": _("The reports are a case of their own now."),
    "hide": _("Hidden from the public."),
    "restore": _("Everybody can see it now."),
    "refuse": _("Closed. The reporter reads your reason."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def move(request: HttpRequest, actor: Actor, case_id: int, verb: str) -> HttpResponse:
    """/petugas/kasus/<id>/<verb>: the form of a move, and the move itself."""
    if verb not in MOVES:
        raise NotFound
    view = cases.case_view(actor=actor, case_id=case_id)
    if request.method != "POST":
        return _form_page(request, actor, view, verb)
    return _made(request, actor, view, TABLE[verb])


def _form_page(request: HttpRequest, actor: Actor, view: CaseView, verb: str) -> HttpResponse:
    row = _open_row(view, verb)
    if row is None:
        messages.warning(request, gettext("This move is not open to you now."))
        return show(request, actor, view_context(request, actor, view))
    form = open_form(view, row)
    if request.headers.get("HX-Target") == "langkah":
        return render(request, "desk/parts/form.html", {"form": form, "case": view})
    return show(request, actor, view_context(request, actor, view, form))


def _open_row(view: CaseView, verb: str) -> Move | None:
    return next((row for row in view.moves if row.verb == verb), None)


def _made(request: HttpRequest, actor: Actor, view: CaseView, row: Move) -> HttpResponse:
    sent = read_move(request, actor, view, row)
    if sent.errors or "lihat" in request.POST:
        return _again(request, actor, row, sent, 400 if sent.errors else 200)
    try:
        version = actions.make_move(
            actor=actor, case_id=view.id, verb=row.verb, seen=sent.seen, given=sent.given
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, actor, row, sent, refusal)
    remember_undo(request, view, row.verb, sent.given, version)
    messages.success(request, str(SAID[row.verb]))
    return _done(request, actor, view.id)


def _refused(request: HttpRequest, actor: Actor, row: Move, sent: Sent, refusal: Refusal) -> HttpResponse:
    for one in refusal.refusals if isinstance(refusal, Several) else [refusal]:
        sent.errors[one.field] = sentence(one)
    return _again(request, actor, row, sent, refusal.status, conflict=isinstance(refusal, Conflict))


def _again(
    request: HttpRequest, actor: Actor, row: Move, sent: Sent, status: int, conflict: bool = False
) -> HttpResponse:
    """The page once more, with everything that was typed, and what happened meanwhile."""
    case_id = int(request.resolver_match.kwargs["case_id"]) if request.resolver_match else 0
    view = cases.case_view(actor=actor, case_id=case_id)
    open_row = _open_row(view, row.verb)
    form: OpenForm | None = None
    if open_row is not None:
        form = open_form(view, open_row, sent.typed, {} if conflict else sent.errors)
    elif _open_row(view, "note") is not None and sent.typed.values.get("note"):
        # The move is gone; the words can still be kept for the colleagues.
        form = open_form(view, TABLE["note"], sent.typed)
    context = view_context(request, actor, view, form)
    context["problem"] = " ".join(sent.errors.values()) if conflict or open_row is None else ""
    context["meanwhile"] = _meanwhile(view, sent) if conflict or open_row is None else []
    context["lost_move"] = MOVES[row.verb] if open_row is None else None
    return show(request, actor, context, status)


def _meanwhile(view: CaseView, sent: Sent) -> list[Any]:
    if sent.seen is None:
        return []
    return lines([step for step in view.steps if step.seq > (sent.seen or 0)])


def _done(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    if not from_htmx(request):
        return _after(actor, case_id)
    try:
        view = cases.case_view(actor=actor, case_id=case_id)
    except NotFound:
        return render(request, "desk/parts/gone.html", {})
    context = view_context(request, actor, view) | _beside(request, actor, view)
    return render(request, "desk/parts/moved.html", context)


def _after(actor: Actor, case_id: int) -> HttpResponse:
    try:
        cases.case_view(actor=actor, case_id=case_id)
    except NotFound:  # it went where this person may not look
        return redirect("desk:inbox")
    return redirect("desk:case", case_id)


def _beside(request: HttpRequest, actor: Actor, view: CaseView) -> dict[str, Any]:
    """The list's own row and tabs, when the case lies beside a list."""
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    if here.path != reverse("desk:inbox"):
        return {}
    address = read_address(QueryDict(here.query), actor)
    return {"line": line(_as_row(view), address), "tabs": tabs_for(actor, address)}


def _as_row(view: CaseView) -> InboxRow:
    return InboxRow(
        id=view.id,
        number=view.reports[0].number if view.reports else "",
        title=view.title,
        category_id=view.category_id,
        state=view.state,
        verdict=view.verdict,
        holder_id=view.holder_id,
        assignee=view.assignee,
        kelurahan=view.kelurahan,
        place_quality=view.place_quality,
        public=view.public,
        report_count=len(view.reports),
        created_at=view.created_at,
        due_at=view.due_at,
        photo_id=None,
    )


@require_POST
@for_staff
def reveal(request: HttpRequest, actor: Actor, case_id: int, report_id: int) -> HttpResponse:
    """Shows who reported, once, to who may know it and says why; the act is an event of the case."""
    reason = request.POST.get("reason", "")
    view = cases.case_view(actor=actor, case_id=case_id)
    if report_id not in {report.id for report in view.reports} or not may_reveal(actor):
        raise NotFound
    shown: dict[str, Any] = {"report_id": report_id, "reason": reason}
    status = 200
    try:
        shown["identity"] = actions.reveal_contact(actor=actor, report_id=report_id, reason=reason)
        view = cases.case_view(actor=actor, case_id=case_id)
    except Refusal as refusal:
        shown["error"], status = sentence(refusal), refusal.status
    context = view_context(request, actor, view) | {"revealed": shown}
    return show(request, actor, context, status)


def may_reveal(actor: Actor) -> bool:
    """Whether the role can know reporters at all; the heart checks the single report."""
    return actor.may(Permission.ALL_IDENTITY_REVEAL)
