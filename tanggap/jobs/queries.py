"""How the jobs are doing."""

from dataclasses import dataclass
from datetime import datetime

from tanggap.jobs.models import Heartbeat


@dataclass(frozen=True, slots=True)
class Pulse:
    """A job's last sign of life. failures: in a row, 0 when the last run went well."""

    job: str
    at: datetime
    ok_at: datetime | None
    failures: int
    problem: str


def pulses() -> list[Pulse]:
    """Every job that ever ran, by name."""
    rows = Heartbeat.objects.order_by("job").values_list("job", "at", "ok_at", "failures", "problem")
    return [Pulse(*row) for row in rows]
