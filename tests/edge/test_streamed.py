"""Answers that come in pieces, and readers who are slow or leave."""

import json
import time

import pytest

from tests.edge.doors_urls import PIECES
from tests.edge.wire import ask, connected, read_all
from tests.servers import Server

pytestmark = pytest.mark.server
REQUEST = b"GET /uji/alir HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


def closed(server: Server) -> int:
    return int(json.loads(ask(server, "/uji/hitungan").body)["closed"])


def until_closed(server: Server, count: int) -> None:
    for _ in range(100):
        if closed(server) >= count:
            return
        time.sleep(0.1)
    raise AssertionError("the pieces were never closed")


def test_the_first_piece_comes_before_the_last_is_made(doors: Server) -> None:
    began = time.monotonic()
    with connected(doors) as wire:
        wire.sendall(REQUEST)
        first = wire.recv(1000)
        waited = time.monotonic() - began
        rest = first + read_all(wire)
    assert waited < 1
    assert rest.startswith(b"HTTP/1.1 200 OK")
    assert b"%06d\n" % (PIECES - 1) in rest
    assert rest.endswith(b"0\r\n\r\n")


def test_who_leaves_in_the_middle_ends_the_making(doors: Server) -> None:
    before = closed(doors)
    with connected(doors) as wire:
        wire.sendall(REQUEST)
        wire.recv(20_000)
    until_closed(doors, before + 1)


def test_slow_readers_hold_up_no_page(doors: Server) -> None:
    """More of them than Django has threads."""
    before, wires = closed(doors), []
    for _ in range(12):
        context = connected(doors)
        wire = context.__enter__()
        wire.sendall(REQUEST)
        wire.recv(100)
        wires.append(context)
    began = time.monotonic()
    assert ask(doors, "/uji/ringan").body == b"ok"
    assert time.monotonic() - began < 1
    for context in wires:
        context.__exit__(None, None, None)
    until_closed(doors, before + 12)


def test_too_many_at_once_are_asked_to_come_again(doors: Server) -> None:
    before, contexts, statuses = closed(doors), [], []
    for _ in range(20):
        context = connected(doors)
        wire = context.__enter__()
        wire.sendall(REQUEST)
        statuses.append(wire.recv(12))
        contexts.append(context)
    for context in contexts:
        context.__exit__(None, None, None)
    assert statuses.count(b"HTTP/1.1 503") == 4
    assert statuses.count(b"HTTP/1.1 200") == 16
    until_closed(doors, before + 16)
