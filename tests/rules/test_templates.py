"""Templates carry no inline style or script: the content security policy allows none."""

import re

import pytest

from tests.rules.source import ROOT

FORBIDDEN = {
    "a style attribute": re.compile(r"<[a-z][^>{]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/json)[^>]*>", re.IGNORECASE
    ),
    "something from another host": re.compile(
        r"<(script|link|img|iframe)\b[^>]*(src|href)\s*=\s*[\"']?https?:", re.IGNORECASE
    ),
    "words marked safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}


def broken(text: str) -> list[str]:
    """What of the forbidden things this template does."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_no_template_breaks_the_policy() -> None:
    # A letter is not a page of ours: mail programs know no style sheets.
    letters = ROOT / "tanggap" / "notices"
    files = sorted((ROOT / "tanggap").rglob("*.html"))
    pages = [p for p in files if "templates" in p.parts and letters not in p.parents]
    assert {
        p.relative_to(ROOT).as_posix(): broken(p.read_text()) for p in pages if broken(p.read_text())
    } == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
        "{{ words|safe }}",
    ],
)
def test_it_fails_when_broken(bad: str) -> None:
    assert broken(bad)


def test_it_lets_data_and_our_own_files_be() -> None:
    assert (
        broken('<script type="application/json" id="d">{}</script><script src="/static/a.js"></script>') == []
    )
