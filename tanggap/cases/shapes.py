"""What goes into the heart and what comes out: plain values, so that faces never touch a model."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from tanggap.cases.workflow import Move, State, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as intake hands it over: checked, screened, its place and first holder known.

    place_quality: exact, landmark, area, uncertain, none. moderation: clear or held.
    key: idempotency key; a second draft with the same key gives the first report again.
    """

    category_id: int
    words: str
    public_words: str
    holder_id: int
    channel: str = "web"
    kind: str = "complaint"
    visibility: str = "public"
    moderation: str = "clear"
    language: str = "id"
    kelurahan: str = ""
    lat: float | None = None
    lng: float | None = None
    place_text: str = ""
    place_quality: str = "none"
    sensitive: bool = False
    contact_id: int | None = None
    photo_ids: tuple[UUID, ...] = ()
    me_too: bool = False
    key: str | None = None
    why_here: str = ""  # routing's sentence, kept in the event


@dataclass(frozen=True, slots=True)
class Given:
    """What a move is given; each move's needs say which."""

    note: str = ""
    reason: str = ""  # a catalog.Reason code for this verb
    agency_id: int | None = None
    user_id: int | None = None
    photo_ids: tuple[UUID, ...] = ()
    until: date | None = None
    case_id: int | None = None
    number: str = ""  # join: a report number instead of case_id
    report_ids: tuple[int, ...] = ()
    category_id: int | None = None
    kelurahan: str = ""
    lat: float | None = None
    lng: float | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One keyset page: rows, and the marker of the next one (None at the end)."""

    rows: list[T]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo that this person may see. role: before, after, contest, document."""

    id: UUID
    role: str
    kind: str
    width: int | None
    height: int | None
    report_id: int | None
    event_seq: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the timeline. who: the office's name; for staff also the person (person).

    private: staff only. data: small facts, such as {"to": "Sudin SDA Jakarta Barat", "reason": "…"}.
    """

    seq: int
    verb: str
    at: datetime
    state: State
    actor_kind: str
    who: str
    person: str
    text: str
    public: bool
    data: dict[str, Any] = field(default_factory=dict)
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as staff see it. words are masked ("") where the person may not read them."""

    id: int
    number: str
    words: str
    public_words: str
    channel: str
    kind: str
    visibility: str
    moderation: str
    me_too: bool
    created_at: datetime
    has_contact: bool
    verdict: Verdict
    rating: int | None
    photos: list[PhotoView]
    photos_locked: int  # how many photos there are that this person may not open


@dataclass(frozen=True, slots=True)
class CaseView:
    """The whole case, for the desk. seen: give it back with a move (its version)."""

    id: int
    seen: int
    title: str
    category_id: int
    category_code: str
    kind: str
    state: State
    verdict: Verdict
    holder_id: int
    holder: str
    holder_since: datetime
    holders: list[tuple[str, datetime, datetime | None]]
    assignee_id: int | None
    assignee: str
    public: bool
    sensitive: bool
    kelurahan: str
    lat: float | None
    lng: float | None
    place_text: str
    place_quality: str
    created_at: datetime
    due_at: datetime | None
    planned_for: date | None
    plan_waiting: bool
    closed_at: datetime | None
    contest_until: datetime | None
    joined_into: int | None
    reports: list[ReportView]
    proof: list[PhotoView]
    steps: list[Step]
    moves: list[Move]


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Filters that live in the address. tab: mine, due, checking, triage, held, passed, closed, all."""

    tab: str = "due"
    state: str = ""
    category_id: int | None = None
    kelurahan: str = ""  # a kode or the beginning of one
    holder_id: int | None = None
    words: str = ""  # a report number


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A line of the inbox."""

    id: int
    number: str  # of its first report
    title: str
    category_id: int
    state: State
    verdict: Verdict
    holder_id: int
    assignee: str
    kelurahan: str
    place_quality: str
    public: bool
    report_count: int
    created_at: datetime
    due_at: datetime | None
    photo_id: UUID | None


@dataclass(frozen=True, slots=True)
class Tracked:
    """The tracking page: what the public, or the reporter with the secret, may see of a case.

    mine: opened with the secret; only then words are the reporter's own and moves are offered.
    place: words for the place, already coarse where it must be; lat, lng likewise (or None).
    question: the last unanswered question of an officer to the reporters, if mine.
    """

    case_id: int
    report_id: int
    version: int
    number: str
    mine: bool
    public: bool
    category_id: int
    kind: str
    state: State
    verdict: Verdict
    holder: str
    holder_since: datetime
    words: str
    moderation: str
    place: str
    kelurahan: str
    lat: float | None
    lng: float | None
    place_quality: str
    report_count: int
    created_at: datetime
    due_at: datetime | None
    planned_for: date | None
    closed_at: datetime | None
    contest_until: datetime | None
    before: list[PhotoView]
    after: list[PhotoView]
    steps: list[Step]
    question: str
    rating: int | None
    moves: list[str]


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A public case in a list or on the map; place already coarse where it must be."""

    case_id: int
    number: str
    title: str
    category_id: int
    state: State
    verdict: Verdict
    holder: str
    kelurahan: str
    lat: float | None
    lng: float | None
    report_count: int
    created_at: datetime
    closed_at: datetime | None
    photo_id: UUID | None


@dataclass(frozen=True, slots=True)
class Near:
    """A case nearby that may be the same problem. likeness 0 to 1, by distance and words."""

    case_id: int
    number: str
    title: str
    state: State
    distance_m: int
    report_count: int
    created_at: datetime
    photo_id: UUID | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Identity:
    """A reporter's contact, revealed with a reason and an event."""

    name: str
    email: str
    phone: str
