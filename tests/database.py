"""The database that tests find: reference data and the cast, read once, put back when it was flushed."""

import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from tanggap.catalog import commands as catalog
from tanggap.people import queries as people
from tanggap.places import commands as places
from tests import cast

NEAR = Path(__file__).resolve().parents[2] / "shared" / "geo" / "jakarta_kelurahan.geojson"

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def furnish() -> Rows:
    """Loads what a new installation has, engages the cast, and remembers every row."""
    with redirect_stdout(io.StringIO()):
        assert catalog.main([]) == 0
        boundaries = settings.BOUNDARIES or (str(NEAR) if NEAR.exists() else "")
        if boundaries:
            assert places.main(["import", boundaries]) == 0
    list(cast.engage())
    forget()
    return _rows()


def forget() -> None:
    """What the product keeps in memory of the reference data is read anew."""
    people.forget()


def _tables() -> list[str]:
    return [name for name in connection.introspection.django_table_names() if name != "django_migrations"]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = cursor.fetchall()
            if rows:
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def put_back(rows: Rows) -> None:
    """After a flush: every remembered row stands again. Foreign keys are checked at the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table, (columns, values) in rows.items():
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})", values
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
    forget()
