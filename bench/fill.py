"""Fills the configured database with believable cases: python -m bench.fill --cases 100000.

TANGGAP_DATA and DATABASE_URL say which; it must be migrated and seeded, and empty of cases. Beside the
database it leaves bench.json: the points, accounts and numbers that the load generator asks with.
"""

import argparse
import json
import random
import sys
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django's models can be imported only now
from django.db import connection, transaction  # noqa: E402

from bench.sink import Sink  # noqa: E402
from bench.stories import Batch, City, Office, Teller, photo_row  # noqa: E402
from tanggap.cases.models import Assignment, Case, CasePhoto, Event, NumberSeries, Report  # noqa: E402
from tanggap.catalog.models import Category  # noqa: E402
from tanggap.core.clock import now  # noqa: E402
from tanggap.core.ids import tracking_secret  # noqa: E402
from tanggap.evidence.models import Photo  # noqa: E402
from tanggap.people.models import Agency, ApiToken, User  # noqa: E402
from tanggap.people.queries import token_digest  # noqa: E402
from tanggap.people.roles import Role  # noqa: E402
from tanggap.places import queries as places  # noqa: E402
from tanggap.places.models import Area  # noqa: E402

WORLD = "bench.json"
PAST = timedelta(days=730)
POINTS = 20_000
TRACKED = 50_000
VALIDATORS = 5


def as_time(at: datetime) -> Any:
    """A moment as this database stores it."""
    return at if connection.vendor == "postgresql" else at.replace(tzinfo=None).isoformat(" ", "microseconds")


def as_uuid(value: uuid.UUID) -> Any:
    return value if connection.vendor == "postgresql" else value.hex


def as_bool(value: bool) -> Any:
    return value if connection.vendor == "postgresql" else int(value)


def token_of(username: str) -> str:
    """The token of a benchmark account: known, because these databases are thrown away."""
    return "tgp_bench_" + sha256(username.encode()).hexdigest()


def _hire(agency: Agency, role: Role) -> User:
    username = f"bench-{agency.code}-{role.value}"[:60]
    user = User(username=username, name=f"Bench {agency.short_name}", role=role, agency=agency, password="!")
    user.save()
    ApiToken.objects.create(user=user, name="bench", digest=token_digest(token_of(username)))
    return user


def _points(dice: random.Random, wanted: int) -> list[tuple[float, float, str]]:
    """Points inside kelurahan: with boundaries anywhere in them, without at their own point."""
    areas = Area.objects.filter(level="kelurahan").values_list("kode", "label_lat", "label_lng")
    rows = [(kode, lat, lng) for kode, lat, lng in areas if lat is not None and lng is not None]
    if places.approximate():
        return [(lat, lng, kode) for kode, lat, lng in rows]
    found: list[tuple[float, float, str]] = []
    while len(found) < wanted:
        kode, lat, lng = dice.choice(rows)
        lat, lng = lat + dice.uniform(-0.006, 0.006), lng + dice.uniform(-0.006, 0.006)
        if places.locate(lat, lng).kode == kode:
            found.append((round(lat, 6), round(lng, 6), kode))
    return found


def city_of(dice: random.Random, points: int = POINTS) -> City:
    """Points, accounts and categories for the stories; hires the accounts."""
    found = _points(dice, points)
    kelurahan = sorted({kode for _, _, kode in found})
    offices, passed_to, sudins = {}, {}, {}
    for kode in kelurahan:
        agency = Agency.objects.get(code=f"kel-{kode}")
        offices[kode] = Office(agency.pk, agency.name, _hire(agency, Role.OFFICER).pk)
        kota = kode[:5]
        if kota not in sudins:
            sudin = Agency.objects.filter(kind="sudin", area=kota, active=True).order_by("code").first()
            other = sudin or Agency.objects.filter(kind="dinas", active=True).order_by("code")[0]
            officer = User.objects.filter(agency=other).first() or _hire(other, Role.OFFICER)
            sudins[kota] = Office(other.pk, other.name, officer.pk)
        passed_to[kode] = sudins[kota]
    bureau = Agency.objects.get(code="biro-pemerintahan")
    end = now()
    return City(
        [
            (pk, name.lower(), 1 / (rank + 3))
            for rank, (pk, name) in enumerate(_categories().values_list("pk", "name_id"))
        ],
        found,
        offices,
        passed_to,
        [(_hire(bureau, Role.VALIDATOR).pk, bureau.pk)],
        end - PAST,
        end,
    )


def _categories() -> Any:
    return Category.objects.filter(active=True, visibility="public", needs_photo=False, primary__isnull=False)


def fill(cases: int, say: Callable[[str], object] = print) -> None:
    """Writes accounts, cases and bench.json. Raises RuntimeError when there are cases already."""
    if Case.objects.exists():
        raise RuntimeError("This database holds cases already.")
    dice = random.Random(7)
    with transaction.atomic():
        city = city_of(dice)
    teller = Teller(city, as_time=as_time, as_uuid=as_uuid, as_bool=as_bool)
    sink = Sink(Photo, Case, Report, Event, Assignment, CasePhoto)
    began = time.monotonic()
    with sink.quick():
        for n, batch in enumerate(teller.tell(cases), 1):
            with transaction.atomic():
                write(sink, batch)
            if n % 20 == 0:
                say(f"{n * 5000:,} cases, {time.monotonic() - began:.0f} s")
        NumberSeries.objects.bulk_create(NumberSeries(day=d, last=n) for d, n in teller.serials.items())
    say(f"{cases:,} cases in {time.monotonic() - began:.0f} s")
    _write_world(city, dice)


def write(sink: Sink, batch: Batch) -> None:
    """One batch into its tables."""
    sink.write(Photo, batch.photos)
    sink.write(Case, batch.cases)
    sink.write(Report, batch.reports)
    sink.write(Event, batch.events)
    sink.write(Assignment, batch.assignments)
    sink.write(CasePhoto, batch.case_photos)


def _write_world(city: City, dice: random.Random) -> None:
    usernames = dict(User.objects.filter(username__startswith="bench-").values_list("pk", "username"))
    tokens = {pk: token_of(name) for pk, name in usernames.items()}
    agencies = dict(Agency.objects.values_list("pk", "code"))
    codes = _categories().filter(needs_place=True).values_list("code", flat=True)
    world = {
        "points": city.points,
        "categories": list(codes),
        "officers": {kode: tokens[office.officer_id] for kode, office in city.offices.items()},
        "passed_to": {
            kode: {"agency": agencies[office.agency_id], "token": tokens[office.officer_id]}
            for kode, office in city.passed_to.items()
        },
        "validators": [tokens[user] for user, _ in city.validators],
        "tracked": _some_tracked(dice),
    }
    (settings.DATA / WORLD).write_text(json.dumps(world))


def _some_tracked(dice: random.Random) -> list[tuple[str, str, bool]]:
    """Reports all over the store: number, secret, and whether the number alone opens it."""
    newest = Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    wanted = dice.sample(range(1, newest + 1), min(TRACKED, newest))
    found: list[tuple[str, str, bool]] = []
    for some in _batched(wanted, 900):
        rows = Report.objects.filter(pk__in=some).values_list("number", "created_at", "visibility")
        for number, at, visibility in rows:
            secret = tracking_secret(settings.KEYS.track, number, at)
            found.append((number, secret, visibility == "public"))
    dice.shuffle(found)
    return found


def _batched(every: list[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(every[n : n + size]) for n in range(0, len(every), size)]


def photos(count: int) -> list[str]:
    """Uploads that nobody has used yet: what a lifecycle needs for its proof."""
    fresh = [uuid.uuid4() for _ in range(count)]
    rows = [photo_row(photo, now(), None, as_time, as_uuid) for photo in fresh]
    with transaction.atomic():
        Sink(Photo).write(Photo, rows)
    return [str(photo) for photo in fresh]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fill")
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument(
        "--photos", type=int, default=0, help="write so many unused uploads; prints their ids"
    )
    wanted = parser.parse_args(arguments)
    if wanted.photos:
        print(json.dumps(photos(wanted.photos)))
        return 0
    fill(wanted.cases, lambda line: print(line, file=sys.stderr, flush=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
