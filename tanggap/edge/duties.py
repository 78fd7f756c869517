"""What the worker does: the one list of jobs."""

from functools import partial

from tanggap.cases import outbox
from tanggap.evidence.actions import sweep
from tanggap.jobs.worker import Job
from tanggap.notices.actions import deliver_due
from tanggap.reactions import REACTIONS

JOBS = (
    Job("events", partial(outbox.handle_due, REACTIONS), every=0.5),
    Job("notices", deliver_due, every=1.0),
    Job("photos", sweep, every=60.0),
)
