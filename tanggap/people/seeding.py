"""Loads the rows of a reference file into a table: bulk, idempotent, never over somebody's own changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tanggap.core.reference import Difference, Ledger, Loaded, compare, digest


@dataclass(frozen=True)
class Sheet:
    """A file's rows for one table. rows: complete values by key; references are given by their codes.

    key: the column that names a row. references: column -> the table whose `code` it is given by.
    """

    file: str
    version: int
    model: type[models.Model]
    key: str
    rows: dict[str, dict[str, Any]]
    references: Mapping[str, type[models.Model]] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns that the file fills, without the key."""
        return list(next(iter(self.rows.values()), {}))


def load(sheet: Sheet, ledger: Ledger) -> Loaded:
    """Makes the table like the sheet. Call it within writing(). Writes nothing when nothing differs."""
    known = ledger.version(sheet.file)
    if sheet.version < known:
        return Loaded(sheet.file, known, older=True, kept=len(sheet.rows))
    remembered = ledger.read(sheet.file)
    stored = _stored(sheet)
    found = compare(sheet.rows, stored, remembered)
    _create(sheet, found.create)
    _update(sheet, found.update)
    _retire(sheet, found, stored, ledger)
    if found.remember:
        ledger.write(sheet.file, found.remember, sheet.version)
    return Loaded(
        sheet.file,
        sheet.version,
        len(found.create),
        len(found.update),
        len(found.retire),
        len(found.kept),
        len(found.same),
    )


def _stored(sheet: Sheet) -> dict[str, dict[str, Any]]:
    paths = {name: f"{name}__code" if name in sheet.references else name for name in sheet.columns}
    rows = sheet.model._default_manager.values_list(sheet.key, *paths.values())
    return {str(row[0]): dict(zip(paths, row[1:], strict=True)) for row in rows}


def _create(sheet: Sheet, keys: list[str]) -> None:
    todo = keys
    while todo:
        ids = _ids(sheet)
        ready = [key for key in todo if _known(sheet, key, ids)]
        if not ready:
            raise ValueError(f"{sheet.file}: {todo[0]} refers to something that does not exist")
        sheet.model._default_manager.bulk_create(
            [sheet.model(**{sheet.key: key}, **_values(sheet, key, ids)) for key in ready], batch_size=500
        )
        made = set(ready)
        todo = [key for key in todo if key not in made]


def _update(sheet: Sheet, keys: list[str]) -> None:
    if not keys:
        return
    ids = _ids(sheet)
    rows = {str(getattr(row, sheet.key)): row for row in _named(sheet, keys)}
    for key, row in rows.items():
        for name, value in _values(sheet, key, ids).items():
            setattr(row, name, value)
    sheet.model._default_manager.bulk_update(list(rows.values()), sheet.columns, batch_size=100)


def _retire(sheet: Sheet, found: Difference, stored: Mapping[str, Mapping[str, Any]], ledger: Ledger) -> None:
    if not found.retire:
        return
    rows = _named(sheet, found.retire)
    if "active" in sheet.columns:
        rows.update(active=False)
        resting = {key: digest({**stored[key], "active": False}) for key in found.retire}
        ledger.write(sheet.file, resting, sheet.version)
    else:
        rows.delete()
        ledger.drop(sheet.file, found.retire)


def _named(sheet: Sheet, keys: list[str]) -> "models.QuerySet[models.Model]":
    return sheet.model._default_manager.filter(**{f"{sheet.key}__in": keys})


def _ids(sheet: Sheet) -> dict[str, dict[str, int]]:
    return {
        name: dict(model._default_manager.values_list("code", "pk"))
        for name, model in sheet.references.items()
    }


def _known(sheet: Sheet, key: str, ids: dict[str, dict[str, int]]) -> bool:
    codes = ((name, sheet.rows[key][name]) for name in sheet.references)
    return all(code is None or code in ids[name] for name, code in codes)


def _values(sheet: Sheet, key: str, ids: dict[str, dict[str, int]]) -> dict[str, Any]:
    values = dict(sheet.rows[key])
    for name in sheet.references:
        code = values.pop(name)
        values[f"{name}_id"] = None if code is None else ids[name][code]
    return values
