"""python -m bench [parts…]: measures, and writes the table to bench/results. All parts without a word.

--quick makes small stores and short runs: to see that the benchmarks work, not to quote.
"""

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import firstview, live, parts, table
from bench.parts import Effort
from bench.stores import BOUNDARIES, Stores, stores

RESULTS = Path(__file__).resolve().parent / "results"
PARTS = ("accepted", "lives", "tracking", "live", "firstview")


def _figures(wanted: list[str], made: Stores, effort: Effort) -> Iterator[table.Figure]:
    every = {
        "accepted": lambda: parts.accepted(made, effort),
        "lives": lambda: parts.lives(made, effort),
        "tracking": lambda: parts.tracking(made, effort),
        "live": lambda: live.live(made, effort),
        "firstview": lambda: firstview.first_view(made, effort.port),
    }
    return itertools.chain.from_iterable(every[name]() for name in wanted)


def main(arguments: list[str]) -> int:
    """0 when everything was measured, whatever the figures say."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", help=f"some of {', '.join(PARTS)}; all without a word")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--port", type=int, default=8108)
    parser.add_argument("--middle", type=int, default=100_000, help="cases in the middle store")
    parser.add_argument("--large", type=int, default=1_000_000, help="cases in the large store")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "tanggap-bench")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    wanted = asked.parts or list(PARTS)
    effort = Effort(asked.runs, asked.seconds, asked.port, (asked.middle, asked.large))
    if asked.quick:
        effort = Effort(1, 4.0, asked.port, (2_000, 10_000))
    if BOUNDARIES.exists():
        os.environ.setdefault("TANGGAP_BOUNDARIES", str(BOUNDARIES))
    figures = []
    with stores(asked.data) as made:
        for figure in _figures(wanted, made, effort):
            figures.append(figure)
            print(f"{figure.what} ({figure.where}): {figure.value:,.1f} {figure.unit} {figure.verdict}")
            if figure.note:
                print(f"    {figure.note}")
    page = table.written(figures, runs=effort.runs, seconds=effort.seconds, extra=_extra(asked.quick))
    print(page if asked.quick or len(wanted) < len(PARTS) else f"Written: {table.save(RESULTS, page)}")
    return 0


def _extra(quick: bool) -> dict[str, str]:
    return {"quick": "yes: small stores and one short run, not to be quoted"} if quick else {}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
