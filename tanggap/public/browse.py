"""Public cases as a list and as a map: the same, for eyes and for screen readers."""

import zlib
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.cases.shapes import PublicRow
from tanggap.cases.workflow import State
from tanggap.core.errors import Invalid, NotFound, gettext_noop
from tanggap.places import queries as places
from tanggap.public import choices
from tanggap.public.typed import degrees

STATES = [state.value for state in State if state is not State.JOINED]
PAGE = 20
POINTS = 500
# Metres that a drawn border may be off by: a phone's map shows no more, and loads in a third of the time.
LEVELS = {"kota": 250.0, "kecamatan": 100.0, "kelurahan": 30.0}


def _wanted(request: HttpRequest) -> dict[str, str]:
    """The filters in the address, those that exist; unknown ones are dropped, not guessed."""
    state = request.GET.get("status", "")
    category = request.GET.get("kategori", "")
    area = request.GET.get("wilayah", "")
    return {
        "wilayah": area if area and places.area(area) is not None else "",
        "kategori": category if category and choices.category_id(category) is not None else "",
        "status": state if state in STATES else "",
    }


def _filters(wanted: dict[str, str]) -> dict[str, Any]:
    return {"category_id": choices.category_id(wanted["kategori"]), "state": wanted["status"]}


def _category(code: str) -> choices.Choice | None:
    """The category that the list is filtered by."""
    known = choices.category_id(code)
    return choices.category(known) if known is not None else None


def _context(wanted: dict[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in wanted.items() if value}
    return {
        "wanted": wanted,
        "filtered": bool(kept),
        "query": urlencode(kept),
        "states": STATES,
        "groups": choices.category_groups(),
        "kota": choices.areas("kota"),
        "kecamatan": choices.kelurahan_groups(),
        "category": _category(wanted["kategori"]),
        "area": places.area(wanted["wilayah"]) if wanted["wilayah"] else None,
    }


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """/kasus: newest first, filters in the address, keyset pages."""
    wanted = _wanted(request)
    after = request.GET.get("sesudah") or None
    page = cases.public_cases(kelurahan=wanted["wilayah"], after=after, limit=PAGE, **_filters(wanted))
    context = _context(wanted) | {
        "rows": page.rows,
        "after": page.after,
        "first": after is None,
        "here": "cases",
    }
    return _kept(render(request, "public/cases.html", context))


@require_safe
def case_map(request: HttpRequest) -> HttpResponse:
    """/peta: the map when scripts work, and always the newest cases of the same filters as a list."""
    wanted = _wanted(request)
    page = cases.public_cases(kelurahan=wanted["wilayah"], limit=PAGE, **_filters(wanted))
    context = _context(wanted) | {"rows": page.rows, "map": choices.map_settings(), "here": "map"}
    return _kept(render(request, "public/map.html", context))


def _kept(answer: HttpResponse) -> HttpResponse:
    """A crowd on a list costs one reading in five seconds; what is hidden goes from it at once."""
    answer["X-Edge-Seconds"] = "5"
    return answer


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """/peta/titik.json?bbox=south,west,north,east: at most 500 newest cases, places already coarse."""
    south, west, north, east = _box(request.GET.get("bbox", ""))
    wanted = _wanted(request)
    rows = cases.public_map(south=south, west=west, north=north, east=east, limit=POINTS, **_filters(wanted))
    inside = [row for row in rows if row.kelurahan.startswith(wanted["wilayah"])]
    answer = JsonResponse({"points": [_point(row) for row in inside], "full": len(rows) == POINTS})
    patch_cache_control(answer, public=True, max_age=10)
    return answer


def _box(text: str) -> tuple[float, float, float, float]:
    parts = [degrees(part, 180) for part in text.split(",")[:5]]
    if len(parts) != 4 or None in parts:
        raise Invalid(gettext_noop("The map's corners are missing."), field="bbox")
    south, west, north, east = (part or 0.0 for part in parts)
    return south, west, north, east


def _point(row: PublicRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "lat": row.lat,
        "lng": row.lng,
        "state": row.state,
        "title": row.title or choices.category(row.category_id).name,
    }


@require_safe
def outlines(request: HttpRequest, level: str) -> HttpResponse:
    """/peta/garis/<level>.json?dalam=kode: borders to draw, simplified. Raises NotFound for another level."""
    within = request.GET.get("dalam", "")
    if level not in LEVELS or (within and places.area(within) is None):
        raise NotFound
    drawn = places.outlines(level, within, tolerance=LEVELS[level])
    mark = f'"{zlib.crc32(drawn):08x}"'
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(drawn, content_type="application/json")
    answer["ETag"] = mark
    patch_cache_control(answer, public=True, max_age=86400)
    return answer
