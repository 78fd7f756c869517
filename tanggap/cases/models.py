from typing import Any

from django.db import models

from tanggap.cases.workflow import State, Verdict
from tanggap.catalog.models import Category
from tanggap.evidence.models import Photo
from tanggap.people.models import Agency, User
from tanggap.vault.models import Contact


class Case(models.Model):
    """The problem, worked once, however many people report it.

    Foreign keys whose column leads one of the indexes below have no index of their own: each index is
    paid for by every report that comes in.

    version: number of its events; every write is conditional on it. chain: hash of the last event.
    cell: grid cell of the place (tanggap.places.grid). public: some report in it is public and clear.
    place_quality: exact, landmark, area (kelurahan only), uncertain (to be checked), none.
    title: what the public reads in lists; made only of public, screened words.
    report_count: all its reports; public_count: those that the public may see, and is told of.
    first_number, public_number, cover: of the first report; of the first report, and the first photo,
    that the public may see. due_at: set exactly while the case is open. planned_by: a plan waits for
    a head. chain, version: see Event.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, default="complaint")
    state = models.CharField(max_length=12, default=State.WAITING)
    verdict = models.CharField(max_length=10, default=Verdict.UNANSWERED)
    holder = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    holder_since = models.DateTimeField()
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(max_length=140, blank=True)
    public = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    kelurahan = models.CharField(max_length=13, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    cell = models.BigIntegerField(null=True)
    place_text = models.CharField(max_length=300, blank=True)
    place_quality = models.CharField(max_length=10, default="none")
    report_count = models.PositiveIntegerField(default=1)
    public_count = models.PositiveIntegerField(default=0, db_default=0)
    first_number = models.CharField(max_length=20, blank=True)
    public_number = models.CharField(max_length=20, blank=True)
    cover = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    planned_for = models.DateField(null=True)
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    contest_until = models.DateTimeField(null=True)
    contests = models.PositiveSmallIntegerField(default=0)
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["holder", "state", "due_at", "id"], name="case_inbox"),
            models.Index(fields=["state", "due_at", "id"], name="case_by_state"),
            models.Index(fields=["due_at", "id"], name="case_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["category", "cell", "-created_at"], name="case_near"),
            models.Index(
                fields=["-closed_at"], name="case_closed", condition=models.Q(closed_at__isnull=False)
            ),
            models.Index(fields=["-id"], name="case_public", condition=models.Q(public=True)),
            models.Index(fields=["kelurahan", "-id"], name="case_kelurahan", condition=models.Q(public=True)),
            models.Index(fields=["category", "-id"], name="case_category", condition=models.Q(public=True)),
            models.Index(fields=["cell", "-id"], name="case_map", condition=models.Q(public=True)),
            models.Index(
                fields=["assignee", "due_at"], name="case_mine", condition=models.Q(assignee__isnull=False)
            ),
        ]


class Report(models.Model):
    """What one person said. Words are never edited; public_words is the screened copy.

    moderation: clear, held (a person must look), hidden. me_too: joined another's case by one tap.
    key: idempotency key of the sender. entered_by: the front desk officer who typed it, if any.
    """

    number = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, default="complaint")
    words = models.TextField(blank=True)
    public_words = models.TextField(blank=True)
    visibility = models.CharField(max_length=8, default="public")
    moderation = models.CharField(max_length=6, default="clear")
    language = models.CharField(max_length=5, default="id")
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    place_text = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    me_too = models.BooleanField(default=False)
    key = models.CharField(max_length=80, null=True, unique=True)
    created_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, default=Verdict.UNANSWERED)
    rating = models.PositiveSmallIntegerField(null=True)
    rating_words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["moderation", "-id"], name="report_held", condition=models.Q(moderation="held")
            ),
        ]


class Event(models.Model):
    """One row of the spine: timeline, audit trail, outbox and live feed at once. Append-only.

    hash chains (previous hash, and all columns above the line); the columns below it belong to the
    outbox and are not history. text: the note, as its writer wrote it. data: small facts of the move.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=16)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=12)
    public = models.BooleanField()
    text = models.TextField(blank=True)
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    # ---- the outbox ----
    handled_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_once")]
        indexes = [
            models.Index(
                fields=["claimed_until", "id"], name="event_due", condition=models.Q(handled_at__isnull=True)
            ),
        ]


class Assignment(models.Model):
    """That an agency held a case, from when to when."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="assignment_agency")]


class CasePhoto(models.Model):
    """A photo's place in a case. role: before (a reporter's), after (proof), contest, document."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="photos")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="photos", db_index=False)
    photo = models.OneToOneField(Photo, models.PROTECT, related_name="placed")
    role = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField(default=0)


class NumberSeries(models.Model):
    """The last report number given out, per day in Jakarta."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()
