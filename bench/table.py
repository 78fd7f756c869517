"""The table of results: medians of several runs, with the machine; a figure missed is said to be missed."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("django", "django-ninja", "uvicorn", "uvloop", "msgspec", "orjson", "psycopg")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing. values: one for each run. least or most: the target, if there is one."""

    what: str
    where: str
    unit: str
    values: list[float]
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def value(self) -> float:
        """The median of the runs."""
        return median(self.values)

    @property
    def verdict(self) -> str:
        if self.least is not None:
            return "met" if self.value >= self.least else "MISSED"
        if self.most is not None:
            return "met" if self.value <= self.most else "MISSED"
        return ""

    @property
    def target(self) -> str:
        if self.least is not None:
            return f"at least {_number(self.least)}"
        return f"at most {_number(self.most)}" if self.most is not None else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def _line(figure: Figure) -> str:
    spread = f"{_number(min(figure.values))}–{_number(max(figure.values))}" if len(figure.values) > 1 else ""
    cells = (figure.what, figure.where, f"{_number(figure.value)} {figure.unit}", spread, figure.target)
    return "| " + " | ".join((*cells, figure.verdict, figure.note)) + " |"


def machine() -> dict[str, str]:
    """What it ran on."""
    return {
        "machine": platform.node() or "unnamed",
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def written(figures: Iterable[Figure], *, runs: int, seconds: float, extra: dict[str, str]) -> str:
    """The page in Markdown."""
    figures = list(figures)
    missed = [figure for figure in figures if figure.verdict == "MISSED"]
    facts = machine() | extra
    lines = [
        f"# Benchmark of {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
        f"Median of {runs} runs of {seconds:.0f} s; load generator, server and database on one machine.",
        f"{len(missed)} of {sum(bool(f.verdict) for f in figures)} targets missed.",
        "",
        *(f"- {name}: {value}" for name, value in facts.items()),
        "",
        "| what | where | median | least–most | target | | note |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_line(figure) for figure in figures),
        "",
    ]
    return "\n".join(lines)


def save(folder: Path, page: str) -> Path:
    """Writes the page to <date>-<machine>.md; a second one of the same day replaces the first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y-%m-%d}-{machine()['machine']}.md"
    path.write_text(page)
    return path
