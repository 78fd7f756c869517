"""The door of every desk page: who comes in, in which language, and how a refusal looks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from tanggap.core.errors import NotFound, Refusal
from tanggap.desk.words import Words, sentence
from tanggap.people import queries as people
from tanggap.people.names import ROLE_NAMES
from tanggap.people.roles import Permission, Role
from tanggap.people.rules import Actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
Door = Callable[Concatenate[HttpRequest, P], HttpResponse]

# Who is offered the overview; its figures are open to all staff.
OVERSEERS = frozenset({Role.LEADER, Role.HEAD, Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR})

# What a form sent before its session ran out; carried through the login so that nothing typed is lost.
KEPT = "kept-"
_NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def for_staff(view: View[P]) -> Door[P]:
    """Lets only logged-in staff in and hands their Actor to the view.

    The page speaks the account's language and is never stored by a cache. A Refusal becomes a page
    of the desk; a form sent after the session ran out is kept and offered again after the login.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not Actor.of(user).is_staff:
            return _ask_to_come_in(request)
        actor = Actor.of(user)
        with translation.override(user.language):
            request.desk = desk_of(actor)  # type: ignore[attr-defined]
            try:
                response = view(request, actor, *args, **kwargs)
            except Refusal as refusal:
                response = refused(request, refusal)
            response.headers.setdefault("Content-Language", user.language)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the frame of every desk page shows: who sits here, and where they can go."""

    name: str
    role: Words
    agency: str
    works: bool
    enters: bool
    oversees: bool
    administers: bool


def desk_of(actor: Actor) -> Desk:
    """The frame for this member of staff."""
    return Desk(
        name=actor.name,
        role=ROLE_NAMES[actor.role] if actor.role else "",
        agency=people.agency(actor.agency_id).name if actor.agency_id else "",
        works=actor.may(Permission.OWN_CASES_WORK),
        enters=actor.may(Permission.OWN_REPORTS_ENTER),
        oversees=actor.role in OVERSEERS,
        administers=actor.may(Permission.SITE_REFERENCE_EDIT),
    )


def require(actor: Actor, *permissions: Permission) -> None:
    """Raises NotFound unless the role carries one of these: forbidden and missing look the same."""
    if not any(actor.may(permission) for permission in permissions):
        raise NotFound


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page of the desk, or as a part of one when htmx asked."""
    template = "desk/refused_part.html" if from_htmx(request) else "desk/refused.html"
    context = {"sentence": sentence(refusal), "status": refusal.status}
    return render(request, template, context, status=refusal.status)


def from_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked, so that a part of a page is enough."""
    return request.headers.get("HX-Request") == "true"


def safe_next(request: HttpRequest, wanted: str) -> str:
    """`wanted` if it is an address of this site, else the inbox."""
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if inside and wanted.startswith("/") else reverse("desk:inbox")


def kept_fields(posted: QueryDict, prefix: str = "") -> list[tuple[str, str]]:
    """What was typed, as name and value pairs; never passwords, never the form's token."""
    return [
        (name.removeprefix(prefix), value)
        for name in posted
        if name.startswith(prefix) and not any(word in name for word in _NEVER_KEPT)
        for value in posted.getlist(name)
    ]


def _ask_to_come_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:  # an account that was switched off
        logout(request)
    if request.method == "POST":
        return _login_again(request)
    here = _page_of(request) if from_htmx(request) else request.get_full_path()
    address = f"{reverse('desk:login')}?{urlencode({'next': here})}"
    if from_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _page_of(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _login_again(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "next": request.get_full_path(),
        "kept": kept_fields(request.POST),
        "expired": True,
    }
    response = render(request, "desk/login.html", context, status=401)
    response.headers["Cache-Control"] = "private, no-store"
    if from_htmx(request):
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
