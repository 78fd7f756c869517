"""Brings the font from npm into the data folder: python tools/assets.py [DATA_FOLDER].

It asks the machine's own npm, which knows its registry. Without npm, or without the network, the
pages use the system's font: the answer says so and the exit code stays 0.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@fontsource-variable/plus-jakarta-sans"
VERSION = "5.3.0"
MEMBER = "package/files/plus-jakarta-sans-latin-wght-normal.woff2"
LICENSE = "package/LICENSE"
FACE = """@font-face { font-family: "Plus Jakarta Sans"; src: url("plus-jakarta-sans.woff2") format("woff2");
font-weight: 200 800; font-display: optional; }
"""
SHA256 = "153fc85b70298beeb1d61a5f723331649e7f23bb77302a66e61cb3e2fbdb5e79"


def main(arguments: list[str]) -> int:
    """Writes the font, the sheet that names it and its licence into DATA_FOLDER/assets/fonts."""
    data = Path(arguments[0] if arguments else os.environ.get("TANGGAP_DATA", "var"))
    target = data / "assets" / "fonts" / "plus-jakarta-sans.woff2"
    if target.is_file() and _digest(target.read_bytes()) == SHA256:
        return _say(f"{target} is there already.")
    npm = shutil.which("npm")
    if npm is None:
        return _say("npm is not installed: the pages will use the system's font.")
    with tempfile.TemporaryDirectory() as folder:
        try:
            archive = _packed(npm, Path(folder))
            font, licence = _members(archive)
        except (subprocess.SubprocessError, OSError, KeyError, tarfile.TarError) as problem:
            return _say(f"the font could not be fetched ({problem}): the pages will use the system's font.")
    if _digest(font) != SHA256:
        return _say("the font is not the expected one: the pages will use the system's font.")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".part")
    aside.write_bytes(font)
    aside.replace(target)
    target.with_name("plus-jakarta-sans.LICENSE.txt").write_bytes(licence)
    target.with_name("font.css").write_text(FACE)
    return _say(f"{target} written.")


def _packed(npm: str, folder: Path) -> Path:
    command = [
        npm,
        "pack",
        f"{PACKAGE}@{VERSION}",
        "--silent",
        "--ignore-scripts",
        f"--pack-destination={folder}",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=90, cwd=folder)
    return next(iter(folder.glob("*.tgz")))


def _members(archive: Path) -> tuple[bytes, bytes]:
    with tarfile.open(archive) as files:
        found = [files.extractfile(name) for name in (MEMBER, LICENSE)]
        font, licence = (stream.read() if stream else b"" for stream in found)
    return font, licence


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _say(sentence: str) -> int:
    sys.stdout.write(f"assets: {sentence}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
