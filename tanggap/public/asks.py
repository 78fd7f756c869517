"""What the form's script asks while it is filled in. Without script, nothing here is needed."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from tanggap.catalog import queries as catalog
from tanggap.core.errors import Invalid, NotFound, Refusal, gettext_noop
from tanggap.intake import queries as intake
from tanggap.places import queries as places
from tanggap.public import door, uploads
from tanggap.public.typed import degrees
from tanggap.public.wrong import sentence_of

_WORDS = 4000


@door.posted
def photo(request: HttpRequest) -> JsonResponse:
    """/lapor/foto: one photo; its token and thumbnail, or the sentence why not."""
    file = request.FILES.get("photo")
    try:
        if file is None:
            raise Invalid(gettext_noop("There was no photo in it."), field="photos")
        door.count_upload(request)
        token = uploads.keep(file)
    except Refusal as refusal:
        return _refused(refusal)
    return _private(JsonResponse({"token": token, "thumb": uploads.thumb_url(token)}))


@door.posted
def suggestions(request: HttpRequest) -> JsonResponse:
    """/lapor/saran: categories that the words point to. Posted, so that no log keeps the words."""
    words = request.POST.get("words", "")[:_WORDS]
    language = (get_language() or "id")[:2]
    found = intake.suggest(words, 3, language) if words.strip() else []
    return _private(JsonResponse({"items": [{"code": one.code, "name": one.name} for one in found]}))


@require_safe
def category(request: HttpRequest, code: str) -> JsonResponse:
    """/lapor/jenis/<code>: what a category is for, what it needs, and whom else to ask. Raises NotFound."""
    row = catalog.category_by_code(code)
    if row is None:
        raise NotFound
    english = get_language() == "en"
    words = [row.help_en if english else row.help_id]
    if row.needs_photo:
        words.append(gettext("A photo is needed."))
    answer = JsonResponse(
        {
            "help": " ".join(words),
            "advice": row.advice_en if english else row.advice_id,
            "visibility": row.visibility,
        }
    )
    patch_cache_control(answer, max_age=300)
    return answer


@door.posted
def where(request: HttpRequest) -> JsonResponse:
    """/lapor/tempat: the kelurahan of a point, or the sentence that names the city it lies in."""
    try:
        lat, lng = degrees(request.POST.get("lat", ""), 90), degrees(request.POST.get("lng", ""), 180)
        if lat is None or lng is None:
            raise Invalid(
                gettext_noop("The position can't be read. Please mark the place again."), field="place"
            )
        found = intake.where(lat=lat, lng=lng)
    except Refusal as refusal:
        return _refused(refusal)
    return _private(
        JsonResponse(
            {
                "kelurahan": found.kelurahan,
                "name": found.name,
                "kecamatan": found.kecamatan,
                "kota": found.kota,
                "near": found.near_border,
                "choose": [{"kode": kode, "name": name} for kode, name in found.choose],
            }
        )
    )


@require_safe
def landmarks(request: HttpRequest) -> JsonResponse:
    """/lapor/patokan?kelurahan=: places that everybody there knows."""
    rows = places.landmarks(request.GET.get("kelurahan", "")[:13])
    answer = JsonResponse({"items": [{"id": row.id, "name": row.name} for row in rows]})
    patch_cache_control(answer, public=True, max_age=3600)
    return answer


def _refused(refusal: Refusal) -> JsonResponse:
    return _private(JsonResponse({"error": sentence_of(refusal)}, status=refusal.status))


def _private(answer: JsonResponse) -> JsonResponse:
    patch_cache_control(answer, private=True, no_store=True)
    return answer
