"""python -m tests.furnish: migrates and furnishes the database that the environment names."""

import django
from django.core.management import call_command


def main() -> int:
    """Reference data, boundaries and the cast, as the tests have them."""
    django.setup()
    from tests import database  # only now may models be imported

    call_command("migrate", verbosity=0)
    database.furnish()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
