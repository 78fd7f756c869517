"""No single thing that anybody can send may hold up everybody: worst cases cost no more than their length."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tanggap.cases.likeness import trigrams
from tanggap.cases.models import Report
from tanggap.catalog.emergency import emergency
from tanggap.catalog.suggest import suggest
from tanggap.core import email, personal
from tanggap.core.errors import Refusal, TooMany
from tanggap.core.text import READ_LIMIT, clean
from tanggap.evidence import pool
from tanggap.intake import actions as intake
from tanggap.intake.screen import screen
from tanggap.intake.shapes import ReportForm
from tanggap.people.rules import PUBLIC
from tanggap.places.models import Landmark
from tests.cast import KELURAHAN
from tests.stories.story import Story

# What made a pattern or a library slow, or looks as if it could.
SLOW = [
    "x1",
    "0 8 ",
    "021 ",
    "0-",
    "a@",
    "a.a-a.",
    "plat b 1 ",
    "pak abc kata ",
    "alamat rumah saya jalan ",
    "jl no 1 rt 1 ",
    "nik 1",
    "b a b i ",
    "api ",
    "\u0315\u0300\u0327",
    "\ufdfa",
    "🙂1.",
    "\n",
    " ",
]
BUDGET_SECONDS = 0.25


def seconds(run: Callable[[], object]) -> float:
    """CPU time of this thread: what other work on the machine does not disturb."""
    began = time.thread_time()
    run()
    return time.thread_time() - began


@pytest.mark.django_db
@pytest.mark.parametrize("piece", SLOW)
def test_the_longest_words_are_read_within_a_moment(piece: str) -> None:
    words = (piece * 4000)[:4000]
    screen("sekali"), suggest("sekali"), emergency("sekali")  # what is compiled once is there now
    for read in (clean, personal.masked, screen, emergency, suggest, trigrams.__wrapped__):
        assert min(seconds(lambda: read(words)) for _ in range(2)) < BUDGET_SECONDS, read  # noqa: B023


@pytest.mark.parametrize("piece", ["x1", "\u0315\u0300\u0327", "0 8 ", "a@"])
def test_twice_as_much_takes_about_twice_as_long(piece: str) -> None:
    def cost(length: int) -> float:
        words = (piece * length)[:length]
        return min(seconds(lambda: (clean(words), screen(words), email.address(words))) for _ in range(3))

    cost(1000)
    assert cost(8000) < 8 * max(cost(2000), 0.001), "it grows with the square"


def test_accents_without_end_do_not_stop_the_process() -> None:
    """200,000 stacked accents took 27 seconds, in which no other thread could run."""
    assert seconds(lambda: clean("a" + "\u0315\u0300\u0327" * 300_000)) < BUDGET_SECONDS
    assert clean("é" + "\u0300" * 50).count("\u0300") <= 4
    assert clean("Nguyễn Thị Ánh, कि, กี่, שָׁלוֹם 🕳️") == "Nguyễn Thị Ánh, कि, กี่, שָׁלוֹם 🕳️"


def test_of_endless_words_only_so_many_are_read() -> None:
    assert len(clean("a" * 3_000_000)) == READ_LIMIT


@pytest.mark.django_db
def test_an_endless_place_is_refused_before_anything_costly() -> None:
    form = ReportForm(words="Got mampet di depan sekolah.", category="jalan", place_text="x1" * 500_000)
    began = time.thread_time()
    with pytest.raises(Refusal):
        intake.receive(actor=PUBLIC, form=form)
    assert time.thread_time() - began < 2 * BUDGET_SECONDS


def test_what_is_remembered_of_words_stays_small() -> None:
    assert trigrams.cache_info().maxsize <= 1024  # type: ignore[operator]


def test_photos_that_are_slow_to_decode_leave_threads_for_pages() -> None:
    """Each waits in a thread that pages are made in; there are eight."""
    decoders = pool.Pool(1, waiting=2)
    started, go = threading.Barrier(4), threading.Event()
    decoders._slots.get()  # the one decoder is busy
    refused: list[BaseException] = []

    def send() -> None:
        started.wait(5)
        try:
            decoders.decode(b"", "PNG")
        except pool.Busy as busy:
            refused.append(busy)
        except pool.Died:
            pass
        go.set()

    threads = [threading.Thread(target=send, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    started.wait(5)
    time.sleep(0.2)
    with pytest.raises(pool.Busy):
        decoders.decode(b"", "PNG")
    assert refused == []
    decoders._slots.put(None)
    for thread in threads:
        thread.join(60)
    decoders.close()


def test_the_servers_own_pool_keeps_two_threads_free(settings: Any) -> None:
    ours = pool.pool()
    taken = [ours._places.acquire(blocking=False) for _ in range(20)]
    for one in taken:
        if one:
            ours._places.release()
    assert sum(taken) == settings.THREADS - 2


@pytest.mark.django_db
def test_a_key_with_a_null_byte_is_refused_in_words() -> None:
    with pytest.raises(Refusal) as refused:
        intake.receive(actor=PUBLIC, form=ReportForm(words="Got mampet di jalan.", key="\0" * 20))
    assert not isinstance(refused.value, TooMany)


@pytest.mark.django_db
def test_a_longest_place_beside_a_longest_landmark_fits(story: Story) -> None:
    """Together, and with what is masked in it, they are longer than the column."""
    landmark = Landmark.objects.create(kelurahan_id=KELURAHAN, name="M" * 120)
    place = ("depan pos 0812-3456-7890, " * 20)[:300]
    form = ReportForm(
        words="Got mampet di depan sekolah sejak kemarin.",
        category="jalan",
        kelurahan=KELURAHAN,
        landmark_id=landmark.pk,
        place_text=place,
        photo_ids=(story.photo(),),
        key=uuid4().hex,
    )
    number = intake.receive(actor=PUBLIC, form=form).number
    kept = Report.objects.get(number=number).place_text
    assert len(kept) <= 300
    assert "0812" not in kept


@pytest.mark.parametrize(
    "words",
    [
        "hubungi ０８１２３４５６７８９０ ya",
        "hubungi 0812\u200b3456\u200b7890 ya",
        "hubungi 0812\u00ad3456\u00ad7890",
        "hubungi ٠٨١٢٣٤٥٦٧٨٩٠",
        "hub 𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎",
        "surel saya sari＠gmail.com",
        "kirim ke sari@gm\u200bail.com",
    ],
)
def test_signs_that_only_look_like_others_hide_no_number(words: str) -> None:
    public = screen(clean(words)).public_words
    assert "[" in public
    assert not any(sign.isdecimal() for sign in public)
    assert "@" not in public
    assert "＠" not in public


@pytest.mark.parametrize("words", ["ko\u200bntol lu", "ｋｏｎｔｏｌ lu", "𝐤𝐨𝐧𝐭𝐨𝐥 lu"])
def test_nor_an_insult(words: str) -> None:
    assert screen(clean(words)).doubtful


def test_what_stands_around_is_left_as_it_was_written() -> None:
    words = "Keluarga 👨‍👩‍👧 di RT ０３ hubungi 0812\u200b3456\u200b7890 segera"
    assert screen(words).public_words == "Keluarga 👨‍👩‍👧 di RT ０３ hubungi [nomor telepon] segera"
