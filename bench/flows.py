"""What the load generator's clients do. Each flow is one visit; True when all of it went well."""

from typing import Any
from uuid import uuid4

import orjson

from bench.client import request
from bench.load import Hand

JSON = {"Accept-Language": "id"}
WORDS = (
    "Got mampet di depan rumah, air meluap ke jalan sejak kemarin sore dan baunya menyengat.",
    "Jalan berlubang cukup dalam, sudah ada dua motor yang jatuh minggu ini. Mohon segera ditambal.",
    "Lampu penerangan jalan mati sejak tiga hari yang lalu, gelap sekali kalau malam.",
    "Sampah menumpuk di pinggir kali dan tidak diangkut, sudah seminggu lebih.",
    "Pohon tumbang menutup sebagian jalan, kendaraan harus bergantian lewat.",
)


def _report(hand: Hand) -> tuple[dict[str, Any], str]:
    """A report as an app sends it, and the kelurahan of its point."""
    dice, world = hand.dice, hand.given
    lat, lng, kelurahan = dice.choice(world["points"])
    body: dict[str, Any] = {
        "words": f"{dice.choice(WORDS)} RT {dice.randint(1, 20):02} RW {dice.randint(1, 12):02}.",
        "category": dice.choice(world["categories"]),
        "lat": lat + dice.uniform(-1e-5, 1e-5),
        "lng": lng + dice.uniform(-1e-5, 1e-5),
        "kelurahan": kelurahan,
    }
    if dice.random() < 0.3:
        body["email"] = f"warga{dice.randint(1, 10**6)}@example.org"
    return body, kelurahan


def _fresh() -> dict[str, str]:
    """A key of its own for every report ever sent; one by the dice would come again in the next run."""
    return {**JSON, "Idempotency-Key": str(uuid4())}


async def report(hand: Hand) -> bool:
    """One report sent and accepted."""
    body, _ = _report(hand)
    sent = request("POST", "/api/v1/reports", body, _fresh())
    return await hand.ask("report", sent, 201) is not None


async def lifecycle(hand: Hand) -> bool:
    """Created, coordinated, accepted, proof submitted, approved, and the tracking page read."""
    body, kelurahan = _report(hand)
    sent = request("POST", "/api/v1/reports", body, _fresh())
    made = await hand.ask("create", sent, 201)
    if made is None:
        return False
    report = orjson.loads(made)
    other = hand.given["passed_to"][kelurahan]
    moves: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (
            hand.given["officers"][kelurahan],
            "coordinate",
            {"agency": other["agency"], "note": "Kewenangan dinas."},
        ),
        (other["token"], "accept", {"note": "Petugas menuju lokasi."}),
        (other["token"], "submit", {"photos": [_proof(hand)], "note": "Sudah dikerjakan, foto terlampir."}),
        (hand.dice.choice(hand.given["validators"]), "approve", {}),
    )
    for seen, (token, verb, move) in enumerate(moves, 1):
        headers = {**JSON, "Authorization": f"Bearer {token}"}
        path = f"/api/v1/desk/cases/{report['case']}/moves/{verb}"
        if await hand.ask(verb, request("POST", path, move | {"seen": seen}, headers)) is None:
            return False
    page = request("GET", f"/lacak/{report['number']}?k={report['secret']}")
    return await hand.ask("page", page) is not None


def _proof(hand: Hand) -> str:
    """An upload of this client's share of those that were made before."""
    every, clients = hand.given["photos"], hand.given["clients"]
    used = hand.given.setdefault("used", {})
    n = used.get(hand.given["client"], 0)
    used[hand.given["client"]] = n + 1
    photo: str = every[hand.given["client"] + n * clients]
    return photo


async def read(hand: Hand) -> bool:
    """One of the addresses that were given, all equally likely."""
    return await hand.ask("read", hand.dice.choice(hand.given["requests"])) is not None
