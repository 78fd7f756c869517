"""python -m tanggap worker: the worker alone, for installations that run it apart from the site."""

import argparse
import signal
import sys
import threading
from types import FrameType

from tanggap.edge.duties import JOBS
from tanggap.edge.prepare import NotPrepared, prepare
from tanggap.jobs.worker import run_forever


def main(arguments: list[str]) -> int:
    """Runs until it is told to stop (Ctrl-C, SIGTERM)."""
    argparse.ArgumentParser(prog="python -m tanggap worker").parse_args(arguments)
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    try:
        prepare()
    except NotPrepared:
        return 1
    sys.stdout.write("The worker is at work. Ctrl-C stops it.\n")
    sys.stdout.flush()
    run_forever(JOBS, stop)
    return 0
