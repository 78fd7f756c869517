"""How a problem's life goes: the happy way, and the ways it goes astray. Each yields when it goes on."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from tanggap.cases import queries as read
from tanggap.core.clock import local_day, now
from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.demo.city import Case, City, Over
from tanggap.demo.figures import figures
from tanggap.demo.problems import Problem
from tanggap.demo.theatre import Steps
from tanggap.people import queries as people

MOST_TRIES = 3
# Reasons of the catalog (catalog/data/reasons.toml) that the play uses.
REFUSALS = ("private-land", "finished-before", "no-budget-plan")
RETURNS = ("not-fixed", "partly-fixed", "unclear-photo", "other-place")


def life(city: City, problem: Problem) -> Steps:
    """From the report to wherever it leads."""
    case = city.report(problem)
    _call_others(city, case)
    if problem.until == "reported":
        return
    try:
        if case.held:
            yield city.after(1.0)
            _looked_at(city, case)
        if not case.kelurahan:
            yield city.after(1.5)
            _placed(city, case)
        yield from _handled(city, case)
    except Over:
        return


def _call_others(city: City, case: Case) -> None:
    """Others see the same problem, mostly soon."""
    count = case.problem.joiners
    if not count and city.happens(case, "popular"):
        count = min(2 + int(city.chance.expovariate(0.35)), 24)
    for _ in range(count if case.problem.visibility == "public" else 0):
        city.theatre.add(city.soon(5.0), _me_too(city, case), urgent=bool(case.problem.until))
    if city.happens(case, "twin") and case.problem.lat is not None:
        city.theatre.add(city.soon(0.7), _twin(city, case))


def _me_too(city: City, case: Case) -> Steps:
    with suppress(NotAllowed, NotFound):  # closed or hidden by then: they see that, and leave it
        city.me_too(case)
    yield from ()


def _twin(city: City, case: Case) -> Steps:
    """The same problem as a new report, because its sender did not see the first; joined by an officer."""
    words = city.trouble.words(case.problem.category.code)
    twin = city.report(replace(case.problem, words=words, channel="jaki", path=None, until="", joiners=0))
    yield city.after(0.6)
    with suppress(Invalid):  # the first is closed by now: then this one goes its own way
        city.move(city.worker(twin), twin, "join", case_id=case.case_id, note="Masalah yang sama.")
        return
    yield from _handled(city, twin)


def _looked_at(city: City, case: Case) -> None:
    """Held words are looked at by a person, who lets them be seen or hides them."""
    who = city.coordinator()
    reports = tuple(report.id for report in read.case_view(actor=who, case_id=case.case_id).reports)
    if city.chance.random() < 0.5:
        city.move(who, case, "restore", report_ids=reports, note="Sudah diperiksa.")
    else:
        city.move(who, case, "hide", report_ids=reports, reason="accusation", note="Menyebut nama orang.")


def _placed(city: City, case: Case) -> None:
    """The triage desk finds the place of a report that came without one."""
    city.move(city.coordinator(), case, "locate", kelurahan=case.problem.kelurahan, note="")
    office = people.of_kelurahan(case.problem.kelurahan)
    assert office is not None
    case.kelurahan, case.holder_id = case.problem.kelurahan, office.id


def _handled(city: City, case: Case) -> Steps:
    yield city.after(figures().hours["answer_median"])
    if city.is_outside(case) or city.happens(case, "refused"):
        yield from _refused(city, case)
        return
    if city.happens(case, "asked"):
        yield from _asked(city, case)
    yield from _handed_on(city, case)
    if city.happens(case, "left_open"):
        return
    if city.happens(case, "planned"):
        yield from _planned(city, case)
    yield from _worked(city, case)
    yield from _judged(city, case)


def _refused(city: City, case: Case) -> Steps:
    reason = "external" if city.is_outside(case) else city.chance.choice(REFUSALS)
    city.move(city.worker(case), case, "refuse", reason=reason, note=city.says("refuse"))
    if case.problem.path is None and city.chance.random() < 0.2:
        yield city.soon(20)
        city.answers(case, "rate", score=2, note="")


def _asked(city: City, case: Case) -> Steps:
    city.move(city.worker(case), case, "ask", note=city.says("ask"))
    yield city.soon(3)
    city.answers(case, "answer", note=city.says("answer"))
    yield city.after(1)


def _handed_on(city: City, case: Case) -> Steps:
    """To the office that answers for it, or down to the kelurahan's own crew."""
    crew = city.crew_for(case)
    office = None if crew and city.happens(case, "own_crew") else city.office_for(case)
    if office is not None:
        yield from _coordinated(city, case, office)
        return
    city.move(city.worker(case), case, "accept", note=city.says("accept"))
    if crew is not None:
        yield city.after(0.7)
        city.move(city.worker(case), case, "delegate", agency_id=crew, note=city.says("delegate"))
        case.holder_id = crew
        yield city.after(2)
        city.move(city.worker(case), case, "accept", note="")


def _coordinated(city: City, case: Case, office: int) -> Steps:
    before = case.holder_id
    city.move(city.worker(case), case, "coordinate", agency_id=office, note=city.says("coordinate"))
    case.holder_id = office
    yield city.after(2.5)
    if city.happens(case, "handed_back"):
        note = city.says("hand_back")
        city.move(city.worker(case), case, "hand_back", reason="not-our-area", note=note)
        case.holder_id = before
        yield city.after(2)
        city.move(city.worker(case), case, "coordinate", agency_id=office, note=city.says("coordinate"))
        case.holder_id = office
        yield city.after(2)
    city.move(city.worker(case), case, "accept", note=city.says("accept"))


def _planned(city: City, case: Case) -> Steps:
    yield city.after(4)
    day = local_day(now()) + timedelta(days=city.chance.randint(4, 20))
    city.move(city.worker(case), case, "plan", until=day, note=city.says("plan"))
    yield city.after(5)
    city.move(city.head(case), case, "approve_plan", note="")
    yield city.after(24 * 5, spread=0.4)


def _worked(city: City, case: Case) -> Steps:
    """Work and proof, until the proof is accepted."""
    for attempt in range(MOST_TRIES):
        if case.problem.path is None and city.chance.random() < 0.2:
            yield city.after(3)
            city.move(city.worker(case), case, "tell", note=city.says("tell"))
        yield city.after(6, spread=1.0)
        who = city.worker(case)
        city.move(who, case, "submit", note=city.done_words(case), photo_ids=(city.proof(who, case),))
        yield city.after(figures().hours["check_median"])
        if attempt == MOST_TRIES - 1 or not city.happens(case, "sent_back"):
            city.move(city.validator(case), case, "approve", note=city.says("approve"))
            return
        reason = city.chance.choice(RETURNS)
        city.move(city.validator(case), case, "send_back", reason=reason, note=city.says("send_back"))


def _judged(city: City, case: Case) -> Steps:
    """What the reporter says of it: nothing, that it is fixed, or that it is not."""
    if city.happens(case, "contested"):
        yield city.soon(20)
        city.answers(case, "contest", note=city.says("contest"))
        yield from _again(city, case)
    elif city.happens(case, "confirmed"):
        yield city.soon(12)
        city.answers(case, "confirm", note=city.says("confirm"))
        if city.chance.random() < 0.7:
            city.answers(case, "rate", score=city.chance.choice((3, 4, 4, 5, 5, 5)), note="")


def _again(city: City, case: Case) -> Steps:
    """One level up, and down again with a word."""
    former = case.holder_id
    case.holder_id = people.superior(former).id
    yield city.after(4)
    if case.holder_id != former:
        note = "Mohon diperiksa ulang di lokasi."
        city.move(city.head(case), case, "delegate", agency_id=former, note=note)
        case.holder_id = former
    yield city.after(3)
    city.move(city.worker(case), case, "accept", note=city.says("accept"))
    yield from _worked(city, case)
    yield city.soon(10)
    city.answers(case, "confirm", note=city.says("confirm"))
