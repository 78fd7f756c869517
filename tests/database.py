"""The database that tests find: reference data and the cast, read once, put back when it was flushed."""

import io
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import override_settings

from tanggap.catalog import commands as catalog
from tanggap.catalog import queries as catalogued
from tanggap.people import queries as people
from tanggap.places import queries as places
from tests import boundaries, cast

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def furnish() -> Rows:
    """Loads what a new installation has, engages the cast, and remembers every row."""
    words = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        source = boundaries.source(Path(folder))
        with override_settings(BOUNDARIES=source), redirect_stdout(words):
            done = catalog.main([])
    assert done == 0, words.getvalue()
    assert not places.approximate(), words.getvalue()
    list(cast.engage())
    forget()
    return _rows()


def forget() -> None:
    """What the product keeps in memory of the reference data is read anew."""
    people.forget()
    catalogued.forget()
    places.forget()


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
