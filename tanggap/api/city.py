"""What anybody may read: public cases, what is near, categories, places."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tanggap.api import answers
from tanggap.api.described import Categories, NearList, PlaceOut, PublicCases, Suggestions
from tanggap.api.given import category_id
from tanggap.api.schemas import Code, Lat, Limit, Lng, Marker, Words
from tanggap.cases import queries as cases
from tanggap.cases.workflow import State
from tanggap.catalog import queries as catalog
from tanggap.intake import queries as intake
from tanggap.intake.shapes import ReportForm

router = Router(tags=["City"])
SHORT, LONG = 10, 3600  # seconds that an answer may be kept


@router.get("/cases", response=PublicCases)
def public_cases(
    request: HttpRequest,
    kelurahan: Code = "",
    category: Code = "",
    state: State | None = None,
    after: Marker | None = None,
    limit: Limit = 20,
) -> HttpResponse:
    """Public cases, the newest first. kelurahan: a Kemendagri code or the beginning of one."""
    page = cases.public_cases(
        kelurahan=kelurahan, category_id=category_id(category), state=state or "", after=after, limit=limit
    )
    language = answers.language_of(request)
    body = {"cases": [answers.public_case(row, language) for row in page.rows], "next": page.after}
    return answers.answer(body, public_for=SHORT)


@router.get("/near", response=NearList)
def near(
    request: HttpRequest,
    lat: Lat,
    lng: Lng,
    category: Code = "",
    words: Words = "",
) -> HttpResponse:
    """Open public cases nearby that may be the same problem; category "": suggested from the words."""
    found = intake.looks_like(form=ReportForm(words=words, category=category, lat=lat, lng=lng))
    return answers.answer({"cases": [answers.near(row) for row in found]})


@router.get("/suggest", response=Suggestions)
def suggest(request: HttpRequest, words: Words, limit: Limit = 3) -> HttpResponse:
    """The categories that the words point to, best first."""
    found = intake.suggest(words, limit, answers.language_of(request))
    rows = [{"code": row.code, "name": row.name, "group": row.group, "score": row.score} for row in found]
    return answers.answer({"suggestions": rows}, public_for=SHORT)


@router.get("/categories", response=Categories)
def categories(request: HttpRequest) -> HttpResponse:
    """Every category in use: send its code with a report."""
    english = answers.language_of(request) == "en"
    rows = [
        {
            "code": row.code,
            "name": row.name_en if english else row.name_id,
            "group": row.group,
            "help": row.help_en if english else row.help_id,
            "needs_place": row.needs_place,
            "needs_photo": row.needs_photo,
            "visibility": row.visibility,
        }
        for row in catalog.categories().values()
        if row.active
    ]
    return answers.answer({"categories": rows}, public_for=LONG)


@router.get("/places", response=PlaceOut)
def place(request: HttpRequest, lat: Lat, lng: Lng) -> HttpResponse:
    """The kelurahan of a point; refused outside the province, naming the city there."""
    found = intake.where(lat=lat, lng=lng)
    body = {
        "kelurahan": found.kelurahan,
        "name": found.name,
        "kecamatan": found.kecamatan,
        "kota": found.kota,
        "near_border": found.near_border,
        "choose": [{"kode": kode, "name": name} for kode, name in found.choose],
    }
    return answers.answer(body)
