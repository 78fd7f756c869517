"""What each word of the environment means, and where the code reads it.

docs/operators/settings.md is made of this table; tests/rules sees to it that the table and the code
name the same words.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READERS = {"env", "env_bool", "env_int", "env_list"}
OF_THE_SYSTEM = {"PATH", "HOME", "TMPDIR"}

MEANING = {
    "PORT": "The port of the site.",
    "TANGGAP_HOST": "The network address to listen on; `0.0.0.0`: all of them.",
    "TANGGAP_THREADS": "How many requests one process works on at the same time.",
    "TANGGAP_PROCESSES": "How many processes serve, about one a core. More than one on PostgreSQL only.",
    "TANGGAP_NOTICES_PER_SECOND": "How many notices one worker sends in a second, at the most.",
    "TANGGAP_PHOTO_DECODERS": "How many processes open photos. They hold no keys and can write nothing.",
    "TANGGAP_DATA": "The folder for the database, photos and keys. Back it up as a whole.",
    "DATABASE_URL": "`postgresql://user:password@host:port/name`. Empty: SQLite in the data folder.",
    "TANGGAP_URL": "The address that people see. With `https://` cookies become secure and HSTS is sent.",
    "TANGGAP_KEYS": "The folder of the four keys, when they should not lie beside the data.",
    "TANGGAP_DEBUG": "Pages with details of errors, for developers only.",
    "TANGGAP_DEMO": "Demo mode: demo accounts may exist and sign in; `python -m tanggap demo` sets it.",
    "TANGGAP_HOSTS": "The host names that are answered, with commas; `*`: every one.",
    "TANGGAP_BOUNDARIES": "A path or URL of kelurahan polygons, imported at the first start.",
    "TANGGAP_BOUNDARIES_SOURCE": "Where the published polygons are, if no others are given. Empty: nowhere.",
    "TANGGAP_TILES": "A raster tile server for the background of maps: `https://…/{z}/{x}/{y}.png`."
    " Empty: maps draw our own borders.",
    "TANGGAP_TILES_ATTRIBUTION": "The line that the tile server wants to be shown on the map.",
    "TANGGAP_REPORTS_PER_HOUR": "How many reports one network address may send in an hour; `0`: no limit.",
    "TANGGAP_PROXIES": "How many proxies stand before the site and set `X-Forwarded-For`.",
    "TANGGAP_SMTP": "`smtp://user:password@host:port` or `smtps://…` for e-mail. Empty: e-mails are printed.",
    "TANGGAP_EMAIL_FROM": "The sender of e-mails.",
    "TANGGAP_ADMIN_PASSWORD": "The password for `python -m tanggap admin`, where nobody can be asked.",
}


@dataclass(frozen=True)
class Read:
    """A place where a word of the environment is read. default: as written in the code."""

    name: str
    default: str
    kind: str
    where: str


def read_in(text: str, where: str) -> Iterator[Read]:
    """Every word of the environment that this module reads."""
    tree = ast.parse(text)
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if found := _read(node):
            kind, key, default = found
            name = constants.get(key.id) if isinstance(key, ast.Name) else getattr(key, "value", None)
            if isinstance(name, str):
                yield Read(name, ast.unparse(default) if default else "", kind, f"{where}:{key.lineno}")


def _read(node: ast.AST) -> tuple[str, ast.expr, ast.expr | None] | None:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        return "env", node.slice, None
    if not isinstance(node, ast.Call) or not node.args:
        return None
    target = ast.unparse(node.func)
    if target in READERS or target in {"os.environ.get", "os.getenv"}:
        return target, node.args[0], node.args[1] if len(node.args) > 1 else None
    return None


def read_by_the_product() -> list[Read]:
    """Every word that tanggap/ reads, by name; of one read twice, the first place."""
    first: dict[str, Read] = {}
    for path in sorted((ROOT / "tanggap").rglob("*.py")):
        for read in read_in(path.read_text(), path.relative_to(ROOT).as_posix()):
            if read.name not in OF_THE_SYSTEM:
                first.setdefault(read.name, read)
    return [first[name] for name in sorted(first)]
