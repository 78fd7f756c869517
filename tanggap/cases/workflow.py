"""The workflow is this table of moves. Buttons, checks, API, tests and the diagram all read it.

States and their Indonesian names follow Jakarta's CRM (Menunggu, Koordinasi, Disposisi, Proses,
Estimasi Waktu Selesai, Menunggu Validasi, TL Ditolak, Selesai; JAKI help centre and Jakarta Smart
City). `joined` is ours: a case whose reports went to another one (ADR 0006).
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands. What the reporters say of it is separate: see Verdict."""

    WAITING = "waiting"
    COORDINATED = "coordinated"
    DELEGATED = "delegated"
    IN_PROGRESS = "in_progress"
    SCHEDULED = "scheduled"
    CHECKING = "checking"
    SENT_BACK = "sent_back"
    DONE = "done"
    REFUSED = "refused"
    JOINED = "joined"


class Verdict(StrEnum):
    """What the reporters say of the outcome. "Closed" and "confirmed" are never the same figure."""

    UNANSWERED = "unanswered"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class Part(StrEnum):
    """The part a person plays in one case; a person may play several."""

    HOLDER = "holder"  # an officer or head of the agency that holds it
    CREW = "crew"  # field crew of the agency that holds it
    HEAD = "head"  # a head of the agency that holds it, or of one above
    COORDINATOR = "coordinator"  # steers the area it lies in
    VALIDATOR = "validator"  # checks proof, and had no hand in the work
    REPORTER = "reporter"  # holds the secret link of one of its reports
    READER = "reader"  # any member of staff who may see it


class Need(StrEnum):
    """What a move must be given."""

    NOTE = "note"
    REASON = "reason"
    AGENCY_ASIDE = "agency_aside"  # any other agency
    AGENCY_BELOW = "agency_below"  # one under the holder
    PROOF = "proof"  # a photo, or a document where no photo can prove
    DATE = "date"
    CASE = "case"  # another case
    REPORTS = "reports"  # some of its reports
    CATEGORY = "category"
    PLACE = "place"  # a kelurahan, with a point if known
    PERSON = "person"  # somebody of the holder, or nobody
    SCORE = "score"  # 1 to 5


@dataclass(frozen=True, slots=True)
class Move:
    """One row. to None: the state stays. may: what may be given besides. public: on the public timeline."""

    verb: str
    sources: frozenset[State]
    to: State | None
    who: frozenset[Part]
    needs: frozenset[Need] = frozenset()
    may: frozenset[Need] = frozenset()
    public: bool = True


S, P, N = State, Part, Need
OPEN = frozenset({S.WAITING, S.COORDINATED, S.DELEGATED, S.IN_PROGRESS, S.SCHEDULED, S.CHECKING, S.SENT_BACK})
CLOSED = frozenset({S.DONE, S.REFUSED, S.JOINED})
UNANSWERED = frozenset({S.WAITING, S.COORDINATED, S.DELEGATED})
WORKING = frozenset({S.IN_PROGRESS, S.SENT_BACK, S.SCHEDULED})
EVERY = frozenset(State)


def _move(
    verb: str,
    sources: frozenset[State],
    to: State | None,
    who: set[Part],
    needs: set[Need] | None = None,
    may: set[Need] | None = None,
    public: bool = True,
) -> Move:
    return Move(verb, sources, to, frozenset(who), frozenset(needs or ()), frozenset(may or ()), public)


_ROWS = (
    _move("accept", UNANSWERED, S.IN_PROGRESS, {P.HOLDER, P.CREW}, may={N.NOTE}),
    _move(
        "coordinate",
        UNANSWERED | {S.IN_PROGRESS},
        S.COORDINATED,
        {P.HOLDER, P.COORDINATOR},
        {N.AGENCY_ASIDE, N.NOTE},
    ),
    _move("delegate", UNANSWERED | WORKING, S.DELEGATED, {P.HOLDER}, {N.AGENCY_BELOW}, {N.NOTE}),
    _move(
        "hand_back",
        frozenset({S.COORDINATED, S.DELEGATED}),
        S.WAITING,
        {P.HOLDER, P.CREW},
        {N.REASON, N.NOTE},
    ),
    _move("refuse", UNANSWERED | {S.IN_PROGRESS}, S.REFUSED, {P.HOLDER, P.COORDINATOR}, {N.REASON, N.NOTE}),
    _move(
        "plan",
        frozenset({S.IN_PROGRESS, S.SENT_BACK}),
        None,
        {P.HOLDER, P.CREW},
        {N.DATE, N.NOTE},
        public=False,
    ),
    _move("approve_plan", frozenset({S.IN_PROGRESS, S.SENT_BACK}), S.SCHEDULED, {P.HEAD}, may={N.NOTE}),
    _move("decline_plan", frozenset({S.IN_PROGRESS, S.SENT_BACK}), None, {P.HEAD}, {N.NOTE}, public=False),
    _move("resume", frozenset({S.SCHEDULED}), S.IN_PROGRESS, {P.HOLDER, P.CREW}, may={N.NOTE}),
    _move("submit", WORKING, S.CHECKING, {P.HOLDER, P.CREW}, {N.PROOF, N.NOTE}),
    _move("approve", frozenset({S.CHECKING}), S.DONE, {P.VALIDATOR}, may={N.NOTE}),
    _move("send_back", frozenset({S.CHECKING}), S.SENT_BACK, {P.VALIDATOR}, {N.REASON, N.NOTE}),
    _move("assign", OPEN - {S.CHECKING}, None, {P.HOLDER}, {N.PERSON}, public=False),
    _move("ask", OPEN, None, {P.HOLDER, P.COORDINATOR, P.VALIDATOR}, {N.NOTE}),
    _move("note", EVERY, None, {P.READER}, {N.NOTE}, public=False),
    _move("tell", EVERY - {S.JOINED}, None, {P.HOLDER, P.CREW, P.COORDINATOR}, {N.NOTE}),
    _move("recategorise", OPEN, None, {P.HOLDER, P.COORDINATOR}, {N.CATEGORY}, {N.NOTE}),
    _move("locate", OPEN - {S.CHECKING}, S.WAITING, {P.COORDINATOR}, {N.PLACE}, {N.NOTE}),
    _move("join", OPEN - {S.CHECKING}, S.JOINED, {P.HOLDER, P.COORDINATOR}, {N.CASE}, {N.NOTE}),
    _move("split", OPEN, None, {P.HOLDER, P.COORDINATOR}, {N.REPORTS, N.NOTE}, public=False),
    _move("hide", EVERY, None, {P.COORDINATOR}, {N.REASON, N.REPORTS, N.NOTE}),
    _move("restore", EVERY, None, {P.COORDINATOR}, {N.REPORTS, N.NOTE}),
    _move("answer", OPEN, None, {P.REPORTER}, {N.NOTE}),
    _move("confirm", frozenset({S.DONE}), None, {P.REPORTER}, may={N.NOTE}),
    _move("contest", frozenset({S.DONE, S.REFUSED}), S.WAITING, {P.REPORTER}, {N.NOTE}, {N.PROOF}),
    _move("rate", frozenset({S.DONE, S.REFUSED}), None, {P.REPORTER}, {N.SCORE}, {N.NOTE}),
)

MOVES: dict[str, Move] = {row.verb: row for row in _ROWS}

# What the system itself writes on a case's timeline; nobody can ask for these as moves.
SYSTEM_VERBS = frozenset({"reported", "me_too", "joined_here", "split_off", "revealed", "followed"})


def allowed(state: State, parts: frozenset[Part]) -> list[Move]:
    """The moves that somebody with these parts may make in this state, in the table's order."""
    return [row for row in _ROWS if state in row.sources and row.who & parts]
