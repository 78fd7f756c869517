"""Decoding happens in processes of their own: limited, replaced when they die, gone when the server stops."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tanggap.core.errors import Invalid, TooMany
from tanggap.evidence import actions, pool
from tanggap.people.rules import PUBLIC
from tests.evidence import pictures as p

PHOTO = p.saved(p.street())


@pytest.fixture
def two() -> Iterator[pool.Pool]:
    decoders = pool.Pool(2)
    yield decoders
    decoders.close()


def _processes() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if any("decoder.py" in word for word in child.cmdline())]


def _started(before: set[int]) -> list[psutil.Process]:
    return [child for child in _processes() if child.pid not in before]


def test_one_process_serves_photo_after_photo(two: pool.Pool) -> None:
    before = {child.pid for child in _processes()}
    for _ in range(3):
        assert two.decode(PHOTO, "JPEG").facts["width"] == 800
    assert len(_started(before)) == 1


def test_no_more_are_decoded_at_once_than_the_pool_holds(two: pool.Pool) -> None:
    before = {child.pid for child in _processes()}
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda _: two.decode(PHOTO, "JPEG"), range(16)))
    assert {len(result.copies) for result in results} == {3}
    assert len(_started(before)) <= 2


def test_a_decoder_that_died_is_replaced(two: pool.Pool) -> None:
    before = {child.pid for child in _processes()}
    two.decode(PHOTO, "JPEG")
    _started(before)[0].send_signal(signal.SIGKILL)
    with pytest.raises(pool.Died):
        two.decode(PHOTO, "JPEG")
    assert two.decode(PHOTO, "JPEG").facts["width"] == 800


def test_a_decoder_that_does_not_answer_is_killed(two: pool.Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {child.pid for child in _processes()}
    two.decode(PHOTO, "JPEG")
    child = _started(before)[0]
    child.suspend()
    monkeypatch.setattr(pool, "ANSWER_SECONDS", 0.2)
    with pytest.raises(pool.Died):
        two.decode(b"x" * 5_000_000, "JPEG")
    child.wait(5)
    monkeypatch.undo()
    assert two.decode(PHOTO, "JPEG").facts["width"] == 800


def test_who_waits_too_long_for_a_decoder_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    none_free = pool.Pool(0)
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(pool, "pool", lambda: none_free)
    with pytest.raises(TooMany) as refused:
        actions.store(actor=PUBLIC, data=PHOTO, name="a.jpg")
    assert refused.value.code == "busy"


def test_a_photo_that_kills_its_decoder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deadly:
        def decode(self, *_: object) -> None:
            raise pool.Died

    monkeypatch.setattr(pool, "pool", Deadly)
    with pytest.raises(Invalid) as refused:
        actions.store(actor=PUBLIC, data=PHOTO, name="a.jpg")
    assert refused.value.code == "photo_unsafe"


def test_after_many_photos_a_fresh_process_takes_over(
    two: pool.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "JOBS_EACH", 1)
    before = {child.pid for child in _processes()}
    two.decode(PHOTO, "JPEG")
    assert _started(before) == []
    assert two.decode(PHOTO, "JPEG").facts["width"] == 800


def test_closing_ends_every_process() -> None:
    before = {child.pid for child in _processes()}
    decoders = pool.Pool(1)
    decoders.decode(PHOTO, "JPEG")
    assert len(_started(before)) == 1
    decoders.close()
    assert _started(before) == []


def test_a_decoder_ends_when_its_server_is_gone() -> None:
    script = Path(pool.__file__).with_name("decoder.py")
    child = subprocess.Popen(
        [sys.executable, "-I", str(script)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(20) == 0


def _alone(code: str) -> "subprocess.CompletedProcess[str]":
    """Runs some lines with the decoder's own limits set."""
    folder = str(Path(pool.__file__).parent)
    lines = f"import sys; sys.path.insert(0, {folder!r})\nimport decoder\ndecoder._limit()\n{code}"
    return subprocess.run([sys.executable, "-I", "-c", lines], capture_output=True, text=True, timeout=60)


def test_a_decoder_can_not_take_more_memory_than_its_share() -> None:
    assert "MemoryError" in _alone("x = bytearray(2 << 30)").stderr
    assert _alone("x = bytearray(100 << 20)").returncode == 0


def test_a_decoder_can_not_run_for_ever() -> None:
    done = _alone("decoder.CPU_SECONDS = 1\ndecoder._limit_cpu()\nwhile True: pass")
    assert done.returncode == -signal.SIGXCPU


def test_a_decoder_can_write_no_file(tmp_path: Path) -> None:
    done = _alone(f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('words')")
    assert "File too large" in done.stderr
    assert (tmp_path / "x").read_text() == ""


def test_a_decoder_knows_no_secret() -> None:
    os.environ["TANGGAP_SECRET_FOR_A_TEST"] = "1"
    try:
        decoders = pool.Pool(1)
        before = {child.pid for child in _processes()}
        decoders.decode(PHOTO, "JPEG")
        assert "TANGGAP_SECRET_FOR_A_TEST" not in _started(before)[0].environ()
        decoders.close()
    finally:
        del os.environ["TANGGAP_SECRET_FOR_A_TEST"]


def test_every_thread_shares_one_pool_and_close_can_be_repeated() -> None:
    found: list[pool.Pool] = []
    threads = [threading.Thread(target=lambda: found.append(pool.pool())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 1
    pool.close()
    pool.close()
    assert pool.pool() is not found[0]


@pytest.mark.django_db
def test_an_upload_object_is_read_as_it_comes() -> None:
    class Upload(io.BytesIO):
        """As Django hands uploads over."""

    stored = actions.store(actor=PUBLIC, data=Upload(PHOTO), name="a.jpg")
    assert stored.width == 800
