"""The demo city at work: everything goes through the same actions that the pages and the API call."""

import random
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tanggap.cases import actions as cases
from tanggap.cases import queries as read
from tanggap.cases.shapes import Given
from tanggap.core import clock
from tanggap.core.errors import Refusal
from tanggap.demo.figures import figures, in_office_hours, span, words
from tanggap.demo.pictures import Pictures
from tanggap.demo.problems import COUNTERS, Problem, Trouble
from tanggap.demo.staff import Staff
from tanggap.demo.theatre import Theatre
from tanggap.intake.actions import receive
from tanggap.intake.shapes import ReportForm
from tanggap.people import queries as people
from tanggap.people.roles import Role
from tanggap.people.rules import PUBLIC, Actor
from tanggap.routing.queries import first_holder, suggestions

VALIDATORS = 3
MAIL = "warga-percobaan.example"  # reserved by RFC 2606


class Over(Exception):
    """This life is told as far as it was to go."""


@dataclass
class Case:
    """A case as the play needs to know it."""

    problem: Problem
    case_id: int
    number: str
    secret: str
    holder_id: int
    kelurahan: str
    held: bool
    scene: int
    turns: int = 0  # how often the verb of problem.until was made

    @property
    def picture(self) -> str:
        """Which kind of scene its photos show."""
        kind: str = words()[self.problem.category.code]["scene"]
        return kind


class City:
    """Residents and offices. pace: 1 in the past; in a live city spans are this much shorter."""

    def __init__(self, chance: random.Random, *, mails: bool = True) -> None:
        self.chance = chance
        self.mails = mails
        self.pace = 1.0
        self.theatre = Theatre()
        self.staff = Staff(chance)
        self.pictures = Pictures()
        self.trouble = Trouble(chance)
        self.told: list[Case] = []

    # ---- time and chance ---------------------------------------------------------------------------
    def after(self, median_hours: float, spread: float = 0.8) -> datetime:
        """When the offices get to it: a stretch of time, then during working hours."""
        wait = span(self.chance, median_hours, spread)
        if self.pace != 1.0:
            return clock.now() + wait / self.pace
        return in_office_hours(self.chance, clock.now() + wait)

    def soon(self, median_hours: float) -> datetime:
        """The same for residents, who keep no office hours."""
        return clock.now() + span(self.chance, median_hours) / self.pace

    def happens(self, case: Case, fate: str) -> bool:
        """Whether this turn is taken: as the problem's path says, else by its published or guessed share."""
        if case.problem.path is not None:
            return fate in case.problem.path
        shares = {**figures().fates, **figures().volume}
        return self.chance.random() < shares[fate]

    def says(self, key: str) -> str:
        """A sentence of common life."""
        sentence: str = self.chance.choice(words()["common"][key])
        return sentence

    # ---- residents ---------------------------------------------------------------------------------
    def report(self, problem: Problem) -> Case:
        """Somebody reports it."""
        actor, scene = self._sender(problem), self.chance.randrange(10_000)
        kind: str = words()[problem.category.code]["scene"]
        photos = tuple(self.pictures.photo(actor, kind, scene) for _ in range(problem.photos))
        received = receive(actor=actor, form=self._form(problem, photos))
        placed = problem.lat is not None or problem.channel in COUNTERS
        kelurahan = problem.kelurahan if placed else ""
        holder_id, _ = first_holder(problem.category.id, kelurahan)
        case = Case(
            problem,
            received.case_id,
            received.number,
            received.secret,
            holder_id,
            kelurahan,
            received.held,
            scene,
        )
        self.told.append(case)
        return case

    def me_too(self, case: Case) -> None:
        """Somebody else has the same problem."""
        problem = replace(case.problem, words=self.says("me_too"), channel="jaki", photos=0)
        receive(actor=PUBLIC, form=replace(self._form(problem, ()), join_case=case.case_id))

    def answers(self, case: Case, verb: str, **given: Any) -> None:
        """The reporter does something with the secret link."""
        actor = read.report_actor(number=case.number, secret=case.secret)
        if actor is None:
            raise KeyError(case.number)
        self.move(actor, case, verb, **given)

    def _sender(self, problem: Problem) -> Actor:
        if problem.channel in COUNTERS:
            return self.staff.at(Role.FRONT_DESK, f"kel-{problem.kelurahan}")
        return PUBLIC

    def _form(self, problem: Problem, photos: tuple[UUID, ...]) -> ReportForm:
        named = self.chance.random() < figures().fates["leaves_contact"]
        name = self.staff.name() if named else ""
        address = f"{name.replace(' ', '.').lower()}@{MAIL}" if named and self.mails else ""
        key = str(UUID(int=self.chance.getrandbits(128)))
        return problem.form(key=key, photo_ids=photos, name=name, email=address)

    # ---- offices -----------------------------------------------------------------------------------
    def move(self, who: Actor, case: Case, verb: str, **given: Any) -> None:
        """A move of the workflow table. Raises Over when the life was to go no further."""
        try:
            cases.make_move(actor=who, case_id=case.case_id, verb=verb, given=Given(**given))
        except Refusal as refusal:
            refusal.add_note(f"{verb} by {who.name} ({who.role}) in case {case.case_id}")
            raise
        case.turns += verb == case.problem.until
        if case.problem.until and case.turns == case.problem.turns:
            raise Over

    def worker(self, case: Case) -> Actor:
        """Who works for the holder: crew in a crew, an officer elsewhere."""
        holder = people.agency(case.holder_id)
        return self.staff.one(Role.CREW if holder.kind == "crew" else Role.OFFICER, holder.id)

    def head(self, case: Case) -> Actor:
        """Who directs the holder."""
        holder = people.agency(case.holder_id)
        above = holder.parent_id if holder.kind == "crew" and holder.parent_id else holder.id
        return self.staff.one(Role.HEAD, above)

    def coordinator(self) -> Actor:
        """The triage desk."""
        return self.staff.at(Role.COORDINATOR, "triage")

    def validator(self, case: Case) -> Actor:
        """Whoever checks: Biro Pemerintahan, but never its own work."""
        biro = people.agency_by_code("biro-pemerintahan")
        own = biro is not None and case.holder_id in people.below(biro.id)
        return self.staff.at(Role.VALIDATOR, "badan-inspektorat" if own else "biro-pemerintahan")

    def office_for(self, case: Case) -> int | None:
        """The office that answers for the category here, when it is not the holder; None for none."""
        for agency_id, _ in suggestions(case.problem.category.id, case.kelurahan):
            # A biro keeps rules and does no work in the street: that stays with the kelurahan.
            kind = people.agency(agency_id).kind
            if kind not in {"crew", "external", "biro"} and agency_id != case.holder_id:
                return agency_id
        return None

    def crew_for(self, case: Case) -> int | None:
        """The kelurahan's own crew, when it can do this kind of work."""
        holder = people.agency(case.holder_id)
        if holder.kind != "kelurahan":
            return None
        crew = people.agency_by_code(f"ppsu-{holder.area}")
        return crew.id if crew else None

    def is_outside(self, case: Case) -> bool:
        """Whether an outside body answers for it."""
        primary = case.problem.category.primary_id
        return primary is not None and people.agency(primary).kind == "external"

    def proof(self, who: Actor, case: Case) -> UUID:
        """What shows that it was done."""
        if case.problem.category.proof == "document":
            return self.pictures.letter(who)
        return self.pictures.photo(who, case.picture, case.scene, fixed=True)

    def done_words(self, case: Case) -> str:
        """The note that goes with it."""
        sentence: str = self.chance.choice(words()[case.problem.category.code]["done"])
        return sentence
