"""The docs say what the code does: generated pages are current, every verb and setting is named."""

import re
import shutil
import tomllib
from pathlib import Path

from tanggap.__main__ import VERBS
from tests.rules.source import ROOT
from tools import docs, environment

COMMANDS = ROOT / "docs" / "operators" / "commands.md"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_generated_pages_are_current() -> None:
    assert docs.stale() == []


def test_it_notices_a_page_that_was_changed_by_hand(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    page = tmp_path / "docs" / "permissions.md"
    page.write_text(page.read_text().replace("✓", "", 1))
    assert docs.stale(tmp_path) == ["docs/permissions.md"]


def test_every_setting_is_explained_and_none_is_made_up() -> None:
    read = {found.name: found.where for found in environment.read_by_the_product()}
    assert {name: where for name, where in read.items() if name not in environment.MEANING} == {}
    assert set(environment.MEANING) - set(read) == set()


def test_it_finds_a_setting_wherever_it_is_read() -> None:
    code = 'WORD = "C"\nenv_int("A", 1)\nos.environ["B"]\nos.environ.get(WORD)\n'
    assert [read.name for read in environment.read_in(code, "a.py")] == ["A", "B", "C"]


def undocumented(page: str) -> list[str]:
    """The verbs that the page does not show as a command."""
    return [verb for verb in VERBS if not re.search(rf"python -m tanggap {verb}\b", page)]


def test_every_verb_is_documented() -> None:
    assert undocumented(COMMANDS.read_text()) == []


def test_it_misses_a_verb_that_is_not_there() -> None:
    assert undocumented("`python -m tanggap serve`") == [verb for verb in VERBS if verb != "serve"]


def broken_links(page: Path) -> list[str]:
    """Links of a Markdown page to files that do not exist."""
    return [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]


def test_no_page_points_to_nothing() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert {p.relative_to(ROOT).as_posix(): broken_links(p) for p in pages if broken_links(p)} == {}


def test_it_notices_a_link_to_nothing(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("[b](b.md) [c](https://example.org) [d](#d)")
    assert broken_links(page) == ["b.md"]


def test_decisions_are_numbered_without_holes_in_their_form() -> None:
    for page in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")):
        text = page.read_text()
        assert re.match(rf"# {int(page.name[:4])}\. ", text), page.name
        assert all(f"## {part}" in text for part in ("Status", "Context", "Decision", "Consequences")), (
            page.name
        )


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    page = next((ROOT / "docs" / "adr").glob("0002-*.md")).read_text()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[\[<>=; ]", line)[0] for line in wanted]
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)] == []
