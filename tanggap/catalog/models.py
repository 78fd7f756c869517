from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")


class Proof(models.TextChoices):
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document or photo")


class Group(models.Model):
    """A shelf of categories, as people look for them."""

    code = models.SlugField(max_length=40, unique=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("category group")
        verbose_name_plural = _("category groups")

    def __str__(self) -> str:
        return self.name_id


class Category(models.Model):
    """What a report is about. name_id is the official name, to the letter.

    coarse_place: the public sees the place only roughly (homes). sensitive: carries specific personal
    data (UU 27/2022), private by default. proof: what shows that it was fixed.
    radius_m, days: how near and how recent another report must be to look like the same problem.
    """

    code = models.SlugField(max_length=80, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="categories")
    name_id = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=120)
    help_id = models.TextField()
    help_en = models.TextField()
    keywords = models.TextField(
        blank=True, help_text=_("One search word or phrase per line, street words too.")
    )
    needs_place = models.BooleanField(default=True)
    needs_photo = models.BooleanField(default=False)
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.PHOTO)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    sensitive = models.BooleanField(default=False)
    coarse_place = models.BooleanField(default=False)
    primary = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    secondary = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    advice_id = models.TextField(blank=True, help_text=_("For outside bodies: whom to ask instead."))
    advice_en = models.TextField(blank=True)
    radius_m = models.PositiveSmallIntegerField(default=150)
    days = models.PositiveSmallIntegerField(default=14)
    crew = models.BooleanField(
        default=False, help_text=_("The kelurahan's own crew (PPSU) can do small works of this kind.")
    )
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name_id"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name_id


class Channel(models.Model):
    """A way by which reports come in. official: in the Sekda's list of thirteen."""

    code = models.SlugField(max_length=40, unique=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    family = models.CharField(max_length=20)
    official = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name_id


class TimeLimit(models.Model):
    """How long something may take. calendar: "clock" counts every hour, "work" only working days."""

    code = models.SlugField(max_length=40, unique=True)  # answer, finish, contest, publish…
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    hours = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    calendar = models.CharField(max_length=5, choices=[("clock", "clock"), ("work", "work")])
    regulation = models.TextField()
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")

    def __str__(self) -> str:
        return self.name_id


class Holiday(models.Model):
    """A day on which the offices are closed."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Reason(models.Model):
    """A reason code that a move needs (refuse, send_back, hand_back, hide, hold)."""

    code = models.SlugField(max_length=40, unique=True)
    verb = models.CharField(max_length=20, db_index=True)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sentence_id = models.TextField(blank=True, help_text=_("What the reporter reads."))
    sentence_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["verb", "position", "code"]
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self) -> str:
        return self.name_id


class Seeded(models.Model):
    """Which version of which reference file was last loaded, and the digest of each row as loaded.

    A row whose digest still equals what was loaded is updated by a newer file; one that an
    administrator changed stays as they made it.
    """

    file = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="seeded_once")]
