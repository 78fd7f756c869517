"""How stories are told: residents report, staff move, the clock goes on, somebody looks."""

from typing import Any
from uuid import UUID, uuid4

from tanggap.cases import actions, queries
from tanggap.cases.models import Case, Report
from tanggap.cases.outbox import handle_due
from tanggap.cases.shapes import CaseView, Given, Tracked
from tanggap.evidence import actions as evidence
from tanggap.intake.actions import receive
from tanggap.intake.shapes import Received, ReportForm
from tanggap.people.models import User
from tanggap.people.rules import PUBLIC, Actor
from tanggap.reactions import REACTIONS
from tests.clock import Clock
from tests.pictures import jpeg

WORDS = "Tutup saluran air di depan sekolah pecah, anak-anak bisa terperosok."


class Story:
    """One case's life. Everything goes through the same actions that the pages call."""

    def __init__(self, lat: float, lng: float, clock: Clock) -> None:
        self.lat, self.lng, self.clock = lat, lng, clock
        self.received: list[Received] = []
        self.photos = 0
        clock.tell()

    def report(self, words: str = WORDS, **form: Any) -> Received:
        """A resident reports, through intake, from the place of the story."""
        filled = {
            "words": words,
            "category": "tutup-saluran",
            "lat": self.lat,
            "lng": self.lng,
            "key": str(uuid4()),
            "photo_ids": (self.photo(),),
            **form,
        }
        received = receive(actor=PUBLIC, form=ReportForm(**filled))
        self.received.append(received)
        self.later(minutes=1)
        return received

    def photo(self, who: User | None = None) -> UUID:
        """Somebody takes a photo and uploads it."""
        actor = Actor.of(who) if who else PUBLIC
        self.photos += 1
        return evidence.store(actor=actor, data=jpeg(self.photos), name="foto.jpg").id

    @property
    def case(self) -> Case:
        """The case of the last report, as it stands."""
        return Report.objects.select_related("case").get(number=self.received[-1].number).case

    def move(self, who: User, verb: str, seen: int | None = None, **given: Any) -> int:
        """A member of staff makes a move; a few minutes pass."""
        version = actions.make_move(
            actor=Actor.of(who), case_id=self.case.pk, verb=verb, seen=seen, given=Given(**given)
        )
        self.later(minutes=10)
        return version

    def reporter(self, verb: str, received: Received | None = None, **given: Any) -> int:
        """A reporter answers with the secret link."""
        mine = received or self.received[-1]
        actor = queries.report_actor(number=mine.number, secret=mine.secret)
        assert actor is not None
        case_id = Report.objects.get(number=mine.number).case_id
        version = actions.make_move(actor=actor, case_id=case_id, verb=verb, given=Given(**given))
        self.later(minutes=10)
        return version

    def fixed(self, crew: User) -> None:
        """The crew hands in its proof."""
        self.move(crew, "submit", note="Sudah diganti.", photo_ids=(self.photo(crew),))

    def later(self, **span: Any) -> None:
        """Time passes, and what is due gets done."""
        while handle_due(REACTIONS):
            pass
        self.clock.later(**span)

    def desk(self, who: User) -> CaseView:
        """The case page as this member of staff sees it."""
        return queries.case_view(actor=Actor.of(who), case_id=self.case.pk)

    def page(self, received: Received | None = None, secret: bool = False) -> Tracked:
        """The tracking page: as anybody, or with the secret."""
        mine = received or self.received[-1]
        return queries.tracked(number=mine.number, secret=mine.secret if secret else "")

    def verbs(self, who: User) -> set[str]:
        """The moves this person may make now."""
        return {row.verb for row in self.desk(who).moves}
