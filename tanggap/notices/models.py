from django.db import models

from tanggap.cases.models import Event, Report


class Delivery(models.Model):
    """Something to say to one reporter, due until it was said or can't be. One per event and report.

    failed_at: given up for good. problem: a code, or the type of the last error; never anybody's words.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "report", "channel"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["claimed_until", "id"],
                name="delivery_due",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            )
        ]


class Silence(models.Model):
    """A reporter wants to hear no more of this report. Their contact stays sealed where it is."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="silence")
    since = models.DateTimeField()
