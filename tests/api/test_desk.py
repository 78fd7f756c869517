"""Staff with a token: the inbox, the case, the moves."""

from typing import Any

import pytest

from tests.api.conftest import Caller, problem
from tests.api.test_reports import send_photo
from tests.cast import Cast


def test_the_inbox_holds_what_the_office_holds(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()

    mine = staff(cast.officer).get("/desk/cases", tab="due").json()
    theirs = staff(cast.stranger).get("/desk/cases", tab="due").json()

    assert [row["case"] for row in mine["cases"]] == [made["case"]]
    assert mine["counts"]["due"] == 1
    assert theirs["cases"] == []


def test_the_inbox_is_paged(app: Caller, staff: Any, cast: Cast) -> None:
    made = [app.report(lat=-6.2338 + n / 10_000)["case"] for n in range(3)]
    officer = staff(cast.officer)

    first = officer.get("/desk/cases", tab="due", limit=2).json()
    second = officer.get("/desk/cases", tab="due", limit=2, after=first["next"]).json()

    assert [row["case"] for row in first["cases"] + second["cases"]] == made
    assert second["next"] is None


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"after": "2020-01-01|x"}, {"tab": "all;"}, {"limit": 1000}]
)
def test_a_wrong_page_is_refused(staff: Any, cast: Cast, query: dict[str, Any]) -> None:
    problem(staff(cast.officer).get("/desk/cases", **query), 400)


def test_a_case_shows_the_moves_open_to_this_account(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()

    view = staff(cast.officer).get(f"/desk/cases/{made['case']}").json()

    moves = {row["verb"]: row for row in view["moves"]}
    assert view["seen"] == 1
    assert moves["coordinate"]["needs"] == ["agency_aside", "note"]
    assert "approve" not in moves


def test_a_private_case_is_not_there_for_strangers(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report(visibility="private")

    problem(staff(cast.stranger).get(f"/desk/cases/{made['case']}"), 404, "not_found")
    problem(staff(cast.stranger).move(made["case"], "note", note="Halo."), 404, "not_found")
    assert staff(cast.officer).get(f"/desk/cases/{made['case']}").status_code == 200


@pytest.mark.parametrize("case", [0, -1, "x", 10**19, 2**63])
def test_a_case_that_can_not_be_is_refused(staff: Any, cast: Cast, case: Any) -> None:
    problem(staff(cast.officer).get(f"/desk/cases/{case}"), 400, field="case")


def test_a_whole_life_over_the_api(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()
    case, officer, sudin = made["case"], staff(cast.officer), staff(cast.sudin_officer)
    proof = send_photo(sudin).json()["id"]

    steps = [
        officer.move(case, "coordinate", seen=1, agency="sudin-sda-31.74", note="Kewenangan SDA."),
        sudin.move(case, "accept", seen=2),
        sudin.move(case, "submit", seen=3, photos=[proof], note="Sudah dibersihkan."),
        staff(cast.validator).move(case, "approve", seen=4),
    ]

    assert [step.json().get("seen") for step in steps] == [2, 3, 4, 5], [step.content for step in steps]
    followed = app.get(f"/reports/{made['number']}").json()
    assert followed["state"] == "done"
    assert [step["verb"] for step in followed["steps"]] == [
        "reported",
        "coordinate",
        "accept",
        "submit",
        "approve",
    ]
    assert [photo["role"] for photo in followed["photos"]] == ["after"]


def test_two_at_once_and_the_second_is_told(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()
    first, second = staff(cast.officer), staff(cast.lurah)
    first.move(made["case"], "accept", seen=1)

    late = second.move(made["case"], "coordinate", seen=1, agency="sudin-sda-31.74", note="Kewenangan SDA.")

    problem(late, 409, "conflict")
    assert second.get(f"/desk/cases/{made['case']}").json()["state"] == "in_progress"


def test_a_move_the_account_may_not_make_is_refused(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()

    problem(staff(cast.validator).move(made["case"], "approve"), 403, "move_not_allowed")
    problem(staff(cast.officer).move(made["case"], "vanish"), 400, "unknown_move", "verb")
    problem(staff(cast.officer).move(made["case"], "refuse", note="Bukan kami."), 400, field="reason")
    problem(
        staff(cast.officer).move(made["case"], "coordinate", note="x", agency="no-such"), 400, field="agency"
    )


def test_what_one_account_uploaded_no_other_can_use(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()
    photo = send_photo(staff(cast.sudin_officer)).json()["id"]
    officer = staff(cast.officer)
    officer.move(made["case"], "accept")

    problem(officer.move(made["case"], "submit", note="Selesai.", photos=[photo]), 400, "photo_gone")


def test_a_revoked_token_opens_nothing(staff: Any, cast: Cast) -> None:
    caller = staff(cast.officer)
    cast.officer.tokens.update(revoked_at="2026-01-01T00:00:00Z")

    problem(caller.get("/desk/cases"), 401)


def test_a_private_photo_opens_only_to_who_has_the_right(app: Caller, staff: Any, cast: Cast) -> None:
    photo = send_photo(app).json()["id"]
    app.report(visibility="private", photos=[photo])
    path = f"/desk/photos/{photo}/thumb"

    opened = staff(cast.city_coordinator).get(path)
    assert opened.status_code == 200
    assert opened["Content-Type"] == "image/webp"
    assert opened["Cache-Control"] == "private, no-store"
    for nobody in (cast.officer, cast.stranger, cast.leader):
        problem(staff(nobody).get(path), 404, "not_found")
    problem(app.get(path), 401)
    problem(staff(cast.city_coordinator).get(f"/desk/photos/{photo}/original"), 400, field="size")


def test_codes_for_moves_can_be_looked_up(staff: Any, cast: Cast) -> None:
    officer = staff(cast.officer)

    offices = officer.get("/desk/offices").json()["offices"]
    reasons = officer.get("/desk/reasons", verb="refuse").json()["reasons"]

    assert "sudin-sda-31.74" in {row["code"] for row in offices}
    assert cast.reason("refuse") in {row["code"] for row in reasons}
    assert officer.get("/desk/reasons", verb="nothing").json()["reasons"] == []
