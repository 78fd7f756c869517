"""Believable lives of cases as rows, by the million: pure Python, no database."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import orjson

from tanggap.core.clock import JAKARTA
from tanggap.core.hashing import chained
from tanggap.core.ids import report_number
from tanggap.core.text import shortened
from tanggap.places.grid import cell

Row = dict[str, Any]  # column -> value, as the database wants it
Who = tuple[str, int | None, int | None]
Said = tuple[str, bool, int, float, float]  # words, public, category, lat, lng
OPEN_DAYS = 10.0
STEP_HOURS = (1.0, 60.0)

# What has happened to a case by now: (weight, moves). Old cases, then those of the last days.
OLD = (
    (52, "accept submit approve"),
    (20, "coordinate accept submit approve"),
    (9, "refuse"),
    (7, "accept submit send_back submit approve"),
    (8, "accept submit approve confirm"),
    (2, "accept"),
    (1, "coordinate"),
    (1, "accept submit"),
)
YOUNG = (
    (25, ""),
    (28, "accept"),
    (12, "coordinate"),
    (15, "accept submit"),
    (16, "accept submit approve"),
    (4, "refuse"),
)
STATES = {
    "accept": "in_progress",
    "coordinate": "coordinated",
    "submit": "checking",
    "approve": "done",
    "send_back": "sent_back",
    "refuse": "refused",
    "confirm": "done",
}
SENTENCES = (
    "{what} di {where}, sudah {days} hari belum ada yang datang, mohon segera ditindaklanjuti.",
    "Mohon bantuan, {what} di {where}. Warga sekitar sangat terganggu, apalagi kalau malam dan hujan.",
    "Lapor: {what}. Lokasi {where}. Sudah {days} hari seperti ini.",
    "Selamat pagi, saya mau melaporkan {what} di {where}. Terima kasih.",
    "{what} lagi di {where}, padahal baru {days} hari yang lalu dibereskan.",
)
PLACES = (
    "depan pasar",
    "dekat halte",
    "belakang sekolah",
    "ujung gang",
    "samping masjid",
    "seberang puskesmas",
)
NOTES = {
    "accept": "Kami terima, petugas menuju lokasi.",
    "coordinate": "Bukan kewenangan kami, kami teruskan ke dinas yang berwenang.",
    "submit": "Sudah dikerjakan, foto hasil terlampir.",
    "send_back": "Foto belum menunjukkan hasil, mohon diulang.",
    "refuse": "Laporan ini tidak dapat ditindaklanjuti oleh Pemprov.",
}


@dataclass(frozen=True, slots=True)
class Office:
    """An agency with somebody who works there."""

    agency_id: int
    name: str
    officer_id: int


@dataclass(frozen=True, slots=True)
class City:
    """What the stories are made of. points: (lat, lng, kelurahan); passed_to: by kelurahan, where a
    case goes that the kelurahan does not keep; categories: (id, name, weight)."""

    categories: list[tuple[int, str, float]]
    points: list[tuple[float, float, str]]
    offices: dict[str, Office]
    passed_to: dict[str, Office]
    validators: list[tuple[int, int]]
    start: datetime
    end: datetime


@dataclass(slots=True)
class Batch:
    """Rows for each table."""

    cases: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    assignments: list[Row] = field(default_factory=list)
    case_photos: list[Row] = field(default_factory=list)
    photos: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Life:
    """One case while it is written."""

    case_id: int
    at: datetime
    number: str
    kelurahan: str
    office: Office
    report_id: int
    since: datetime
    state: str = "waiting"
    verdict: str = "unanswered"
    closed: datetime | None = None
    reports: int = 1
    seq: int = 0
    chain: str = ""


class Teller:
    """Tells `count` lives, oldest first, in batches. as_time: how the database wants a moment."""

    def __init__(self, city: City, *, as_time: Any, as_uuid: Any, as_bool: Any, seed: int = 7) -> None:
        self.city, self.time, self.uuid, self.bool = city, as_time, as_uuid, as_bool
        self.dice = random.Random(seed)
        self.serials: dict[date, int] = {}
        self.weights = list(accumulate(weight for _, _, weight in city.categories))
        self.report_id = self.event_id = self.assignment_id = self.placed_id = 0
        self.batch = Batch()

    def tell(self, count: int, batch: int = 5000) -> Iterator[Batch]:
        """All lives, in batches of so many cases."""
        span = (self.city.end - self.city.start).total_seconds()
        for n in range(count):
            self._life(
                n + 1, self.city.start + timedelta(seconds=round(span * (n + self.dice.random()) / count))
            )
            if (n + 1) % batch == 0 or n + 1 == count:
                yield self.batch
                self.batch = Batch()

    def _life(self, case_id: int, at: datetime) -> None:
        dice, city = self.dice, self.city
        lat, lng, kelurahan = dice.choice(city.points)
        category_id, what, _ = dice.choices(city.categories, cum_weights=self.weights)[0]
        moves = self._moves(OLD if (city.end - at) > timedelta(days=OPEN_DAYS) else YOUNG)
        public = dice.random() < 0.85
        words = dice.choice(SENTENCES).format(what=what, where=dice.choice(PLACES), days=dice.randint(1, 9))
        self.report_id += 1
        life = _Life(case_id, at, self._number(at), kelurahan, city.offices[kelurahan], self.report_id, at)
        said = (words, public, category_id, lat, lng)
        cover = self._before(life) if dice.random() < 0.6 else None
        self._report(life, self.report_id, life.number, said, me_too=False)
        self._reported(life)
        self._go_on(life, moves, said)
        self.batch.cases.append(self._case(life, at, said, cover if public else None))

    def _case(self, life: _Life, at: datetime, said: Said, cover: uuid.UUID | None) -> Row:
        words, public, category_id, lat, lng = said
        closed, time = life.closed, self.time
        working = not closed and life.state == "in_progress"
        return {
            "id": life.case_id,
            "category_id": category_id,
            "kind": "complaint",
            "state": life.state,
            "verdict": life.verdict,
            "holder_id": life.office.agency_id,
            "holder_since": time(life.since),
            "assignee_id": life.office.officer_id if working else None,
            "title": shortened(words, 120) if public else "",
            "public": self.bool(public),
            "sensitive": self.bool(False),
            "kelurahan": life.kelurahan,
            "lat": lat,
            "lng": lng,
            "cell": cell(lat, lng),
            "place_text": "",
            "place_quality": "exact",
            "report_count": life.reports,
            "public_count": life.reports if public else 0,
            "first_number": life.number,
            "public_number": life.number if public else "",
            "cover": self.uuid(cover) if cover else None,
            "created_at": time(at),
            "updated_at": time(life.at),
            "due_at": None if closed else time(at + timedelta(days=3)),
            "planned_for": None,
            "planned_by_id": None,
            "closed_at": time(closed) if closed else None,
            "contest_until": time(closed + timedelta(days=30)) if closed else None,
            "contests": 0,
            "joined_into_id": None,
            "version": life.seq,
            "chain": life.chain,
        }

    def _moves(self, table: tuple[tuple[int, str], ...]) -> list[str]:
        return self.dice.choices([m for _, m in table], [w for w, _ in table])[0].split()

    def _number(self, at: datetime) -> str:
        day = at.astimezone(JAKARTA).date()
        self.serials[day] = self.serials.get(day, 0) + 1
        return report_number(day, self.serials[day])

    def _go_on(self, life: _Life, moves: list[str], said: Said) -> None:
        """Everything after the report."""
        if said[1] and self.dice.random() < 0.05:
            self._me_too(life, said)
        for verb in moves:
            self._next_moment(life)
            life.state = STATES[verb]
            self._move(life, verb)
            if verb in {"approve", "refuse"}:
                life.closed = life.at
        self._assignment(life, until=None)

    def _next_moment(self, life: _Life) -> None:
        wait = timedelta(hours=self.dice.uniform(*STEP_HOURS))
        life.at = min(life.at + wait, self.city.end)

    def _move(self, life: _Life, verb: str) -> None:
        who: Who = ("staff", life.office.officer_id, life.office.agency_id)
        data: dict[str, Any] = {}
        if verb == "coordinate":
            target = self.city.passed_to[life.kelurahan]
            data = {"from": life.office.name, "to": target.name}
            self._assignment(life, until=life.at)
            life.office, life.since = target, life.at
        elif verb in {"approve", "send_back"}:
            who = ("staff", *self.dice.choice(self.city.validators))
        elif verb == "confirm":
            who, life.verdict = ("reporter", None, None), "confirmed"
        elif verb == "submit":
            data = {"photos": [str(self._proof(life))]}
        about = life.report_id if verb == "confirm" else None
        self._event(life, verb, life.at, who, state=life.state, data=data, about=about)

    def _reported(self, life: _Life) -> None:
        data = {"number": life.number, "to": life.office.name, "why": ""}
        who: Who = ("public", None, None)
        self._event(life, "reported", life.at, who, state="waiting", data=data, about=life.report_id)

    def _me_too(self, life: _Life, said: Said) -> None:
        self._next_moment(life)
        self.report_id, life.reports = self.report_id + 1, 2
        number = self._number(life.at)
        self._report(life, self.report_id, number, ("Saya juga mengalami.", *said[1:]), me_too=True)
        who: Who = ("public", None, None)
        data = {"number": number}
        self._event(life, "me_too", life.at, who, state="waiting", data=data, about=self.report_id)

    def _event(
        self,
        life: _Life,
        verb: str,
        at: datetime,
        who: Who,
        *,
        state: str,
        data: dict[str, Any],
        about: int | None,
    ) -> None:
        """One link of the chain, hashed as tanggap.cases.record does it (a test compares)."""
        life.seq, self.event_id = life.seq + 1, self.event_id + 1
        hashed = {
            "seq": life.seq,
            "verb": verb,
            "at": f"{at.timestamp():.6f}",
            "actor": list(who),
            "state": state,
            "public": True,
            "text": NOTES.get(verb, ""),
            "data": data,
        }
        previous, life.chain = life.chain, chained(life.chain, hashed)
        self.batch.events.append(
            {
                "id": self.event_id,
                "case_id": life.case_id,
                "seq": life.seq,
                "verb": verb,
                "at": self.time(at),
                "actor_kind": who[0],
                "actor_id": who[1],
                "agency_id": who[2],
                "report_id": about,
                "state": state,
                "public": self.bool(True),
                "text": hashed["text"],
                "data": orjson.dumps(data).decode(),
                "previous": previous,
                "hash": life.chain,
                "handled_at": self.time(at),
                "claimed_until": None,
                "attempts": 0,
                "problem": "",
            }
        )

    def _report(self, life: _Life, pk: int, number: str, said: Said, *, me_too: bool) -> None:
        words, public, category_id, lat, lng = said
        self.batch.reports.append(
            {
                "id": pk,
                "number": number,
                "case_id": life.case_id,
                "category_id": category_id,
                "channel": "web",
                "kind": "complaint",
                "words": words,
                "public_words": words,
                "visibility": "public" if public else "private",
                "moderation": "clear",
                "language": "id",
                "lat": lat,
                "lng": lng,
                "place_text": "",
                "contact_id": None,
                "entered_by_id": None,
                "me_too": self.bool(me_too),
                "key": None,
                "created_at": self.time(life.at),
                "verdict": life.verdict,
                "rating": None,
                "rating_words": "",
            }
        )

    def _assignment(self, life: _Life, *, until: datetime | None) -> None:
        self.assignment_id += 1
        self.batch.assignments.append(
            {
                "id": self.assignment_id,
                "case_id": life.case_id,
                "agency_id": life.office.agency_id,
                "since": self.time(life.since),
                "until": self.time(until) if until else None,
            }
        )

    def _before(self, life: _Life) -> uuid.UUID:
        photo = self._photo(life.at, None)
        self._placed(life.case_id, life.report_id, None, photo, "before")
        return photo

    def _proof(self, life: _Life) -> uuid.UUID:
        photo = self._photo(life.at, life.office.officer_id)
        self._placed(life.case_id, None, self.event_id + 1, photo, "after")
        return photo

    def _placed(
        self, case_id: int, report_id: int | None, event_id: int | None, photo: uuid.UUID, role: str
    ) -> None:
        self.placed_id += 1
        self.batch.case_photos.append(
            {
                "id": self.placed_id,
                "case_id": case_id,
                "report_id": report_id,
                "event_id": event_id,
                "photo_id": self.uuid(photo),
                "role": role,
                "position": 0,
            }
        )

    def _photo(self, at: datetime, by: int | None) -> uuid.UUID:
        photo = uuid.UUID(int=self.dice.getrandbits(128), version=4)
        self.batch.photos.append(photo_row(photo, at, by, self.time, self.uuid))
        return photo


def photo_row(photo: uuid.UUID, at: datetime, by: int | None, as_time: Any, as_uuid: Any) -> Row:
    """A photo's row, as after an upload."""
    return {
        "id": as_uuid(photo),
        "kind": "photo",
        "sha256": photo.hex * 2,
        "media_type": "image/jpeg",
        "size": 180_000,
        "width": 1600,
        "height": 1200,
        "taken_at": None,
        "lat": None,
        "lng": None,
        "created_at": as_time(at.astimezone(UTC)),
        "uploaded_by_id": by,
    }
