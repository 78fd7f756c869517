"""Translations are compiled when they need to be."""

import gettext
import os
from pathlib import Path

import pytest

from tanggap.ops import catalogs

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Send"
msgstr "%s"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "room" / "locale" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO % "Kirim")
    return folder / "django.po"


def spoken(source: Path) -> str:
    with source.with_suffix(".mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext("Send")


def test_it_compiles_what_is_new_and_nothing_twice(source: Path) -> None:
    assert catalogs.compile_all(source.parents[4]) == 1
    assert spoken(source) == "Kirim"
    assert catalogs.compile_all(source.parents[4]) == 0


def test_it_compiles_again_what_was_edited(source: Path) -> None:
    catalogs.compile_all(source.parents[4])
    source.write_text(PO % "Kirimkan")
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogs.compile_all(source.parents[4]) == 1
    assert spoken(source) == "Kirimkan"


def test_a_folder_that_can_not_be_written_ends_nothing(
    source: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert catalogs.compile_all(source.parents[4]) == 0
    assert "could not be written" in caplog.text


def test_every_catalog_of_the_product_compiles(tmp_path: Path) -> None:
    package = Path(catalogs.__file__).parents[1]
    found = sorted(package.rglob("locale/id/LC_MESSAGES/django.po"))
    assert found
    for number, path in enumerate(found):
        folder = tmp_path / str(number) / "locale" / "id" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_bytes(path.read_bytes())
    assert catalogs.compile_all(tmp_path) == len(found)
