"""What was sent and never used goes after a day; what is in a case stays."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tanggap.cases.models import Case, CasePhoto
from tanggap.catalog.models import Category, Group
from tanggap.core import clock
from tanggap.evidence import actions, files
from tanggap.evidence.models import Photo
from tanggap.people.models import Agency
from tanggap.people.rules import PUBLIC
from tests.evidence import pictures as p

pytestmark = pytest.mark.django_db

DATA = p.saved(p.street(64, 48))


def stored() -> Any:
    return actions.store(actor=PUBLIC, data=DATA, name="a.jpg").id


@pytest.fixture
def tomorrow() -> Iterator[None]:
    with clock.told(clock.now() + timedelta(hours=25)):
        yield


def _placed(photo_id: Any) -> None:
    agency = Agency.objects.create(code="kel-x", name="Kelurahan X", short_name="X", kind="kelurahan")
    group = Group.objects.create(code="g-x", name_id="g", name_en="g")
    category = Category.objects.create(code="c-x", group=group, name_id="c-x", name_en="c")
    at = clock.now()
    case = Case.objects.create(
        category=category, holder=agency, holder_since=at, created_at=at, updated_at=at
    )
    CasePhoto.objects.create(case=case, photo_id=photo_id, role="before")


def test_a_photo_of_no_case_goes_after_a_day(tomorrow: None) -> None:
    with clock.told(clock.now() - timedelta(hours=25)):
        photo_id = stored()
    assert actions.sweep(whole=True) >= 1
    assert not Photo.objects.filter(pk=photo_id).exists()
    assert files.copy_path(photo_id, "thumb").exists() is False
    assert files.original_path(photo_id).exists() is False


def test_a_photo_that_is_still_being_used_stays() -> None:
    photo_id = stored()
    assert actions.sweep(whole=True) == 0
    assert files.copy_path(photo_id, "thumb").exists()


def test_a_photo_in_a_case_stays_for_good() -> None:
    photo_id = stored()
    _placed(photo_id)
    with clock.told(clock.now() + timedelta(days=4000)):
        assert actions.sweep(whole=True) == 0
    assert files.copy_path(photo_id, "large").exists()
    assert files.original_path(photo_id).exists()


def test_files_that_a_killed_process_left_go_too() -> None:
    lost = uuid4()
    files.keep(lost, b"original", {"thumb": b"copy"})
    half = files.copy_path(lost, "large").with_name("half.webp.part")
    half.write_bytes(b"ha")
    assert actions.sweep(whole=True) == 0
    for path in (half, files.copy_path(lost, "thumb"), files.original_path(lost)):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert actions.sweep(whole=True) == 3
    assert not half.exists()
    assert actions.sweep(whole=True) == 0


def test_each_run_looks_through_one_folder_and_all_have_their_turn(tomorrow: None) -> None:
    with clock.told(clock.now() - timedelta(hours=30)):
        photo_ids = [stored() for _ in range(3)]
    for _ in range(256):
        actions.sweep()
    assert Photo.objects.filter(pk__in=photo_ids).count() == 0
