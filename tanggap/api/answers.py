"""Shapes of the rooms as JSON. Written by hand, because this is where private things would leak:
what is not named here is not said. orjson writes them, as checking every row of a list of 50 against
a schema cost more than reading it (ADR 0030)."""

from dataclasses import asdict
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tanggap.cases.shapes import CaseView, InboxRow, Near, PhotoView, PublicRow, ReportView, Step, Tracked
from tanggap.cases.workflow import Move
from tanggap.catalog import queries as catalog
from tanggap.people import queries as people

Json = dict[str, Any]


def answer(body: Json, *, status: int = HTTPStatus.OK, public_for: int = 0) -> HttpResponse:
    """The body as JSON; times in UTC. public_for: seconds that anybody may keep it; 0: nobody keeps it."""
    response = HttpResponse(
        orjson.dumps(body, option=orjson.OPT_UTC_Z), status=status, content_type="application/json"
    )
    response["Cache-Control"] = f"public, max-age={public_for}" if public_for else "no-store"
    response["Vary"] = "Accept-Language"
    return response


def language_of(request: HttpRequest) -> str:
    """The language of names in an answer: id or en."""
    return translation.get_language_from_request(request)


def category(category_id: int, language: str) -> Json:
    """A category by its stable code, with its name."""
    row = catalog.category(category_id)
    return {"code": row.code, "name": row.name_en if language == "en" else row.name_id}


def _point(lat: float | None, lng: float | None) -> Json | None:
    return None if lat is None or lng is None else {"lat": lat, "lng": lng}


@lru_cache(maxsize=1)
def _site() -> str:
    return str(settings.PUBLIC_URL)


def tracking_url(number: str, secret: str = "") -> str:
    """The page a reporter follows; with the secret it opens their own report."""
    return f"{_site()}/lacak/{number}" + (f"?k={quote(secret)}" if secret else "")


def photo_url(photo_id: UUID, size: str, number: str = "", secret: str = "") -> str:
    """A copy of a photo. size: thumb, medium, large. number and secret open what is not public."""
    key = "?" + urlencode({"n": number, "k": secret}) if secret else ""
    return f"{_site()}/foto/{photo_id}/{size}.webp{key}"


def _thumbnail(photo_id: UUID | None) -> str | None:
    return photo_url(photo_id, "thumb") if photo_id else None


def photo(view: PhotoView, number: str = "", secret: str = "") -> Json:
    """A photo in a case, as the public or its reporter gets it."""
    return _photo(
        view, photo_url(view.id, "medium", number, secret), photo_url(view.id, "thumb", number, secret)
    )


def _photo(view: PhotoView, url: str, thumbnail: str) -> Json:
    return {
        "id": view.id,
        "role": view.role,
        "kind": view.kind,
        "width": view.width,
        "height": view.height,
        "url": url,
        "thumbnail": thumbnail,
        "at": view.at,
    }


def _staff_photo(view: PhotoView) -> Json:
    """A photo as staff get it: with their token, from the API itself."""
    place = f"{_site()}/api/v1/desk/photos/{view.id}"
    return _photo(view, f"{place}/medium", f"{place}/thumb")


def step(row: Step) -> Json:
    """A line of the timeline; what the public may not know was left out by cases."""
    return {
        "seq": row.seq,
        "verb": row.verb,
        "at": row.at,
        "state": row.state,
        "by": row.who,
        "text": row.text,
        "data": row.data,
    }


def tracked(row: Tracked, language: str, secret: str) -> Json:
    """The tracking page."""
    key = secret if row.mine else ""
    return {
        "number": row.number,
        "mine": row.mine,
        "public": row.public,
        "version": row.version,
        "state": row.state,
        "verdict": row.verdict,
        "kind": row.kind,
        "category": category(row.category_id, language),
        "holder": row.holder,
        "holder_since": row.holder_since,
        "words": row.words,
        "moderation": row.moderation,
        "place": row.place,
        "kelurahan": row.kelurahan,
        "point": _point(row.lat, row.lng),
        "place_quality": row.place_quality,
        "report_count": row.report_count,
        "created_at": row.created_at,
        "due_at": row.due_at,
        "planned_for": row.planned_for,
        "closed_at": row.closed_at,
        "contest_until": row.contest_until,
        "photos": [photo(view, row.number, key) for view in (*row.before, *row.after)],
        "steps": [step(one) for one in row.steps],
        "question": row.question,
        "rating": row.rating,
        "moves": row.moves,
    }


def public_case(row: PublicRow, language: str) -> Json:
    """A case in the public list."""
    return {
        "case": row.case_id,
        "number": row.number,
        "title": row.title,
        "category": category(row.category_id, language),
        "state": row.state,
        "verdict": row.verdict,
        "holder": row.holder,
        "kelurahan": row.kelurahan,
        "point": _point(row.lat, row.lng),
        "report_count": row.report_count,
        "created_at": row.created_at,
        "closed_at": row.closed_at,
        "photo": _thumbnail(row.photo_id),
    }


def near(row: Near) -> Json:
    """A case nearby."""
    return {
        "case": row.case_id,
        "number": row.number,
        "title": row.title,
        "state": row.state,
        "distance_m": row.distance_m,
        "report_count": row.report_count,
        "created_at": row.created_at,
        "photo": _thumbnail(row.photo_id),
        "likeness": row.likeness,
    }


def inbox_row(row: InboxRow, language: str) -> Json:
    """A line of the inbox."""
    return {
        "case": row.id,
        "number": row.number,
        "title": row.title,
        "category": category(row.category_id, language),
        "state": row.state,
        "verdict": row.verdict,
        "holder": people.agency(row.holder_id).code,
        "assignee": row.assignee,
        "kelurahan": row.kelurahan,
        "place_quality": row.place_quality,
        "public": row.public,
        "report_count": row.report_count,
        "created_at": row.created_at,
        "due_at": row.due_at,
    }


def _staff_report(row: ReportView) -> Json:
    report = asdict(row)
    report["photos"] = [_staff_photo(view) for view in row.photos]
    return report


def _move(row: Move) -> Json:
    return {"verb": row.verb, "needs": sorted(row.needs), "may": sorted(row.may), "to": row.to}


def case(row: CaseView, language: str) -> Json:
    """The whole case, for a member of staff; cases left out what this one may not see."""
    return {
        "case": row.id,
        "seen": row.seen,
        "title": row.title,
        "category": category(row.category_id, language),
        "kind": row.kind,
        "state": row.state,
        "verdict": row.verdict,
        "holder": people.agency(row.holder_id).code,
        "holder_since": row.holder_since,
        "holders": [{"name": name, "since": since, "until": until} for name, since, until in row.holders],
        "assignee": row.assignee,
        "public": row.public,
        "sensitive": row.sensitive,
        "kelurahan": row.kelurahan,
        "point": _point(row.lat, row.lng),
        "place": row.place_text,
        "place_quality": row.place_quality,
        "created_at": row.created_at,
        "due_at": row.due_at,
        "planned_for": row.planned_for,
        "plan_waiting": row.plan_waiting,
        "closed_at": row.closed_at,
        "contest_until": row.contest_until,
        "joined_into": row.joined_into,
        "reports": [_staff_report(one) for one in row.reports],
        "proof": [_staff_photo(view) for view in row.proof],
        "steps": [step(one) | {"person": one.person, "public": one.public} for one in row.steps],
        "moves": [_move(one) for one in row.moves],
    }
