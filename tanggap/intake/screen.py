"""Before words are published: personal data is masked, and what a person must look at first is marked.

No word list knows what somebody means, so nothing is deleted here: doubtful words are held, and a person
decides (hide and restore are moves with a reason). Angry words about a broken street are not doubtful,
nor are capitals, nor an office named in anger.
"""

import re
from dataclasses import dataclass

from tanggap.core import personal
from tanggap.core.errors import gettext_noop

# Why words are held: code -> what the desk reads.
DOUBTS = {
    "threat": gettext_noop("May threaten somebody."),
    "sara": gettext_noop("May insult a people, a faith or an origin."),
    "sexual": gettext_noop("Has sexual words."),
    "abuse": gettext_noop("Has abusive words."),
    "accusation": gettext_noop("May accuse a named person of a crime."),
    "link": gettext_noop("Has a link to another site."),
    "spam": gettext_noop("Looks like advertising or is repeated without end."),
}


@dataclass(frozen=True, slots=True)
class Screened:
    """public_words: masked, still to be held when doubtful. masked: kinds of data found. doubtful: a DOUBTS
    code, or ""."""

    public_words: str
    masked: list[str]
    doubtful: str


def screen(words: str) -> Screened:
    """Masks personal data (core.personal) and says whether a person must look before the public does."""
    public_words, kinds = personal.masked(words)
    return Screened(public_words, kinds, doubt(words))


def doubt(words: str) -> str:
    """The first reason for doubt, gravest first, or ""."""
    plain = _plain(words)
    for code, pattern in _PATTERNS.items():
        if pattern.search(plain):
            return code
    if _accuses(words):
        return "accusation"
    if _links_away(words):
        return "link"
    return "spam" if _ADVERTISING.search(plain) or _repeats(plain) else ""


_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
_LEET_WORD = re.compile(r"\b(?=\w*[a-z])[a-z0-9@$!]*[013457@$!][a-z0-9@$!]*[a-z]\b")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SPACED = re.compile(r"\b(?:[a-z][ .*_-]){3,}[a-z]\b")


def _plain(words: str) -> str:
    """Lower case; "k0nt0l", "anjiiing" and "b a b i" as what they stand for."""
    plain = words.casefold()
    plain = _LEET_WORD.sub(lambda found: found[0].translate(_LEET), plain)
    plain = _STRETCHED.sub(r"\1", plain)
    return _SPACED.sub(lambda found: re.sub(r"[^a-z]", "", found[0]), plain)


def _any(*pieces: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(pieces) + r")\b")


# Animals are a category of their own; only said to somebody are they abuse.
_ANIMAL = r"(?:anjing|babi|monyet|kunyuk|bajing|asu)"
_YOU = r"(?:lu|lo|loe|kau|kamu|kalian|elu|elo|semua)"
_OFFICE = r"(?:petugas|pemerintah|lurah|pak lurah|pejabat|pemda|pemprov|aparat|gubernur|camat|dishub|satpol)"
_PEOPLES = (
    r"(?:cina|china|tionghoa|kristen|islam|muslim|yahudi|katolik|hindu|buddha|budha|syiah|ahmadiyah|batak|jawa|"
    r"madura|padang|papua|ambon|arab|pribumi|aseng|bugis|betawi|sunda|dayak)"
)
_HARM = r"(?:bunuh|bakar|hajar|habisi|tusuk|bacok|culik|gebuk|tembak|ledakkan|ledakin|bom|perkosa|siram air keras)"

_PATTERNS = {
    "threat": _any(
        rf"(?:saya|kami|gue|gua|gw|aku|kita)\s+(?:akan|bakal|mau|siap|pasti|bisa)?\s*(?:saya |kami )?{_HARM}(?:\s+(?:dia|{_YOU}|{_OFFICE}|rumah|kantor|mereka|itu))",
        rf"(?:saya|kami|gue|gua|gw|aku|kita)\s+(?:akan|bakal|mau|siap|pasti)\s+{_HARM}",
        rf"(?:akan|bakal)\s+(?:saya|kami|gue|gua|gw|ku)\s*{_HARM}",
        rf"(?:ku|gue|gua)\s?{_HARM}\s+{_YOU}",
        r"(?:bunuh|bakar|gantung|habisi)\s+(?:saja|aja)\s+(?:dia|mereka|orangnya|pelakunya|lurahnya|rumahnya|kantornya|orang)",
        rf"mati (?:saja|aja|lu|kau|kalian)(?:\s+{_YOU})?",
        rf"awas (?:kau|lu|lo|kalian)",
        r"darah(?:mu|nya)? halal",
        r"i(?: will|'ll| am going to) (?:kill|burn|beat|shoot|stab)",
    ),
    "sara": _any(
        rf"(?:dasar|usir|ganyang|bantai|anti|bakar|bunuh|benci)\s+(?:para |semua |orang |kaum |si |warga )*{_PEOPLES}",
        rf"{_PEOPLES}\s+(?:kafir|babi|anjing|bangsat|laknat|kotor|maling|goblok|penjajah|harus (?:pergi|diusir|dibunuh))",
        r"kafir+|kapir|kopar|kadrun|cokin|cina loleng|hitam legam dasar|pulang ke (?:cina|arab|papua)",
        r"agama (?:sesat|setan|iblis|teroris|lu|lo)|(?:gereja|masjid|pura|vihara) sesat",
        r"nigger|chink",
    ),
    "sexual": _any(
        r"ngentot\w*|entot\w*|ngewe|ewe(?:an)?|kontol\w*|memek\w*|pepek|titit|itil|jembut|peju|colmek|coli|sange\w*",
        r"bokep|porno|bugil|open ?bo|vcs|jablay|lonte\w*|pelacur|perek|toket|ngaceng|pantat (?:semok|bahenol)",
        r"fuck\w*|motherfuck\w*|dick|pussy|blowjob|whore|slut",
    ),
    "abuse": _any(
        rf"dasar\s+(?:\w+\s+)?{_ANIMAL}",
        rf"{_ANIMAL}\s+(?:{_YOU}|banget|emang|memang|ini orang|{_OFFICE})",
        rf"(?:{_OFFICE}|{_YOU}|woi|woy|hei|si)(?:nya)?\s+(?:\w+\s+)?(?:{_ANIMAL}|setan|iblis|sampah masyarakat)",
        r"bangsat\w*|bajingan|keparat|brengsek|kampret|jancok\w*|jancuk\w*|cok|asu+ kowe|tolol\w*|goblok\w*|goblog",
        r"bego\w*|idiot\w*|dungu|bacot|anjir|anjrit|anying|anjeng|tai(?: lu| lo| kucing lu)|kimak|pukimak|pantek|babi lu",
        r"sialan|setan lu|iblis lu|monyet lu|otak udang|muka tembok lu|pecundang",
        r"bastard|asshole|bitch\w*|moron|shithead|bullshit",
    ),
}

# A title and a name, then what they are said to have done; offices have a title and no name.
_NOT_NAMES = (
    "lurah rt rw camat gubernur wali walikota satpam kepala ketua presiden polisi guru kepsek dokter petugas "
    "menteri dprd anies pramono rano ahok jokowi prabowo yang saya kami kita itu ini tersebut tolong mohon di ke dari "
    "dan atau juga sudah belum tidak ada bapak ibu pak bu hansip kades sekda bupati admin operator kasatpel kadis "
    "dishub satpol pp ppsu tni polri linmas kantor rumah warga pemerintah dinas mau jangan kenapa mengapa ".split()
)
_TITLE = r"(?:pak|bapak|bpk|bu|ibu|sdr|sdri|saudara|saudari|mas|mbak|bang|haji|hj|ustad|ustadz|bernama|namanya|atas nama)"
_DID = (
    r"(?:mencuri|nyuri|korupsi|menipu|penipu|nipu|pengedar|mengedarkan|bandar|memeras|pemeras|memalak|malak|pungli|"
    r"memperkosa|mencabuli|cabul|selingkuh|berzina|zina|kumpul kebo|judi|berjudi|mabuk(?:-mabukan)?|menganiaya|maling|"
    r"memukuli?|menggelapkan|narkoba|sabu|pencuri|copet|pelaku|provokator|menyantet|dukun santet|germo|mucikari|"
    r"nyolong|nyabu|preman|rentenir|pedofil|pelecehan|melecehkan|stole|steals|thief|cheats|bribes?)"
)
_NAMED_THEN_DID = re.compile(
    rf"\b{_TITLE}\.?\s+(?P<name>[a-z']{{3,}})(?:\s+[\w'.,-]+){{0,8}}?\s+{_DID}\b", re.IGNORECASE
)
_DID_THEN_NAMED = re.compile(
    rf"\b{_DID}\b(?:\s+\w+){{0,3}}?\s+(?:oleh|adalah|bernama|namanya|yaitu|ialah|itu)\s+(?:{_TITLE}\.?\s+)?"
    rf"(?P<name>[a-z']{{3,}})",
    re.IGNORECASE,
)


def _accuses(words: str) -> bool:
    for pattern in (_NAMED_THEN_DID, _DID_THEN_NAMED):
        for found in pattern.finditer(words):
            name = found["name"]
            needs_capital = pattern is _DID_THEN_NAMED
            if name.lower() not in _NOT_NAMES and (name[0].isupper() or not needs_capital):
                return True
    return False


_LINK = re.compile(
    r"(?:https?://|\bwww\.)(?P<url>\S+)|(?<![\w.@-])(?P<bare>(?:[a-z0-9-]{1,63}\.){1,5}(?:com|net|org|xyz|top|site|online|shop|info|"
    r"io|me|ly|link|club|live|vip|co|biz|id|gg|app))(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
# Where people point to a place, or to the government itself.
_KNOWN = re.compile(
    r"(?:[\w-]{1,63}\.){0,5}(?:go\.id|maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.com|google\.(?:com|co\.id)/maps|"
    r"openstreetmap\.org|w3w\.co|what3words\.com)(?:$|[/?#:.,)])",
    re.IGNORECASE,
)


def _links_away(words: str) -> bool:
    for found in _LINK.finditer(words):
        if not _KNOWN.match(found["url"] or words[found.start() :]):
            return True
    return False


_ADVERTISING = _any(
    r"slot (?:gacor|online|maxwin)|maxwin|rtp live|link alternatif|bonus (?:deposit|new member)|depo \d+ bonus \d+",
    r"daftar sekarang (?:juga|dan dapatkan)|klik (?:link|tautan|di sini|disini)|order (?:sekarang|via wa)|promo spesial",
    r"(?:dana|pinjaman) (?:cepat|kilat|cair|tanpa (?:agunan|jaminan))|pinjol (?:legal|cepat|cair)|jasa (?:seo|backlink|follower)",
    r"tambah follower|followers? murah|jual (?:obat (?:kuat|aborsi|penggugur)|akun|followers?)|pembesar (?:alat|penis)|agen (?:togel|judi)",
    r"bandar (?:togel|slot) terpercaya|investasi (?:pasti )?untung|crypto (?:airdrop|giveaway)|free (?:followers|bitcoin)",
)
_LONG_RUN = re.compile(r"(\S)\1{14,}")


def _repeats(plain: str) -> bool:
    every = re.findall(r"\w+", plain)
    return bool(_LONG_RUN.search(plain)) or (len(every) >= 20 and len(set(every)) * 5 < len(every))
