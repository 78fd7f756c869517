"""How pages say times, states and steps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from tanggap.cases.shapes import Step
from tanggap.cases.workflow import MOVES, SYSTEM_VERBS, State
from tanggap.catalog.templatetags import tanggap as tags
from tanggap.core import clock
from tanggap.public.templatetags import public_words as words

AT = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)


def step(verb: str, **data: str) -> Step:
    return Step(1, verb, AT, State.WAITING, "staff", "Kelurahan Tebet Timur", "", "", True, data)


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Sel, 24 Nov 2026 13.05"), ("en", "Tue, 24 Nov 2026 13:05")]
)
def test_a_moment_is_told_in_jakartas_time(language: str, said: str) -> None:
    with translation.override(language):
        assert tags.local_time(AT) == said
        assert tags.local_day(AT) == "24 Nov 2026"
        assert tags.local_day(date(2026, 5, 1)).endswith("2026")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "baru saja"),
        (timedelta(minutes=1), "1 menit lalu"),
        (timedelta(minutes=59, seconds=59), "59 menit lalu"),
        (timedelta(hours=23, minutes=59), "23 jam lalu"),
        (timedelta(days=30, hours=23), "30 hari lalu"),
        (timedelta(days=31), "24 Nov 2026"),
    ],
)
def test_the_past_is_told_as_people_do(passed: timedelta, said: str) -> None:
    with clock.told(AT + passed):
        assert tags.ago(AT) == said


@pytest.mark.parametrize(
    ("ahead", "said", "late"),
    [
        (timedelta(days=3, hours=1), "3 hari lagi", False),
        (timedelta(hours=2, minutes=1), "2 jam lagi", False),
        (timedelta(minutes=30), "kurang dari satu jam lagi", False),
        (timedelta(minutes=-1), "baru lewat batas", True),
        (timedelta(hours=-5, minutes=-1), "terlambat 5 jam", True),
        (timedelta(days=-2, hours=-1), "terlambat 2 hari", True),
    ],
)
def test_a_deadline_is_told_as_people_do(ahead: timedelta, said: str, late: bool) -> None:
    with clock.told(AT - ahead):
        assert tags.left(AT) == said
        assert tags.overdue(AT) is late


def test_every_state_has_words_and_an_icon() -> None:
    assert set(tags.STATES) == {state.value for state in State}
    assert tags.state_badge("done", "confirmed")["label"] == "Dikonfirmasi beres"
    assert tags.state_badge("waiting", "contested")["label"] == "Menunggu"


def test_every_public_move_is_told_in_its_own_words() -> None:
    public = {verb for verb, move in MOVES.items() if move.public} | (SYSTEM_VERBS - {"revealed"})
    assert public <= set(words.STEPS)
    said = [words.told(step(verb, to="Sudin SDA", reason="x", kelurahan="Tebet")) for verb in sorted(public)]
    assert len(set(said)) == len(said)
    assert not [sentence for sentence in said if "%(" in sentence]


def test_a_step_names_the_reason_in_the_readers_language() -> None:
    refused = step("refuse", reason="code", reason_id="Bukan wewenang kami", reason_en="Not ours")
    assert words.told(refused).endswith(": Bukan wewenang kami")
    with translation.override("en"):
        assert words.told(refused).endswith(": Not ours")


@pytest.mark.parametrize(
    ("state", "looks"),
    [
        ("waiting", ["now", "ahead", "ahead", "ahead"]),
        ("sent_back", ["past", "now", "ahead", "ahead"]),
        ("checking", ["past", "past", "now", "ahead"]),
        ("done", ["past", "past", "past", "end"]),
        ("refused", ["past", "end refused"]),
    ],
)
def test_the_stages_never_claim_what_did_not_happen(state: str, looks: list[str]) -> None:
    assert [stage["look"] for stage in words.progress(state)] == looks


@pytest.mark.parametrize(("metres", "said"), [(80, "80 m"), (1240, "1,2 km")])
def test_distances_are_told_as_people_do(metres: int, said: str) -> None:
    assert tags.distance(metres) == said


@pytest.mark.parametrize(
    ("number", "said"), [(106.855642, "106.855642"), (10.5, "10.5"), (11, "11"), (None, "")]
)
def test_coordinates_for_machines_have_a_point(number: float | None, said: str) -> None:
    assert words.unlocal(number) == said


def test_lengths_of_time_are_told_as_people_do() -> None:
    assert [words.hours(length) for length in (0.2, 5.4, 47, 71)] == ["1 jam", "5 jam", "47 jam", "3 hari"]


def test_a_long_name_breaks_after_its_slashes_and_nowhere_else() -> None:
    assert words.breakable("Coretan/Tempelan") == "Coretan/\u200bTempelan"
    assert words.breakable("Pohon") == "Pohon"
