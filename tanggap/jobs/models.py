from django.db import models


class Heartbeat(models.Model):
    """That a job is alive: when it last ran, when it last went well, and what went wrong since."""

    job = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
    ok_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=120, blank=True)
