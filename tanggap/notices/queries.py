"""Reads of notices: what waits, and whether a reporter listens."""

from datetime import timedelta

from tanggap.core import clock
from tanggap.notices import recipients
from tanggap.notices.models import Delivery
from tanggap.notices.shapes import Waiting

COUNTED = 1000


def waiting() -> Waiting:
    """How many notices are due, failing, given up in the last day. For the health page."""
    due = Delivery.objects.filter(sent_at__isnull=True, failed_at__isnull=True)
    rows = list(due.order_by("pk").values_list("problem", "due_at")[:COUNTED])
    lately = Delivery.objects.filter(failed_at__gt=clock.now() - timedelta(days=1))
    given_up = lately.exclude(problem__in=["stopped", "erased"])[:COUNTED].count()
    failing = sum(1 for problem, _ in rows if problem)
    return Waiting(len(rows), failing, given_up, min((at for _, at in rows), default=None))


def listens(report_id: int) -> bool:
    """Whether the reporter of this report gets notices by some channel."""
    return recipients.listens(report_id)
