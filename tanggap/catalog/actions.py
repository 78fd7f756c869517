"""Writes: loads the reference data from its files, and remembers what was loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from tanggap.catalog import days, files, queries
from tanggap.catalog.models import Seeded
from tanggap.core.errors import NotAllowed
from tanggap.core.reference import Loaded
from tanggap.jobs.transaction import writing
from tanggap.people import actions as people
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor
from tanggap.people.seeding import load


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What a run of seed did, a line a file."""

    lines: tuple[Loaded, ...]

    @property
    def written(self) -> int:
        """How many rows changed; 0 when everything stood already."""
        return sum(line.written for line in self.lines)


class SeededLedger:
    """Remembers loaded rows in the table Seeded."""

    def read(self, file: str) -> dict[str, str]:
        """Key -> digest of the row as it was last loaded."""
        return dict(Seeded.objects.filter(file=file).values_list("key", "digest"))

    def version(self, file: str) -> int:
        """The newest version of this file that was ever loaded; 0 for none."""
        newest: int | None = Seeded.objects.filter(file=file).aggregate(newest=Max("version"))["newest"]
        return newest or 0

    def write(self, file: str, digests: Mapping[str, str], version: int) -> None:
        """Remembers these rows."""
        Seeded.objects.bulk_create(
            [Seeded(file=file, key=key, digest=digest, version=version) for key, digest in digests.items()],
            batch_size=200,
            update_conflicts=True,
            unique_fields=["file", "key"],
            update_fields=["digest", "version"],
        )

    def drop(self, file: str, keys: Iterable[str]) -> None:
        """Forgets these rows."""
        Seeded.objects.filter(file=file, key__in=list(keys)).delete()


def seed(*, actor: Actor) -> SeedReport:
    """Makes agencies, groups, categories, channels, limits, reasons and holidays like the files.

    All or nothing, and safe to run again: rows that an administrator changed or removed stay so.
    Raises NotAllowed; ValueError for a file that does not hold together.
    """
    if actor.kind != "system" and not actor.may(Permission.SITE_REFERENCE_EDIT):
        raise NotAllowed
    ledger = SeededLedger()
    with writing():
        lines = [people.seed_agencies(actor=actor, ledger=ledger)]
        sheets = (files.groups, files.categories, files.channels, files.limits, files.reasons, days.sheet)
        lines += [load(sheet(), ledger) for sheet in sheets]
    queries.forget()
    return SeedReport(tuple(lines))
