from django.db import models


class DayCount(models.Model):
    """How often something happened on a day (Jakarta), per agency, category and kelurahan.

    what: reported, done, refused, contested, confirmed, sent_back. Rebuildable from events.
    """

    day = models.DateField()
    what = models.CharField(max_length=12)
    agency = models.ForeignKey("people.Agency", models.CASCADE, related_name="+")
    category = models.ForeignKey("catalog.Category", models.CASCADE, related_name="+")
    kelurahan = models.CharField(max_length=13, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "what", "agency", "category", "kelurahan"], name="day_count_once"
            )
        ]
