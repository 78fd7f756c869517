"""Django's own commands, for developers: python -m tanggap manage makemigrations."""

from django.core.management import execute_from_command_line


def main(arguments: list[str]) -> int:
    """Hands the words to Django."""
    execute_from_command_line(["python -m tanggap manage", *arguments])
    return 0
