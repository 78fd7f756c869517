"""The very first start speaks Indonesian: translations are compiled before anything asks for one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.rules.source import ROOT

SCRIPT = """
import sys
import tanggap.__main__ as door
from django.utils.translation import gettext
assert door.main(["manage", "check"]) == 0
sys.stdout.write(gettext("Somebody else changed this a moment ago."))
"""


def test_a_first_command_finds_its_translations(tmp_path: Path) -> None:
    unneeded = shutil.ignore_patterns("__pycache__", "*.mo", "static")
    shutil.copytree(ROOT / "tanggap", tmp_path / "tanggap", ignore=unneeded)
    words = {
        **os.environ,
        "TANGGAP_DATA": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "tanggap.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=words, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("Orang lain baru saja mengubah ini.")
