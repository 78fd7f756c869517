"""Staff: the way in, what a role can't take for itself, and what the administration does not show."""

from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tanggap.cases.models import Case, Event, Report
from tanggap.jobs.throttle import Throttle
from tanggap.people import actions as people
from tanggap.people import attempts
from tanggap.people.models import User
from tanggap.people.rules import SYSTEM
from tests.cast import PASSWORD, Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import hidden
from tests.hashers import QuickArgon2
from tests.security.scene import Visitor, hide, without_token
from tests.stories.story import Story

pytestmark = pytest.mark.django_db
LOGIN = "/petugas/masuk"


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wrong password of another test counts."""
    monkeypatch.setattr(attempts, "_failures", Throttle(per_hour=attempts.PER_HOUR, burst=attempts.BURST))


def log_in(
    username: str,
    password: str = "salah",  # noqa: S107 - a wrong one
    client: Client | None = None,
    **more: str,
) -> Any:
    """One try at the door."""
    return (client or Client()).post(LOGIN, {"username": username, "password": password, **more})


# ---- coming in --------------------------------------------------------------------------------------


def test_one_network_can_not_try_every_account(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five tries for each account would be thousands for a list of names."""
    monkeypatch.setattr(attempts, "_failures", Throttle(per_hour=1, burst=6))
    tried = [log_in(f"petugas{number}").status_code for number in range(8)]
    assert tried == [400] * 6 + [429] * 2
    assert log_in("lurah", PASSWORD).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert log_in("lurah", PASSWORD, elsewhere).status_code == 302, "other networks come in"


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(cast: Cast, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True  # as it is where TANGGAP_URL is https
    cookie = log_in("lurah", PASSWORD).cookies["tanggap_petugas"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert "tanggap_petugas" not in Client().get("/").cookies


def test_a_forged_address_resets_no_count(cast: Cast) -> None:
    for number in range(5):
        answer = Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").post(
            LOGIN, {"username": "lurah", "password": "salah"}
        )
    assert answer.status_code == 429


@pytest.mark.parametrize("spelling", [" lurah", "lurah ", "ｌｕｒａｈ"])
def test_another_spelling_of_a_name_resets_no_count(cast: Cast, spelling: str) -> None:
    for _ in range(4):
        log_in("lurah")
    assert log_in(spelling).status_code == 429


def test_what_was_typed_before_a_wrong_password_is_kept_nowhere(client: Client, cast: Cast) -> None:
    """The report form of the front desk holds a resident's name and number."""
    sent = {"words": "Kata rahasia.", "name": "Wulandari", "phone": "081387654321", "email": "w@example.org"}
    kept = hidden(client.post("/petugas/lapor", sent))
    assert kept["kept-phone"] == "081387654321"
    assert log_in("front_desk", "salah", client, **kept).status_code == 400
    row = AccessAttempt.objects.get()
    told = f"{row.post_data} {row.get_data} {row.path_info} {row.username}"
    for mark in ("rahasia", "Wulandari", "0813", "w@example", "salah"):
        assert mark not in told
    assert row.username == "front_desk"
    log_in("front_desk", PASSWORD, client, **kept)
    assert "0813" not in str(AccessLog.objects.values())


def test_the_time_an_answer_takes_does_not_tell_who_has_an_account(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known account costs one verification, so an unknown one must cost one hash."""
    hashed: list[str] = []
    real = QuickArgon2.encode

    def encode(self: QuickArgon2, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(QuickArgon2, "encode", encode)
    assert log_in("tidak-ada").status_code == 400
    assert hashed == ["salah"]


def test_a_closed_account_answers_like_an_unknown_one(cast: Cast) -> None:
    cast.stranger.is_active = False
    cast.stranger.save()
    closed, unknown = log_in("stranger", PASSWORD), log_in("tidak-ada", PASSWORD)
    assert closed.status_code == unknown.status_code == 400
    tell = [without_token(one.content.decode()).replace("stranger", "tidak-ada") for one in (closed, unknown)]
    assert tell[0] == tell[1]


def test_switching_an_account_off_ends_sessions_and_tokens_at_once(at_desk: SignIn, cast: Cast) -> None:
    token = people.create_token(actor=SYSTEM, name="aplikasi", username="officer")
    desk, headers = at_desk(cast.officer), {"Authorization": f"Bearer {token}"}
    assert desk.get("/petugas/").status_code == 200
    assert Client().get("/api/v1/desk/cases", headers=headers).status_code == 200
    User.objects.filter(username="officer").update(is_active=False)
    assert desk.get("/petugas/").status_code == 302
    assert Client().get("/api/v1/desk/cases", headers=headers).status_code == 401
    assert log_in("officer", PASSWORD).status_code == 400


def test_a_new_role_counts_from_the_next_click(at_desk: SignIn, story: Story, cast: Cast) -> None:
    hidden_case = hide(story).case_id
    desk = at_desk(cast.validator)
    assert desk.get(f"/petugas/kasus/{hidden_case}").status_code == 200
    User.objects.filter(pk=cast.validator.pk).update(role="leader")
    assert desk.get(f"/petugas/kasus/{hidden_case}").status_code == 404


@pytest.mark.parametrize(
    "token", ["", "tgp_", "Bearer", "tgp_" + "a" * 43, "' OR 1=1 --", "\ud800", "a" * 10_000]
)
def test_a_token_that_nobody_was_given_opens_nothing(cast: Cast, token: str) -> None:
    people.create_token(actor=SYSTEM, name="aplikasi", username="officer")
    meta = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert Client().get("/api/v1/desk/cases", **meta).status_code == 401  # type: ignore[arg-type]
    assert Client().post("/api/v1/reports", {}, "application/json", **meta).status_code == 401  # type: ignore[arg-type]


# ---- forms ------------------------------------------------------------------------------------------


def views() -> list[tuple[str, Any]]:
    """Every view of the desk with its address."""
    found: list[tuple[str, Any]] = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for one in patterns:
            path = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, path)
            else:
                found.append((path, one.callback))

    walk(get_resolver().url_patterns, "/")
    return [(path, view) for path, view in found if path.startswith("/petugas/")]


def test_every_post_of_the_desk_wants_its_token(story: Story, cast: Cast) -> None:
    received = story.report()
    report = Report.objects.get(number=received.number).pk
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.auditor)
    tried = 0
    for path, view in views():
        assert not getattr(view, "csrf_exempt", False), path
        address = path.replace("<int:case_id>", str(received.case_id)).replace("<slug:verb>", "note")
        address = address.replace("<int:report_id>", str(report))
        if "<" in address:
            continue
        answer = client.post(address, {"note": "x", "reason": "Saya ingin tahu siapa."})
        assert answer.status_code in {403, 405}, address
        tried += answer.status_code == 403
    assert tried >= 6
    assert Event.objects.exclude(verb="reported").count() == 0


def test_the_administration_takes_nothing_without_its_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    page = f"/admin/people/user/{cast.officer.pk}/change/"
    answer = client.post(page, {"username": "officer", "role": "administrator"})
    assert answer.status_code == 403
    assert User.objects.get(username="officer").role == "officer"


@pytest.mark.parametrize(
    "forged", [{"role": "auditor"}, {"agency": "1"}, {"is_active": "1"}, {"user_id": "1"}]
)
def test_no_field_of_ones_own_account_makes_one_more(
    at_desk: SignIn, cast: Cast, forged: dict[str, str]
) -> None:
    before = User.objects.values("role", "agency_id").get(pk=cast.officer.pk)
    desk = at_desk(cast.officer)
    desk.post("/petugas/akun/bahasa", {"language": "en", **forged})
    new = "empat-kapal-di-teluk"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    desk.post("/petugas/akun", form | forged)
    assert User.objects.values("role", "agency_id").get(pk=cast.officer.pk) == before


# ---- moves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["stranger", "leader", "front_desk", "administrator", "crew", "validator"])
@pytest.mark.parametrize(
    "verb", ["coordinate", "refuse", "assign", "delegate", "join", "hide", "revealed", "reported"]
)
def test_no_move_that_is_not_offered(story: Story, cast: Cast, who: str, verb: str) -> None:
    received = story.report()
    agency = cast.sudin_officer.agency_id
    report = Report.objects.get(number=received.number).pk
    form = {
        "note": "Paksa.",
        "reason": cast.reason("refuse") if verb == "refuse" else cast.reason("hide"),
        "agency_id": agency,
        "user_id": cast.crew.pk,
        "report_ids": report,
        "case_id": received.case_id,
        "seen": 99,
    }
    visitor = Visitor(getattr(cast, who))
    page = visitor.send(f"/petugas/kasus/{received.case_id}/{verb}", **form)
    assert page[:3] in {"400", "403", "404", "405"}, page[:300]
    case = Case.objects.get(pk=received.case_id)
    assert (case.version, case.state, case.holder_id) == (1, "waiting", cast.lurah.agency_id)


def test_ids_of_others_in_a_form_are_refused(story: Story, cast: Cast) -> None:
    received, other = story.report(), story.report()
    story.received.pop()
    desk = Visitor(cast.officer)
    address = f"/petugas/kasus/{received.case_id}/"
    foreign = Report.objects.get(number=other.number).pk
    theirs = story.photo(cast.crew)
    forged: list[tuple[str, dict[str, Any]]] = [
        ("assign", {"user_id": cast.stranger.pk}),
        ("assign", {"user_id": 10**17}),
        ("coordinate", {"agency_id": 10**17, "note": "Ke sana."}),
        ("delegate", {"agency_id": cast.stranger.agency_id, "note": "Ke sana."}),
        ("split", {"report_ids": foreign, "note": "Ini."}),
        ("join", {"case_id": 10**17}),
        ("recategorise", {"category_id": 10**17}),
    ]
    for verb, form in forged:
        assert desk.send(address + verb, seen=1, **form)[:3] in {"400", "403", "404"}, verb
    desk.send(address + "accept", seen=1)
    proof = desk.send(address + "submit", seen=2, note="Selesai.", photo_ids=str(theirs))
    assert proof.startswith("400"), "a photo that a colleague took"
    assert Case.objects.get(pk=received.case_id).state == "in_progress"


def test_a_forged_version_takes_nothing_back(story: Story, cast: Cast) -> None:
    received = story.report()
    desk = Visitor(cast.officer)
    address = f"/petugas/kasus/{received.case_id}/"
    desk.send(address + "accept", seen=1)
    for seen in ("-1", "0", "1", "abc", "9" * 18, "9" * 40, "1.0", "٣"):
        desk.send(address + "accept", seen=seen)
    assert Event.objects.filter(case=received.case_id).count() == 2


def test_what_one_may_not_see_one_may_not_touch(story: Story, cast: Cast) -> None:
    hidden_case = hide(story).case_id
    for who in ("stranger", "leader", "front_desk", "administrator", "other_sudin_officer"):
        visitor = Visitor(getattr(cast, who))
        for verb in ("note", "accept", "tell"):
            assert visitor.send(f"/petugas/kasus/{hidden_case}/{verb}", note="Halo.").startswith("404")
            sent = visitor.client.post(
                f"/api/v1/desk/cases/{hidden_case}/moves/{verb}",
                {"note": "Halo."},
                "application/json",
                headers=visitor.headers,
            )
            assert sent.status_code == 404
    assert Event.objects.filter(case=hidden_case).count() == 1


# ---- the administration -----------------------------------------------------------------------------

SHOWN = {"catalog", "people", "places", "axes"}


def test_the_administration_shows_reference_data_and_accounts_alone() -> None:
    registered = {model._meta.app_label for model in admin.site._registry}
    assert registered <= SHOWN
    sealed = {
        model
        for app in ("cases", "vault", "evidence", "notices", "insight", "jobs", "sessions")
        for model in apps.get_app_config(app).get_models()
    }
    assert sealed
    assert not sealed & set(admin.site._registry)
    assert "ApiToken" not in {model.__name__ for model in admin.site._registry}


def admin_pages() -> list[str]:
    """Every address of the administration that needs no row."""
    names = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
    return ["/admin/", "/admin/jsi18n/", "/admin/password_change/", *names]


def test_only_administrators_come_in_there(story: Story, cast: Cast) -> None:
    for name, user in cast.everybody().items():
        visitor = Visitor(user)
        for page in admin_pages():
            answer = visitor.client.get(page, follow=True)
            if name == "administrator":
                assert answer.status_code == 200, page
            else:
                assert answer.status_code == 404, (name, page)
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0].startswith(LOGIN)


def test_no_page_of_it_tells_of_a_report_or_a_contact(story: Story, cast: Cast) -> None:
    secret = hide(story)
    visitor = Visitor(cast.administrator)
    for page in admin_pages():
        text = visitor.read(page)
        for name, mark in secret.marks.items():
            assert mark not in text, (page, name)


@pytest.mark.parametrize(
    "page",
    [
        "/admin/cases/report/",
        "/admin/cases/case/1/change/",
        "/admin/vault/contact/1/change/",
        "/admin/evidence/photo/",
        "/admin/sessions/session/",
        "/admin/people/apitoken/",
        "/admin/people/user/?password__startswith=argon2",
        "/admin/people/user/?tokens__digest__startswith=a",
        "/admin/catalog/category/?primary__users__password__startswith=argon2",
    ],
)
def test_no_filter_or_guessed_address_of_it_does(story: Story, cast: Cast, page: str) -> None:
    hide(story)
    visitor = Visitor(cast.administrator)
    answer = visitor.client.get(page)
    assert answer.status_code in {302, 400, 404}, page


def test_an_administrator_sees_no_private_case_whatever_they_try(story: Story, cast: Cast) -> None:
    case_id = hide(story).case_id
    visitor = Visitor(cast.administrator)
    assert visitor.status(f"/petugas/kasus/{case_id}") == 404
    assert visitor.status("/petugas/lapor") == 404
