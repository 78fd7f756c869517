"""What a newcomer finds on the first desk they open: something in every state, in their own office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tanggap.demo.city import City
from tanggap.demo.problems import Problem
from tanggap.demo.staff import HOME

# hours ago, category, the turns its life takes, the verb it rests at (and which time), how many report it
AT_HOME = (
    (0.3, "tutup-saluran", "", "reported", 1, 0),
    (1.1, "sampah", "", "reported", 1, 2),
    (3.4, "pohon", "", "reported", 1, 0),
    (9.0, "jalan", "", "reported", 1, 11),
    (4.0, "coretan-tempelan", "asked own_crew", "ask", 1, 0),
    (7.0, "fasos-fasum", "own_crew", "accept", 1, 0),
    (12.0, "pkl-liar", "own_crew", "accept", 1, 1),
    (26.0, "taman", "own_crew", "accept", 1, 0),
    (10.0, "trotoar", "own_crew", "delegate", 1, 0),
    (16.0, "taman", "own_crew", "delegate", 1, 0),
    (22.0, "sampah", "own_crew", "accept", 2, 3),
    (30.0, "jalan", "own_crew", "accept", 2, 0),
    (28.0, "saluran-sungai", "own_crew", "submit", 1, 0),
    (40.0, "pohon", "own_crew", "submit", 1, 1),
    (46.0, "tutup-saluran", "own_crew sent_back", "send_back", 1, 0),
    (30.0, "trotoar", "own_crew planned", "plan", 1, 0),
    (90.0, "fasos-fasum", "own_crew planned", "approve_plan", 1, 0),
    (60.0, "coretan-tempelan", "own_crew contested", "contest", 1, 0),
    (50.0, "sampah", "own_crew", "approve", 1, 0),
    (70.0, "jalan", "own_crew", "approve", 1, 4),
)
AT_THE_SUDIN = (
    (5.0, "saluran-sungai", "", "coordinate", 1, 0),
    (6.0, "banjir", "", "coordinate", 1, 5),
    (20.0, "saluran-sungai", "", "accept", 1, 0),
    (26.0, "banjir", "planned", "plan", 1, 0),
    (44.0, "saluran-sungai", "", "submit", 1, 0),
)
WITHOUT_PLACE = (
    (2.0, "x", "parkir-liar"),
    (5.5, "email", "gangguan-ketertiban"),
    (8.0, "facebook", "sampah"),
)
PRIVATE = ((3.0, "pungutan-liar"), (27.0, "ktp-el"))
DOUBTFUL = (
    (
        1.5,
        "pelanggaran-perda",
        "Pak Darmo korupsi uang keamanan di pasar ini, semua pedagang sudah tahu.",
    ),
    (6.5, "sampah", "Yang buang sampah di sini memang goblok semua, bangsat, tolong diangkut."),
)
MASKED = (
    "Mobil menutup jalan masuk di depan rumah. Hubungi saya di 0812-3456-7890 kalau petugas sudah sampai."
)


def scenes(city: City, now: datetime) -> Iterator[tuple[datetime, Problem]]:
    """When each of them began, and what it is."""
    for hours, category, path, until, turns, joiners in AT_HOME + AT_THE_SUDIN:
        problem = city.trouble.some(category=category, kelurahan=HOME, channel="jaki", visibility="public")
        steps = frozenset(path.split())
        yield (
            now - timedelta(hours=hours),
            replace(problem, path=steps, until=until, turns=turns, joiners=joiners, photos=1),
        )
    for hours, channel, category in WITHOUT_PLACE:
        yield now - timedelta(hours=hours), _resting(city, category, channel)
    for hours, category in PRIVATE:
        yield now - timedelta(hours=hours), replace(_resting(city, category), visibility="private")
    for hours, category, words in DOUBTFUL:
        yield now - timedelta(hours=hours), replace(_resting(city, category), words=words)
    yield now - timedelta(hours=1), replace(_resting(city, "parkir-liar"), words=MASKED)


def _resting(city: City, category: str, channel: str = "jaki") -> Problem:
    problem = city.trouble.some(category=category, kelurahan=HOME, channel=channel)
    return replace(problem, path=frozenset(), until="reported")
