"""Headers, refusals and error pages, as Django answers them."""

import json
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tanggap.core.errors import Emergency, Invalid, Several, TooMany
from tanggap.ops import policy, views
from tanggap.ops.middleware import Headers, Refusals
from tanggap.ops.refused import refused

asked = RequestFactory()


def answered(path: str, **headers: str) -> HttpResponse:
    """What a plain page at this path is sent with."""

    def view(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse("<p>")
        for name, value in headers.items():
            answer[name.replace("_", "-")] = value
        return answer

    answer = Headers(view)(asked.get(path))
    assert isinstance(answer, HttpResponse)
    return answer


def test_pages_may_load_only_what_is_ours() -> None:
    answer = answered("/")
    assert answer["Content-Security-Policy"] == policy.CONTENT
    for word in ("unsafe", "http:", "*"):
        assert word not in policy.CONTENT
    assert "camera=(self)" in answer["Permissions-Policy"]


def test_what_is_no_page_may_load_nothing() -> None:
    answer = answered("/api/v1/cases", Content_Type="application/json")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Permissions-Policy" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "private, no-cache"),
        ("/lapor", "private, no-cache"),
        ("/petugas/", "private, no-store"),
        ("/admin/people/user/", "private, no-store"),
        ("/lacak/JK2503050007?k=abc", "private, no-store"),
    ],
)
def test_pages_are_kept_by_nobody_unless_they_say_so(path: str, kept: str) -> None:
    assert answered(path)["Cache-Control"] == kept


def test_a_view_has_the_last_word() -> None:
    answer = answered("/", Cache_Control="public, max-age=60", Referrer_Policy="origin")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Referrer-Policy"] == "origin"
    assert answered("/", X_Edge_Seconds="5")["Cache-Control"] == "no-cache"


def test_a_secret_address_is_named_to_no_other_site() -> None:
    assert answered("/lacak/JK2503050007?k=abc")["Referrer-Policy"] == "no-referrer"
    assert answered("/foto/x/thumb.webp?t=abc")["Referrer-Policy"] == "no-referrer"
    assert answered("/lacak/JK2503050007")["Referrer-Policy"] == "same-origin"


def test_a_tile_server_is_let_in_when_one_is_set(settings: Any) -> None:
    settings.TILES_URL = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    assert policy._tiles() == " https://*.tiles.example.org"
    settings.TILES_URL = ""
    assert policy._tiles() == ""


def test_every_reason_stands_on_the_page() -> None:
    both = Several([Invalid("Write a few words.", field="note"), Invalid("Choose a reason.", field="reason")])
    page = refused(asked.get("/lapor", headers={"accept-language": "en"}), both)
    assert page.status_code == 400
    assert "Write a few words." in page.content.decode()
    assert "Choose a reason." in page.content.decode()
    told = json.loads(refused(asked.get("/api/v1/reports"), both).content)
    assert [error["field"] for error in told["errors"]] == ["note", "reason"]


def test_a_sentence_is_filled_and_translated() -> None:
    page = refused(asked.get("/lapor"), Emergency())
    assert page.status_code == 422
    assert "<h1>Telepon 112</h1>" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_who_is_too_fast_is_told_how_long_to_wait() -> None:
    assert refused(asked.get("/lapor"), TooMany(seconds=17))["Retry-After"] == "17"
    assert refused(asked.get("/lapor"), TooMany())["Retry-After"] == "60"


def test_everybody_is_shown_a_way_on() -> None:
    assert 'href="/lacak"' in refused(asked.get("/kasus"), Invalid()).content.decode()
    assert 'href="/petugas/"' in refused(asked.get("/petugas/kasus/5"), Invalid()).content.decode()


def test_words_of_a_visitor_are_never_markup() -> None:
    page = refused(asked.get("/"), Invalid("%(words)s", words="<script>x</script>"))
    assert "<script>x" not in page.content.decode()


def test_only_refusals_are_turned_into_pages() -> None:
    middleware = Refusals(lambda request: HttpResponse())
    assert middleware.process_exception(asked.get("/"), ValueError("x")) is None
    answer = middleware.process_exception(asked.get("/"), Invalid())
    assert answer is not None
    assert answer.status_code == 400


def test_a_form_that_is_too_large_is_said_to_be() -> None:
    page = views.bad_request(asked.post("/lapor"), RequestDataTooBig("Request body exceeded settings"))
    assert page.status_code == 400
    assert "terlalu besar" in page.content.decode()
    assert "settings" not in page.content.decode()


def test_what_does_not_exist_says_nothing_of_why() -> None:
    page = views.not_found(asked.get("/x"), Http404("No Case matches the given query."))
    assert page.status_code == 404
    assert "No Case" not in page.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/petugas/kasus/5", "http://testserver/petugas/kasus/5"),
        ("https://evil.example/", "/petugas/masuk"),
        ("", "/petugas/masuk"),
        ("javascript:alert(1)", "/petugas/masuk"),
    ],
)
@pytest.mark.django_db
def test_a_form_that_lay_too_long_leads_back_to_itself(referer: str, back: str) -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.post("/petugas/masuk", {"username": "a"}, headers={"referer": referer})
    assert page.status_code == 403
    assert "Mohon kirim sekali lagi" in page.content.decode()
    assert f'href="{back}"' in page.content.decode()


@pytest.mark.django_db
def test_the_page_for_failures_needs_nothing_that_may_have_failed(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = views.failed(asked.get("/"))
    assert page.status_code == 500
    assert "112" in page.content.decode()
    assert json.loads(views.failed(asked.get("/api/v1/x")).content)["code"] == "failed"
