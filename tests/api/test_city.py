"""What anybody may read."""

from tests.api.conftest import Caller
from tests.cast import KELURAHAN, PLACE


def test_the_public_list_shows_public_cases_newest_first(app: Caller) -> None:
    first, second = app.report(), app.report(lat=-6.2330)
    hidden = app.report(visibility="private")

    listed = app.get("/cases")

    assert [row["number"] for row in listed.json()["cases"]] == [second["number"], first["number"]]
    assert hidden["number"] not in listed.content.decode()
    assert listed["Cache-Control"] == "public, max-age=10"


def test_the_public_list_is_paged_and_filtered(app: Caller) -> None:
    made = [app.report(lat=-6.2338 + n / 10_000)["number"] for n in range(3)]

    first = app.get("/cases", limit=2, kelurahan=KELURAHAN).json()
    rest = app.get("/cases", limit=2, kelurahan=KELURAHAN, after=first["next"]).json()

    assert [row["number"] for row in first["cases"] + rest["cases"]] == made[::-1]
    assert app.get("/cases", state="done").json()["cases"] == []
    assert len(app.get("/cases", category="saluran-sungai", state="waiting").json()["cases"]) == 3


def test_near_finds_the_same_problem(app: Caller) -> None:
    made = app.report()
    lat, lng = PLACE

    found = app.get("/near", lat=lat, lng=lng, words="Got mampet di depan sekolah").json()["cases"]

    assert [one["number"] for one in found] == [made["number"]]
    assert found[0]["distance_m"] <= 1


def test_words_point_to_categories(app: Caller) -> None:
    english = app.get("/suggest", words="got mampet bau").json()["suggestions"]
    app.headers["Accept-Language"] = "id"
    indonesian = app.get("/suggest", words="got mampet bau").json()["suggestions"]

    assert english[0]["code"] == indonesian[0]["code"]
    assert english[0]["name"] != indonesian[0]["name"]


def test_every_category_is_listed(app: Caller) -> None:
    rows = app.get("/categories").json()["categories"]

    assert len(rows) >= 125
    assert all(row["code"] and row["name"] and row["help"] for row in rows)


def test_a_point_has_a_kelurahan(app: Caller) -> None:
    lat, lng = PLACE

    place = app.get("/places", lat=lat, lng=lng).json()

    assert KELURAHAN in {place["kelurahan"], *(area["kode"] for area in place["choose"])}
