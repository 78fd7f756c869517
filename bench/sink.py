"""Writes millions of rows fast: indexes down, COPY or executemany, indexes up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

Row = dict[str, Any]
Table = type[models.Model]


class Sink:
    """Writes rows into the tables of these models."""

    def __init__(self, *tables: Table) -> None:
        self._models = tables
        self._tables = [model._meta.db_table for model in tables]

    @property
    def _postgres(self) -> bool:
        return connection.vendor == "postgresql"

    def write(self, model: Table, rows: list[Row]) -> None:
        """Adds rows. Raises ValueError when they don't name exactly the columns that the table has."""
        columns = [str(field.column) for field in model._meta.concrete_fields]
        if rows and rows[0].keys() != set(columns):
            raise ValueError(f"{model.__name__}: other columns: {rows[0].keys() ^ set(columns)}")
        names = ", ".join(f'"{name}"' for name in columns)
        values = ([row[name] for name in columns] for row in rows)
        with connection.cursor() as cursor:
            if self._postgres:
                with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
                    for row in values:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(columns))
                statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})"
                cursor.connection.executemany(statement, values)

    @contextmanager
    def quick(self) -> Iterator[None]:
        """Within this block the tables have no secondary indexes, and foreign keys are taken on trust."""
        with connection.cursor() as cursor:
            indexes = self._indexes(cursor)
            for name in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            self._trusting(cursor, True)
            yield
            self._trusting(cursor, False)
            for made_by in indexes.values():
                cursor.execute(made_by)
            self._settle(cursor)

    def _indexes(self, cursor: Any) -> dict[str, str]:
        marks = ", ".join(["%s"] * len(self._tables))
        if self._postgres:
            # Those that belong to a constraint stay: they can't be dropped alone.
            cursor.execute(
                f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks})"
                " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
                self._tables,
            )
        else:
            cursor.execute(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                f" AND tbl_name IN ({marks})",
                self._tables,
            )
        return dict(cursor.fetchall())

    def _trusting(self, cursor: Any, on: bool) -> None:
        if self._postgres:
            cursor.execute(f"SET session_replication_role = {'replica' if on else 'origin'}")
            cursor.execute("SET maintenance_work_mem = '512MB'")
        else:
            cursor.execute(f"PRAGMA foreign_keys = {'OFF' if on else 'ON'}")
            cursor.execute(f"PRAGMA synchronous = {'OFF' if on else 'FULL'}")

    def _settle(self, cursor: Any) -> None:
        if not self._postgres:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for model in self._models:
            if isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
                table = model._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                    f" (SELECT COALESCE(MAX(id), 1) FROM {table}))"
                )
        for table in self._tables:
            cursor.execute(f"VACUUM ANALYZE {table}")
