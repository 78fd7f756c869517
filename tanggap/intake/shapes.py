"""What a channel hands to intake, and what it gets back."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report as somebody filled it in; nothing in it is trusted yet.

    category: a code, "" to have it suggested. visibility: "" takes the category's default.
    lat, lng: degrees. accuracy_m: of the device's position. kelurahan: kode. join_case: "saya juga".
    key: idempotency key; the same key twice makes one report.
    """

    words: str = ""
    category: str = ""
    kind: str = "complaint"
    visibility: str = ""
    lat: float | None = None
    lng: float | None = None
    accuracy_m: float | None = None
    kelurahan: str = ""
    landmark_id: int | None = None
    place_text: str = ""
    photo_ids: tuple[UUID, ...] = ()
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "id"
    key: str = ""
    channel: str = "web"
    join_case: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A report that was taken in. again: the same key came before. held: a person looks at it first."""

    number: str
    secret: str
    case_id: int
    again: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that the words point to; score 0 to 1."""

    code: str
    name: str
    group: str
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is, worked out. quality: exact, landmark, area, uncertain, none."""

    kelurahan: str = ""
    lat: float | None = None
    lng: float | None = None
    text: str = ""
    quality: str = "none"


@dataclass(frozen=True, slots=True)
class Where:
    """The kelurahan of a point, for the form. choose: in approximate mode, the nearest ones to pick from."""

    kelurahan: str
    name: str
    kecamatan: str
    kota: str
    near_border: str = ""  # the neighbour's name when the border is nearer than the device can tell
    choose: tuple[tuple[str, str], ...] = ()
