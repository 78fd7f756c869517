"""News by e-mail: a reporter asks for it, or asks for silence."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from tanggap.cases import queries as cases
from tanggap.core.errors import NotFound, Refusal
from tanggap.notices import actions as notices
from tanggap.people.rules import Actor
from tanggap.public import door
from tanggap.public.moves import back
from tanggap.public.receipt import mine
from tanggap.public.track import track_page


@door.posted
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """/lacak/<number>/ikuti: from now on to this address, in the language of the page. Raises NotFound."""
    door.count_report(request)
    secret, email = request.POST.get("k", ""), request.POST.get("email", "")
    actor = _reporter(number, secret)
    try:
        notices.follow(
            actor=actor, report_id=actor.own_report, email=email, language=(get_language() or "id")[:2]
        )
    except Refusal as refusal:
        refusal.field = "follow-email"
        said = {"verb": "follow", "email": email[:300]}
        return track_page(request, mine(number, secret), secret, refused=refusal, typed=said)
    return back(number, secret, "follow")


@door.posted
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """/lacak/<number>/berhenti: no more e-mails about this report. Raises NotFound."""
    secret = request.POST.get("k", "")
    actor = _reporter(number, secret)
    notices.stop(actor=actor, report_id=actor.own_report)
    return back(number, secret, "stop")


def _reporter(number: str, secret: str) -> Actor:
    actor = cases.report_actor(number=number, secret=secret)
    if actor is None:
        raise NotFound
    return actor
