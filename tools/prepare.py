"""Makes .venv and installs the locked dependencies, only when the lock changed. Needs Python alone.

python3 tools/prepare.py          what running needs (requirements.txt)
python3 tools/prepare.py --dev    what checking needs too (requirements-dev.txt)
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """0 when .venv holds what the lock says, 1 with a sentence when it can't."""
    if sys.version_info < OLDEST:
        return _refused(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    locks = ["requirements-dev.txt"] if "--dev" in arguments else ["requirements.txt", "requirements-dev.txt"]
    if any(_installed(ROOT / lock) for lock in locks):
        return 0
    if not _python().exists() and not _make():
        return _refused("A virtual environment could not be made. On Debian: apt install python3-venv")
    return _install(ROOT / locks[0])


def _python() -> Path:
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return VENV / folder / "python"


def _stamp(lock: Path) -> Path:
    return VENV / f".{lock.stem}"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _installed(lock: Path) -> bool:
    return _python().exists() and _stamp(lock).exists() and _stamp(lock).read_text() == _digest(lock)


def _make() -> bool:
    _say(f"Making {VENV.name} with Python {sys.version.split()[0]} …")
    return subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode == 0


def _install(lock: Path) -> int:
    _say(f"Installing {lock.name} …")
    command = [str(_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "--requirement", str(lock)], check=False)
    if done.returncode:
        return _refused(f"{lock.name} could not be installed; is the network there?")
    _stamp(lock).write_text(_digest(lock))
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
