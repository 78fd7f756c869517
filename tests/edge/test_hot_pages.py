"""What is kept in memory: for whom, for how long, until which event; made once however many ask."""

import json
import threading
import time

import pytest

from tests.edge.wire import Reply, ask
from tests.servers import Server

pytestmark = pytest.mark.server


def made(server: Server) -> int:
    """How often the page was made so far."""
    return int(json.loads(ask(server, "/uji/hitungan").body)["page"])


def test_a_page_is_made_once_and_kept(doors: Server) -> None:
    first = ask(doors, "/uji/halaman?a=1")
    assert [ask(doors, "/uji/halaman?a=1").body for _ in range(5)] == [first.body] * 5
    assert "x-edge-seconds" not in first.headers


def test_a_page_made_for_a_crowd_is_made_once(doors: Server) -> None:
    before, got = made(doors), []
    crowd = [
        threading.Thread(target=lambda: got.append(ask(doors, "/uji/halaman?a=ramai").body))
        for _ in range(60)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert made(doors) - before == 1
    assert len(got) == 60
    assert len(set(got)) == 1


def test_it_is_kept_for_so_long_and_no_longer(doors: Server) -> None:
    first = ask(doors, "/uji/halaman?detik=1&a=2").body
    assert ask(doors, "/uji/halaman?detik=1&a=2").body == first
    time.sleep(1.1)
    assert ask(doors, "/uji/halaman?detik=1&a=2").body != first


def test_each_language_has_its_own(doors: Server) -> None:
    path = "/uji/halaman?a=bahasa"
    assert ask(doors, path).text.startswith("id ")
    assert ask(doors, path, Accept_Language="en-US").text.startswith("en ")
    assert ask(doors, path, Cookie="bahasa=en", Accept_Language="id").text.startswith("en ")
    assert ask(doors, path, Accept_Language="fr, *;q=0.1").text.startswith("id ")


def test_who_has_it_already_gets_304(doors: Server) -> None:
    first = ask(doors, "/uji/halaman?a=4", Accept_Encoding="gzip")
    tag = first.headers["etag"]
    again = ask(doors, "/uji/halaman?a=4", If_None_Match=f'"other", {tag}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert ask(doors, "/uji/halaman?a=4", If_None_Match='"other"').status == 200


def test_a_head_of_a_kept_page(doors: Server) -> None:
    whole = ask(doors, "/uji/halaman?a=5")
    head = ask(doors, "/uji/halaman?a=5", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))


@pytest.mark.parametrize(
    "header",
    [("Cookie", "a=b; tanggap_petugas=abc"), ("Authorization", "Bearer x"), ("Cookie", "messages=abc")],
)
def test_nothing_is_kept_for_or_given_to_somebody_in_particular(
    doors: Server, header: tuple[str, str]
) -> None:
    name, value = header
    path = f"/uji/halaman?a={value[:4].encode().hex()}"
    own = ask(doors, path, **{name: value}).body
    shared = ask(doors, path).body
    assert own != shared
    assert ask(doors, path, **{name: value}).body not in {own, shared}
    assert ask(doors, path).body == shared


def test_a_page_with_a_cookie_is_never_kept(doors: Server) -> None:
    first, second = (ask(doors, "/uji/halaman?kue=1") for _ in range(2))
    assert first.body != second.body
    assert "rahasia=1" in first.headers["set-cookie"]


def test_a_fragment_is_not_given_for_the_page(doors: Server) -> None:
    page = ask(doors, "/uji/halaman?a=6")
    assert ask(doors, "/uji/halaman?a=6", HX_Request="true").body != page.body


def test_static_files_are_kept_by_browsers_for_good(doors: Server) -> None:
    page = ask(doors, "/tidak/ada").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    reply = ask(doors, address, Accept_Encoding="gzip")
    assert reply.status == 200
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["content-encoding"] == "gzip"
    assert ask(doors, address, If_None_Match=reply.headers["etag"]).status == 304
    plain = ask(doors, "/static/look/tanggap.css")
    assert plain.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../tanggap.sqlite3",
        "/static/%2e%2e/keys/session",
        "/static/..%2fkeys%2fsession",
        "/static//etc/passwd",
        "/static/look/../../keys/session",
        "/static/",
        "/static/gathered.txt.gz",
    ],
)
def test_static_files_are_those_and_nothing_else(doors: Server, path: str) -> None:
    reply: Reply = ask(doors, path)
    assert reply.status == 404
    assert (doors.data / "keys" / "session").read_bytes() not in reply.body
