"""Filled databases, made once and used again: one for each kind and size."""

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.server import ROOT, Store
from tools import postgres

# As a careful operator of a small server sets it; every commit is on the disk before it is acknowledged.
POSTGRES = ("max_connections=200", "shared_buffers=1GB", "effective_cache_size=4GB", "max_wal_size=4GB")
BOUNDARIES = ROOT.parent / "shared" / "geo" / "jakarta_kelurahan.geojson"


class Stores:
    """Makes stores below `folder`. server: the URL of a PostgreSQL, or empty."""

    def __init__(self, folder: Path, server: str) -> None:
        self._folder, self._server = folder, server

    def store(self, kind: str, cases: int) -> Store:
        """The store of this kind ("sqlite", "postgres") with so many cases; an empty one is always fresh."""
        name = f"{kind}-{cases}"
        data = self._folder / name
        url = self._database(f"bench_{cases}") if kind == "postgres" else ""
        store = Store(data, url, self._postmaster() if url else 0)
        if cases and (data / "bench.json").exists():
            return store
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        if url:
            self._recreate(f"bench_{cases}")
        began = time.monotonic()
        store.run("tanggap", "migrate")
        store.run("tanggap", "seed")
        store.run("bench.fill", "--cases", str(cases))
        print(f"{store.kind} with {cases:,} cases made in {time.monotonic() - began:.0f} s", file=sys.stderr)
        return store

    def _postmaster(self) -> int:
        return int((self._folder / "postgres" / "postmaster.pid").read_text().split()[0])

    def _database(self, name: str) -> str:
        return self._server.rsplit("/", 1)[0] + f"/{name}"

    def _recreate(self, name: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')


@contextmanager
def stores(folder: Path) -> Iterator[Stores]:
    """Within this block PostgreSQL runs, with its data kept in `folder` for the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # the server runs as another user when we are root
    with postgres.running(settings=POSTGRES, kept=folder / "postgres") as url:
        yield Stores(folder, url)


def world_of(store: Store) -> dict[str, Any]:
    """What bench.fill left for the load generator."""
    world: dict[str, Any] = json.loads((store.data / "bench.json").read_text())
    return world
