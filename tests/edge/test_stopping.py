"""Told to stop, it stops, whatever it is doing."""

import signal
import threading

import pytest

from tests.edge.conftest import DOORS
from tests.edge.wire import Load, ask, connected
from tests.servers import Cities, Serve

pytestmark = pytest.mark.server
BUSY = ("/uji/ringan", "/api/uji/gema", "/uji/halaman?a=1", "/uji/lambat?s=0.02", "/static/look/tanggap.css")


def test_it_stops_under_load_every_time(cities: Cities) -> None:
    """Other bridges hung in two of four stops: so this is done eight times."""
    city = cities.new(**DOORS)
    for how in (signal.SIGINT, signal.SIGTERM) * 4:
        city.start()
        with Load(city, BUSY) as load:
            while load.answers < 200:
                threading.Event().wait(0.05)
            assert city.stop(how) < 5
        assert city.process is not None
        assert city.process.returncode == 0


def test_it_stops_while_a_stream_and_an_upload_go_on(serve: Serve) -> None:
    city = serve(**DOORS)
    with connected(city) as reader, connected(city) as sender, connected(city) as idle:
        reader.sendall(b"GET /uji/alir HTTP/1.1\r\nhost: a\r\n\r\n")
        reader.recv(1000)
        sender.sendall(b"POST /uji/sidik HTTP/1.1\r\nhost: a\r\ncontent-length: 900000\r\n\r\nxxx")
        idle.sendall(b"GET /uji/lambat?s=60 HTTP/1.1\r\nhost: a\r\n\r\n")
        assert ask(city, "/uji/ringan").body == b"ok"
        assert city.stop(signal.SIGINT) < 5


def test_what_is_in_the_making_is_finished(serve: Serve) -> None:
    city = serve(**DOORS)
    got: list[bytes] = []
    asking = threading.Thread(target=lambda: got.append(ask(city, "/uji/lambat?s=1").body))
    asking.start()
    threading.Event().wait(0.3)
    assert city.stop(signal.SIGTERM) < 5
    asking.join()
    assert got == [b"slow"]


def test_a_port_in_use_is_said_at_once(serve: Serve, cities: Cities) -> None:
    city = serve(**DOORS)
    other = cities.new(**DOORS)
    other.port, other.environment["PORT"] = city.port, str(city.port)
    with pytest.raises(AssertionError, match="can't be used"):
        other.start()
