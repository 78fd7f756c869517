"""The house rules that imports cannot say. Each yields a sentence for every place that breaks it."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from tests.rules.source import FACES, Source, dotted, imported, meaning

Rule = Callable[[Source], Iterator[str]]

LONGEST_FUNCTION = 50
LONGEST_FILE = 400
STATE_WRITERS = re.compile(r"tanggap/cases/(actions\w*|models|actions/\w+)\.py")
WRITING_CALLS = {"update", "create", "update_or_create", "get_or_create", "bulk_update", "Case", "setattr"}
NOWS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "time.time"}
SLOW = (
    "smtplib", "socket", "subprocess", "urllib.request", "http.client", "httpx", "requests", "time.sleep",
    "django.core.mail", "PIL", "pillow_heif", "tanggap.channels", "tanggap.evidence.actions.store",
    "tanggap.evidence.drawn",
)  # fmt: skip
TRANSACTIONS = {"writing", "atomic"}
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM)\b", re.IGNORECASE | re.DOTALL
)
EXECUTES = {"execute", "executemany", "raw", "RawSQL"}
MANAGERS = {"objects", "_default_manager", "_base_manager", "get_model", "get_user_model"}


def state_is_assigned_in_actions_only(source: Source) -> Iterator[str]:
    """A case changes its state by a move of the workflow table, in cases/actions*.py, or not at all."""
    if source.room == "" or STATE_WRITERS.fullmatch(source.path):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets):
                yield f"line {node.lineno}: a state is assigned"
        elif isinstance(node, ast.Call) and _writes_state(node):
            yield f"line {node.lineno}: a state is written"


def _writes_state(call: ast.Call) -> bool:
    if dotted(call.func).rsplit(".", 1)[-1] not in WRITING_CALLS:
        return False
    named = any(word.arg == "state" for word in call.keywords)
    return named or any(isinstance(a, ast.Constant) and a.value == "state" for a in call.args)


def no_signals(source: Source) -> Iterator[str]:
    """What follows from an event stands in reactions.py, not in receivers that nobody finds."""
    for name, whole in imported(source.tree).items():
        if whole.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals")):
            yield f"{name} is imported from Django's signals"


def time_is_asked_of_the_clock(source: Source) -> Iterator[str]:
    """core/clock.py alone asks the machine, so that tests and the demo can say what time it is."""
    if source.path == "tanggap/core/clock.py":
        return
    names = imported(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and any(_ends(meaning(node.func, names), now) for now in NOWS):
            yield f"line {node.lineno}: {dotted(node.func)}() instead of clock.now()"


def _ends(name: str, with_: str) -> bool:
    return name == with_ or name.endswith(f".{with_}")


def nothing_slow_in_a_transaction(source: Source) -> Iterator[str]:
    """Network, mail, photos and sleep happen before or after, never while others wait for the lock."""
    names = imported(source.tree)
    slow_here = _slow_functions(source, names)
    for block in _transactions(source.tree):
        for node in ast.walk(block):
            if isinstance(node, ast.Call) and _is_slow(node, names, slow_here):
                yield f"line {node.lineno}: {dotted(node.func)}() inside a transaction"


def _transactions(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            opened = [item.context_expr for item in node.items]
        elif isinstance(node, ast.FunctionDef):
            opened = node.decorator_list
        else:
            continue
        if any(_opens(expression) for expression in opened):
            yield from node.body


def _opens(node: ast.expr) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    return dotted(target).rsplit(".", 1)[-1] in TRANSACTIONS


def _is_slow(call: ast.Call, names: dict[str, str], slow_here: set[str]) -> bool:
    whole = meaning(call.func, names)
    return whole in slow_here or any(whole == s or whole.startswith(f"{s}.") for s in SLOW)


def _slow_functions(source: Source, names: dict[str, str]) -> set[str]:
    """This module's functions that do something slow, themselves or through another one here."""
    slow: set[str] = set()
    while True:
        more = {
            function.name
            for function in source.functions
            if any(isinstance(n, ast.Call) and _is_slow(n, names, slow) for n in ast.walk(function))
        }
        if more <= slow:
            return slow
        slow |= more


def functions_are_short(source: Source) -> Iterator[str]:
    """At most 50 lines; the ugliness of every codebase we read was in the tail."""
    for function in source.functions:
        length = (function.end_lineno or 0) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f"line {function.lineno}: {function.name} has {length} lines"


def files_are_short(source: Source) -> Iterator[str]:
    """At most 400 lines."""
    length = source.text.count("\n")
    if length > LONGEST_FILE:
        yield f"{length} lines"


def imports_stand_at_the_top(source: Source) -> Iterator[str]:
    """An import inside a function hides a circle."""
    for function in source.functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"line {node.lineno}: import inside {function.name}"


def faces_never_query(source: Source) -> Iterator[str]:
    """Faces and channels call actions and queries; a manager in a view goes round every permission."""
    if source.room not in FACES:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"line {node.lineno}: .{node.attr} in a face"
        elif isinstance(node, ast.Name) and node.id in MANAGERS:
            yield f"line {node.lineno}: {node.id} in a face"


def sql_is_made_of_constants(source: Source) -> Iterator[str]:
    """Values go in as parameters; a statement may be put together of constants (IN_CAPITALS) alone."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr) and SQL.search(_words(node)) and not _constant(node):
            yield f"line {node.lineno}: a value inside an SQL f-string"
        elif isinstance(node, ast.Call) and _executes(node) and _is_glued(node.args[0]):
            yield f"line {node.lineno}: SQL glued together in {dotted(node.func)}()"


def _executes(call: ast.Call) -> bool:
    return bool(call.args) and dotted(call.func).rsplit(".", 1)[-1] in EXECUTES


def _words(node: ast.JoinedStr) -> str:
    return " ".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)


def _constant(node: ast.JoinedStr) -> bool:
    values = [v.value for v in node.values if isinstance(v, ast.FormattedValue)]
    return all(dotted(v).rsplit(".", 1)[-1].isupper() for v in values)


def _is_glued(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return not _constant(node)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod | ast.Add)
    return isinstance(node, ast.Call) and dotted(node.func).endswith(".format")


def no_promises(source: Source) -> Iterator[str]:
    """What is not done is an issue, not a comment."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", token.string):
            yield f"line {token.start[0]}: {token.string}"


PRODUCT_RULES: tuple[Rule, ...] = (
    state_is_assigned_in_actions_only,
    no_signals,
    time_is_asked_of_the_clock,
    nothing_slow_in_a_transaction,
    imports_stand_at_the_top,
    faces_never_query,
    sql_is_made_of_constants,
)
RULES_FOR_ALL: tuple[Rule, ...] = (functions_are_short, files_are_short, no_promises)
