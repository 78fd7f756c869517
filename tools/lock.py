"""Writes requirements.txt and requirements-dev.txt: every platform, with hashes, without any address.

uv resolves for all platforms at once (pip-compile knows only the one it runs on); it is installed
into a throwaway environment and is needed for nothing else.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-config", "--quiet"]
SILENT = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
LOCKS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--extra", "dev", "--constraint", "requirements.txt"],
}


def main(arguments: list[str]) -> int:
    """Locks; versions already there stay unless --upgrade is said."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name, extra in LOCKS.items():
            command = [python, "-m", "uv", "pip", "compile", *COMMON, *SILENT, *extra, *arguments]
            subprocess.run([*command, "pyproject.toml", "--output-file", name], check=True, cwd=ROOT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
