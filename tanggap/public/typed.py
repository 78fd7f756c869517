"""What a visitor typed, kept as typed, so that no page ever loses it."""

import math
from dataclasses import dataclass, fields, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from tanggap.core.errors import Invalid, gettext_noop
from tanggap.intake.shapes import ReportForm
from tanggap.public import uploads

# Longer than any limit, so that a too long text comes back whole, and yet bounded.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Typed:
    """The report form as text. photos: upload tokens. seen_similar: the similar cases were shown."""

    words: str = ""
    category: str = ""
    kind: str = "complaint"
    visibility: str = ""
    lat: str = ""
    lng: str = ""
    accuracy_m: str = ""
    kelurahan: str = ""
    landmark_id: str = ""
    place_text: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    key: str = ""
    seen_similar: str = ""
    photos: tuple[str, ...] = ()

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Every field as name and value, to be carried along in hidden inputs."""
        plain = [(f.name, getattr(self, f.name)) for f in fields(self) if f.name != "photos"]
        return plain + [("photo", token) for token in self.photos]

    @property
    def shown_photos(self) -> list[tuple[str, str]]:
        """Each uploaded photo: its token and the address of its thumbnail."""
        return [(token, uploads.thumb_url(token)) for token in self.photos]


def read(post: QueryDict) -> Typed:
    """What was sent. Photos marked to be dropped are left out; forged tokens too."""
    names = [f.name for f in fields(Typed) if f.name != "photos"]
    values: dict[str, Any] = {name: post[name][:_KEPT] for name in names if name in post}
    dropped = set(post.getlist("drop"))
    tokens = dict.fromkeys(token for token in post.getlist("photo") if token not in dropped)
    return Typed(**values, photos=tuple(token for token in tokens if uploads.photo_of(token) is not None))


def with_photos(typed: Typed, more: list[str]) -> Typed:
    """The same with photos added."""
    return replace(typed, photos=tuple(dict.fromkeys((*typed.photos, *more))))


def report_form(typed: Typed, join_case: int | None = None) -> ReportForm:
    """The form for intake. Raises Invalid for numbers that are none."""
    ids = [uploads.photo_of(token) for token in typed.photos]
    return ReportForm(
        words=typed.words,
        category=typed.category,
        kind=typed.kind,
        visibility=typed.visibility,
        lat=degrees(typed.lat, 90),
        lng=degrees(typed.lng, 180),
        accuracy_m=_metres(typed.accuracy_m),
        kelurahan=typed.kelurahan,
        landmark_id=whole(typed.landmark_id),
        place_text=typed.place_text,
        photo_ids=tuple(one for one in ids if one is not None),
        name=typed.name,
        email=typed.email,
        phone=typed.phone,
        language=(get_language() or "id")[:2],
        key=typed.key,
        join_case=join_case,
    )


def degrees(text: str, most: int) -> float | None:
    """A coordinate in degrees, None when empty. Raises Invalid for what is none."""
    if not text.strip():
        return None
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise Invalid(gettext_noop("The position can't be read. Please mark the place again."), field="place")
    return value


def _metres(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e7 else None


def whole(text: str) -> int | None:
    """A whole number that a page of ours put into a form, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
