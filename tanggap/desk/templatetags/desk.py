"""Template tags of the desk alone."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext

from tanggap.cases.shapes import PhotoView
from tanggap.catalog.templatetags.tanggap import local_time
from tanggap.desk import choices
from tanggap.desk.words import Words

register = template.Library()

_ROLES = {
    "before": lambda: gettext("Photo of the reporter"),
    "after": lambda: gettext("Photo after the work"),
    "contest": lambda: gettext("Photo of the reporter who contests"),
}


@register.filter
def at(words: Mapping[str, Words], code: str) -> Words:
    """The words that belong to a code; the code itself where there are none."""
    return words.get(code, code)


@register.filter
def channel_name(code: str) -> str:
    """A channel's name in the reader's language."""
    return choices.channel_name(code)


@register.simple_tag
def photo_words(photo: PhotoView, number: str = "") -> str:
    """What stands in for a photo where it can't be seen: whose it is, of which report, and from when."""
    words = _ROLES.get(photo.role, _ROLES["before"])()
    of = f" ({number})" if number else ""
    return f"{words}{of}, {local_time(photo.at)}"
