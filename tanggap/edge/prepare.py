"""What must stand before anything is served: database, reference data, static files.

Each step looks first whether there is anything to do, so that a second start is quick; a lock lets one
start do it at a time.
"""

import io
import logging
import multiprocessing
import sys
import time
from contextlib import redirect_stdout

from django.db import OperationalError, connections

from tanggap.catalog import commands as catalog
from tanggap.ops import static
from tanggap.ops.database import alone, migrate

log = logging.getLogger(__name__)


class NotPrepared(Exception):
    """A step failed; what it said was printed."""


def prepare() -> None:
    """All steps, in a process of their own: what they read and parsed (37 MB) goes away with it.

    Raises NotPrepared.
    """
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_steps)
    child.start()
    child.join()
    if child.exitcode:
        raise NotPrepared


def _steps() -> None:
    try:
        _one_after_the_other()
    except OperationalError as problem:
        sys.exit(f"The database can't be used: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def _one_after_the_other() -> None:
    began = time.monotonic()
    with alone():
        migrate()
        said = io.StringIO()
        with redirect_stdout(said):
            seeded = catalog.main([])
        if seeded:
            sys.exit(f"The reference data could not be loaded.\n{said.getvalue()}")
        static.gather()
    connections.close_all()
    log.info("prepared in %.1f s", time.monotonic() - began)
