"""Following a report: find it by its number, read its whole story, and answer as its reporter."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.cases.shapes import Tracked
from tanggap.core.errors import Invalid, NotFound, Refusal, gettext_noop
from tanggap.core.ids import read_number
from tanggap.notices import queries as notices
from tanggap.public import choices
from tanggap.public.secrecy import secret_page
from tanggap.public.wrong import by_field, problems

# How long the front door may answer with what it has, unless the case moves before.
EDGE_SECONDS = 5
# What a reporter just did, as the page confirms it once.
NEWS = {
    "answer": gettext_noop("Your answer was sent to the office."),
    "confirm": gettext_noop("Thank you. Your report is now confirmed as fixed."),
    "contest": gettext_noop("Your objection was received. The case is open again, with the office above."),
    "rate": gettext_noop("Thank you for your rating."),
    "follow": gettext_noop("You will get an e-mail when something happens."),
    "stop": gettext_noop("You will get no more e-mails about this report."),
}


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """/lacak: one field; any spelling of a number leads to its page."""
    typed = request.GET.get("nomor", "")[:60]
    context: dict[str, Any] = {"typed": typed, "here": "track"}
    if not typed.strip():
        return render(request, "public/find.html", context)
    number = read_number(typed)
    try:
        if number is None:
            raise Invalid(
                gettext_noop("A report number looks like JK2503050007: JK and at least ten digits."),
                field="nomor",
            )
        cases.tracked(number=number)
    except Refusal as refusal:
        lines = problems(_unfound(refusal))
        context |= {"errors": lines, "wrong": by_field(lines)}
        return render(request, "public/find.html", context, status=refusal.status)
    return HttpResponseRedirect(reverse("public:track", args=[number]))


def _unfound(refusal: Refusal) -> Refusal:
    if not isinstance(refusal, NotFound):
        return refusal
    return NotFound(
        gettext_noop(
            "We can't show a report with this number. Check the digits. "
            "A private report opens only with the secret link from its receipt."
        ),
        field="nomor",
    )


@require_safe
def track(request: HttpRequest, number: str) -> HttpResponse:
    """/lacak/<number>: what the public may know; with ?k= also what only its reporter may."""
    proper = read_number(number)
    if proper is None:
        raise NotFound
    if proper != number:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("public:track", args=[proper]) + query)
    secret = request.GET.get("k", "")
    case = cases.tracked(number=number, secret=secret)
    return track_page(request, case, secret, news=_news(request.GET.get("kabar", "")))


def _news(done: str) -> str:
    return gettext(NEWS[done]) if done in NEWS else ""


def track_page(
    request: HttpRequest,
    case: Tracked,
    secret: str,
    *,
    news: str = "",
    refused: Refusal | None = None,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page itself; refused and typed when the reporter's post could not be taken."""
    lines = problems(refused) if refused else []
    context = _context(case, secret) | {
        "news": news,
        "errors": lines,
        "wrong": by_field(lines),
        "typed": typed or {},
        "here": "track",
        "photos_limit": settings.PHOTOS_PER_REPORT,
    }
    answer = render(request, "public/track.html", context, status=refused.status if refused else 200)
    return _marked(answer, case)


@require_safe
def body(request: HttpRequest, number: str) -> HttpResponse:
    """/lacak/<number>/isi: the parts of the page that change, for the script that keeps it fresh."""
    secret = request.GET.get("k", "")
    case = cases.tracked(number=number, secret=secret)
    return _marked(render(request, "public/track/body.html", _context(case, secret)), case)


def _context(case: Tracked, secret: str) -> dict[str, Any]:
    query = f"?{urlencode({'k': secret})}" if secret else ""
    return {
        "case": case,
        "secret": secret,
        "typed": {},
        "wrong": {},
        "listens": case.mine and notices.listens(case.report_id),
        "photo_count": len(case.before) + len(case.after),
        "category": choices.category(case.category_id),
        "photo_query": f"?{urlencode({'n': case.number, 'k': secret})}" if secret else "",
        "body_url": reverse("public:track_body", args=[case.number]) + query,
        "live_url": f"/langsung/kasus/{case.number}{query}",
        "map": choices.map_settings(),
    }


def _marked(answer: HttpResponse, case: Tracked) -> HttpResponse:
    if case.mine:
        return secret_page(answer)
    if answer.status_code == 200:
        answer["X-Edge-Case"] = str(case.case_id)
        answer["X-Edge-Seconds"] = str(EDGE_SECONDS)
    return answer
