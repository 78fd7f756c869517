"""python -m tanggap <verb>: the one door for operators. Each verb is a function of the room it is about."""

import os
import sys
from importlib import import_module

import django

from tanggap import __version__
from tanggap.ops import catalogs

# verb -> module with main(arguments) -> exit code; loaded only when asked for.
VERBS = {
    "serve": "tanggap.edge.serve",
    "worker": "tanggap.edge.worker",
    "migrate": "tanggap.ops.database",
    "seed": "tanggap.catalog.commands",
    "admin": "tanggap.people.commands",
    "apikey": "tanggap.people.apikey",
    "places": "tanggap.places.commands",
    "audit": "tanggap.ops.audit",
    "demo": "tanggap.demo.commands",
    "vault": "tanggap.vault.commands",
    "manage": "tanggap.ops.manage",
}


def main(arguments: list[str]) -> int:
    """Runs one verb; 0 when it went well, 1 when it did not, 2 when the words were wrong."""
    if not arguments or arguments[0] not in VERBS:
        wanted = arguments[0] if arguments else ""
        if wanted == "--version":
            sys.stdout.write(f"tanggap {__version__}\n")
            return 0
        sys.stderr.write(f"usage: python -m tanggap <{' | '.join(VERBS)}> …\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tanggap.settings")
    if arguments[0] == "demo":
        os.environ["TANGGAP_DEMO"] = "yes"  # settings are read at the first import
    os.umask(0o077)  # the database and the photos are nobody else's on this machine
    catalogs.compile_all()
    django.setup()
    verb: int = import_module(VERBS[arguments[0]]).main(arguments[1:])
    return verb


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
