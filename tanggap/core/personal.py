"""Personal data in free words: phones, identity numbers, plates, addresses; found and masked.

The package lokal-id (`lokal.samaran`) knows the structure of Indonesian numbers: NIK by province, date and
serial, cards by Luhn, operators' prefixes, plates' regions. Added here: what people write to dodge it
(letters for digits, other separators, "at gmail"), landlines of Jakarta, and homes told as one's own.
Never masked: report numbers, prices, dates, RT/RW, bus lines, coordinates, public service numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lokal.nik import parse_nik
from lokal.phone import parse_phone
from lokal.samaran import PiiType, detect_pii

from tanggap.core.text import legible

_IDENTITY: tuple[PiiType, ...] = ("NIK", "KK", "NPWP", "PASSPORT", "SIM", "NIP", "BPJS", "NISN", "AKTA")
_TYPES: tuple[PiiType, ...] = (*_IDENTITY, "PHONE", "EMAIL", "BANK_ACCOUNT", "CARD", "PLATE")
_KINDS = {
    "PHONE": "phone",
    "EMAIL": "email",
    "BANK_ACCOUNT": "account",
    "CARD": "account",
    "PLATE": "plate",
} | dict.fromkeys(_IDENTITY, "identity")

# What stands in the public copy. Reports are nearly all Indonesian, and so is the mark.
MARKS = {
    "phone": "[nomor telepon]",
    "email": "[e-mail]",
    "account": "[nomor rekening]",
    "plate": "[nomor kendaraan]",
    "identity": "[nomor identitas]",
    "address": "[alamat]",
}

# Jakarta's own lines: the complaint number and the emergency numbers are no one's secret.
_PUBLIC_NUMBERS = frozenset({"+628111272206"})

# Without any of these there is nothing to find; most reports end here, after some microseconds.
# RT 05/RW 03 alone is no plate.
_MAYBE = re.compile(
    r"\d\D{0,3}\d\D{0,3}\d|@|\bat\b|\b(?!r[tw])[a-z]{1,2} ?\d|\b(?:no|nomor)\.? ?\d|\bkosong\b|\bnol\b",
    re.IGNORECASE,
)

_LANDLINE = re.compile(r"(?<![\w.,+-])\(?021\)?[ .-]{0,2}[2-9]\d{2,3}[ .-]?\d{3,4}(?![\w])")
# Right after a word for it: "hp0812…", "Telp 5551234".
_NAMED = re.compile(
    r"\b(?:hp|wa|telp|tlp|telpon|telepon|no|cp|hub|hubungi)(?: (?:rumah|saya|kami))?\.?\s{0,2}:?\s{0,2}"
    r"((?:\+?62|0)[ .-]?8(?:[ .-]?\d){8,11}|[2-9]\d{6,7})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
# One separator all the way: "0-8-1-2-…", "0812/3456/7890"; mixed ones are times and dates.
_SINGLY = re.compile(r"(?<![\w.,/+-])(?:\+?62|0)([ ._*/,~|-]{1,3})8(?:\1\d){8,11}(?![\w])")
_GROUPED = re.compile(r"(?<![\w.,/+-])(?:\+?62|0)8\d{1,2}([ ._*/,~|-]{1,3})\d{2,5}(?:\1\d{2,5}){1,3}(?![\w])")
_TIME_AND_DATE = re.compile(r"0?\d[.:]\d{2}[ ,]\d")
# Letters for digits: "08l2 3456 789O".
_LETTERED = re.compile(
    r"(?<!\w)(?=[\d .-]{0,20}[lIoO])[0oO][ .-]?8[ .-]?[\dlIoO](?:[ .-]?[\dlIoO]){7,10}(?!\w)"
)
_LETTERS = str.maketrans("lIoO", "1100")
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}\s{0,2}(?:@|[\[({]\s?at\s?[\])}]|\bat\b)\s{0,2}"
    r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|proton(?:mail)?)\b"
    r"(?:\s{0,2}(?:\.|,|[\[({]\s?dot\s?[\])}]|\bdot\b|\btitik\b)\s{0,2}(?:com|co\s?\.\s?id|co|id|me)\b|\s(?:com|co\.id)\b)?",
    re.IGNORECASE,
)
_SIXTEEN = re.compile(r"(?<![\d.,])\d(?:[ ./\-]?\d){15}(?![\d])")
_LABELLED = re.compile(
    r"\b(?:nik|no\.?\s?ktp|nomor\s+ktp|ktp|no\.?\s?kk|nomor\s+kk|kk|kartu\s+keluarga|paspor|npwp|bpjs|nop|"
    r"(?:id|no\.?|nomor)\s?(?:pelanggan|meter(?:an)?)(?:\s(?:pln|pam|pdam|palyja|aetra|indihome))?)"
    r"(?:nya|\s+(?:saya|kami|ibu|bapak|suami|istri|anak)(?:\s+saya)?)?(?:\s+adalah|\s+yaitu)?\s{0,2}[:=]?\s{0,2}"
    r"(\d(?:[ .\-]?\d){8,20})(?!\d)",
    re.IGNORECASE,
)
_REGIONS = "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNRST]|E[ABD]|K[BHTU]|P[AB]"
_JOINED_PLATE = re.compile(rf"(?<![\w.-])(?:{_REGIONS})([.-])\d{{1,4}}\1[A-Z]{{2,3}}(?![\w-])", re.IGNORECASE)
_VEHICLE = re.compile(
    r"\b(?:plat|pelat|nopol|no\.?\s?pol(?:isi)?|nomor polisi|mobil|motor|truk|truck|taksi|angkot|bus|bis|"
    r"bajaj|kendaraan|sopir|supir|pengemudi|ojol|avanza|innova|xenia|pajero|fortuner|beat|vario|nmax|mikrolet)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_NO_VEHICLE = re.compile(
    r"(?:blok|gedung|tower|gate|pintu|lantai|koridor|rute|jalur|jurusan|gang|kavling|unit|pju|tiang|halte|"
    r"surat|nomor surat|no\.?\s*surat|sk)\s*[:.]?\s*$",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:alamat(?:\s+(?:rumah|lengkap|tinggal))*\s+(?:saya|kami|beliau|pelapor)|alamat\s+rumah"
    r"|(?:saya|kami)\s+(?:tinggal|berdomisili|beralamat)\s+(?:di|pada)|rumah\s+(?:saya|kami)\s+(?:ada\s+)?di"
    r"|domisili\s+(?:saya|kami))(?:\s+(?:ada\s+)?(?:di|yaitu|adalah))?\s{0,2}:?\s{0,2}"
    r"((?:jl|jln|jalan|gg|gang|komplek|kompleks|perumahan|perum|apartemen|rusun|rusunawa|blok)\b[^\n;!?]{0,60}?"
    r"(?:\b(?:no|nomor|nmr|unit|blok)\b\.?\s{0,2}[a-z]{0,3}[\d/ -]{0,4}\d[\w/-]{0,6})"
    r"(?:[ ,/]{1,3}(?:rt|rw|no|nomor|blok|lantai|lt|unit)\b\.?\s?[\w-]{1,6}(?:/\d{1,3}\b)?){0,5})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of personal data: words[start:end]. kind: one of MARKS."""

    kind: str
    start: int
    end: int


def find(words: str) -> list[Found]:
    """All personal data in these words, in reading order, never overlapping; the longer wins.

    Found as a reader sees it: full-width digits and signs that can't be seen hide nothing.
    """
    plain, places = legible(words)
    return [Found(one.kind, places[one.start], places[one.end - 1] + 1) for one in _find(plain)]


def _find(words: str) -> list[Found]:
    if not _MAYBE.search(words):
        return []
    candidates = [*_known(words), *_phones(words), *_labelled(words), *_addresses(words)]
    taken: list[Found] = []
    for one in sorted(candidates, key=lambda found: found.start - found.end):
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda found: found.start)


def masked(words: str) -> tuple[str, list[str]]:
    """The words with a mark for each piece of personal data, and the kinds found, each once."""
    found = find(words)
    pieces: list[str] = []
    here = 0
    for one in found:
        pieces += [words[here : one.start], MARKS[one.kind]]
        here = one.end
    return "".join([*pieces, words[here:]]), list(dict.fromkeys(one.kind for one in found))


def _known(words: str) -> Iterator[Found]:
    for match in detect_pii(words, types=_TYPES):
        if match.type == "PLATE" and not _is_plate(words, match.start, match.confidence):
            continue
        if match.type == "PHONE" and not _is_private_number(match.value):
            continue
        yield Found(_KINDS[match.type], match.start, match.end)
    for pattern, kind in ((_SPOKEN_EMAIL, "email"), (_JOINED_PLATE, "plate")):
        for found in pattern.finditer(words):
            yield Found(kind, *found.span())


def _is_plate(words: str, start: int, confidence: str) -> bool:
    before = words[max(0, start - 60) : start]
    if _NO_VEHICLE.search(before):
        return False
    return confidence == "high" or bool(_VEHICLE.search(before))


def _is_private_number(written: str) -> bool:
    return parse_phone(written).e164 not in _PUBLIC_NUMBERS and not _TIME_AND_DATE.match(written)


def _phones(words: str) -> Iterator[Found]:
    for found in _LANDLINE.finditer(words):
        yield Found("phone", *found.span())
    for found in _NAMED.finditer(words):
        if _is_private_number(found[1]):
            yield Found("phone", *found.span(1))
    for pattern in (_SINGLY, _GROUPED, _LETTERED):
        for found in pattern.finditer(words):
            number = parse_phone(re.sub(r"\D", "", found[0].translate(_LETTERS)))
            if number.operator and number.e164 not in _PUBLIC_NUMBERS:
                yield Found("phone", *found.span())


def _labelled(words: str) -> Iterator[Found]:
    for found in _SIXTEEN.finditer(words):
        if parse_nik(re.sub(r"\D", "", found[0])).valid:
            yield Found("identity", *found.span())
    for found in _LABELLED.finditer(words):
        yield Found("identity", *found.span(1))


def _addresses(words: str) -> Iterator[Found]:
    for found in _HOME.finditer(words):
        yield Found("address", *found.span(1))
