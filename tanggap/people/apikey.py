"""python -m tanggap apikey …: tokens for machines that use the JSON API."""

import argparse

from tanggap.people import actions, queries
from tanggap.people.commands import told
from tanggap.people.rules import SYSTEM


def main(arguments: list[str]) -> int:
    """apikey create NAME --user USERNAME | apikey revoke ID | apikey list."""
    wanted = _parser().parse_args(arguments)
    verbs = {"create": _create, "revoke": _revoke, "list": _list}
    return told(lambda: verbs[wanted.verb](wanted))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tanggap apikey")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a token and print it, this once")
    create.add_argument("name", help="who uses it, such as “open data export”")
    create.add_argument("--user", required=True, help="the account it acts as")
    revoke = verbs.add_parser("revoke", help="end a token")
    revoke.add_argument("id", type=int, help="its number in the list")
    verbs.add_parser("list", help="show all tokens (not their secrets)")
    return parser


def _create(wanted: argparse.Namespace) -> str:
    return actions.create_token(actor=SYSTEM, name=wanted.name, username=wanted.user)


def _revoke(wanted: argparse.Namespace) -> str:
    actions.revoke_token(actor=SYSTEM, token_id=wanted.id)
    return f"Token {wanted.id} opens nothing any more."


def _list(wanted: argparse.Namespace) -> str:
    rows = queries.tokens()
    lines = [f"{'id':>4}  {'account':<20} {'made':<10}  {'revoked':<10}  name"]
    for row in rows:
        ended = f"{row.revoked_at:%Y-%m-%d}" if row.revoked_at else "-"
        lines.append(f"{row.id:>4}  {row.username:<20} {row.created_at:%Y-%m-%d}  {ended:<10}  {row.name}")
    return "\n".join(lines) if rows else "There are no tokens."
