"""python -m tanggap vault reseal: after a change of the vault key (docs/adr/0021)."""

import sys

from tanggap.vault.actions import reseal


def main(arguments: list[str]) -> int:
    """Seals every contact of an older key with the current one. 2 when the words were wrong."""
    if arguments != ["reseal"]:
        sys.stderr.write("usage: python -m tanggap vault reseal\n")
        return 2
    sys.stdout.write(f"{reseal()} contacts were sealed anew with the current key.\n")
    return 0
