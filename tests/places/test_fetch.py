"""Bytes from files and addresses: whatever goes wrong is one sentence, in time."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tanggap.core.errors import Invalid
from tanggap.places import fetch


class _Wayward(BaseHTTPRequestHandler):
    """Serves every kind of trouble by its path."""

    def do_GET(self) -> None:
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "file:///etc/hostname")
        self.send_header("Content-Length", "6" if self.path != "/cut" else "60")
        self.end_headers()
        if self.path == "/slow":
            for _ in range(20):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.1)
        else:
            self.wfile.write(b"areas!")

    def log_message(self, format: str, *args: Any) -> None:
        return None


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Wayward)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_it_reads_a_file_and_an_address(address: str, tmp_path: Path) -> None:
    (tmp_path / "areas").write_bytes(b"areas!")
    assert fetch.read(str(tmp_path / "areas")) == b"areas!"
    assert fetch.read(f"{address}/fine") == b"areas!"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "answered with error 404"),
        ("/moved", "answered with error 302"),
        ("/cut", "stopped in the middle|can't be reached"),
    ],
)
def test_trouble_on_the_way_is_one_sentence(address: str, path: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        fetch.read(f"{address}{path}")


def test_a_slow_server_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_CHUNK", 1)
    with pytest.raises(Invalid, match="took too long"):
        fetch.read(f"{address}/slow", seconds=0.2)


def test_what_never_ends_is_not_read_to_the_end(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 3)
    with pytest.raises(Invalid, match="too large"):
        fetch.read(f"{address}/fine")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("http://127.0.0.1:9/x", "can't be reached"),
        ("http://[half/x", "can't be reached"),
        ("http://127.0.0.1:port/x", "can't be reached"),
        ("ftp://127.0.0.1/x", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("/no/such/file", "There is no file /no/such/file"),
        ("", "is a folder|There is no file"),
        ("\0", "can't be read"),
    ],
)
def test_what_is_no_place_is_told(place: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        fetch.read(place)


def test_a_folder_and_a_huge_file_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match="is a folder"):
        fetch.read(str(tmp_path))
    monkeypatch.setattr(fetch, "LARGEST", 3)
    (tmp_path / "large").write_bytes(b"four")
    with pytest.raises(Invalid, match="too large"):
        fetch.read(str(tmp_path / "large"))


def test_passwords_and_queries_are_never_shown() -> None:
    assert fetch.shown("https://user:secret@host.example:8443/a/b.geojson?token=x#y") == (
        "https://host.example:8443/a/b.geojson"
    )
    assert fetch.shown("http://[half/x?token=x") == "http://…"
    assert fetch.shown("maps/areas.geojson") == "maps/areas.geojson"
