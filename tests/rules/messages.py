"""Every visible sentence of the code, and whether the rooms' translations hold it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po
from django.utils.translation.template import templatize

Text = str | tuple[str, ...]  # a sentence, or its singular and plural

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Sentence:
    """A msgid and where it stands."""

    text: Text
    context: str | None
    where: str

    @property
    def id(self) -> str:
        return self.text if isinstance(self.text, str) else self.text[0]


def found(folder: Path) -> list[Sentence]:
    """All marked sentences of the Python files and templates under `folder`, as xgettext finds them."""
    sentences = []
    for path in sorted(folder.rglob("*")):
        if "migrations" in path.parts or path.suffix not in {".py", ".html", ".txt"}:
            continue
        if path.suffix == ".py" or "templates" in path.parts:
            sentences += list(
                in_text(path.read_text(), path.suffix, path.relative_to(folder.parent).as_posix())
            )
    return sentences


def in_text(text: str, suffix: str, where: str) -> Iterator[Sentence]:
    """The marked sentences of one file."""
    if suffix != ".py":
        # Django's own step before xgettext; indentation is not Python's here.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    source = io.BytesIO(text.encode())
    for line, message, _comments, context in extract("python", source, KEYWORDS):
        if message:
            yield Sentence(message, context, f"{where}:{line}")


def catalogs(folder: Path) -> tuple[dict[str, Catalog], list[str]]:
    """Every Indonesian catalog under `folder`, by its path; and what can't be read."""
    read, broken = {}, []
    for path in sorted(folder.glob("*/locale/id/LC_MESSAGES/django.po")):
        name = path.relative_to(folder.parent).as_posix()
        try:
            with path.open("rb") as file:
                read[name] = read_po(file, locale="id", abort_invalid=True)
        except PoFileError as error:
            broken.append(f"{name}:{error.lineno}: {error}")
    return read, broken


def problems(sentences: list[Sentence], translations: dict[str, Catalog]) -> list[str]:
    """What is missing, not sure, contradictory or left over; [] when every sentence has one translation."""
    told = [problem for name, catalog in translations.items() for problem in _of_catalog(name, catalog)]
    told += list(_contradictions(translations))
    known = {(m.context, _id(m.id)) for c in translations.values() for m in c if m.id and m.string}
    told += [f"{s.where}: {s.id!r} is not translated" for s in sentences if (s.context, s.id) not in known]
    wanted = {(s.context, s.id) for s in sentences}
    told += [
        f"{name}: {_id(m.id)!r} stands nowhere in the code"
        for name, catalog in translations.items()
        for m in catalog
        if m.id and (m.context, _id(m.id)) not in wanted
    ]
    return told


def _id(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _of_catalog(name: str, catalog: Catalog) -> Iterator[str]:
    if catalog.fuzzy:
        # msgfmt then leaves the header out, and with it that Indonesian has one plural form.
        yield f"{name}: the header is fuzzy"
    if catalog.num_plurals != 1:
        yield f"{name}: the header must say nplurals=1"
    for message in catalog:
        strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{name}: {_id(message.id)!r} is fuzzy"
        elif not all(strings):
            yield f"{name}: {_id(message.id)!r} is empty"
        elif any(_places(message.id) != set(PLACE.findall(string)) for string in strings):
            yield f"{name}: {_id(message.id)!r} and its translation have different places"


def _places(text: str | list[str] | tuple[str, ...]) -> set[str]:
    """The places to fill; of a plural those of its last form, which Indonesian's one form stands for."""
    return set(PLACE.findall(text if isinstance(text, str) else text[-1]))


def _contradictions(translations: dict[str, Catalog]) -> Iterator[str]:
    seen: dict[tuple[str | None, str], tuple[object, str]] = {}
    for name, catalog in translations.items():
        for message in catalog:
            key = (message.context, _id(message.id))
            if not message.id:
                continue
            string, first = seen.setdefault(key, (message.string, name))
            if string != message.string:
                yield f"{name}: {key[1]!r} is translated otherwise in {first}"
