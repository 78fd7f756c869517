"""Every check, stage after stage, with a summary; `make test` calls it.

python -m tools.check               all stages
python -m tools.check types rules   these stages alone
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
CODE = ("tanggap", "tests", "tools", "bench")
PYTEST = (PYTHON, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider")
TWICE = ("-n", "2", "--ignore=tests/rules", "-m", "not browser")


@dataclass(frozen=True)
class Stage:
    """One check. tests: pytest runs it. on_postgres: it is given a PostgreSQL of its own."""

    name: str
    command: tuple[str, ...]
    tests: bool = False
    on_postgres: bool = False


STAGES = (
    Stage("format", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    Stage("lint", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    Stage("types", (PYTHON, "-m", "mypy", *CODE)),
    Stage("contracts", (str(Path(PYTHON).with_name("lint-imports")), "--no-cache")),
    Stage("migrations", (PYTHON, "-m", "tanggap", "manage", "makemigrations", "--check", "--dry-run")),
    Stage("docs", (PYTHON, "-m", "tools.docs", "--check")),
    Stage("rules", (*PYTEST, "-n", "2", "tests/rules"), tests=True),
    Stage("sqlite", (*PYTEST, *TWICE, "tests"), tests=True),
    Stage("postgres", (*PYTEST, *TWICE, "tests"), tests=True, on_postgres=True),
    Stage("browser", (*PYTEST, "-n", "2", "-m", "browser", "tests"), tests=True),
)


@dataclass(frozen=True)
class Outcome:
    """How a stage went. counts: passed, failed, skipped, when it ran tests."""

    stage: Stage
    ok: bool
    seconds: float
    counts: Counter[str]


def main(arguments: list[str]) -> int:
    """0 when every stage went well, 1 when one did not, 2 for a stage that does not exist."""
    unknown = set(arguments) - {stage.name for stage in STAGES}
    if unknown:
        _say(f"No such stage: {', '.join(sorted(unknown))}. There are: {', '.join(s.name for s in STAGES)}.")
        return 2
    wanted = [stage for stage in STAGES if not arguments or stage.name in arguments]
    with tempfile.TemporaryDirectory(prefix="tanggap-check-") as folder:
        outcomes = [run(stage, Path(folder)) for stage in wanted]
    _sum_up(outcomes)
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def run(stage: Stage, folder: Path) -> Outcome:
    """Runs one stage with nothing of the caller's own settings; its output goes to the screen."""
    _say(f"\n━━ {stage.name} {'━' * (70 - len(stage.name))}")
    began, report = time.monotonic(), folder / f"{stage.name}.xml"
    command = [*stage.command, f"--junitxml={report}"] if stage.tests else list(stage.command)
    try:
        with _environment(stage, folder) as environment:
            done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
        ok = done.returncode == 0
    except postgres.NoServer as problem:
        _say(str(problem))
        ok = False
    return Outcome(stage, ok, time.monotonic() - began, _counts(report) if stage.tests else Counter())


@contextmanager
def _environment(stage: Stage, folder: Path) -> Iterator[dict[str, str]]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TANGGAP_") and name not in {"DATABASE_URL", "TEST_DATABASE_URL", "PORT"}
    }
    clean |= {"TANGGAP_DATA": str(folder / "data"), "PYTHONDONTWRITEBYTECODE": "1", "TANGGAP_CHECK": "1"}
    if not stage.on_postgres:
        yield clean
    elif given := os.environ.get("TEST_DATABASE_URL"):
        yield clean | {"TEST_DATABASE_URL": given}
    else:
        with postgres.running() as url:
            yield clean | {"TEST_DATABASE_URL": url}


def _counts(report: Path) -> Counter[str]:
    """What pytest's own report says; a stage that ended before it wrote one counts as one failure."""
    if not report.exists():
        return Counter(failed=1)
    counts: Counter[str] = Counter()
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - written by our own pytest
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        counts += Counter(passed=int(suite.get("tests", 0)) - bad - skipped, failed=bad, skipped=skipped)
    return counts


def _sum_up(outcomes: list[Outcome]) -> None:
    total: Counter[str] = Counter()
    _say(f"\n━━ summary {'━' * 63}")
    for outcome in outcomes:
        total += outcome.counts
        word = "ok    " if outcome.ok else "FAILED"
        counts = ", ".join(f"{number} {name}" for name, number in outcome.counts.items() if number)
        _say(f"{word} {outcome.seconds:7.1f} s  {outcome.stage.name:<11} {counts}")
    took = sum(outcome.seconds for outcome in outcomes)
    _say(f"{'ok    ' if all(o.ok for o in outcomes) else 'FAILED'} {took:7.1f} s  altogether")
    if total:
        _say(f"total: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
