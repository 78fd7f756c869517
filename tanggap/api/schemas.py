"""What the API takes. Strict: unknown fields, wrong types and control characters are refused."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, Strict, StringConstraints

from tanggap.core.text import WORDS_LIMIT

_LARGEST_ID = 2**63 - 1

# One line: no control characters at all. Words: tabs and line ends are fine.
_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_WORDS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"

Code = Annotated[str, StringConstraints(max_length=80, pattern=r"^[A-Za-z0-9_.-]*$")]
Line = Annotated[str, StringConstraints(max_length=300, pattern=_LINE)]
Words = Annotated[str, StringConstraints(max_length=WORDS_LIMIT, pattern=_WORDS)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\x21-\x7e]*$")]
Secret = Annotated[str, StringConstraints(max_length=64, pattern=r"^[\x21-\x7e]*$")]
Marker = Annotated[str, StringConstraints(max_length=120, pattern=_LINE)]
Id = Annotated[int, Field(ge=1, le=_LARGEST_ID)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Lng = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Metres = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Limit = Annotated[int, Field(ge=1, le=100)]
# JSON has neither ids nor dates: these two may come as text, everything else as itself.
PhotoId = Annotated[UUID, Strict(False)]
Day = Annotated[date, Strict(False)]

Kind = Literal["complaint", "suggestion", "opinion", "question"]
Language = Literal["id", "en"]


class Sent(Schema):
    """A body: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ReportIn(Sent):
    """A report. category "": suggested from the words. visibility "": the category's default.

    A place is a point (lat, lng, and how exact the device says it is), or a kelurahan by its
    Kemendagri code, with a landmark or words if known. join_case: "me too", the case of `near`.
    key: the same as the header Idempotency-Key.
    """

    words: Words = ""
    category: Code = ""
    kind: Kind = "complaint"
    visibility: Literal["", "public", "private"] = ""
    lat: Lat | None = None
    lng: Lng | None = None
    accuracy_m: Metres | None = None
    kelurahan: Code = ""
    landmark: Id | None = None
    place_text: Line = ""
    photos: Annotated[list[PhotoId], Field(max_length=20)] = []
    name: Line = ""
    email: Line = ""
    phone: Line = ""
    language: Language = "id"
    channel: Code = ""
    join_case: Id | None = None
    key: Key | None = None


class MoveIn(Sent):
    """What a move is given; the case's `moves` say what each needs. seen: the case's `seen`.

    agency: an office's code. case or number: the case to join. reports: ids of this case's reports.
    """

    seen: Annotated[int, Field(ge=0, le=_LARGEST_ID)] | None = None
    note: Words = ""
    reason: Code = ""
    agency: Code = ""
    person: Id | None = None
    photos: Annotated[list[PhotoId], Field(max_length=20)] = []
    until: Day | None = None
    case: Id | None = None
    number: Code = ""
    reports: Annotated[list[Id], Field(max_length=200)] = []
    category: Code = ""
    kelurahan: Code = ""
    lat: Lat | None = None
    lng: Lng | None = None
    score: Annotated[int, Field(ge=1, le=5)] | None = None
