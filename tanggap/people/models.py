from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tanggap.people.names import ROLE_NAMES
from tanggap.people.roles import Role


class AgencyKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    DINAS = "dinas", _("Dinas")
    BADAN = "badan", _("Badan")
    BIRO = "biro", _("Biro")
    SUDIN = "sudin", _("Suku dinas")
    KOTA = "kota", _("Kota / kabupaten")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")
    CREW = "crew", _("Field crew (PPSU)")
    BUMD = "bumd", _("City-owned company (BUMD)")
    EXTERNAL = "external", _("Outside body")


class Agency(models.Model):
    """An office that can hold a case, or an outside body that people are told to ask.

    parent: who directs it (delegation goes down this tree, a contest goes up).
    area: the Kemendagri code of what it serves ("31.74", "31.74.01.1001"); empty: the whole province.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=AgencyKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("directed by")
    )
    area = models.CharField(_("area"), max_length=13, blank=True, db_index=True)
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("For outside bodies: whom to ask, and how.")
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of somebody who works on reports. Residents have none."""

    username = models.CharField(_("username"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, words) for role, words in ROLE_NAMES.items()]
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="users", verbose_name=_("agency"))
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="id")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"

    # The admin site is for reference data and accounts; only administrators come in.
    @property
    def is_staff(self) -> bool:
        return self.role == Role.ADMINISTRATOR and self.is_active

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class ApiToken(models.Model):
    """A bearer token for the JSON API; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
