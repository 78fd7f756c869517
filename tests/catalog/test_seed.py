"""Seeding: safe to repeat, never over an administrator's changes, all or nothing."""

import dataclasses
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from tanggap.catalog import actions, commands, files, queries
from tanggap.catalog.models import Category, Channel, Holiday, Reason, Seeded
from tanggap.core.errors import NotAllowed
from tanggap.core.reference import Loaded
from tanggap.people.models import Agency
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tanggap.people.seeding import Sheet, load
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def line(report: actions.SeedReport, file: str) -> Loaded:
    return next(one for one in report.lines if one.file == file)


def again(sheet: Sheet) -> Loaded:
    return load(sheet, actions.SeededLedger())


def reasons(**changes: dict[str, Any] | None) -> Sheet:
    """The reasons file, with some rows changed or (None) taken out, one version newer."""
    sheet = files.reasons()
    rows = dict(sheet.rows)
    for code, change in changes.items():
        row = rows.pop(code.replace("_", "-"), {})
        if change is not None:
            rows[code.replace("_", "-")] = {**row, **change}
    return dataclasses.replace(sheet, rows=rows, version=sheet.version + 1)


def test_a_second_run_writes_nothing() -> None:
    report = actions.seed(actor=SYSTEM)
    assert report.written == 0
    assert line(report, "categories").same == 125
    assert line(report, "agencies").same == Agency.objects.count()


def test_a_second_run_sends_no_writing_statement() -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as asked:
        actions.seed(actor=SYSTEM)
    written = [one["sql"] for one in asked if one["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []


def test_a_row_that_an_administrator_changed_stays_as_they_made_it() -> None:
    Category.objects.filter(code="jalan").update(help_id="Ditulis oleh Pak Admin.")
    report = actions.seed(actor=SYSTEM)
    assert line(report, "categories").kept == 1
    assert Category.objects.get(code="jalan").help_id == "Ditulis oleh Pak Admin."
    # A newer file does not undo it either.
    sheet = files.categories()
    newer = {**sheet.rows, "jalan": {**sheet.rows["jalan"], "help_id": "Baru."}}
    assert again(dataclasses.replace(sheet, rows=newer, version=sheet.version + 1)).kept == 1
    assert Category.objects.get(code="jalan").help_id == "Ditulis oleh Pak Admin."


def test_a_row_that_nobody_touched_follows_its_file() -> None:
    loaded = again(reasons(external={"name_id": "Nama baru"}))
    assert (loaded.updated, loaded.kept) == (1, 0)
    assert Reason.objects.get(code="external").name_id == "Nama baru"
    assert Seeded.objects.get(file="reasons", key="external").version == 2


def test_an_older_file_changes_nothing() -> None:
    again(reasons(external={"name_id": "Nama baru"}))
    report = actions.seed(actor=SYSTEM)
    assert line(report, "reasons").older
    assert line(report, "reasons").written == 0
    assert Reason.objects.get(code="external").name_id == "Nama baru"


def test_a_row_taken_out_of_its_file_is_switched_off_and_comes_back() -> None:
    assert again(reasons(test=None)).retired == 1
    assert not Reason.objects.get(code="test").active
    assert again(reasons(test=None)).written == 0
    assert again(reasons()).updated == 1
    assert Reason.objects.get(code="test").active


def test_a_row_that_an_administrator_changed_is_not_switched_off() -> None:
    Reason.objects.filter(code="test").update(name_id="Uji coba")
    assert again(reasons(test=None)).retired == 0
    assert Reason.objects.get(code="test").active


def test_a_row_that_an_administrator_removed_stays_away() -> None:
    Channel.objects.filter(code="qlue").delete()
    report = actions.seed(actor=SYSTEM)
    assert report.written == 0
    assert not Channel.objects.filter(code="qlue").exists()


def test_a_holiday_taken_out_of_the_list_goes() -> None:
    from tanggap.catalog import days

    sheet = days.sheet()
    fewer = {day: row for day, row in sheet.rows.items() if day != "2028-12-14"}
    assert again(dataclasses.replace(sheet, rows=fewer)).retired == 1
    assert not Holiday.objects.filter(day="2028-12-14").exists()
    assert again(sheet).created == 1


def test_a_row_that_was_there_before_the_first_seed_is_taken_for_an_administrators() -> None:
    Seeded.objects.filter(file="channels").delete()
    Channel.objects.filter(code="web").update(name_id="Situs kami")
    report = actions.seed(actor=SYSTEM)
    assert line(report, "channels").kept == 1
    assert Channel.objects.get(code="web").name_id == "Situs kami"


def test_a_row_that_refers_to_nothing_stops_everything() -> None:
    sheet = files.categories()
    broken = {**sheet.rows, "baru": {**sheet.rows["jalan"], "name_id": "Baru", "primary": "dinas-sihir"}}
    with pytest.raises(ValueError, match="baru refers to something that does not exist"):
        again(dataclasses.replace(sheet, rows=broken))
    assert not Category.objects.filter(code="baru").exists()


def test_only_the_system_and_administrators_may_seed(cast: Cast) -> None:
    for actor in (PUBLIC, Actor.of(cast.officer), Actor.of(cast.coordinator)):
        with pytest.raises(NotAllowed):
            actions.seed(actor=actor)
    assert actions.seed(actor=Actor.of(cast.administrator)).written == 0


def test_the_command_prints_a_short_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 0
    said = capsys.readouterr().out
    assert "categories          0        0        0        0      125" in said
    assert "267 areas" in said


def test_what_was_seeded_is_read_at_once() -> None:
    before = queries.reason("external")
    Seeded.objects.filter(file="reasons", key="external").delete()
    Reason.objects.filter(code="external").delete()
    assert queries.reason("external") == before
    actions.seed(actor=SYSTEM)
    assert queries.reason("external") == before
    assert Reason.objects.filter(code="external").exists()
