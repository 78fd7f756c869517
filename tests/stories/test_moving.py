"""A city moves to another database, as docs/operators/postgresql.md says, and loses no digit."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tanggap.cases import audit, queries
from tanggap.cases.models import Event
from tests.cast import Cast
from tests.rules.source import ROOT
from tests.stories.story import Story

PAGE = ROOT / "docs" / "operators" / "postgresql.md"


def documented(verb: str) -> list[str]:
    """The words of this command of Django's as the page gives them."""
    found = re.search(rf"manage ({verb} (?:[^\n\\]|\\\n)+)", PAGE.read_text())
    assert found is not None
    return shlex.split(found[1].replace("\\\n", " "))


@pytest.mark.django_db(transaction=True)
def test_histories_and_secret_links_hold_after_a_move(story: Story, cast: Cast, tmp_path: Path) -> None:
    received = story.report(email="sari@example.com")
    story.move(cast.officer, "accept")
    before = list(Event.objects.order_by("pk").values())
    file = str(tmp_path / "all.xml")
    call_command(*[word.replace("all.xml", file) for word in documented("dumpdata")], verbosity=0)
    _empty()
    call_command(*[word.replace("all.xml", file) for word in documented("loaddata")], verbosity=0)
    assert list(Event.objects.order_by("pk").values()) == before
    assert list(audit.broken_links()) == []
    assert queries.tracked(number=received.number, secret=received.secret).mine
    story.move(cast.officer, "tell", note="Masih berjalan.")  # new rows get numbers of their own


def _empty() -> None:
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_event")
        assert cursor.fetchone() == (0,)
