"""Bad input: a sentence, never a crash, and nothing half accepted."""

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.api.conftest import Caller, problem, report
from tests.cast import Cast

LONG = 10**19  # more than a column holds


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"colour": "red"}, "extra_forbidden", "colour"),
        ({"words": 5}, "string_type", "words"),
        ({"words": None}, "string_type", "words"),
        ({"words": "a" * 4001}, "string_too_long", "words"),
        ({"words": "naik\x00turun, got mampet sekali"}, "string_pattern_mismatch", "words"),
        ({"words": "naik\x1b[2Jturun, got mampet"}, "string_pattern_mismatch", "words"),
        ({"category": "Robert'); DROP TABLE"}, "string_pattern_mismatch", "category"),
        ({"kind": "rumour"}, "literal_error", "kind"),
        ({"visibility": "secret"}, "literal_error", "visibility"),
        ({"lat": "-6.2"}, "float_type", "lat"),
        ({"lat": True}, "float_type", "lat"),
        ({"lat": 95}, "less_than_equal", "lat"),
        ({"lng": -181}, "greater_than_equal", "lng"),
        ({"accuracy_m": -1}, "greater_than_equal", "accuracy_m"),
        ({"photos": "x"}, "list_type", "photos"),
        ({"photos": ["x"]}, "uuid_parsing", "photos.0"),
        ({"photos": ["00000000-0000-0000-0000-000000000000"] * 21}, "too_long", "photos"),
        ({"email": "a\r\nBcc: x@example.org"}, "string_pattern_mismatch", "email"),
        ({"join_case": "1"}, "int_type", "join_case"),
        ({"join_case": 1.5}, "int_type", "join_case"),
        ({"join_case": -1}, "greater_than_equal", "join_case"),
        ({"landmark": LONG}, "", "landmark"),
        ({"key": ""}, "string_too_short", "key"),
        ({"key": "k" * 81}, "string_too_long", "key"),
        ({"key": "kunci saya"}, "string_pattern_mismatch", "key"),
        ({"language": "fr"}, "literal_error", "language"),
        ({"lat": None}, "invalid", "place"),
        ({"join_case": 999_999_999}, "not_found", ""),
        ({"photos": ["00000000-0000-4000-8000-000000000000"]}, "photo_gone", "photos"),
        ({"phone": "letters"}, "", "phone"),
        ({"email": "not an address"}, "", "email"),
        ({"lat": None, "lng": None, "kelurahan": "99.99.99.9999"}, "", "kelurahan"),
    ],
)
def test_a_field_that_is_wrong_is_named(app: Caller, fields: dict[str, Any], code: str, field: str) -> None:
    answer = app.post("/reports", report(**fields))

    problem(answer, 404 if code == "not_found" else 400, code, field)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{" * 2000, b'{"lat": NaN}']
)
def test_a_body_that_is_no_report_is_refused(app: Caller, body: bytes) -> None:
    answer = app.client.post("/api/v1/reports", body, content_type="application/json", headers=app.headers)

    problem(answer, 400)


def test_emoji_and_every_script_are_welcome(app: Caller) -> None:
    words = "Jalan rusak parah 😭🕳️ 道路が壊れた الطريق"
    made = app.report(words=words)

    assert app.get(f"/reports/{made['number']}", k=made["secret"]).json()["words"] == words


def test_a_body_must_say_that_it_is_json(app: Caller) -> None:
    body = orjson.dumps(report())

    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        problem(
            app.client.post("/api/v1/reports", body, content_type=kind, headers=app.headers),
            415,
            "media_type",
        )


def test_a_huge_body_is_refused(app: Caller) -> None:
    problem(app.post("/reports", report(words="a" * 100_000)), 413, "too_large")
    problem(app.post("/reports", report(words="a" * 2_000_000)), 413)


@pytest.mark.parametrize(
    "number", ["JK1", "x", "JK2501010000", "JK25010100%00", "../../etc", "JK" + "9" * 300]
)
def test_a_number_nobody_has_is_not_found(app: Caller, number: str) -> None:
    answer = app.get(f"/reports/{number}")

    assert answer.status_code in {400, 404}
    problem(answer, answer.status_code)


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/cases", {"limit": 0}, "limit"),
        ("/cases", {"limit": 101}, "limit"),
        ("/cases", {"limit": "x"}, "limit"),
        ("/cases", {"after": "x"}, "after"),
        ("/cases", {"after": "9" * 40}, "after"),
        ("/cases", {"after": "1\x00"}, "after"),
        ("/cases", {"state": "lost"}, "state"),
        ("/cases", {"category": "nothing"}, "category"),
        ("/cases", {"kelurahan": "31%00"}, "kelurahan"),
        ("/cases", {"catgory": "saluran-sungai"}, "catgory"),
        ("/near", {"lat": "x", "lng": 1}, "lat"),
        ("/near", {"lat": "nan", "lng": 1}, "lat"),
        ("/near", {"lat": 1}, "lng"),
        ("/places", {"lat": 91, "lng": 1}, "lat"),
        ("/suggest", {}, "words"),
        ("/suggest", {"words": "a" * 4001}, "words"),
    ],
)
def test_a_question_that_is_wrong_is_refused(
    app: Caller, path: str, query: dict[str, Any], field: str
) -> None:
    problem(app.get(path, **query), 400, field=field)


def test_what_does_not_exist_says_so(app: Caller) -> None:
    for path in ("/", "", "/nothing", "/reports", "/desk", "/openapi.json/x"):
        answer = app.get(path)
        assert answer.status_code in {404, 405}, path
        problem(answer, answer.status_code)
    problem(app.post("/nothing", {}), 404, "not_found")


def test_a_wrong_method_names_the_right_ones(app: Caller) -> None:
    answer = app.client.delete("/api/v1/cases", headers=app.headers)

    problem(answer, 405, "method")
    assert answer["Allow"] == "GET"


def test_sentences_come_in_the_callers_language(app: Caller) -> None:
    app.headers["Accept-Language"] = "en"
    english = app.post("/reports", report(colour="red"))
    app.headers["Accept-Language"] = "fr, id;q=0.5"
    indonesian = app.post("/reports", report(colour="red"))

    assert english["Content-Language"] == "en"
    assert indonesian["Content-Language"] == "id"
    assert english.json()["detail"] == "There is no such field here."
    assert indonesian.json()["detail"] == "Tidak ada isian dengan nama ini."


@pytest.mark.parametrize(
    "given", ["Bearer nonsense", "Bearer ", "Basic eDp5", "bearer", "Bearer " + "x" * 5000]
)
def test_a_wrong_token_is_refused_everywhere(app: Caller, given: str) -> None:
    app.headers["Authorization"] = given

    for answer in (app.get("/desk/cases"), app.post("/reports", report()), app.get("/desk/cases/1")):
        problem(answer, 401, "unauthorized")
        assert answer["WWW-Authenticate"] == "Bearer"


JSON = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**70), 2**70)
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("words", "category", "kind", "lat", "lng", "kelurahan", "landmark", "place_text", "photos", "email")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=some.dictionaries(some.sampled_from(FIELDS), JSON, min_size=1, max_size=3))
def test_no_body_whatever_breaks_it(app: Caller, odd: dict[str, Any]) -> None:
    body = report() | odd
    try:
        sent = orjson.dumps(body)
    except TypeError:  # an integer or a surrogate that no JSON of ours can carry
        return

    answer = app.client.post("/api/v1/reports", sent, content_type="application/json", headers=app.headers)

    assert answer.status_code in {201, 400, 404, 422}, answer.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=some.sampled_from(
        ["accept", "coordinate", "refuse", "submit", "join", "assign", "locate", "hide", "x"]
    ),
    odd=some.dictionaries(
        some.sampled_from(
            ["seen", "note", "reason", "agency", "person", "case", "reports", "until", "kelurahan"]
        ),
        JSON,
        max_size=3,
    ),
)
def test_no_move_whatever_breaks_it(
    app: Caller, staff: Any, cast: Cast, verb: str, odd: dict[str, Any]
) -> None:
    made = app.report()
    try:
        sent = orjson.dumps(odd)
    except TypeError:
        return

    caller = staff(cast.officer)
    answer = caller.client.post(
        f"/api/v1/desk/cases/{made['case']}/moves/{verb}",
        sent,
        content_type="application/json",
        headers=caller.headers,
    )

    assert answer.status_code in {200, 400, 403, 404, 409}, answer.content
