"""What the public may read: tracking pages, lists, the map, cases nearby. Never a contact, a private
report, an original photo; the place only roughly for what touches homes."""

from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model

from tanggap.cases.likeness import likeness
from tanggap.cases.models import Case, CasePhoto, Event, Report
from tanggap.cases.rules import photo_is_public
from tanggap.cases.shapes import Near, Page, PhotoView, PublicRow, Step, Tracked
from tanggap.cases.told import public_steps
from tanggap.cases.workflow import OPEN, Part, State, Verdict, allowed
from tanggap.catalog import queries as catalog
from tanggap.core.clock import now
from tanggap.core.errors import Invalid, NotFound
from tanggap.core.ids import read_number, same_secret, tracking_secret
from tanggap.evidence.models import Photo
from tanggap.jobs.select import select
from tanggap.people import queries as people
from tanggap.people.rules import Actor
from tanggap.places.grid import around, covering, distance_m
from tanggap.places.privacy import PER_DEGREE, coarse

M = TypeVar("M", bound=Model)

# More cells than this and a map is better served by areas than by points.
MAP_CELLS = 6000
# So many of the newest cases are looked through for a wide map.
MAP_NEWEST = 5000
# How far a coarse place may be drawn from the true one, on either axis, with something to spare.
COARSE_DEGREES = 0.51 / PER_DEGREE


def report_actor(*, number: str, secret: str) -> Actor | None:
    """The reporter who holds this report's secret, or None."""
    known = Report.objects.filter(number=read_number(number) or "")
    report = known.only("id", "number", "created_at").first()
    if report is None or not secret or not same_secret(secret, _secret(report)):
        return None
    return Actor.reporter(report.pk)


def _secret(report: Report) -> str:
    return tracking_secret(settings.KEYS.track, report.number, report.created_at)


def secret_of(*, number: str) -> str:
    """The secret of a report's link. For notices to the reporter only. Raises NotFound."""
    report = Report.objects.filter(number=number).only("id", "number", "created_at").first()
    if report is None:
        raise NotFound
    return _secret(report)


def tracked(*, number: str, secret: str = "") -> Tracked:
    """The tracking page of a report, by its number alone (public ones) or with its secret.

    A public report that is held or hidden still answers, without words, photos or place: it never
    just vanishes. Raises NotFound for an unknown number, and for a private report without its secret.
    """
    found = select(Report, "WHERE number = %s", [read_number(number) or ""])
    if not found:
        raise NotFound
    report = found[0]
    mine = bool(secret) and same_secret(secret, _secret(report))
    if secret and not mine:
        raise NotFound
    if not mine and report.visibility != "public":
        raise NotFound
    report.case = select(Case, "WHERE id = %s", [report.case_id])[0]
    return _tracked(report, mine)


def _tracked(report: Report, mine: bool) -> Tracked:
    case = report.case
    shown = mine or (report.moderation == "clear" and case.public)
    events = select(Event, "WHERE case_id = %s ORDER BY seq", [case.pk])
    steps = public_steps(events, report.pk if mine else None) if shown else _bare(events)
    before, after = _photos(case, report, mine, events) if shown else ([], [])
    lat, lng, place = _told_place(case, report, mine) if shown else (None, None, "")
    return Tracked(
        case_id=case.pk,
        report_id=report.pk,
        version=case.version,
        number=report.number,
        mine=mine,
        public=case.public,
        category_id=case.category_id,
        kind=report.kind,
        state=State(case.state),
        verdict=Verdict(case.verdict),
        holder=people.agency(case.holder_id).name,
        holder_since=case.holder_since,
        words=report.words if mine else (report.public_words if shown else ""),
        moderation=report.moderation,
        place=place,
        kelurahan=case.kelurahan,
        lat=lat,
        lng=lng,
        place_quality=case.place_quality,
        report_count=case.public_count + (mine and not _is_counted(report)),
        created_at=report.created_at,
        due_at=case.due_at,
        planned_for=case.planned_for if case.planned_by_id is None else None,
        closed_at=case.closed_at,
        contest_until=case.contest_until,
        before=before,
        after=after,
        steps=steps,
        question=_question(events) if mine else "",
        rating=report.rating if mine else None,
        moves=_reporter_moves(case) if mine else [],
    )


def _is_counted(report: Report) -> bool:
    """Whether the public knows of this report: of private ones it learns not even how many there are."""
    return report.visibility == "public" and report.moderation == "clear"


def _bare(events: list[Event]) -> list[Step]:
    """Only that things happened, and when: for a report whose words are held or hidden."""
    steps = public_steps(events, None)
    return [Step(s.seq, s.verb, s.at, s.state, s.actor_kind, s.who, "", "", True) for s in steps]


def _reporter_moves(case: Case) -> list[str]:
    verbs = [row.verb for row in allowed(State(case.state), frozenset({Part.REPORTER}))]
    if case.contest_until is None or now() > case.contest_until:
        verbs = [verb for verb in verbs if verb != "contest"]
    return verbs


def _question(events: list[Event]) -> str:
    """The last question of an officer that no reporter has answered yet."""
    for event in reversed(events):
        if event.verb == "answer":
            return ""
        if event.verb == "ask":
            return event.text
    return ""


def _placed(case: Case, events: list[Event]) -> list[CasePhoto]:
    """The case's photos with all that decides who sees them; nothing more is asked where there are none."""
    rows = select(CasePhoto, "WHERE case_id = %s ORDER BY event_id, position, id", [case.pk])
    if not rows:
        return []
    photos = _by_key(Photo, [row.photo_id for row in rows])
    reports = _by_key(Report, [row.report_id for row in rows if row.report_id is not None])
    by_id = {event.pk: event for event in events}
    for row in rows:
        row.case, row.photo = case, photos[row.photo_id]
        row.report = reports[row.report_id] if row.report_id is not None else None
        row.event = by_id.get(row.event_id) if row.event_id is not None else None
    return rows


def _by_key(model: type[M], keys: list[Any]) -> dict[Any, M]:
    """Rows by primary key, without compiling a query."""
    if not keys:
        return {}
    key = model._meta.pk
    values = [key.get_db_prep_value(one, connection, prepared=False) for one in dict.fromkeys(keys)]
    rows = select(model, _WITH_KEYS.format(marks=_marks(len(values))), values)
    return {row.pk: row for row in rows}


_WITH_KEYS = "WHERE id IN ({marks})"


def _photos(
    case: Case, report: Report, mine: bool, events: list[Event]
) -> tuple[list[PhotoView], list[PhotoView]]:
    before: list[PhotoView] = []
    after: list[PhotoView] = []
    for row in _placed(case, events):
        own = mine and (row.report_id == report.pk or row.role == "after")
        if row.photo.kind != "photo" or not (own or photo_is_public(row)):
            continue
        (after if row.role == "after" else before).append(_view(row))
    return before, after


def _view(row: CasePhoto) -> PhotoView:
    photo = row.photo
    seq = row.event.seq if row.event is not None else None
    return PhotoView(photo.pk, row.role, photo.kind, photo.width, photo.height, None, seq, photo.created_at)


def is_coarse(case: Case) -> bool:
    """Whether the public sees this case's place only roughly."""
    return case.sensitive or catalog.category(case.category_id).coarse_place


Place = tuple[float | None, float | None, str]


def _told_place(case: Case, report: Report, mine: bool) -> Place:
    """The place on a tracking page. A reporter sees their own, exactly; never that of another reporter,
    for anybody can add a report to a public case."""
    if not mine:
        return _place(case)
    if case.report_count == 1 and not report.me_too:
        return case.lat, case.lng, case.place_text  # corrected, if somebody did so
    if report.lat is not None or report.place_text:
        return report.lat, report.lng, report.place_text
    return _place(case) if case.public else (None, None, "")


def _place(case: Case) -> Place:
    """What everybody may know of a public case's place."""
    if not is_coarse(case):
        return case.lat, case.lng, case.place_text
    if case.lat is None or case.lng is None:
        return None, None, ""
    lat, lng = coarse(case.lat, case.lng)
    return lat, lng, ""


def public_cases(
    *,
    kelurahan: str = "",
    category_id: int | None = None,
    state: str = "",
    after: str | None = None,
    limit: int = 20,
) -> Page[PublicRow]:
    """Public cases, newest first, one keyset page. kelurahan: a kode or the beginning of one."""
    found = Case.objects.filter(public=True)
    if kelurahan:
        found = found.filter(kelurahan__startswith=kelurahan)
    if category_id is not None:
        found = found.filter(category=category_id)
    if state:
        found = found.filter(state=state)
    if after:
        if not after.isascii() or not after.isdigit() or len(after) > 18:
            raise Invalid(field="after")
        found = found.filter(pk__lt=int(after))
    rows = list(found.order_by("-pk")[: limit + 1])
    marker = str(rows[limit - 1].pk) if len(rows) > limit else None
    return Page([_public_row(case) for case in rows[:limit]], marker)


def _public_row(case: Case) -> PublicRow:
    lat, lng, _ = _place(case)
    return PublicRow(
        case_id=case.pk,
        number=case.public_number,
        title=case.title,
        category_id=case.category_id,
        state=State(case.state),
        verdict=Verdict(case.verdict),
        holder=people.agency(case.holder_id).name,
        kelurahan=case.kelurahan,
        lat=lat,
        lng=lng,
        report_count=case.public_count,
        created_at=case.created_at,
        closed_at=case.closed_at,
        photo_id=case.cover,
    )


def public_map(
    *,
    south: float,
    west: float,
    north: float,
    east: float,
    category_id: int | None = None,
    state: str = "",
    limit: int = 500,
) -> list[PublicRow]:
    """The newest public cases that are drawn within a box; at most `limit`.

    A small box is looked up by its grid cells; a wide one takes the newest of the whole city. What
    counts is where a case is drawn: asked by its true place, ever smaller boxes would tell a home.
    """
    wide = (south - COARSE_DEGREES, west - COARSE_DEGREES, north + COARSE_DEGREES, east + COARSE_DEGREES)
    found = Case.objects.filter(public=True)
    if category_id is not None:
        found = found.filter(category=category_id)
    cells = covering(*wide, MAP_CELLS)
    if cells is not None:
        found = found.filter(cell__in=cells)
    else:  # never a walk through all there ever was
        found = Case.objects.filter(pk__in=found.order_by("-pk").values("pk")[:MAP_NEWEST])
    found = found.filter(lat__range=(wide[0], wide[2]), lng__range=(wide[1], wide[3]))
    if state:
        found = found.filter(state=state)
    rows = [_public_row(case) for case in found.order_by("-pk")[: 2 * limit]]
    drawn = [row for row in rows if _drawn_in(row, south, west, north, east)]
    return drawn[:limit]


def _drawn_in(row: PublicRow, south: float, west: float, north: float, east: float) -> bool:
    if row.lat is None or row.lng is None:
        return False
    return south <= row.lat <= north and west <= row.lng <= east


def near(*, lat: float, lng: float, category_id: int, words: str = "", limit: int = 3) -> list[Near]:
    """Open public cases of the same category nearby and recent that may be the same problem.

    Radius and days are the category's. Best likeness first.
    """
    row = catalog.category(category_id)
    scored: list[tuple[float, float, Case]] = []
    for case in _candidates(lat, lng, category_id, row.radius_m, row.days):
        # Whoever asks from many points learns where a case is: what touches homes is never offered.
        if case.lat is None or case.lng is None or is_coarse(case):
            continue
        metres = distance_m(lat, lng, case.lat, case.lng)
        if metres <= row.radius_m:
            scored.append((likeness(words, case.title, metres, row.radius_m), metres, case))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [_near(score, metres, case) for score, metres, case in scored[:limit]]


def _near(score: float, metres: float, case: Case) -> Near:
    return Near(
        case_id=case.pk,
        number=case.public_number,
        title=case.title,
        state=State(case.state),
        distance_m=round(metres),
        report_count=case.public_count,
        created_at=case.created_at,
        photo_id=case.cover,
        likeness=score,
    )


_NEAR = """
    WHERE category_id = %s AND cell IN ({cells}) AND created_at > %s AND public AND state IN ({states})
    ORDER BY created_at DESC LIMIT 200
"""


def _candidates(lat: float, lng: float, category_id: int, radius_m: int, days: int) -> list[Case]:
    cells, states = around(lat, lng, radius_m), sorted(OPEN)
    since = connection.ops.adapt_datetimefield_value(now() - timedelta(days=days))
    rest = _NEAR.format(cells=_marks(len(cells)), states=_marks(len(states)))
    return select(Case, rest, [category_id, *cells, since, *states])


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)
