"""Report numbers: JK + day + serial, unique under any concurrency."""

from datetime import datetime

from django.db import connection

from tanggap.core.clock import local_day
from tanggap.core.ids import report_number

_NEXT = """
    INSERT INTO cases_numberseries (day, last) VALUES (%s, 1)
    ON CONFLICT (day) DO UPDATE SET last = cases_numberseries.last + 1
    RETURNING last
"""


def next_number(at: datetime) -> str:
    """The next number of the day (Jakarta) of `at`.

    Called before the report's own transaction, so that on PostgreSQL the day's row is locked for one
    statement only and reports don't queue behind each other. A report that then fails leaves a gap.
    """
    day = local_day(at)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [day])
        return report_number(day, int(cursor.fetchone()[0]))
