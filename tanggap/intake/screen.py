"""Before words are published: personal data is masked, and what a person must look at first is marked.

No word list knows what somebody means, so nothing is deleted here: doubtful words are held, and a person
decides (hide and restore are moves with a reason). Angry words about a broken street are not doubtful,
nor are capitals, nor an office named in anger.
"""

import re
from dataclasses import dataclass

from tanggap.core import personal
from tanggap.core.errors import gettext_noop
from tanggap.core.text import legible

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
    """public_words: masked, but not to be shown while doubtful. masked: kinds of personal data found.

    doubtful: a code of DOUBTS, or "".
    """

    public_words: str
    masked: list[str]
    doubtful: str


def screen(words: str) -> Screened:
    """Masks personal data (core.personal) and says whether a person must look before the public does."""
    public_words, kinds = personal.masked(words)
    return Screened(public_words, kinds, _doubt(words, public_words))


def _doubt(words: str, public_words: str) -> str:
    """The first reason for doubt, gravest first, or ""."""
    words, public_words = legible(words)[0], legible(public_words)[0]
    plain = _plain(words)
    for code, pattern in _PATTERNS.items():
        if pattern.search(plain):
            return code
    if _accuses(words):
        return "accusation"
    if _links_away(public_words):
        return "link"
    return "spam" if _ADVERTISING.search(plain) or _repeats(words.casefold()) else ""


_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
# Bounded on both sides: without, an endless word takes the square of its length.
_LEET_WORD = re.compile(r"\b(?=\w{0,60}[a-z])[a-z0-9@$!]{0,30}[013457@$!][a-z0-9@$!]{0,30}[a-z]\b")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SPACED = re.compile(r"\b(?:[a-z][ .*_-]){3,}[a-z]\b")


def _plain(words: str) -> str:
    """Lower case; "k0nt0l", "anjiiing" and "b a b i" as what they stand for."""
    plain = words.casefold()
    plain = _LEET_WORD.sub(lambda found: found[0].translate(_LEET), plain)
    plain = _STRETCHED.sub(r"\1", plain)
    return _SPACED.sub(lambda found: re.sub(r"[^a-z]", "", found[0]), plain)


def _either(block: str) -> str:
    """One group of a block's alternatives, parted by "|" or lines; a blank stands for any white space."""
    every = [
        piece.strip() for line in block.splitlines() for piece in [line.strip().strip("|")] if piece.strip()
    ]
    return "(?:" + "|".join(re.sub(" +", r"\\s+", piece) for piece in every) + ")"


def _any(block: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_either(block)}\b")


_YOU = "(?:lu|lo|loe|kau|kamu|kalian|elu|elo|semua)"
_I = "(?:saya|kami|gue|gua|gw|aku|kita)"
_OFFICE = "(?:petugas|pemerintah|lurah|pejabat|pemda|pemprov|aparat|gubernur|camat|dishub|satpol)"
_HARM = "(?:bunuh|bakar|hajar|habisi|tusuk|bacok|culik|gebuk|tembak|ledakkan|ledakin|bom|perkosa)"
# Animals are a category of their own; only said to somebody are they abuse.
_ANIMAL = "(?:anjing|babi|monyet|kunyuk|bajing|asu)"
_PEOPLES = _either(
    """cina|china|tionghoa|kristen|islam|muslim|yahudi|katolik|hindu|buddha|budha|syiah|ahmadiyah
    batak|jawa|madura|padang|papua|ambon|arab|pribumi|aseng|bugis|betawi|sunda|dayak"""
)

_PATTERNS = {
    "threat": _any(
        rf"""{_I} (?:akan|bakal|mau|siap|pasti) (?:{_I} )?{_HARM}
        {_I} (?:bisa )?{_HARM} (?:dia|mereka|{_YOU}|{_OFFICE}|rumah|kantor)
        (?:akan|bakal) {_I} {_HARM}
        (?:bunuh|bakar|gantung|habisi) (?:saja|aja) (?:dia|mereka|(?:orang|pelaku|lurah|rumah|kantor)(?:nya)?)
        mati (?:saja |aja )?(?:lu|kau|kalian)
        awas (?:kau|lu|lo|kalian)
        darah(?:mu|nya)? halal
        i(?: will|'ll| am going to) (?:kill|burn|beat|shoot|stab)"""
    ),
    "sara": _any(
        rf"""(?:dasar|usir|ganyang|bantai|anti|bakar|benci) (?:(?:para|semua|orang|kaum|si|warga) )*{_PEOPLES}
        {_PEOPLES} (?:kafir|babi|anjing|bangsat|laknat|kotor|maling|goblok|penjajah)
        {_PEOPLES} harus (?:pergi|diusir|dibunuh)
        kafir+|kapir|kadrun|cokin|cina loleng|pulang ke (?:cina|arab|papua)
        agama (?:sesat|setan|iblis|teroris|lu|lo)|(?:gereja|masjid|pura|vihara) sesat
        nigger|chink"""
    ),
    "sexual": _any(
        r"""ngentot\w*|entot\w*|ngewe|kontol\w*|memek\w*|pepek|titit|jembut|peju|colmek|sange\w*
        bokep|porno|bugil|open ?bo|jablay|lonte\w*|pelacur|perek|toket|ngaceng
        fuck\w*|motherfuck\w*|pussy|blowjob|whore|slut"""
    ),
    "abuse": _any(
        rf"""dasar (?:\w+ )?{_ANIMAL}
        {_ANIMAL} (?:{_YOU}|banget|emang|memang|ini orang|{_OFFICE})
        (?:{_OFFICE}|{_YOU}|woi|woy|hei|si)(?:nya)? (?:\w+ )?(?:{_ANIMAL}|setan|iblis|sampah masyarakat)
        bangsat\w*|bajingan|keparat|brengsek|kampret|jancok\w*|jancuk\w*|cok|asu+ kowe
        tolol\w*|goblok\w*|goblog|bego\w*|idiot\w*|dungu|bacot|anying|anjeng|kimak|pukimak|pantek
        sialan|tai (?:lu|lo)|(?:setan|iblis) lu|otak udang|pecundang
        bastards?|assholes?|bitch\w*|moron|shithead|bullshit"""
    ),
}

# A title and a name, then what they are said to have done. An office has a title and no name; one who
# sees, reports or suffers it is not accused.
_NOT_NAMES = frozenset(
    _word
    for _line in (
        "lurah rt rw camat gubernur wali walikota satpam kepala ketua presiden polisi guru kepsek dokter",
        "petugas menteri dprd anies pramono rano ahok jokowi prabowo yang saya kami kita itu ini tersebut",
        "tolong mohon di ke dari dan atau juga sudah belum tidak ada bapak ibu pak bu hansip kades sekda",
        "bupati admin operator kasatpel kadis dishub satpol pp ppsu tni polri linmas kantor rumah warga",
        "pemerintah dinas mau jangan kenapa mengapa pt cv",
    )
    for _word in _line.split()
)
_TITLE = _either(
    "pak|bapak|bpk|bu|ibu|sdri?|saudara|saudari|mas|mbak|bang|haji|hj|ustadz?|bernama|namanya|atas nama"
)
_DID = _either(
    """mencuri|nyuri|nyolong|korupsi|menipu|penipu|nipu|pengedar|mengedarkan|(?:jual|pakai|bandar) narkoba
    nyabu|memeras|pemeras|memalak|malak|pungli|memperkosa|mencabuli|cabul|selingkuh|berzina
    zina|kumpul kebo|berjudi|main judi|mabuk
    menganiaya|maling|memukuli?|menggelapkan|pencuri|copet
    pelaku|provokator|menyantet|germo|mucikari|preman|rentenir|pedofil|melecehkan|stole|steals|thief|bribes?"""
)
_WITNESS = _either(
    """lapor|melapor|melaporkan|melihat|lihat|korban|jadi|menjadi|diminta|dimintai|kena|terkena|dari|oleh|ada
    menangkap|soal|tentang|karena|akibat|kehilangan|usul|minta"""
)
_NAMED_THEN_DID = re.compile(
    rf"\b{_TITLE}\.?\s+(?P<name>[a-z']{{3,}})(?:\s+(?!{_WITNESS}\b)[\w'.,-]+){{0,8}}?\s+{_DID}\b",
    re.IGNORECASE,
)
_DID_THEN_NAMED = re.compile(
    rf"\b{_DID}(?:nya)?\b(?:\s+\w+){{0,3}}?\s+(?:oleh|adalah|bernama|namanya|yaitu|ialah|itu)\s+(?:{_TITLE}\.?\s+)?"
    rf"(?P<name>[a-z']{{3,}})",
    re.IGNORECASE,
)


def _accuses(words: str) -> bool:
    for pattern in (_NAMED_THEN_DID, _DID_THEN_NAMED):
        for found in pattern.finditer(words):
            name = found["name"]
            capital = name[0].isupper() or pattern is _NAMED_THEN_DID
            if capital and name.lower() not in _NOT_NAMES:
                return True
    return False


_ENDINGS = _either("com|net|org|xyz|top|site|online|shop|info|io|me|ly|link|club|live|vip|co|biz|id|gg|app")
_LINK = re.compile(
    rf"(?:https?://|\bwww\.)(?P<url>\S+)|(?<![\w.@-])(?P<bare>(?:[a-z0-9-]{{1,63}}\.){{1,5}}{_ENDINGS})(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
# Where people point to a place, or to the government itself.
_KNOWN = re.compile(
    r"(?:[\w-]{1,63}\.){0,5}"
    r"(?:go\.id|maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.com|google\.(?:com|co\.id)/maps"
    r"|openstreetmap\.org|w3w\.co|what3words\.com)(?=$|[\s/?#:]|[.,;)]+(?:\s|$))",
    re.IGNORECASE,
)


def _links_away(words: str) -> bool:
    return any(
        not _KNOWN.match(found["url"] or words[found.start() : found.start() + 300])
        for found in _LINK.finditer(words)
    )


_ADVERTISING = _any(
    r"""slot (?:gacor|online|maxwin)|maxwin|rtp live|link alternatif|bonus (?:deposit|new member)
    depo \d+ bonus \d+|daftar sekarang (?:juga|dan dapatkan)|klik (?:link|tautan|di sini|disini)
    order (?:sekarang|via wa)|promo spesial|(?:dana|pinjaman) (?:cepat|kilat|cair|tanpa (?:agunan|jaminan))
    pinjol (?:legal|cepat|cair)|jasa (?:seo|backlink|follower)|tambah follower|followers? murah
    jual (?:obat (?:kuat|aborsi|penggugur)|akun|followers?)|pembesar (?:alat|penis)|agen (?:togel|judi)
    bandar (?:togel|slot) terpercaya|investasi (?:pasti )?untung|crypto (?:airdrop|giveaway)
    free (?:followers|bitcoin)"""
)
_LONG_RUN = re.compile(r"(\S)\1{14,}")


def _repeats(lower: str) -> bool:
    every = re.findall(r"\w+", lower)
    return bool(_LONG_RUN.search(lower)) or (len(every) >= 20 and len(set(every)) * 5 < len(every))
