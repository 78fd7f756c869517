"""Taking a report in: every way to say where, everything that is wrong at once, nothing twice."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import settings

from tanggap.cases.models import Case, Event, Report
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Emergency, Invalid, NotAllowed, NotFound, Several
from tanggap.core.text import WORDS_LIMIT
from tanggap.intake.actions import receive
from tanggap.intake.queries import looks_like, suggest
from tanggap.intake.shapes import ReportForm
from tanggap.people import queries as people
from tanggap.people.rules import PUBLIC
from tanggap.vault.models import Contact
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast: Cast) -> ReportForm:
    """A form filled in well: Bu Sari stands in front of the broken cover."""
    lat, lng = cast.place
    return ReportForm(
        words="Tutup saluran di depan sekolah pecah.", category="tutup-saluran", lat=lat, lng=lng
    )


def wrong_fields(form: ReportForm) -> set[str]:
    with pytest.raises((Several, Invalid)) as wrong:
        receive(actor=PUBLIC, form=form)
    refusals = wrong.value.refusals if isinstance(wrong.value, Several) else [wrong.value]
    assert Report.objects.count() == Event.objects.count() == Contact.objects.count() == 0
    return {refusal.field for refusal in refusals}


def test_a_report_with_a_point_waits_at_the_kelurahan_of_the_point(form: ReportForm, cast: Cast) -> None:
    received = receive(actor=PUBLIC, form=form)
    case = Case.objects.get(pk=received.case_id)
    assert case.holder_id == cast.lurah.agency_id
    assert case.kelurahan == people.agency(cast.lurah.agency_id).area
    assert (case.place_quality, case.public, case.public_number) == ("exact", True, received.number)


def test_everything_that_is_wrong_is_said_at_once(form: ReportForm) -> None:
    bad = replace(
        form,
        words="x",
        category="tidak-ada",
        kind="shout",
        visibility="secret",
        lat=None,
        lng=None,
        kelurahan="99.99.99.9999",
        email="not an address",
    )
    assert wrong_fields(bad) == {"words", "category", "kind", "visibility", "kelurahan", "email"}


def test_four_thousand_characters_are_enough(form: ReportForm) -> None:
    assert wrong_fields(replace(form, words="a" * (WORDS_LIMIT + 1))) == {"words"}
    received = receive(actor=PUBLIC, form=replace(form, words="got mampet " + "a" * (WORDS_LIMIT - 11)))
    assert len(Report.objects.get(number=received.number).words) == WORDS_LIMIT


def test_control_characters_go_and_emoji_stay(form: ReportForm) -> None:
    received = receive(actor=PUBLIC, form=replace(form, words="Saluran\x00 pecah\u202e 🕳️ di depan sekolah"))
    assert Report.objects.get(number=received.number).words == "Saluran pecah 🕳️ di depan sekolah"


def test_a_form_sent_twice_makes_one_report(form: ReportForm) -> None:
    form = replace(form, key=str(uuid4()), email="sari@example.com")
    first, second = (receive(actor=PUBLIC, form=form) for _ in range(2))
    assert (second.number, second.secret, second.again) == (first.number, first.secret, True)
    assert (Report.objects.count(), Contact.objects.count()) == (1, 1)


def test_a_key_that_could_be_guessed_is_refused(form: ReportForm) -> None:
    assert wrong_fields(replace(form, key="1")) == {"key"}


def test_an_emergency_is_stopped_at_the_door(form: ReportForm) -> None:
    with pytest.raises(Emergency):
        receive(actor=PUBLIC, form=replace(form, words="Rumah tetangga saya sedang terbakar, tolong!"))
    assert Report.objects.count() == 0


def test_the_neighbouring_city_is_named(form: ReportForm) -> None:
    with pytest.raises(Invalid) as outside:
        receive(actor=PUBLIC, form=replace(form, lat=-6.2383, lng=106.9756))
    assert "Bekasi" in str(outside.value)


def test_lists_serve_instead_of_a_map(form: ReportForm, cast: Cast) -> None:
    kode = people.agency(cast.lurah.agency_id).area
    listed = replace(form, lat=None, lng=None, kelurahan=kode, place_text="Dekat warung Bu Tini")
    case = Case.objects.get(pk=receive(actor=PUBLIC, form=listed).case_id)
    assert (case.holder_id, case.place_quality, case.lat) == (cast.lurah.agency_id, "area", None)


def test_words_alone_for_a_place_go_to_the_triage_desk(form: ReportForm) -> None:
    typed = replace(form, lat=None, lng=None, place_text="Jalan Mawar dekat pasar")
    case = Case.objects.get(pk=receive(actor=PUBLIC, form=typed).case_id)
    triage = people.agency_by_code("triage")
    assert triage is not None
    assert (case.holder_id, case.place_quality) == (triage.id, "uncertain")


def test_no_place_at_all_is_asked_for(form: ReportForm) -> None:
    assert wrong_fields(replace(form, lat=None, lng=None)) == {"place"}


def test_too_many_photos_are_refused(form: ReportForm) -> None:
    ids = tuple(uuid4() for _ in range(settings.PHOTOS_PER_REPORT + 1))
    assert "photos" in wrong_fields(replace(form, photo_ids=ids))


def test_a_photo_that_nobody_uploaded_is_refused(form: ReportForm) -> None:
    assert "photos" in wrong_fields(replace(form, photo_ids=(uuid4(),)))


def test_personal_data_in_public_words_is_masked_and_the_words_are_kept(form: ReportForm) -> None:
    words = "Saluran pecah, hubungi saya di 0812-3456-7890 atau motor B 1234 XYZ."
    report = Report.objects.get(number=receive(actor=PUBLIC, form=replace(form, words=words)).number)
    assert report.words == words
    assert "3456" not in report.public_words
    assert "1234" not in report.public_words
    assert "3456" not in report.case.title


def test_what_is_doubtful_waits_for_a_person_before_it_is_public(form: ReportForm) -> None:
    abuse = replace(form, words="Petugasnya anjing semua, saluran pecah tidak diurus!")
    received = receive(actor=PUBLIC, form=abuse)
    assert received.held
    case = Case.objects.get(pk=received.case_id)
    assert (case.public, case.title, case.public_number) == (False, "", "")


def test_a_sensitive_category_is_private_unless_the_reporter_says_otherwise(form: ReportForm) -> None:
    about_a_child = replace(form, category="perlindungan-anak", words="Anak tetangga sering dipukuli.")
    private = Report.objects.get(number=receive(actor=PUBLIC, form=about_a_child).number)
    assert private.visibility == "private"
    assert private.case.sensitive


def test_me_too_needs_no_words_and_no_place(form: ReportForm) -> None:
    first = receive(actor=PUBLIC, form=form)
    too = receive(actor=PUBLIC, form=ReportForm(category="tutup-saluran", join_case=first.case_id))
    assert too.case_id == first.case_id
    assert too.number != first.number


def test_nobody_joins_a_case_they_cannot_see(form: ReportForm) -> None:
    hidden = receive(actor=PUBLIC, form=replace(form, visibility="private"))
    with pytest.raises(NotFound):
        receive(actor=PUBLIC, form=replace(form, join_case=hidden.case_id))
    with pytest.raises(NotFound):
        receive(actor=PUBLIC, form=replace(form, join_case=10**9))


def test_a_private_case_is_not_offered_as_the_same(form: ReportForm) -> None:
    receive(actor=PUBLIC, form=replace(form, visibility="private"))
    assert looks_like(form=form) == []
    public = receive(actor=PUBLIC, form=form)
    assert [one.number for one in looks_like(form=form)] == [public.number]


def test_far_away_or_of_another_kind_is_not_the_same(form: ReportForm) -> None:
    receive(actor=PUBLIC, form=form)
    assert form.lat is not None
    assert looks_like(form=replace(form, lat=form.lat + 0.003)) == []
    assert looks_like(form=replace(form, category="pohon")) == []


def test_a_closed_case_takes_no_more_reporters(form: ReportForm, cast: Cast) -> None:
    first = receive(actor=PUBLIC, form=form)
    Case.objects.filter(pk=first.case_id).update(state="done")
    with pytest.raises(NotAllowed):
        receive(actor=PUBLIC, form=replace(form, join_case=first.case_id))


def test_the_category_is_suggested_from_street_words() -> None:
    assert "saluran" in suggest("got mampet depan rumah, airnya meluap")[0].code
    assert suggest("jalan bolong gede banget")[0].code == "jalan"
    assert suggest("zzz qqq") == []


def test_what_touches_homes_is_never_offered_as_near(form: ReportForm) -> None:
    # Whoever asks from many points would learn which house it is.
    code = next(row.code for row in catalog.categories().values() if row.coarse_place)
    at_home = replace(form, category=code, visibility="public", photo_ids=())
    receive(actor=PUBLIC, form=at_home)
    assert Case.objects.filter(public=True).count() == 1
    assert looks_like(form=at_home) == []
