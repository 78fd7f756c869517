import uuid

from django.db import models


class Photo(models.Model):
    """A picture or document as we keep it: re-encoded copies without metadata, the original sealed.

    id: random, so that it can't be guessed; uploader: the session or account that may attach it.
    taken_at, lat, lng: what the file's own metadata says (UTC); never shown outside evidence pages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, default="photo")  # photo, document
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    created_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("people.User", models.PROTECT, null=True)
