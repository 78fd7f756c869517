"""What residents and their apps do: send photos and reports, follow them, answer, confirm, contest."""

from hashlib import blake2b
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import File, Header, Path, Router
from ninja.files import UploadedFile

from tanggap.api import answers
from tanggap.api.described import Moved, PhotoStored, Received, TrackedOut
from tanggap.api.door import TooLarge, actor_of
from tanggap.api.given import given_of
from tanggap.api.limits import count_report, count_upload
from tanggap.api.schemas import Code, Key, Line, MoveIn, ReportIn, Secret
from tanggap.cases import queries as cases
from tanggap.cases.actions import make_move
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.evidence.actions import store
from tanggap.intake.actions import receive
from tanggap.intake.queries import looks_like
from tanggap.intake.shapes import ReportForm
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor

router = Router(tags=["Reports"])
EDGE_SECONDS = 60
Number = Annotated[Line, Path(description="A report's number, such as JK2503050007.")]


@router.post("/photos", response={201: PhotoStored})
def send_photo(request: HttpRequest, photo: File[UploadedFile]) -> HttpResponse:
    """Stores a photo (JPEG, PNG, WebP or HEIC; 15 MB at most) to be named in a report or a move.

    It is re-encoded without its metadata. With a token, only that account can use it.
    """
    actor = actor_of(request)
    count_upload(request, actor)
    if (photo.size or 0) > settings.PHOTO_BYTES:
        raise TooLarge(field="photo", limit=settings.PHOTO_BYTES // 1024)
    data = photo.read()
    stored = store(actor=actor, data=data, name=photo.name or "", document_ok=actor.is_staff)
    body = {"id": stored.id, "kind": stored.kind, "width": stored.width, "height": stored.height}
    return answers.answer(body, status=201)


@router.post("/reports", response={201: Received})
def send_report(
    request: HttpRequest,
    report: ReportIn,
    idempotency_key: Annotated[Key | None, Header(alias="Idempotency-Key")] = None,
) -> HttpResponse:
    """Takes a report in. Nobody needs an account; the front desk sends its token and the channel.

    The same key with the same report, sent again, gives the report made the first time.
    `similar` names public cases nearby that look like the same problem.
    """
    actor = actor_of(request)
    form = _form(actor, report, _key(report, idempotency_key))
    similar = looks_like(form=form) if form.join_case is None else []
    count_report(request, actor)
    received = receive(actor=actor, form=form)
    body = {
        "number": received.number,
        "secret": received.secret,
        "case": received.case_id,
        "tracking_url": answers.tracking_url(received.number, received.secret),
        "again": received.again,
        "held": received.held,
        "similar": [answers.near(one) for one in similar if one.case_id != received.case_id],
    }
    return answers.answer(body, status=201)


def _key(sent: ReportIn, header: str | None) -> str:
    """The idempotency key as it is stored: bound to the report and to nobody else's.

    A second request gets the first one's number and secret only if it says the very same, so that a
    key somebody guesses, or two apps that both count from 1, open nothing.
    """
    if header and sent.key and header != sent.key:
        raise Invalid(gettext_noop("The header and the field name different keys."), field="key")
    key = header or sent.key
    if not key:
        return ""
    said = sent.model_dump_json(exclude={"key"})
    return "api:" + blake2b(f"{key}\n{said}".encode(), digest_size=24).hexdigest()


def _form(actor: Actor, sent: ReportIn, key: str) -> ReportForm:
    return ReportForm(
        words=sent.words,
        category=sent.category,
        kind=sent.kind,
        visibility=sent.visibility,
        lat=sent.lat,
        lng=sent.lng,
        accuracy_m=sent.accuracy_m,
        kelurahan=sent.kelurahan,
        landmark_id=sent.landmark,
        place_text=sent.place_text,
        photo_ids=tuple(sent.photos),
        name=sent.name,
        email=sent.email,
        phone=sent.phone,
        language=sent.language,
        key=key,
        channel=_channel(actor, sent.channel),
        join_case=sent.join_case,
    )


def _channel(actor: Actor, wanted: str) -> str:
    """Only who enters reports for others may say by which way they came."""
    if not wanted:
        return "web"
    if not actor.may(Permission.OWN_REPORTS_ENTER):
        raise NotAllowed(field="channel")
    if catalog.channel_by_code(wanted) is None:
        raise Invalid(gettext_noop("There is no such channel."), field="channel")
    return wanted


@router.get("/reports/{number}", response=TrackedOut)
def track(request: HttpRequest, number: Number, k: Secret = "") -> HttpResponse:
    """A report, and what became of it. k: the secret; without it only what is public."""
    row = cases.tracked(number=number, secret=k)
    answer = answers.answer(answers.tracked(row, answers.language_of(request), k))
    if not row.mine:  # the front door may keep it for everybody until something happens in the case
        answer["X-Edge-Case"] = str(row.case_id)
        answer["X-Edge-Seconds"] = str(EDGE_SECONDS)
    return answer


@router.post("/reports/{number}/moves/{verb}", response=Moved)
def reporter_moves(request: HttpRequest, number: Number, verb: Code, move: MoveIn, k: Secret) -> HttpResponse:
    """A move by the reporter: answer, confirm, contest, rate. k: the secret."""
    row = cases.tracked(number=number, secret=k)
    if not row.mine:
        raise NotFound
    actor = Actor.reporter(row.report_id)
    seen = make_move(actor=actor, case_id=row.case_id, verb=verb, seen=move.seen, given=given_of(move))
    return answers.answer({"case": row.case_id, "verb": verb, "seen": seen})
