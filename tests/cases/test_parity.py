"""The list and the door share one rule: `visible` and `can_see`, over every role, state and visibility."""

from itertools import product

import pytest

from tanggap.cases import rules
from tanggap.cases.models import Assignment, Case, Report
from tanggap.cases.workflow import State
from tanggap.catalog.models import Category
from tanggap.core.clock import now
from tanggap.people import queries as people
from tanggap.people.roles import Role
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HELD_BY = ("officer", "crew", "sudin_officer", "stranger", "coordinator")


def _cases(cast: Cast) -> list[Case]:
    """One case for each state × public or not × holder × (passed on before, or not)."""
    category = Category.objects.get(code="jalan")
    made = []
    for state, public, holder, passed in product(State, (True, False), HELD_BY, (True, False)):
        agency_id = getattr(cast, holder).agency_id
        case = Case.objects.create(
            category=category,
            state=state,
            public=public,
            holder_id=agency_id,
            holder_since=now(),
            kelurahan=people.agency(cast.lurah.agency_id).area if holder != "coordinator" else "",
            created_at=now(),
            updated_at=now(),
        )
        Assignment.objects.create(case=case, agency_id=agency_id, since=now())
        if passed:
            former = cast.sudin_officer if holder == "officer" else cast.officer
            Assignment.objects.create(case=case, agency_id=former.agency_id, since=now(), until=now())
        made.append(case)
    return made


def _report(case: Case, number: str, cast: Cast) -> Report:
    return Report.objects.create(
        number=number,
        case=case,
        category=case.category,
        channel="counter",
        visibility="private",
        entered_by=cast.front_desk,
        created_at=now(),
    )


def _actors(cast: Cast, report: Report) -> dict[str, Actor]:
    actors = {f"{user.role} {name}": Actor.of(user) for name, user in cast.everybody().items()}
    assert {actor.role for actor in actors.values()} == set(Role)
    return actors | {"public": PUBLIC, "system": SYSTEM, "reporter": Actor.reporter(report.pk)}


def test_what_a_list_shows_is_exactly_what_opens(cast: Cast) -> None:
    cases = _cases(cast)
    private = next(case for case in cases if not case.public)
    report = _report(private, "JK2503050001", cast)
    cells = 0
    for who, actor in _actors(cast, report).items():
        listed = set(Case.objects.filter(rules.visible(actor)).values_list("pk", flat=True))
        for case in cases:
            cells += 1
            assert (case.pk in listed) == rules.can_see(actor, case), (who, case.state, case.public)
    assert cells >= 2 * len(State) * len(Role) * len(HELD_BY)


def test_the_rule_has_teeth_some_see_and_some_do_not(cast: Cast) -> None:
    cases = [case for case in _cases(cast) if not case.public]
    report = _report(cases[0], "JK2503050001", cast)
    seen = {
        who: sum(rules.can_see(actor, case) for case in cases) for who, actor in _actors(cast, report).items()
    }
    assert seen["public"] == seen["leader leader"] == seen["administrator administrator"] == 0
    assert seen["reporter"] == seen["front_desk front_desk"] == 1
    assert seen["validator validator"] == seen["auditor auditor"] == len(cases)
    assert 0 < seen["officer stranger"] < seen["officer officer"] < len(cases)


def test_an_account_that_was_closed_is_nobody(cast: Cast) -> None:
    cast.validator.is_active = False
    assert Actor.of(cast.validator) == PUBLIC


def test_no_part_without_sight(cast: Cast) -> None:
    for case in _cases(cast):
        for user in cast.everybody().values():
            actor = Actor.of(user)
            if not rules.can_see(actor, case):
                assert rules.parts(actor, case) == frozenset()
                assert rules.moves_now(actor, case) == []
