"""Every visible sentence has one sure Indonesian translation."""

import io
from pathlib import Path

from babel.messages.pofile import read_po

from tests.rules.messages import Sentence, catalogs, found, in_text, problems
from tests.rules.source import ROOT

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def test_every_sentence_is_translated() -> None:
    read, broken = catalogs(ROOT / "tanggap")
    assert broken + problems(found(ROOT / "tanggap"), read) == []


def test_it_finds_the_sentences_of_code_and_templates() -> None:
    code = list(
        in_text(
            'raise Invalid(gettext_noop("No place."))\nngettext("%(n)s case", "%(n)s cases", n)', ".py", "a"
        )
    )
    page = list(in_text('  <p>{% translate "Send" %}</p>\n{{ x|default:_("none") }}', ".html", "b"))
    long = list(in_text("{% blocktranslate with n=x %}It is {{ n }}.{% endblocktranslate %}", ".html", "c"))
    assert [s.id for s in code + page + long] == ["No place.", "%(n)s case", "Send", "none", "It is %(n)s."]


def _told(po: str, *ids: str) -> str:
    catalog = read_po(io.BytesIO((HEAD + po).encode()), locale="id")
    return " ".join(problems([Sentence(i, None, "a.py:1") for i in ids], {"a.po": catalog}))


def test_it_lets_a_full_catalog_be() -> None:
    assert _told('msgid "Send"\nmsgstr "Kirim"\n', "Send") == ""


def test_it_fails_on_what_is_missing_fuzzy_empty_or_left_over() -> None:
    assert "is not translated" in _told("", "Send")
    assert "is fuzzy" in _told('#, fuzzy\nmsgid "Send"\nmsgstr "Kirim"\n', "Send")
    assert "is empty" in _told('msgid "Send"\nmsgstr ""\n', "Send")
    assert "stands nowhere" in _told('msgid "Send"\nmsgstr "Kirim"\n')
    assert "different places" in _told('msgid "To %(name)s"\nmsgstr "Ke %(nama)s"\n', "To %(name)s")


def test_it_fails_on_two_translations_of_one_sentence(tmp_path: Path) -> None:
    for room, word in (("public", "Kirim"), ("desk", "Kirimkan")):
        folder = tmp_path / room / "locale" / "id" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(f'{HEAD}msgid "Send"\nmsgstr "{word}"\n')
    told = problems([Sentence("Send", None, "a.py:1")], catalogs(tmp_path)[0])
    assert len(told) == 1
    assert "otherwise" in told[0]


def test_it_fails_on_a_catalog_that_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "desk" / "locale" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    plural = 'msgid "case"\nmsgid_plural "cases"\nmsgstr[0] "kasus"\nmsgstr[1] "kasus"\n'
    (folder / "django.po").write_text(HEAD + plural)
    assert "more translations" in catalogs(tmp_path)[1][0]
