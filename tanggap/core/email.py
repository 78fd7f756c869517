"""E-mail addresses: whether one can be written to, in one spelling."""

import re

LIMIT = 254  # RFC 5321, 4.5.3.1.3
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def address(text: str) -> str | None:
    """The address with its domain in lower case (IDNA), or None when mail can't reach it.

    Names in front of an address, comments, quotes and non-ASCII local parts are refused: few servers
    take them, and they are how headers get injected. RFC 5321 limits: 64 before the @, 254 in all.
    """
    if len(text) > 2 * LIMIT:
        return None
    local, at, domain = text.strip().rpartition("@")
    if not at or len(local) > 64 or not _LOCAL.fullmatch(local):
        return None
    try:
        domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return None
    whole = f"{local}@{domain}"
    return whole if len(whole) <= LIMIT else None


def same(one: str) -> str:
    """What two spellings of one mailbox have in common: all of it in lower case."""
    return one.casefold()


def masked(whole: str) -> str:
    """Enough of an address to know it again: s•••@gmail.com. For logs and receipts."""
    local, _, domain = whole.rpartition("@")
    return f"{local[:1]}•••@{domain}"
