"""python -m tanggap migrate: brings the database to this version, one process at a time."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Any number will do, as long as it is the same in every process (PostgreSQL's advisory locks).
_LOCK = 0x7A99


def main(arguments: list[str]) -> int:
    """migrate: applies what is missing. 0 when the database is up to date afterwards."""
    with alone():
        count = migrate()
    sys.stdout.write(f"{count} migrations were applied.\n" if count else "The database is up to date.\n")
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """Within this block no other start of ours prepares the same data: on this machine, or on PostgreSQL."""
    with (Path(settings.DATA) / "start.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def migrate() -> int:
    """Applies the missing migrations; how many there were. Quick when there are none."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)
