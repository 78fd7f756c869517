"""What the API says, for the OpenAPI document. Answers are written by hand in answers.py; the tests hold
every answer against these."""

from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict


class Answer(Schema):
    """Something the API says. Exactly these fields: a test holds every answer against them."""

    model_config = ConfigDict(extra="forbid")


class PhotoStored(Answer):
    """id: give it with a report or a move."""

    id: UUID
    kind: str
    width: int | None
    height: int | None


class Received(Answer):
    """secret opens the report (tracking_url holds it): show it to the reporter only, and keep it.

    again: this key came before; this is the report it made then. held: somebody reads it before it is
    public. similar: public cases nearby that look like the same problem.
    """

    number: str
    secret: str
    case: int
    tracking_url: str
    again: bool
    held: bool
    similar: list["NearOut"]


class Named(Answer):
    """code: stable. name: in the language asked for."""

    code: str
    name: str


class Point(Answer):
    """In degrees (WGS 84)."""

    lat: float
    lng: float


class PhotoOut(Answer):
    """url: the copy 960 pixels wide at most; thumbnail: 320."""

    id: UUID
    role: str
    kind: str
    width: int | None
    height: int | None
    url: str
    thumbnail: str
    at: str


class StepOut(Answer):
    """A line of the timeline."""

    seq: int
    verb: str
    at: str
    state: str
    by: str
    text: str
    data: dict[str, Any]


class TrackedOut(Answer):
    """A report, and what became of it. mine: opened with the secret."""

    number: str
    mine: bool
    public: bool
    version: int
    state: str
    verdict: str
    kind: str
    category: Named
    holder: str
    holder_since: str
    words: str
    moderation: str
    place: str
    kelurahan: str
    point: Point | None
    place_quality: str
    report_count: int
    created_at: str
    due_at: str | None
    planned_for: str | None
    closed_at: str | None
    contest_until: str | None
    photos: list[PhotoOut]
    steps: list[StepOut]
    question: str
    rating: int | None
    moves: list[str]


class PublicCase(Answer):
    """A public case in a list."""

    case: int
    number: str
    title: str
    category: Named
    state: str
    verdict: str
    holder: str
    kelurahan: str
    point: Point | None
    report_count: int
    created_at: str
    closed_at: str | None
    photo: str | None


class PublicCases(Answer):
    """next: give it as `after` for the following page; null at the end."""

    cases: list[PublicCase]
    next: str | None


class NearOut(Answer):
    """A case nearby. likeness: 0 to 1, how likely it is the same problem."""

    case: int
    number: str
    title: str
    state: str
    distance_m: int
    report_count: int
    created_at: str
    photo: str | None
    likeness: float


class NearList(Answer):
    cases: list[NearOut]


class SuggestionOut(Answer):
    code: str
    name: str
    group: str
    score: float


class Suggestions(Answer):
    suggestions: list[SuggestionOut]


class Moved(Answer):
    """seen: the case's version after the move; give it with the next one."""

    case: int
    verb: str
    seen: int


class CategoryOut(Answer):
    """What a report can be about."""

    code: str
    name: str
    group: str
    help: str
    needs_place: bool
    needs_photo: bool
    visibility: str


class Categories(Answer):
    categories: list[CategoryOut]


class AreaOut(Answer):
    kode: str
    name: str


class PlaceOut(Answer):
    """near_border: the neighbour, when the border is nearer than a device can tell.

    choose: without imported boundaries, the nearest kelurahan to pick from; kelurahan is empty then.
    """

    kelurahan: str
    name: str
    kecamatan: str
    kota: str
    near_border: str
    choose: list[AreaOut]


class InboxOut(Answer):
    """A line of the inbox. holder: an office's code."""

    case: int
    number: str
    title: str
    category: Named
    state: str
    verdict: str
    holder: str
    assignee: str
    kelurahan: str
    place_quality: str
    public: bool
    report_count: int
    created_at: str
    due_at: str | None


class Inbox(Answer):
    """counts: how many stand in each tab; 1000 means that many or more."""

    cases: list[InboxOut]
    next: str | None
    counts: dict[str, int]


class HeldOut(Answer):
    """An office that held the case."""

    name: str
    since: str
    until: str | None


class StaffReport(Answer):
    """A report as staff see it; words are empty where this account may not read them."""

    id: int
    number: str
    words: str
    public_words: str
    channel: str
    kind: str
    visibility: str
    moderation: str
    me_too: bool
    created_at: str
    has_contact: bool
    verdict: str
    rating: int | None
    photos: list[PhotoOut]
    photos_locked: int


class StaffStep(StepOut):
    """A line of the timeline as staff see it."""

    person: str
    public: bool


class MoveOut(Answer):
    """A move that this account may make now; needs and may: names of what it takes."""

    verb: str
    needs: list[str]
    may: list[str]
    to: str | None


class CaseOut(Answer):
    """The whole case as this account may see it. Send `seen` with a move."""

    case: int
    seen: int
    title: str
    category: Named
    kind: str
    state: str
    verdict: str
    holder: str
    holder_since: str
    holders: list[HeldOut]
    assignee: str
    public: bool
    sensitive: bool
    kelurahan: str
    point: Point | None
    place: str
    place_quality: str
    created_at: str
    due_at: str | None
    planned_for: str | None
    plan_waiting: bool
    closed_at: str | None
    contest_until: str | None
    joined_into: int | None
    reports: list[StaffReport]
    proof: list[PhotoOut]
    steps: list[StaffStep]
    moves: list[MoveOut]


class OfficeOut(Answer):
    """An office. area: the Kemendagri code of what it serves; empty: the whole province."""

    code: str
    name: str
    kind: str
    area: str


class Offices(Answer):
    offices: list[OfficeOut]


class ReasonOut(Answer):
    code: str
    name: str
    sentence: str


class Reasons(Answer):
    reasons: list[ReasonOut]
