"""Rows written and read without the ORM's compiler are the ORM's own rows, on both databases."""

import pytest
from django.db import IntegrityError

from tanggap.cases.models import Assignment, Case, CasePhoto, Event, Report
from tanggap.evidence.models import Photo
from tanggap.jobs.insert import insert
from tanggap.jobs.select import select
from tests.cast import Cast
from tests.stories.conftest import story
from tests.stories.story import Story

__all__ = ["story"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Report, Case, Event, Assignment, CasePhoto, Photo])
def test_what_was_inserted_is_read_alike_by_both(story: Story, cast: Cast, model: type[Report]) -> None:
    story.report(email="sari@example.com")
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    ours = select(model, "ORDER BY id", [])
    theirs = list(model.objects.order_by("pk"))
    assert len(ours) >= 1
    assert [row.__dict__ | {"_state": None} for row in ours] == [
        row.__dict__ | {"_state": None} for row in theirs
    ]


def test_a_row_twice_is_refused(story: Story) -> None:
    story.report()
    again = Report.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError):
        insert(again)


def test_values_go_in_as_values(story: Story) -> None:
    story.report()
    assert select(Report, "WHERE number = %s", ["x' OR '1'='1"]) == []
