"""The code as the house rules see it: each file with its path and its syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FACES = ("public", "desk", "api", "live", "ops", "channels")


@dataclass(frozen=True)
class Source:
    """path: from the root of the repository, with forward slashes."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> "Source":
        return cls(path, text, ast.parse(text))

    @property
    def room(self) -> str:
        """The first folder under tanggap/, or ""."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "tanggap" and len(parts) > 2 else ""

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def product() -> tuple[Source, ...]:
    """Every module of tanggap/, but no migrations."""
    return tuple(_read("tanggap"))


@cache
def everything() -> tuple[Source, ...]:
    """Every module that we wrote."""
    return tuple(source for folder in ("tanggap", "tests", "tools", "bench") for source in _read(folder))


def _read(folder: str) -> Iterator[Source]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            yield Source.of(path.relative_to(ROOT).as_posix(), path.read_text())


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or an attribute; of anything else what can be said ("?.c")."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> what it stands for ("Image" -> "PIL.Image")."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                a.asname or a.name.split(".")[0]: (a.asname and a.name) or a.name.split(".")[0]
                for a in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module or ''}.{a.name}" for a in node.names}
    return names


def meaning(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name of a call's target, with its first part as it was imported."""
    first, _, rest = dotted(node).partition(".")
    known = names.get(first, first)
    return f"{known}.{rest}" if rest else known
