"""python -m tanggap serve: prepares, then serves the site and does the worker's work, on one port."""

import argparse
import gc
import logging
import resource
import signal
import socket
import sys
import threading
from types import FrameType

import uvicorn
from django.conf import settings
from django.db import connection, connections
from django.urls import get_resolver

from tanggap import __version__
from tanggap.edge import processes
from tanggap.edge.app import Edge
from tanggap.edge.door import Door
from tanggap.edge.duties import JOBS
from tanggap.edge.prepare import NotPrepared, prepare
from tanggap.jobs.worker import run_forever
from tanggap.people.demo import demo_accounts
from tanggap.places.queries import approximate

log = logging.getLogger(__name__)

GRACE_SECONDS = 2  # for answers in the making, when told to stop
HOT_BYTES = 48 * 1024 * 1024
MOST_FOLLOWERS = 20_000
BACKLOG = 2048
FILES = 65_536  # open files: one for each connection


def main(arguments: list[str]) -> int:
    """0 when it was told to stop and did; 1 when it could not start."""
    wanted = _parser().parse_args(arguments)
    if wanted.fd is not None:
        processes.end_with(wanted.parent)
        return serve(socket.socket(fileno=wanted.fd), worker=False)
    if wanted.processes > 1 and connection.vendor == "sqlite":
        return _sorry("SQLite has one process; set DATABASE_URL to a PostgreSQL for --processes.")
    try:
        listener = listen(wanted.host, wanted.port)
    except OSError as problem:
        return _sorry(f"Port {wanted.port} of {wanted.host} can't be used: {problem.strerror}.")
    try:
        prepare()
    except NotPrepared:
        return 1
    except KeyboardInterrupt:
        return 130
    greet(wanted.host, wanted.port)
    if wanted.processes > 1:
        return processes.serve(listener, wanted.processes, worker=wanted.worker)
    return serve(listener, worker=wanted.worker)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tanggap serve")
    parser.add_argument("--host", default=settings.HOST, help="address to listen on (TANGGAP_HOST)")
    parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (PORT)")
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="the worker runs elsewhere")
    parser.add_argument(
        "--processes", type=int, default=settings.PROCESSES, help="how many; more than one on PostgreSQL only"
    )
    parser.add_argument("--fd", type=int, help=argparse.SUPPRESS)  # how a process starts its children
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    return parser


def _sorry(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before the long preparations: a port in use shows at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def greet(host: str, port: int) -> None:
    """Says where the site is, and what a newcomer must know."""
    place = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host  # noqa: S104 - compared
    address = settings.PUBLIC_URL if port == settings.PORT else f"http://{place}:{port}"
    lines = [f"Tanggap {__version__} is at {address}"]
    if approximate():
        lines += [
            "Kelurahan boundaries are still to be imported: residents pick their kelurahan, and such",
            "cases are marked to be checked. To import: python -m tanggap places import FILE_OR_URL",
        ]
    if not settings.DEMO and (known := demo_accounts()):
        lines += [
            f"There are demo accounts in this database ({', '.join(known)}); outside demo mode they",
            "can't sign in. Begin a real installation with an empty data folder.",
        ]
    lines.append("Ctrl-C stops it.")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def serve(listener: socket.socket, *, worker: bool) -> int:
    """Serves until told to stop; the worker's jobs run in threads beside it."""
    _more_files()
    stop = threading.Event()
    hands = threading.Thread(target=run_forever, args=(JOBS, stop), name="worker", daemon=True)
    get_resolver().url_patterns  # noqa: B018 - reads every page's code now, not in the first request
    connections.close_all()
    edge = Edge(threads=settings.THREADS, hot_bytes=HOT_BYTES, followers=MOST_FOLLOWERS)
    server = uvicorn.Server(_config(edge))
    edge.connections = server.server_state.connections
    # uvicorn raises the signal again when it has ended; then it is nothing any more.
    signal.signal(signal.SIGINT, _nothing)
    signal.signal(signal.SIGTERM, _nothing)
    if worker:
        hands.start()
    _settle_memory()
    try:
        server.run(sockets=[listener])
    finally:
        stop.set()
        if worker:
            hands.join(timeout=2.5)
    return 0


def _config(edge: Edge) -> uvicorn.Config:
    return uvicorn.Config(
        edge,
        http=Door,
        loop="auto",
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="error",  # every scanner's broken request would be a warning
        access_log=False,  # addresses hold secrets
        proxy_headers=False,  # the bridge knows how many proxies there are
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _nothing(number: int, frame: FrameType | None) -> None:
    """A signal that was dealt with already."""


def _more_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))


def _settle_memory() -> None:
    """What was loaded stays for ever: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    sys.setswitchinterval(0.001)  # the event loop waits at most this long for a thread that computes
