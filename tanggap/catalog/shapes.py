"""Reference data as plain values, so that nobody above needs a model."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A shelf of categories."""

    id: int
    code: str
    name_id: str
    name_en: str
    icon: str


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What a report is about; the fields are those of the model. group: its shelf's code."""

    id: int
    code: str
    group_id: int
    group: str
    name_id: str
    name_en: str
    help_id: str
    help_en: str
    keywords: str
    needs_place: bool
    needs_photo: bool
    proof: str
    visibility: str
    sensitive: bool
    coarse_place: bool
    primary_id: int | None
    secondary_id: int | None
    advice_id: str
    advice_en: str
    radius_m: int
    days: int
    crew: bool
    active: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A way by which reports come in."""

    code: str
    name_id: str
    name_en: str
    family: str
    official: bool
    active: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason that a move names, and the sentence the reporter reads."""

    code: str
    verb: str
    name_id: str
    name_en: str
    sentence_id: str
    sentence_en: str
    active: bool


@dataclass(frozen=True, slots=True)
class TimeLimitRow:
    """How long something may take. calendar: "clock" or "work"."""

    code: str
    name_id: str
    name_en: str
    hours: int
    days: int
    calendar: str
    regulation: str
    source: str


@dataclass(slots=True)
class Snapshot:
    """All reference data as it was read at one moment (monotonic seconds)."""

    read_at: float = float("-inf")
    groups: list[GroupRow] = field(default_factory=list)
    categories: dict[int, CategoryRow] = field(default_factory=dict)
    by_code: dict[str, CategoryRow] = field(default_factory=dict)
    channels: list[ChannelRow] = field(default_factory=list)
    reasons: dict[str, ReasonRow] = field(default_factory=dict)
    limits: dict[str, TimeLimitRow] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
