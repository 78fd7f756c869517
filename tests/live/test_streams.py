"""Live streams over the wire, from the real server: who may follow, and how soon they hear."""

import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cast import PASSWORD, PLACE
from tests.edge.wire import ask
from tests.servers import Server

pytestmark = pytest.mark.server


class Stream:
    """An open stream, read message by message."""

    def __init__(self, wire: socket.socket) -> None:
        self.wire, self.rest = wire, b""
        self.status = int(self._until(b"\r\n").split()[1])
        self.head = self._until(b"\r\n\r\n").decode().lower() if self.status == 200 else ""

    def _until(self, end: bytes) -> bytes:
        while end not in self.rest:
            piece = self.wire.recv(4096)
            if not piece:
                raise EOFError
            self.rest += piece
        found, self.rest = self.rest.split(end, 1)
        return found

    def next(self) -> dict[str, Any]:
        """The next message that is one; {"reload": True} for a hint to reload."""
        while True:
            block = self._until(b"\n\n").decode()
            if "event: reload" in block:
                return {"reload": True}
            for line in block.split("\n"):
                if line.startswith("data: "):
                    found: dict[str, Any] = json.loads(line[6:])
                    return found


@contextmanager
def following(server: Server, path: str, **headers: str) -> Iterator[Stream]:
    """A stream; header names with _ for -."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as wire:
        wire.sendall("\r\n".join([f"GET {path} HTTP/1.1", "Host: a", *lines, "", ""]).encode())
        yield Stream(wire)


def post(server: Server, path: str, body: dict[str, Any]) -> dict[str, Any]:
    reply = ask(server, path, method="POST", body=json.dumps(body), Content_Type="application/json")
    assert reply.status in {200, 201}, reply.text
    found: dict[str, Any] = json.loads(reply.body)
    return found


def report(server: Server, **words: Any) -> dict[str, Any]:
    body = {"words": "Tutup saluran pecah.", "category": "tutup-saluran", "lat": PLACE[0], "lng": PLACE[1]}
    return post(server, "/api/v1/reports", body | words)


def answer(server: Server, report: dict[str, Any], words: str = "Di depan nomor 7.") -> None:
    post(server, f"/api/v1/reports/{report['number']}/moves/answer?k={report['secret']}", {"note": words})


def logged_in(server: Server, username: str) -> str:
    """The session cookie of a member of staff."""
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    wire.request("GET", "/petugas/masuk")
    page = wire.getresponse()
    token = re.search(r"tanggap_formulir=([^;]+)", page.headers["Set-Cookie"])
    page.read()
    assert token
    form = urlencode({"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]})
    cookie = f"tanggap_formulir={token[1]}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    wire.request("POST", "/petugas/masuk", form, headers)
    entered = wire.getresponse()
    assert entered.status == 302, entered.read()
    session = re.search(r"tanggap_petugas=([^;]+)", str(entered.headers))
    wire.close()
    assert session
    return f"tanggap_petugas={session[1]}"


def test_a_resident_hears_within_a_second_and_the_page_is_fresh(server: Server) -> None:
    made = report(server)
    before = ask(server, f"/lacak/{made['number']}").text
    with following(server, f"/langsung/kasus/{made['number']}") as stream:
        assert stream.status == 200
        assert "content-type: text/event-stream" in stream.head
        assert "no-store" in stream.head
        assert stream.next() == {"case": made["case"], "seq": 1, "verb": "hello"}
        began = time.monotonic()
        answer(server, made, "Lubangnya di depan nomor tujuh belas.")
        assert stream.next() == {"case": made["case"], "seq": 2, "verb": "answer"}
        assert time.monotonic() - began < 1
        assert ask(server, f"/lacak/{made['number']}").text != before


def test_who_changed_something_sees_it_at_once(server: Server) -> None:
    """The kept page of a case ends with the request that changes it, not a moment later."""
    made = report(server)
    for number in range(10):
        path = f"/lacak/{made['number']}/isi"
        before = ask(server, path).body
        answer(server, made, f"Keterangan tambahan ke-{number}.")
        assert ask(server, path).body != before


def test_a_private_report_is_followed_with_its_secret_only(server: Server) -> None:
    made = report(server, visibility="private")
    with following(server, f"/langsung/kasus/{made['number']}") as stream:
        assert stream.status == 404
    with following(server, f"/langsung/kasus/{made['number']}?k=wrong") as stream:
        assert stream.status == 404
    with following(server, f"/langsung/kasus/{made['number']}?k={made['secret']}") as stream:
        assert stream.next()["verb"] == "hello"


@pytest.mark.parametrize(
    "path", ["/langsung/kasus/JK9912310001", "/langsung/kasus/", "/langsung/", "/langsung/kasus/x%00y"]
)
def test_what_is_not_there_is_a_404(server: Server, path: str) -> None:
    with following(server, path) as stream:
        assert stream.status == 404


def test_a_stream_is_only_read(server: Server) -> None:
    reply = ask(server, "/langsung/kasus/JK9912310001", method="POST", body=b"x")
    assert (reply.status, reply.headers["allow"]) == (405, "GET")


def test_staff_hear_of_their_own_cases(server: Server) -> None:
    cookies = {name: logged_in(server, name) for name in ("officer", "stranger", "validator")}
    with (
        following(server, "/langsung/petugas", Cookie=cookies["officer"]) as officer,
        following(server, "/langsung/petugas", Cookie=cookies["stranger"]) as stranger,
        following(server, "/langsung/petugas", Cookie=cookies["validator"]) as validator,
    ):
        assert officer.status == stranger.status == validator.status == 200
        time.sleep(0.2)  # the streams join right after their heads are sent
        made = report(server)
        wanted = {"case": made["case"], "seq": 1, "verb": "reported"}
        assert officer.next() == wanted
        assert validator.next() == wanted
        stranger.wire.settimeout(0.7)
        with pytest.raises(TimeoutError):
            stranger.next()


def test_the_desks_stream_needs_a_session(server: Server) -> None:
    with following(server, "/langsung/petugas") as stream:
        assert stream.status == 403
    with following(server, "/langsung/petugas", Cookie="tanggap_petugas=forged") as stream:
        assert stream.status == 403


def test_who_comes_back_after_an_event_learns_of_it(server: Server) -> None:
    """From the first message, or from the event's own if that was not passed on yet."""
    made = report(server)
    path = f"/langsung/kasus/{made['number']}"
    with following(server, path) as stream:
        stream.next()
    answer(server, made)
    with following(server, path, Last_Event_ID="1") as stream:
        while stream.next().get("seq") != 2:
            pass
    with following(server, path, Last_Event_ID="2") as stream:
        assert stream.next() == {"case": made["case"], "seq": 2, "verb": "hello"}


def test_a_crowd_that_comes_back_at_once_is_let_in_and_holds_up_no_page(server: Server) -> None:
    made = report(server)
    request = f"GET /langsung/kasus/{made['number']} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    wires = []
    for _ in range(400):
        wire = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        wire.sendall(request)
        wires.append(wire)
    began = time.monotonic()
    assert ask(server, "/").status == 200
    assert time.monotonic() - began < 2
    assert {Stream(wire).status for wire in wires} == {200}
    for wire in wires:
        wire.close()
