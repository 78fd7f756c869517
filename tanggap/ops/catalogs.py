"""Translations: every django.po is compiled to a django.mo beside it when that is missing or older."""

import logging
import os
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

log = logging.getLogger(__name__)


def compile_all(root: Path | None = None) -> int:
    """Compiles what needs it under `root` (the package); how many.

    Before django.setup(): loading the models asks for a translation, and what Django has read by then
    it keeps for the life of the process.
    """
    return sum(
        _compile(path) for path in sorted((root or settings.PACKAGE).rglob("locale/*/LC_MESSAGES/*.po"))
    )


def _compile(source: Path) -> bool:
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    compiled = BytesIO()
    write_mo(compiled, catalog)
    aside = target.with_suffix(f".{os.getpid()}.part")
    try:
        aside.write_bytes(compiled.getvalue())
        aside.replace(target)
    except OSError as problem:  # an installed package in a place that is not ours to write
        log.warning("%s could not be written (%s)", target, type(problem).__name__)
        return False
    return True
