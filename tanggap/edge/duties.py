"""What the worker does: the one list of jobs."""

from functools import partial

from django.conf import settings

from tanggap.cases import outbox
from tanggap.evidence.actions import sweep
from tanggap.jobs.worker import Job
from tanggap.notices.actions import deliver_due
from tanggap.reactions import REACTIONS

LETTERS = 5

JOBS = (
    Job("events", partial(outbox.handle_due, REACTIONS), every=0.5),
    # In small batches with a pause between them: a burst of reports is not slowed by its letters, and a
    # mail server is not flooded. What waits stays due, and /sehat shows for how long.
    Job(
        "notices",
        partial(deliver_due, limit=LETTERS),
        every=1.0,
        pace=LETTERS / settings.NOTICES_PER_SECOND,
    ),
    Job("photos", sweep, every=60.0),
)
