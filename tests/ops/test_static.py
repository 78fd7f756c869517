"""Static files get names with a hash, once."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from tanggap.edge.statics import Statics
from tanggap.ops import static


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    """A few files of our own, to be gathered to tmp_path/static."""
    source = tmp_path / "source"
    (source / "look").mkdir(parents=True)
    (source / "look" / "a.css").write_text("body { background: url(b.svg) }\n" + "/* padding */\n" * 100)
    (source / "look" / "b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


def hashed(root: Path, pattern: str) -> Path:
    (found,) = root.glob(pattern)
    return found


def test_names_carry_a_hash_and_point_to_each_other(root: Path) -> None:
    assert static.gather() > 0
    sheet = hashed(root, "look/a.????????????.css")
    picture = hashed(root, "look/b.????????????.svg")
    assert picture.name in sheet.read_text()
    assert gzip.decompress(sheet.with_name(f"{sheet.name}.gz").read_bytes()) == sheet.read_bytes()
    assert static.Storage().url("look/a.css") == f"/static/look/{sheet.name}"


def test_it_gathers_again_only_when_something_changed(root: Path) -> None:
    static.gather()
    before = hashed(root, "look/a.????????????.css").name
    assert static.gather() == 0
    (root.parent / "source" / "look" / "a.css").write_text("body { color: red }")
    assert static.gather() > 0
    assert hashed(root, "look/a.????????????.css").name != before


def test_names_are_plain_where_nothing_was_gathered(root: Path) -> None:
    assert static.Storage().url("look/a.css") == "/static/look/a.css"
    assert staticfiles_storage.url("look/tanggap.css").endswith(".css")


def test_they_are_served_packed_and_for_good(root: Path) -> None:
    static.gather()
    statics = Statics(root)
    sheet = hashed(root, "look/a.????????????.css")
    found = statics.find(f"look/{sheet.name}")
    assert found is not None
    assert found.body == sheet.read_bytes()
    assert found.packed is not None
    assert gzip.decompress(found.packed) == found.body
    assert (b"cache-control", b"public, max-age=31536000, immutable") in found.headers
    assert statics.find("look/nothing.css") is None
    assert statics.find("../source/look/a.css") is None


def test_in_debug_mode_an_edit_shows_at_once(root: Path, settings: Any) -> None:
    settings.DEBUG = True
    statics, source = Statics(root), root.parent / "source" / "look" / "b.svg"
    for words in ("<svg/>", "<svg><g/></svg>"):
        source.write_text(words)
        found = statics.find("look/b.svg")
        assert found is not None
        assert found.body == words.encode()
        assert (b"cache-control", b"no-cache") in found.headers
