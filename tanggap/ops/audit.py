"""python -m tanggap audit verify: proves that no event was changed, removed or moved."""

import argparse
import sys

from tanggap.cases.audit import broken_links


def main(arguments: list[str]) -> int:
    """verify: one line for every case whose history does not hold; 1 when there is any."""
    parser = argparse.ArgumentParser(prog="python -m tanggap audit")
    parser.add_argument("what", choices=["verify"])
    parser.parse_args(arguments)
    broken = 0
    for link in broken_links():
        broken += 1
        sys.stdout.write(f"case {link.case_id}, event {link.seq}: {link.why}\n")
    sys.stdout.write(f"{broken} cases have a broken history.\n" if broken else "Every history holds.\n")
    return 1 if broken else 0
