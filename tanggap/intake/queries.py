"""What a form may ask before it sends: what looks the same nearby, which category, which kelurahan."""

from tanggap.cases.queries import near
from tanggap.cases.shapes import Near
from tanggap.catalog import queries as catalog
from tanggap.catalog import suggest as catalog_suggest
from tanggap.core.errors import Refusal
from tanggap.intake.place import find_place
from tanggap.intake.shapes import ReportForm, Suggestion, Where
from tanggap.places import queries as places

# Below this the two have little in common but the neighbourhood.
LIKE_ENOUGH = 0.2


def looks_like(*, form: ReportForm, limit: int = 3) -> list[Near]:
    """Public open cases nearby that may be the same problem; empty when the form can't say yet."""
    try:
        place = find_place(form)
    except Refusal:
        return []
    row = catalog.category_by_code(form.category or _best(form.words))
    if row is None or place.lat is None or place.lng is None:
        return []
    found = near(lat=place.lat, lng=place.lng, category_id=row.id, words=form.words, limit=limit)
    return [one for one in found if one.likeness >= LIKE_ENOUGH]


def _best(words: str) -> str:
    found = catalog_suggest.suggest(words, 1)
    return found[0].code if found else ""


def suggest(words: str, limit: int = 3, language: str = "id") -> list[Suggestion]:
    """The categories that the words point to, best first; empty when they point nowhere."""
    rows = catalog_suggest.suggest(words, limit)
    return [
        Suggestion(row.code, row.name_en if language == "en" else row.name_id, row.group, row.score)
        for row in rows
    ]


def where(*, lat: float, lng: float) -> Where:
    """The kelurahan of a point. Raises Invalid outside the province, naming the city there.

    Without boundaries: the five nearest, for the resident to pick from.
    """
    found = places.locate(lat, lng)
    if found.refusal is not None:
        raise found.refusal
    if found.kode is None:
        near_by = places.nearest(lat, lng, 5)
        return Where("", "", "", "", choose=tuple((area.kode, area.nama) for area in near_by))
    second = found.second["nama"] if found.second else ""
    return Where(found.kode, found.nama, found.kecamatan, found.kota, near_border=second)
