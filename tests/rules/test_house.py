"""The house rules hold, and each is seen to fail on a bad sample."""

import pytest

from tests.rules import house
from tests.rules.source import Source, everything, product


@pytest.mark.parametrize("rule", house.PRODUCT_RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps(rule: house.Rule) -> None:
    assert [f"{s.path}: {problem}" for s in product() for problem in rule(s)] == []


@pytest.mark.parametrize("rule", house.RULES_FOR_ALL, ids=lambda rule: rule.__name__)
def test_all_code_keeps(rule: house.Rule) -> None:
    assert [f"{s.path}: {problem}" for s in everything() for problem in rule(s)] == []


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 51
INDIRECT = """
import smtplib
from tanggap.jobs.transaction import writing

def post():
    smtplib.SMTP("localhost")

def tell():
    post()

def act():
    with writing():
        tell()
"""

BAD = [
    (house.state_is_assigned_in_actions_only, "tanggap/desk/a.py", "case.state = 'done'"),
    (house.state_is_assigned_in_actions_only, "tanggap/cases/a.py", "setattr(case, 'state', 'done')"),
    (
        house.state_is_assigned_in_actions_only,
        "tanggap/demo/a.py",
        "Case.objects.filter(id=1).update(state=S)",
    ),
    (house.state_is_assigned_in_actions_only, "tanggap/intake/a.py", "Case.objects.create(state='done')"),
    (house.no_signals, "tanggap/cases/a.py", "from django.dispatch import receiver"),
    (house.no_signals, "tanggap/cases/a.py", "from django.db.models.signals import post_save"),
    (house.time_is_asked_of_the_clock, "tanggap/cases/a.py", "import datetime\ndatetime.datetime.now()"),
    (house.time_is_asked_of_the_clock, "tanggap/cases/a.py", "from datetime import date\ndate.today()"),
    (house.time_is_asked_of_the_clock, "tanggap/a/b.py", "from django.utils import timezone\ntimezone.now()"),
    (house.time_is_asked_of_the_clock, "tanggap/a/b.py", "from datetime import datetime as d\nd.now()"),
    (house.nothing_slow_in_a_transaction, "tanggap/a/b.py", INDIRECT),
    (
        house.nothing_slow_in_a_transaction,
        "tanggap/a/b.py",
        "from PIL import Image\nwith transaction.atomic():\n    Image.open('x')",
    ),
    (
        house.nothing_slow_in_a_transaction,
        "tanggap/a/b.py",
        "import time\n@transaction.atomic\ndef f():\n    time.sleep(1)",
    ),
    (house.functions_are_short, "tanggap/a/b.py", LONG_FUNCTION),
    (house.files_are_short, "tests/a.py", "x = 1\n" * 401),
    (house.imports_stand_at_the_top, "tanggap/a/b.py", "def f():\n    import os"),
    (house.faces_never_query, "tanggap/public/a.py", "Case.objects.all()"),
    (house.faces_never_query, "tanggap/channels/web/a.py", "apps.get_model('cases.Case')"),
    (house.sql_is_made_of_constants, "tanggap/a/b.py", "q = f'SELECT x FROM y WHERE z = {value}'"),
    (house.sql_is_made_of_constants, "tanggap/a/b.py", "cursor.execute('SELECT %s' % value)"),
    (house.sql_is_made_of_constants, "tanggap/a/b.py", "cursor.execute('SELECT {}'.format(value))"),
    (house.no_promises, "tanggap/a/b.py", "x = 1  # TODO: later"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BAD, ids=lambda part: getattr(part, "__name__", None))
def test_it_fails_when_broken(rule: house.Rule, path: str, text: str) -> None:
    assert list(rule(Source.of(path, text)))


GOOD = [
    (house.state_is_assigned_in_actions_only, "tanggap/cases/actions.py", "case.state = 'done'"),
    (house.state_is_assigned_in_actions_only, "tanggap/desk/a.py", "rows.filter(state='done')"),
    (house.time_is_asked_of_the_clock, "tanggap/cases/a.py", "from tanggap.core import clock\nclock.now()"),
    (
        house.nothing_slow_in_a_transaction,
        "tanggap/a/b.py",
        INDIRECT.replace("        tell()", "        x()"),
    ),
    (house.faces_never_query, "tanggap/cases/a.py", "Case.objects.all()"),
    (house.sql_is_made_of_constants, "tanggap/a/b.py", "q = f'SELECT x FROM y WHERE {MAY_SEE}'"),
    (house.sql_is_made_of_constants, "tanggap/a/b.py", "cursor.execute('SELECT x FROM y WHERE z = %s', [v])"),
]


@pytest.mark.parametrize(("rule", "path", "text"), GOOD, ids=lambda part: getattr(part, "__name__", None))
def test_it_lets_good_code_be(rule: house.Rule, path: str, text: str) -> None:
    assert list(rule(Source.of(path, text))) == []
