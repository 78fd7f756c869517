"""What must stand before anything is served: database, reference data, translations, static files.

Each step looks first whether there is anything to do, so that a second start is quick; a lock lets one
start do it at a time.
"""

import io
import logging
import time
from contextlib import redirect_stdout

from tanggap.catalog import commands as catalog
from tanggap.ops import catalogs, static
from tanggap.ops.database import alone, migrate

log = logging.getLogger(__name__)


class NotPrepared(Exception):
    """A step failed; the sentence says which."""


def prepare() -> None:
    """All steps, one process at a time. Raises NotPrepared."""
    began = time.monotonic()
    with alone():
        catalogs.compile_all()
        migrate()
        said = io.StringIO()
        with redirect_stdout(said):
            seeded = catalog.main([])
        if seeded:
            raise NotPrepared(f"The reference data could not be loaded. {said.getvalue()}")
        static.gather()
    log.info("prepared in %.1f s", time.monotonic() - began)
