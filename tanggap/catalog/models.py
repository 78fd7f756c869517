from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")


class Proof(models.TextChoices):
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document or photo")


class Calendar(models.TextChoices):
    CLOCK = "clock", _("Every hour counts")
    WORK = "work", _("Only working days count")


class Group(models.Model):
    """A shelf of categories, as people look for them."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    icon = models.CharField(_("icon"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

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

    code = models.SlugField(_("code"), max_length=80, unique=True)
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="categories", verbose_name=_("category group")
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    help_id = models.TextField(_("help in Indonesian"))
    help_en = models.TextField(_("help in English"))
    keywords = models.TextField(
        _("search words"), blank=True, help_text=_("One search word or phrase per line, street words too.")
    )
    needs_place = models.BooleanField(_("needs a place"), default=True)
    needs_photo = models.BooleanField(_("needs a photo"), default=False)
    proof = models.CharField(_("what proves it"), max_length=8, choices=Proof, default=Proof.PHOTO)
    visibility = models.CharField(
        _("proposed visibility"), max_length=8, choices=Visibility, default=Visibility.PUBLIC
    )
    sensitive = models.BooleanField(_("carries sensitive personal data"), default=False)
    coarse_place = models.BooleanField(_("place shown only roughly"), default=False)
    primary = models.ForeignKey(
        "people.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first responsible agency"),
    )
    secondary = models.ForeignKey(
        "people.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second responsible agency"),
    )
    advice_id = models.TextField(
        _("advice in Indonesian"), blank=True, help_text=_("For outside bodies: whom to ask instead.")
    )
    advice_en = models.TextField(_("advice in English"), blank=True)
    radius_m = models.PositiveSmallIntegerField(_("looks the same within (metres)"), default=150)
    days = models.PositiveSmallIntegerField(_("looks the same within (days)"), default=14)
    crew = models.BooleanField(
        _("work for the crew"),
        default=False,
        help_text=_("The kelurahan's own crew (PPSU) can do small works of this kind."),
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name_id"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name_id


class Channel(models.Model):
    """A way by which reports come in. official: in the Sekda's list of thirteen."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    family = models.CharField(_("family"), max_length=20)
    official = models.BooleanField(_("official"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name_id


class TimeLimit(models.Model):
    """How long something may take. calendar: "clock" counts every hour, "work" only working days."""

    code = models.SlugField(_("code"), max_length=40, unique=True)  # answer, finish, contest, publish…
    name_id = models.CharField(_("name in Indonesian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    hours = models.PositiveIntegerField(_("hours"), default=0)
    days = models.PositiveIntegerField(_("days"), default=0)
    calendar = models.CharField(_("calendar"), max_length=5, choices=Calendar)
    regulation = models.TextField(_("regulation"))
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")

    def __str__(self) -> str:
        return self.name_id


class Holiday(models.Model):
    """A day on which the offices are closed."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Reason(models.Model):
    """A reason code that a move needs (refuse, send_back, hand_back, hide, hold)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    verb = models.CharField(_("move"), max_length=20, db_index=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    sentence_id = models.TextField(
        _("sentence in Indonesian"), blank=True, help_text=_("What the reporter reads.")
    )
    sentence_en = models.TextField(_("sentence in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

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
