"""The font comes from npm when it can, and nothing breaks when it can't."""

import shutil
import stat
import tarfile
from pathlib import Path

import pytest

from tools import assets


def fake_npm(folder: Path, font: bytes) -> Path:
    """An npm whose `pack` gives a package with this font."""
    files = {assets.MEMBER: font, assets.LICENSE: b"OFL"}
    with tarfile.open(folder / "font.tgz", "w:gz") as archive:
        for name, content in files.items():
            (folder / "part").write_bytes(content)
            archive.add(folder / "part", name)
    npm = folder / "npm"
    lines = [
        "#!/bin/sh",
        "for word; do",
        f'case "$word" in --pack-destination=*) cp {folder}/font.tgz "${{word#*=}}/";; esac',
        "done",
    ]
    npm.write_text("\n".join(lines))
    npm.chmod(npm.stat().st_mode | stat.S_IEXEC)
    return npm


def test_the_font_is_brought_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = fake_npm(tmp_path, b"a font")
    monkeypatch.setattr(assets, "SHA256", assets._digest(b"a font"))
    monkeypatch.setattr(shutil, "which", lambda name: str(npm))
    assert assets.main([str(tmp_path)]) == 0
    fonts = tmp_path / "assets" / "fonts"
    assert (fonts / "plus-jakarta-sans.woff2").read_bytes() == b"a font"
    assert "plus-jakarta-sans.woff2" in (fonts / "font.css").read_text()
    assert (fonts / "plus-jakarta-sans.LICENSE.txt").read_bytes() == b"OFL"
    npm.unlink()
    assert assets.main([str(tmp_path)]) == 0


@pytest.mark.parametrize("font", [b"another font", b""])
def test_another_font_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, font: bytes) -> None:
    npm = fake_npm(tmp_path, font)
    monkeypatch.setattr(shutil, "which", lambda name: str(npm))
    assert assets.main([str(tmp_path)]) == 0
    assert not (tmp_path / "assets").exists()


def test_without_npm_the_pages_use_the_systems_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert assets.main([str(tmp_path)]) == 0
    assert "system's font" in capsys.readouterr().out
    assert not (tmp_path / "assets").exists()


def test_a_failing_npm_breaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/false")
    assert assets.main([str(tmp_path)]) == 0
    assert not (tmp_path / "assets").exists()
