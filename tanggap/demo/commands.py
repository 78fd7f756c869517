"""python -m tanggap demo [--days N] [--reports N] [--seed N] [--serve] [--live]: a city to try."""

import argparse
import socket
import sys
import time

from django.conf import settings

from tanggap.cases.outbox import last_event_id
from tanggap.core import clock
from tanggap.demo.city import City
from tanggap.demo.living import Living, newcomer
from tanggap.demo.past import Filled, fill
from tanggap.demo.staff import PARTS, PASSWORD
from tanggap.edge import serve
from tanggap.edge.prepare import NotPrepared, prepare
from tanggap.people.demo import demo_accounts, real_accounts

WIDTH = 30


def main(arguments: list[str]) -> int:
    """Fills an empty installation and, when asked to, serves it; 1 when it is not a demo."""
    wanted = _parser().parse_args(arguments)
    try:
        listener = serve.listen(settings.HOST, settings.PORT) if wanted.serve else None
        prepare()
    except OSError as problem:
        return _sorry(f"Port {settings.PORT} can't be used: {problem.strerror}.")
    except NotPrepared:
        return 1
    played = last_event_id() > 0
    if real_accounts() or (played and not demo_accounts()):
        return _sorry("This installation is not a demo: it has accounts or reports. Nothing was changed.")
    filled = None if played else _fill(wanted)
    _introduce(filled)
    return _serve(listener, _city(filled) if wanted.live else None) if listener else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tanggap demo")
    parser.add_argument("--days", type=_positive, default=90, help="how far back the past goes (90)")
    parser.add_argument("--reports", type=_positive, default=600, help="about how many reports (600)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same past (1)")
    parser.add_argument("--serve", action="store_true", help="serve the city afterwards")
    parser.add_argument("--live", action="store_true", help="with --serve: it goes on living")
    return parser


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _fill(wanted: argparse.Namespace) -> Filled:
    began = time.monotonic()
    _say(f"Playing {wanted.days} days of a city's life …")
    filled = fill(days=wanted.days, reports=wanted.reports, seed=wanted.seed, progress=_progress)
    took = time.monotonic() - began
    _say(f"\r{filled.reports} reports, {filled.steps} steps in {took:.0f} seconds.{' ' * WIDTH}")
    for problem in filled.stumbled:
        _say(f"  a step was refused: {problem}")
    return filled


def _progress(share: float) -> None:
    if sys.stdout.isatty():
        done = round(share * WIDTH)
        sys.stdout.write(f"\r[{'#' * done}{'.' * (WIDTH - done)}]")
        sys.stdout.flush()


def _introduce(filled: Filled | None) -> None:
    address = settings.PUBLIC_URL
    _say(f"\nThe city: {address}/   The desk: {address}/petugas/   Password of all accounts: {PASSWORD}\n")
    for part in PARTS:
        _say(f"  {part.username:<12} {part.role:<14} {part.sees}")
    if filled and filled.open_links:
        _say("\nReports that you may play the resident of:")
        for words, number, secret in filled.open_links:
            _say(f"  {address}/lacak/{number}?k={secret}   {words}")
    _say("")


def _city(filled: Filled | None) -> City:
    return filled.city if filled else newcomer(round(clock.now().timestamp()))


def _serve(listener: socket.socket, city: City | None) -> int:
    serve.greet(settings.HOST, settings.PORT)
    living = Living(city) if city else None
    if living:
        living.start()
    try:
        return serve.serve(listener, worker=True)
    finally:
        if living:
            living.stop()


def _sorry(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
