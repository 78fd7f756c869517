"""What must stay hidden, and everybody who might come across it: the stage of the privacy tests."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from tanggap.cases.actions import make_move
from tanggap.cases.models import CasePhoto, Report
from tanggap.cases.shapes import Given
from tanggap.intake.shapes import Received
from tanggap.people import actions as people
from tanggap.people.models import User
from tanggap.people.rules import SYSTEM, Actor
from tests.cast import KELURAHAN, Cast
from tests.stories.story import Story

# Where the hidden report lies: in the same kelurahan, some 60 m from the public one.
AWAY = 0.00045
WORDS = "Penampungan gelap di rumah kontrakan bercat ungu belakang warung."
PLACE = "Gang Kencana Wungu nomor tujuhbelas pintu hijau"
NAME, EMAIL, PHONE = "Wulandari Kusumaningrum", "wulandari.k@example.org", "081387654321"
SIZES = ("thumb", "medium", "large")


@dataclass
class Hidden:
    """A report that some people may not know of, with everything that would give it away."""

    received: Received
    lat: float
    lng: float
    photo: UUID
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def case_id(self) -> int:
        """The case it is in now."""
        return Report.objects.get(number=self.received.number).case_id

    @property
    def report_id(self) -> int:
        """Its row."""
        return Report.objects.get(number=self.received.number).pk


def hide(story: Story, *, words: str = WORDS, **form: Any) -> Hidden:
    """Sends the report that is to stay hidden."""
    lat, lng = round(story.lat + AWAY, 6), round(story.lng + AWAY, 6)
    sent = {"visibility": "private", "lat": lat, "lng": lng, "place_text": PLACE, **form}
    received = story.report(words, name=NAME, email=EMAIL, phone=PHONE, **sent)
    photo = CasePhoto.objects.get(report__number=received.number).photo_id
    marks = {
        "words": words,
        "place": "Wungu",
        "name": "Kusumaningrum",
        "email": EMAIL,
        "phone": PHONE[1:],
        "number": received.number,
        "secret": received.secret,
        "photo": str(photo),
        "lat": f"{lat:.5f}",
        "lng": f"{lng:.5f}",
    }
    return Hidden(received, lat, lng, photo, marks)


def given_away(hidden: Hidden, page: str, allowed: frozenset[str] = frozenset()) -> dict[str, str]:
    """Which marks stand on a page, each with what stands around it."""
    found = {}
    for name, mark in hidden.marks.items():
        at = page.find(mark)
        if at >= 0 and name not in allowed:
            found[name] = page[max(0, at - 80) : at + 80]
    return found


class Visitor:
    """Somebody with a browser. mine: the number and secret of a report of their own."""

    def __init__(self, who: User | None = None, mine: Received | None = None) -> None:
        self.who, self.mine = who, mine
        self.client = Client()
        self.headers: dict[str, str] = {}
        if who is not None:
            self.client.force_login(who)
            token = people.create_token(actor=SYSTEM, name="security", username=who.username)
            self.headers = {"Authorization": f"Bearer {token}"}

    def read(self, url: str, **query: Any) -> str:
        """The page's address, headers and body in one text, so that nothing hides; photos by their size."""
        headers = self.headers if url.startswith("/api/") else {}
        return self._told(self.client.get(url, query, headers=headers))

    def send(self, url: str, **form: Any) -> str:
        """The same for a post."""
        headers = self.headers if url.startswith("/api/") else {}
        return self._told(self.client.post(url, form, headers=headers))

    def _told(self, answer: Any) -> str:
        assert answer.status_code < 500, answer.content
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        lines = [f"{name}: {value}" for name, value in answer.items()]
        return "\n".join([str(answer.status_code), *lines, body.decode(errors="replace")])

    def pages(self, mine: Received) -> list[tuple[str, Any]]:
        """Pages of this visitor's, with their answers."""
        own = [
            "/",
            "/kasus",
            "/peta",
            "/lapor",
            f"/lacak/{mine.number}",
            f"/lacak/{mine.number}?k={mine.secret}",
        ]
        if self.who is not None:
            own = ["/petugas/", f"/petugas/kasus/{mine.case_id}", "/petugas/akun", "/petugas/ringkasan"]
        return [(url, self.client.get(url)) for url in [*own, "/petugas/masuk", "/tidak-ada"]]

    def status(self, url: str, **query: Any) -> int:
        """Only how it was answered."""
        status: int = self.client.get(url, query).status_code
        return status


def public_doors(hidden: Hidden, others: list[Received]) -> list[tuple[str, dict[str, Any]]]:
    """Every address of the public pages and the API where a case might be told of."""
    lat, lng = hidden.lat, hidden.lng
    box = f"{lat - 0.01},{lng - 0.01},{lat + 0.01},{lng + 0.01}"
    doors: list[tuple[str, dict[str, Any]]] = [
        ("/", {}),
        ("/kasus", {}),
        ("/kasus", {"wilayah": KELURAHAN}),
        ("/peta", {"wilayah": KELURAHAN}),
        ("/peta/titik.json", {"bbox": box}),
        ("/api/v1/cases", {}),
        ("/api/v1/cases", {"kelurahan": KELURAHAN}),
        ("/api/v1/near", {"lat": lat, "lng": lng, "category": "tutup-saluran", "words": WORDS}),
    ]
    for received in others:
        pages = ("/lacak/{}", "/lacak/{}/isi", "/api/v1/reports/{}")
        doors += [(page.format(received.number), {}) for page in pages]
    return doors


def own_number(hidden: Hidden) -> list[str]:
    """Addresses that name the hidden report itself."""
    number = hidden.received.number
    return [
        f"/lacak/{number}",
        f"/lacak/{number}/isi",
        f"/lapor/terkirim/{number}",
        f"/lapor/kode/{number}.svg",
        f"/api/v1/reports/{number}",
    ]


def desk_doors(case_ids: list[int]) -> list[tuple[str, dict[str, Any]]]:
    """Every address of the desk and of its API that reads."""
    tabs = ("mine", "due", "checking", "triage", "held", "passed", "closed", "entered", "all")
    doors: list[tuple[str, dict[str, Any]]] = [("/petugas/ringkasan", {}), ("/petugas/hitungan", {})]
    for tab in tabs:
        doors += [("/petugas/", {"tab": tab}), ("/api/v1/desk/cases", {"tab": tab})]
    for case_id in case_ids:
        doors.append((f"/petugas/kasus/{case_id}", {}))
        doors.append(("/petugas/", {"tab": "all", "kasus": case_id}))
        doors.append((f"/api/v1/desk/cases/{case_id}", {}))
        doors += [(f"/petugas/kasus/{case_id}/{verb}", {}) for verb in ("note", "hide", "split", "join")]
    return doors


def photo_doors(photo: UUID) -> list[str]:
    """Every address of a photo's copies."""
    faces = ("/foto/{}/{}.webp", "/petugas/foto/{}/{}.webp")
    return [face.format(photo, size) for face in faces for size in SIZES] + [f"/petugas/dokumen/{photo}"]


def outsiders(cast: Cast) -> dict[str, User]:
    """Staff whose affair the case is not."""
    return {
        "stranger": cast.stranger,
        "leader": cast.leader,
        "front desk": cast.front_desk,
        "administrator": cast.administrator,
    }


def move(story: Story, who: User, case: int, verb: str, **given: Any) -> int:
    """A move of staff in any case."""
    version = make_move(actor=Actor.of(who), case_id=case, verb=verb, given=Given(**given))
    story.later(minutes=5)
    return version


def without_token(page: str) -> str:
    """A page without what differs each time: the forms' own token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
