"""python -m tanggap admin …: the first administrator, and a forgotten password."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable

from django.utils.translation import gettext, override

from tanggap.core.errors import Refusal
from tanggap.people import actions, queries
from tanggap.people.agencies import ROOT
from tanggap.people.roles import Role
from tanggap.people.rules import SYSTEM

PASSWORD_VARIABLE = "TANGGAP_ADMIN_PASSWORD"  # noqa: S105 (its name, not a password)


def main(arguments: list[str]) -> int:
    """admin create [--username U] [--name N] [--password P] | admin password USERNAME [--password P]."""
    wanted = _parser().parse_args(arguments)
    return told(lambda: _create(wanted) if wanted.verb == "create" else _password(wanted))


def told(run: Callable[[], str]) -> int:
    """Runs it and prints its line; a refusal becomes a sentence and the exit code 1."""
    with override("en"):
        try:
            line = run()
        except Refusal as refusal:
            sys.stderr.write(gettext(refusal.sentence) % refusal.data + "\n")
            return 1
        except (EOFError, KeyboardInterrupt):
            sys.stderr.write("\nStopped; nothing was changed.\n")
            return 1
    sys.stdout.write(line + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tanggap admin")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make an administrator")
    create.add_argument("--username")
    create.add_argument("--name")
    password = verbs.add_parser("password", help="give an account a new password")
    password.add_argument("username")
    for one in (create, password):
        one.add_argument("--password", help=f"else {PASSWORD_VARIABLE}, else asked for")
    return parser


def _create(wanted: argparse.Namespace) -> str:
    root = queries.agency_by_code(ROOT)
    if root is None:
        raise Refusal("There are no agencies yet. Run: python -m tanggap seed")
    username = wanted.username or input("Username: ")
    name = wanted.name or input("Name: ")
    actions.create_user(
        actor=SYSTEM,
        username=username,
        name=name,
        role=Role.ADMINISTRATOR,
        agency_id=root.id,
        password=_asked(wanted.password),
    )
    return f"{username} is an administrator now. Sign in at /petugas/."


def _password(wanted: argparse.Namespace) -> str:
    actions.set_password(actor=SYSTEM, username=wanted.username, password=_asked(wanted.password))
    return f"{wanted.username} has a new password."


def _asked(given: str | None) -> str:
    known = given or os.environ.get(PASSWORD_VARIABLE)
    if known:
        return known
    once, again = getpass.getpass("Password: "), getpass.getpass("Once more: ")
    if once != again:
        raise Refusal("The two passwords are not the same.")
    return once
