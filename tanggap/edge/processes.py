"""Several serving processes behind one listening socket, for PostgreSQL."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import FrameType

from tanggap.edge.duties import JOBS
from tanggap.jobs.worker import run_forever

log = logging.getLogger(__name__)

STOP_SECONDS = 4.0


def serve(listener: socket.socket, count: int, *, worker: bool) -> int:
    """Starts `count` processes, replaces one that dies, does the worker's work itself; until told to stop."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    listener.listen(2048)
    if worker:
        threading.Thread(target=run_forever, args=(JOBS, stop), name="worker", daemon=True).start()
    children = [_start(listener) for _ in range(count)]
    while not stop.wait(0.5):
        for place, child in enumerate(children):
            if child.poll() is not None:
                log.error(
                    "serving process %d ended with %s; another takes its place", child.pid, child.returncode
                )
                children[place] = _start(listener)
    _stop(children)
    return 0


def end_with(parent: int) -> None:
    """In a child: it ends when the process that started it is gone, also by kill -9."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _start(listener: socket.socket) -> "subprocess.Popen[bytes]":
    number = listener.fileno()
    command = [sys.executable, "-m", "tanggap", "serve", "--fd", str(number), "--parent", str(os.getpid())]
    # A group of its own: Ctrl-C reaches the parent alone, which tells the children.
    return subprocess.Popen(command, pass_fds=[number], process_group=0)  # noqa: S603 - ourselves


def _stop(children: "list[subprocess.Popen[bytes]]") -> None:
    for child in children:
        child.send_signal(signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
