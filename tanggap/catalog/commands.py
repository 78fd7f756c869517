"""python -m tanggap seed: the reference data of the city, from its files."""

import argparse
import sys

from django.utils.translation import override

from tanggap.catalog import actions
from tanggap.core.reference import Loaded
from tanggap.jobs.transaction import writing
from tanggap.people.rules import SYSTEM
from tanggap.places import actions as places


def main(arguments: list[str]) -> int:
    """seed: loads areas, boundaries (if they can be had), agencies and the catalog; prints a short table."""
    argparse.ArgumentParser(prog="python -m tanggap seed", description=main.__doc__).parse_args(arguments)
    try:
        with writing():
            areas = places.seed_areas(actor=SYSTEM, ledger=actions.SeededLedger())
            report = actions.seed(actor=SYSTEM)
    except (ValueError, KeyError) as wrong:
        sys.stderr.write(f"The reference data was not loaded: {wrong}\n")
        return 1
    with override("en"):
        boundaries = places.set_up(actor=SYSTEM)
    sys.stdout.write(_table(report.lines))
    sys.stdout.write(f"areas        {areas} written\n")
    for problem in boundaries.problems:
        sys.stdout.write(f"boundaries   {problem}\n")
    where = f" from {boundaries.source}" if boundaries.source else ""
    sys.stdout.write(f"boundaries   {boundaries.mode}, {boundaries.areas} areas{where}\n")
    return 0


def _table(lines: tuple[Loaded, ...]) -> str:
    heads = ("created", "updated", "retired", "kept", "same")
    rows = [f"{'':<12}" + "".join(f"{head:>9}" for head in heads)]
    for line in lines:
        figures = "".join(f"{getattr(line, head):>9}" for head in heads)
        older = "  (a newer version is loaded)" if line.older else ""
        rows.append(f"{line.file:<12}{figures}{older}")
    return "\n".join(rows) + "\n"
