from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaLevel(models.TextChoices):
    KOTA = "kota", _("Kota / kabupaten")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")


class Area(models.Model):
    """An administrative area by its Kemendagri code (never BPS: BPS numbers the cities otherwise).

    shape: WKB of the polygons in (lng, lat), only for kelurahan, null in approximate mode.
    label_lat, label_lng: a point inside.
    """

    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=AreaLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kode_pos = models.CharField(max_length=5, blank=True)
    label_lat = models.FloatField(null=True, blank=True)
    label_lng = models.FloatField(null=True, blank=True)
    shape = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["kode"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.nama


class Landmark(models.Model):
    """A place everybody knows, to choose from a list instead of a map."""

    kelurahan = models.ForeignKey(Area, models.CASCADE, related_name="landmarks")
    name = models.CharField(max_length=120)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kelurahan", "name"], name="landmark_once")]
        verbose_name = _("landmark")
        verbose_name_plural = _("landmarks")

    def __str__(self) -> str:
        return self.name


class BoundarySet(models.Model):
    """Where the polygons in use came from; the newest row is in force. mode: given or public."""

    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    areas = models.PositiveIntegerField()
    mode = models.CharField(max_length=10, default="given")
    imported_by = models.CharField(max_length=120, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("boundary import")
        verbose_name_plural = _("boundary imports")
