"""The case page: all that is known of one case, and exactly the moves this person may make now."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.cases.shapes import CaseView
from tanggap.cases.workflow import State
from tanggap.desk import choices
from tanggap.desk.address import read_address
from tanggap.desk.forms import OpenForm, menu
from tanggap.desk.guard import for_staff, from_htmx
from tanggap.desk.place import place_of
from tanggap.desk.rule import pair_of, rule_of
from tanggap.desk.timeline import lines
from tanggap.desk.undo import take_undo
from tanggap.desk.words import MODERATIONS, VISIBILITIES
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor

# How many reports are shown in full before the others fold away.
REPORTS_OPEN = 3


@require_safe
@for_staff
def case(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """/petugas/kasus/<id>: the whole page, or only the case when htmx puts it beside the list."""
    return show(request, actor, case_context(request, actor, case_id))


def show(request: HttpRequest, actor: Actor, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A case context as a page, or as the part that htmx asked for."""
    template = "desk/parts/case.html" if from_htmx(request) else "desk/case.html"
    return render(request, template, context, status=status)


def case_context(
    request: HttpRequest, actor: Actor, case_id: int, form: OpenForm | None = None
) -> dict[str, Any]:
    """Everything the case page shows. Raises NotFound for a missing or invisible case."""
    return view_context(request, actor, cases.case_view(actor=actor, case_id=case_id), form)


def view_context(
    request: HttpRequest, actor: Actor, view: CaseView, form: OpenForm | None = None
) -> dict[str, Any]:
    """The same for a view that was read already."""
    return {
        "case": view,
        "category": choices.category_name(view.category_id),
        "menu": menu(view),
        "form": form,
        "undo": take_undo(request, view),
        "lines": lines(view.steps),
        "place": place_of(view),
        "pair": pair_of(view),
        "checking": view.state == State.CHECKING and actor.may(Permission.ALL_PROOF_CHECK),
        "rule": rule_of(view) if view.state == State.CHECKING else None,
        "reports_open": view.reports[:REPORTS_OPEN],
        "reports_folded": view.reports[REPORTS_OPEN:],
        "any_private": any(report.visibility == "private" for report in view.reports),
        "may_reveal": actor.may(Permission.ALL_IDENTITY_REVEAL),
        "visibilities": VISIBILITIES,
        "moderations": MODERATIONS,
        "back": back_to_list(request, actor),
    }


def back_to_list(request: HttpRequest, actor: Actor) -> str:
    """The list this case was opened from, as far as the browser says; else the first one."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or came_from.path != reverse("desk:inbox"):
        return reverse("desk:inbox")
    address = read_address(QueryDict(came_from.query), actor)
    return address.url(after=address.after)
