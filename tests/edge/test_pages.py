"""What goes to Django and comes back: bodies, heads, languages, refusals, broken requests."""

import gzip
import hashlib
import json
import time

import pytest

from tests.edge.wire import ask, connected, read_all, send_raw
from tests.servers import Server

pytestmark = pytest.mark.server
MB = 1024 * 1024


def test_a_page_comes_with_strict_headers(doors: Server) -> None:
    reply = ask(doors, "/uji/tolak")
    assert reply.status == 409
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["x-frame-options"] == "DENY"
    assert "server" not in reply.headers


def test_a_refusal_is_a_page_in_the_visitors_language(doors: Server) -> None:
    assert "Orang lain baru saja" in ask(doors, "/uji/tolak").text
    english = ask(doors, "/uji/tolak", Accept_Language="en-GB,en;q=0.9")
    assert "Somebody else changed this a moment ago." in english.text
    chosen = ask(doors, "/uji/tolak", Accept_Language="id", Cookie="bahasa=en")
    assert "Somebody else" in chosen.text


def test_a_refusal_to_a_machine_is_a_problem_document(doors: Server) -> None:
    reply = ask(doors, "/api/uji/tolak", Accept_Language="en")
    assert reply.headers["content-type"] == "application/problem+json"
    problem = json.loads(reply.body)
    assert problem["status"] == reply.status == 409
    assert problem["code"] == "conflict"
    assert problem["detail"] == "Somebody else changed this a moment ago."


def test_one_requests_language_is_unknown_to_the_next(doors: Server) -> None:
    for _ in range(12):  # every thread
        ask(doors, "/uji/gema", Accept_Language="en")
    said = {json.loads(ask(doors, "/api/uji/gema").body)["language"] for _ in range(12)}
    assert said == {"id"}


def test_a_missing_page_says_so(doors: Server) -> None:
    reply = ask(doors, "/tidak/ada")
    assert reply.status == 404
    assert "Halaman ini tidak ada" in reply.text


def test_a_failure_tells_nothing_and_logs_nobodys_words(doors: Server) -> None:
    reply = ask(doors, "/uji/rusak?w=budi@example.org")
    assert reply.status == 500
    assert "RuntimeError" not in reply.text
    assert "Laporan yang sudah diterima tidak hilang" in reply.text
    assert "RuntimeError" in doors.words()
    assert "budi@example.org" not in doors.words()


def test_a_head_has_no_body_but_its_length(doors: Server) -> None:
    reply = ask(doors, "/uji/ringan", method="HEAD")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == "2"


def test_pages_are_packed_for_who_can_unpack(doors: Server) -> None:
    packed = ask(doors, "/tidak/ada", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert b"<html" in gzip.decompress(packed.body)
    assert "content-encoding" not in ask(doors, "/tidak/ada", Accept_Encoding="gzip;q=0, br").headers


def test_a_small_body_stays_in_memory_and_a_large_one_goes_to_disk(doors: Server) -> None:
    small, large = b"s" * 1000, b"L" * (3 * MB)
    for body, on_disk in ((small, False), (large, True)):
        said = json.loads(ask(doors, "/uji/sidik", method="POST", body=body).body)
        assert said["sha256"] == hashlib.sha256(body).hexdigest()
        assert said["on_disk"] is on_disk


def test_ten_megabytes_from_a_slow_phone_hold_up_nobody(doors: Server) -> None:
    body = bytes(range(256)) * 40_960
    head = b"POST /uji/sidik HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(
        body
    )
    waits = []
    with connected(doors) as wire:
        wire.sendall(head)
        for at in range(0, len(body), len(body) // 20):
            wire.sendall(body[at : at + len(body) // 20])
            began = time.monotonic()
            assert ask(doors, "/uji/ringan").body == b"ok"
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
        answer = read_all(wire)
    assert hashlib.sha256(body).hexdigest().encode() in answer
    assert max(waits) < 1


def test_a_chunked_body_arrives_whole(doors: Server) -> None:
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (b"satu", b"dua" * 1000, b"tiga")) + b"0\r\n\r\n"
    head = b"POST /uji/sidik HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    answer = send_raw(doors, head + pieces)
    assert hashlib.sha256(b"satu" + b"dua" * 1000 + b"tiga").hexdigest().encode() in answer


def test_a_body_too_large_is_read_to_its_end_and_refused_in_words(doors: Server) -> None:
    reply = ask(doors, "/uji/sidik", method="POST", body=b"x" * (80 * MB))
    assert reply.status == 413
    assert "terlalu besar" in reply.text


def test_a_body_beyond_all_reason_is_cut_off(doors: Server) -> None:
    head = b"POST /api/uji/gema HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n"
    answer = send_raw(doors, head)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer.lower()
    assert b'"code":"too_large"' in answer


def test_a_sender_who_leaves_in_the_middle_is_forgotten(doors: Server) -> None:
    with connected(doors) as wire:
        wire.sendall(
            b"POST /uji/sidik HTTP/1.1\r\nhost: a\r\ncontent-length: 5000000\r\n\r\n" + b"x" * 100_000
        )
    assert ask(doors, "/uji/ringan").body == b"ok"


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nhost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost a\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: a\r\nx: a\x00b\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: abc\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # somebody speaks TLS
    ],
)
def test_a_broken_request_is_a_400(doors: Server, request_line: bytes) -> None:
    assert send_raw(doors, request_line).startswith(b"HTTP/1.1 400 ")
    assert ask(doors, "/uji/ringan").status == 200


def test_an_endless_head_is_cut_off(doors: Server) -> None:
    with connected(doors, timeout=3) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\nhost: a\r\n")
        try:
            for number in range(100):
                wire.sendall(b"x-%d: %s\r\n" % (number, b"y" * 4000))
                time.sleep(0.001)
        except (BrokenPipeError, ConnectionResetError):
            return
        assert read_all(wire).startswith(b"HTTP/1.1 431 ")


def test_nobody_can_pose_as_a_proxy(doors: Server) -> None:
    said = json.loads(ask(doors, "/uji/gema", X_Forwarded_For="8.8.8.8", Proxy="http://evil").body)
    assert said["REMOTE_ADDR"] == "127.0.0.1"
    assert "HTTP_PROXY" not in said
    raw = send_raw(
        doors, b"GET /uji/gema HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx_forwarded_proto: https\r\n\r\n"
    )
    assert b"FORWARDED_PROTO" not in raw


@pytest.mark.parametrize("word", ["a%0d%0aSet-Cookie:%20x=1", "a%0aX-Evil:%20y"])
def test_no_header_can_be_slipped_in(doors: Server, word: str) -> None:
    reply = ask(doors, f"/uji/kepala?w={word}")
    assert reply.status >= 400
    assert "x-evil" not in reply.headers
    assert "x=1" not in reply.headers.get("set-cookie", "")


def test_addresses_are_read_as_they_were_sent(doors: Server) -> None:
    said = json.loads(ask(doors, "/api/uji/gema?a=%26&b=%C3%A9").body)
    assert said["QUERY_STRING"] == "a=%26&b=%C3%A9"
