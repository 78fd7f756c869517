"""The product's settings, with data in a folder that is thrown away and nothing of the caller's own.

TEST_DATABASE_URL (or DATABASE_URL) names a PostgreSQL server; without it the tests run on a SQLite file.
"""

import os
import tempfile
from typing import Any

DATABASE = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
for name in list(os.environ):
    if name.startswith("TANGGAP_") and name not in {"TANGGAP_BOUNDARIES", "TANGGAP_CHECK"}:
        del os.environ[name]
os.environ["TANGGAP_DATA"] = tempfile.mkdtemp(prefix="tanggap-test-")
if DATABASE:
    os.environ["DATABASE_URL"] = DATABASE

from tanggap.ops.catalogs import compile_all  # noqa: E402
from tanggap.settings import *  # noqa: E402, F403
from tanggap.settings import DATABASES, PACKAGE  # noqa: E402

compile_all(PACKAGE)  # as python -m tanggap does, before the models are loaded

PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]

database: dict[str, Any] = DATABASES["default"]
if not DATABASE:
    # What a power cut would take from a test's database does not matter.
    database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
