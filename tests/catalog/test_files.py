"""The data files say plainly what is wrong in them; nothing half is loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tanggap.catalog import days, files

GOOD = """
[[category]]
code = "jalan"
name_id = "Jalan"
name_en = "Roads"
help_id = "…"
help_en = "…"
keywords = "jalan bolong"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "categories").mkdir()
    (tmp_path / "categories" / "version.toml").write_text("version = 3\n")
    return tmp_path


def shelf(folder: Path, text: str) -> None:
    (folder / "categories" / "jalan.toml").write_text(f'group = "jalan"\n{text}')


def test_what_a_row_leaves_out_has_its_usual_value(folder: Path) -> None:
    shelf(folder, GOOD)
    sheet = files.categories(folder)
    row = sheet.rows["jalan"]
    assert sheet.version == 3
    assert (row["group"], row["visibility"], row["proof"], row["needs_place"], row["primary"]) == (
        "jalan", "public", "photo", True, None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text + GOOD, "jalan is there twice"),
        (lambda text: text + 'visibilty = "private"\n', "jalan: unknown visibilty"),
        (lambda text: text.replace('name_en = "Roads"\n', ""), "jalan: no name_en"),
        (lambda text: text + 'basis = "guessed"\n', "basis is stated or inferred"),
    ],
)
def test_a_mistake_is_named_with_its_row(folder: Path, change: Callable[[str], str], said: str) -> None:
    shelf(folder, change(GOOD))
    with pytest.raises(ValueError, match=said):
        files.categories(folder)


def test_a_limit_in_working_days_has_no_hours(tmp_path: Path) -> None:
    (tmp_path / "limits.toml").write_text(
        'version = 1\n[[limit]]\ncode = "answer"\nname_id = "…"\nname_en = "…"\nhours = 6\n'
        'calendar = "work"\nregulation = "…"\n'
    )
    with pytest.raises(ValueError, match="answer: calendar is clock or work"):
        files.limits(tmp_path)


def test_holidays_come_with_joint_leave_and_say_when_they_are_estimates() -> None:
    rows = days.sheet().rows
    assert rows["2025-04-02"]["name"].startswith("Cuti Bersama")
    assert "perkiraan" in rows["2028-02-27"]["name"]
    assert rows["2026-08-17"]["name"] == "Hari Kemerdekaan Republik Indonesia"
    assert all("holidays" in row["source"] for row in rows.values())
