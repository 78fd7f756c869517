"""The four import contracts hold, and each is seen to fail when it is broken on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.source import ROOT

BREACHES = {
    "A room imports only rooms below it": ("tanggap/core/breach.py", "import tanggap.cases.shapes\n"),
    "Channels never know each other": ("tanggap/channels/web/breach.py", "import tanggap.channels.email\n"),
    "The functional core does not know Django": ("tanggap/core/breach.py", "import django\n"),
    "Faces and channels use actions, queries and rules, never models": (
        "tanggap/public/breach.py",
        "import tanggap.cases.models\n",
    ),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the tree in `folder`."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code to break."""
    unneeded = shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "data")
    shutil.copytree(ROOT / "tanggap", tmp_path / "tanggap", ignore=unneeded)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_contracts_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(BREACHES)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_it_fails_when_broken(contract: str, copy: Path) -> None:
    path, line = BREACHES[contract]
    (copy / path).write_text(line)
    done = lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout


def test_a_new_folder_must_be_placed(copy: Path) -> None:
    (copy / "tanggap" / "cellar").mkdir()
    (copy / "tanggap" / "cellar" / "__init__.py").touch()
    assert lint(copy).returncode == 1
