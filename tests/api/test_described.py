"""The OpenAPI document is true: every answer is as it says, and nothing more."""

from typing import Any

import pytest
from pydantic import BaseModel

from tanggap.api import described
from tests.api.conftest import Caller
from tests.api.test_reports import send_photo
from tests.cast import PLACE, Cast


def hold(answer: Any, model: type[BaseModel]) -> None:
    """The body has exactly the fields of the model, with their types."""
    assert answer.status_code in {200, 201}, answer.content
    model.model_validate_json(answer.content)


def test_every_answer_is_as_described(app: Caller, staff: Any, cast: Cast) -> None:
    lat, lng = PLACE
    photo = send_photo(app)
    hold(photo, described.PhotoStored)
    made = app.report(photos=[photo.json()["id"]])
    officer = staff(cast.officer)
    another = app.post("/reports", {"words": "Got mampet lagi di sini.", "lat": lat, "lng": lng})
    path = f"/reports/{made['number']}"

    hold(another, described.Received)
    hold(officer.move(made["case"], "ask", note="Sejak kapan?"), described.Moved)
    hold(app.post(f"{path}/moves/answer?k={made['secret']}", {"note": "Kemarin."}), described.Moved)
    hold(app.get(path), described.TrackedOut)
    hold(app.get(path, k=made["secret"]), described.TrackedOut)
    hold(app.get("/cases"), described.PublicCases)
    hold(app.get("/near", lat=lat, lng=lng, words="got mampet"), described.NearList)
    hold(app.get("/suggest", words="got mampet"), described.Suggestions)
    hold(app.get("/categories"), described.Categories)
    hold(app.get("/places", lat=lat, lng=lng), described.PlaceOut)
    hold(officer.get("/desk/cases"), described.Inbox)
    hold(officer.get("/desk/offices"), described.Offices)
    hold(officer.get("/desk/reasons", verb="refuse"), described.Reasons)
    hold(officer.get(f"/desk/cases/{made['case']}"), described.CaseOut)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/api/v1/photos"),
        ("post", "/api/v1/reports"),
        ("get", "/api/v1/reports/{number}"),
        ("post", "/api/v1/reports/{number}/moves/{verb}"),
        ("get", "/api/v1/cases"),
        ("get", "/api/v1/near"),
        ("get", "/api/v1/suggest"),
        ("get", "/api/v1/categories"),
        ("get", "/api/v1/places"),
        ("get", "/api/v1/desk/cases"),
        ("get", "/api/v1/desk/cases/{case}"),
        ("post", "/api/v1/desk/cases/{case}/moves/{verb}"),
        ("get", "/api/v1/desk/photos/{photo}/{size}"),
        ("get", "/api/v1/desk/offices"),
        ("get", "/api/v1/desk/reasons"),
    ],
)
def test_every_address_is_described_with_its_refusals(app: Caller, method: str, path: str) -> None:
    document = app.get("/openapi.json").json()

    operation = document["paths"][path][method]

    assert operation["description"]
    assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert ("security" in operation) == path.startswith("/api/v1/desk")


def test_the_document_refers_only_to_what_it_holds(app: Caller) -> None:
    answer = app.get("/openapi.json")
    names = {part.split('"')[0] for part in answer.content.decode().split("#/components/schemas/")[1:]}

    assert answer.json()["openapi"].startswith("3.")
    assert names <= answer.json()["components"]["schemas"].keys()


def test_there_is_no_page_that_loads_scripts_from_elsewhere(app: Caller) -> None:
    assert app.get("/docs").status_code == 404
