"""Claiming rows that are due, for any table with the columns claimed_until and attempts.

A claim is a short lease: a conditional UPDATE says "mine until then". Who dies in the middle of the
work loses the lease, and somebody else takes the row. So work may be done twice, and is never lost.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet

from tanggap.core import clock
from tanggap.jobs.transaction import writing

M = TypeVar("M", bound=Model)

# Seconds before the next try, by how often it was tried: a hiccup passes quickly, a fault waits.
DELAYS = (2.0, 10.0, 60.0, 300.0, 900.0, 3600.0)


def delay(attempts: int) -> float:
    """Seconds to wait after this many tries (1 and up); an hour at most."""
    return DELAYS[min(max(attempts, 1), len(DELAYS)) - 1]


def claim(due: "QuerySet[M]", *, limit: int, lease: float) -> list[M]:
    """Takes up to `limit` of the due rows for `lease` seconds, and counts the try; rows by primary key.

    due: the model's own condition (not yet handled, its time has come); it needn't look at claims.
    Rows whose lease ran out (a crash, a back-off) get a fifth of the places before fresh ones, so
    neither can starve the other. On PostgreSQL rows that somebody else is just claiming are skipped.
    """
    if not due.exists():  # no write lock for nothing
        return []
    now = clock.now()
    with writing():
        locked = due.select_for_update(skip_locked=True, of=("self",))
        late = locked.filter(claimed_until__lte=now).order_by("claimed_until", "pk")
        fresh = locked.filter(claimed_until__isnull=True).order_by("pk")
        keys = _shared(_keys(late, limit), _keys(fresh, limit), limit)
        taken = due.model._default_manager.filter(pk__in=keys)
        taken.update(claimed_until=now + timedelta(seconds=lease), attempts=F("attempts") + 1)
        return list(taken.order_by("pk"))


def _keys(rows: "QuerySet[M]", limit: int) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:limit])


def _shared(late: list[Any], fresh: list[Any], limit: int) -> list[Any]:
    of_late = late[: max(1, limit // 5, limit - len(fresh))]
    return of_late + fresh[: limit - len(of_late)]


def postpone(rows: Iterable[Model], *, problem: BaseException) -> None:
    """Lets failed rows rest, each by its own number of tries, and keeps the type of the problem.

    Only the type: the words of an exception may hold what a person wrote.
    """
    with writing():
        for row in rows:
            until = clock.now() + timedelta(seconds=delay(row.attempts))  # type: ignore[attr-defined]
            type(row)._default_manager.filter(pk=row.pk).update(
                claimed_until=until, problem=type(problem).__name__
            )
