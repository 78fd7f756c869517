"""python -m tanggap demo, as a newcomer starts it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tanggap.demo.staff import PARTS, PASSWORD
from tests import boundaries
from tests.servers import ROOT, Server, clean_environment

pytestmark = pytest.mark.server


class Installation:
    """An installation of its own on SQLite, and the commands somebody gives it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        words = {"TANGGAP_BOUNDARIES": boundaries.source(folder), "TANGGAP_DATA": str(self.data)}
        self.environment = clean_environment() | words

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """python -m tanggap …"""
        return subprocess.run(
            [sys.executable, "-m", "tanggap", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


def test_the_past_is_played_once_and_its_accounts_end_with_demo_mode(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    first = here.run("demo", "--days", "4", "--reports", "30")
    assert first.returncode == 0, first.stderr
    assert "Playing 4 days" in first.stdout
    assert "refused" not in first.stdout
    assert PASSWORD in first.stdout
    assert all(f"  {part.username} " in first.stdout for part in PARTS)

    second = here.run("demo")
    assert second.returncode == 0
    assert "Playing" not in second.stdout

    server = Server(here.data, here.environment).start()
    server.stop()
    assert "There are demo accounts in this database" in server.words()
    assert "lurah" in server.words()


def test_it_leaves_a_real_installation_alone(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    assert here.run("migrate").returncode == 0
    assert here.run("seed").returncode == 0
    words = ("--username", "kepala", "--name", "Kepala", "--password", "tiga-perahu-di-muara")
    assert here.run("admin", "create", *words).returncode == 0
    refused = here.run("demo", "--reports", "30")
    assert refused.returncode == 1
    assert "not a demo" in refused.stderr
    assert "Playing" not in refused.stdout


@pytest.mark.parametrize("words", [("--days", "0"), ("--reports", "many"), ("--what",)])
def test_wrong_words_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert Installation(tmp_path).run("demo", *words).returncode == 2
